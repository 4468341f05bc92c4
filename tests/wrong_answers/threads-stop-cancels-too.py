%%aioscope
# Wrong: the thread is asked to stop, but the task is cancelled before the thread has answered. "search ends normally" must fail.
import asyncio
import threading
import time


def open_drawers(stop):
    for _ in range(12):
        if stop.is_set():
            return
        time.sleep(0.1)  # look through one drawer


async def search(stop):
    await asyncio.to_thread(open_drawers, stop)
    print("the thread has stopped")


async def main():
    stop = threading.Event()
    task = asyncio.create_task(search(stop), name="search")
    await asyncio.sleep(0.3)
    stop.set()  # a request; the thread looks at it between two drawers
    task.cancel()
    await asyncio.wait([task])
    print("search cancelled?", task.cancelled())


await main()
