%%aioscope
# The third is not a task of its own: 'there are tasks page, image and comments' and 'three at once' must fail.
import asyncio


async def fetch(what):
    await asyncio.sleep(0.4)
    return f"<{what}>"


async def main():
    page = asyncio.create_task(fetch("page"), name="page")
    image = asyncio.create_task(fetch("image"), name="image")
    comments = await fetch("comments")
    print(await page, await image, comments)


await main()
