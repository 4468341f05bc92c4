%%aioscope
# Wrong: the limit is given up, so that the fresh page arrives. "page-1 takes no longer than 0.6 s" must fail.
import asyncio
import sys


async def fetch(page):
    await asyncio.sleep(0.9)
    return "fresh"


async def show(page):
    async with asyncio.timeout(2):
        try:
            text = await fetch(page)
        except TimeoutError:
            text = "from the cache"
    print(page, text)


async def main():
    names = ["page-1", "page-2"]
    pages = [asyncio.create_task(show(name), name=name) for name in names]
    await asyncio.sleep(0.15)
    pages[1].cancel()  # its reader has closed it
    await asyncio.wait(pages)
    for page in pages:
        how = "cancelled" if page.cancelled() else repr(page.exception())
        print(page.get_name(), how)


if sys.version_info < (3, 11):
    print("asyncio.timeout came with Python 3.11; this kernel is older.")
else:
    await main()
