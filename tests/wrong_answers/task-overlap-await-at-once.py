%%aioscope
# Each task is awaited before the next is made: 'three at once' must fail.
import asyncio


async def fetch(what):
    await asyncio.sleep(0.4)
    return f"<{what}>"


async def main():
    page = await asyncio.create_task(fetch("page"), name="page")
    image = await asyncio.create_task(fetch("image"), name="image")
    comments = await asyncio.create_task(fetch("comments"), name="comments")
    print(page, image, comments)


await main()
