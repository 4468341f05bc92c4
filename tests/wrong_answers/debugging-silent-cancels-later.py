%%aioscope
# Wrong: the cause is told, but show is left waiting for a page that never comes. "at once" must fail.
import asyncio


async def fetch(pages):
    await asyncio.sleep(0.2)
    await pages.put("page-1")
    await asyncio.sleep(0.1)
    raise ConnectionError("the server has hung up")


async def show(pages):
    for _ in range(2):
        print("showing", await pages.get())


async def main():
    pages = asyncio.Queue()
    fetcher = asyncio.create_task(fetch(pages), name="fetch")
    shower = asyncio.create_task(show(pages), name="show")
    both = asyncio.gather(fetcher, shower)  # raises the first error
    try:
        await asyncio.wait_for(both, timeout=1.2)
    except asyncio.TimeoutError:
        print("it hangs, and nobody says why")
    except ConnectionError as error:
        print("the cause:", error)
        await asyncio.wait([shower], timeout=0.6)
        shower.cancel()
        await asyncio.wait([shower])


await main()
