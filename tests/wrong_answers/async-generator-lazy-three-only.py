%%aioscope
# Wrong: only three pages are fetched, but all of them before the first is shown. "the first page is shown before" must fail.
import asyncio


async def fetch(number):
    await asyncio.sleep(0.1)
    return f"page {number}"


async def show(page):
    await asyncio.sleep(0.02)
    print(page)


async def search():
    pages = []
    for number in range(1, 4):
        pages.append(await fetch(number))
    return pages


async def main():
    shown = 0
    for page in await search():
        await show(page)
        shown += 1
        if shown == 3:
            break


await main()
