%%aioscope
# Wrong: it waits for all, the slowest included, and stops nobody. "mirror-3 should be cancelled" must fail.
import asyncio


async def download(mirror, seconds):
    await asyncio.sleep(seconds)
    if mirror == "mirror-1":
        raise ConnectionError(f"{mirror} is broken")
    return f"file from {mirror}"


async def main():
    mirrors = {"mirror-1": 0.1, "mirror-2": 0.4, "mirror-3": 0.9}
    pending = {
        asyncio.create_task(download(mirror, seconds), name=mirror)
        for mirror, seconds in mirrors.items()
    }
    done, pending = await asyncio.wait(pending, return_when=asyncio.ALL_COMPLETED)
    for task in done:
        print(task.exception() or task.result())


await main()
