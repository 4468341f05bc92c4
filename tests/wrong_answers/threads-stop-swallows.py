%%aioscope
# Wrong: the cancellation is swallowed, so the row says done, but the thread works on. "the thread has come back to it" must fail.
import asyncio
import threading
import time


def open_drawers(stop):
    for _ in range(12):
        time.sleep(0.1)  # look through one drawer


async def search(stop):
    try:
        await asyncio.to_thread(open_drawers, stop)
    except asyncio.CancelledError:
        pass
    print("the thread has stopped")


async def main():
    stop = threading.Event()
    task = asyncio.create_task(search(stop), name="search")
    await asyncio.sleep(0.3)
    task.cancel()
    await asyncio.wait([task])
    print("search cancelled?", task.cancelled())


await main()
