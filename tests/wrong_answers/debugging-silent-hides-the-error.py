%%aioscope
# Wrong: fetch swallows its own error and sends a blank page. "fetch ends with its ConnectionError" must fail.
import asyncio


async def fetch(pages):
    await asyncio.sleep(0.2)
    await pages.put("page-1")
    await asyncio.sleep(0.1)
    await pages.put("")


async def show(pages):
    for _ in range(2):
        print("showing", await pages.get())


async def main():
    pages = asyncio.Queue()
    fetcher = asyncio.create_task(fetch(pages), name="fetch")
    shower = asyncio.create_task(show(pages), name="show")
    both = asyncio.gather(fetcher, shower, return_exceptions=True)
    try:
        await asyncio.wait_for(both, timeout=1.2)
    except asyncio.TimeoutError:
        print("it hangs, and nobody says why")


await main()
