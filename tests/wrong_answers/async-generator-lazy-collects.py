%%aioscope
# Wrong: an async generator, but it fetches everything before its first yield. "the first page is shown before" must fail.
import asyncio


async def fetch(number):
    await asyncio.sleep(0.1)
    return f"page {number}"


async def show(page):
    await asyncio.sleep(0.02)
    print(page)


async def search():
    pages = []
    for number in range(1, 9):
        pages.append(await fetch(number))
    for page in pages:
        yield page


async def main():
    shown = 0
    async for page in search():
        await show(page)
        shown += 1
        if shown == 3:
            break


await main()
