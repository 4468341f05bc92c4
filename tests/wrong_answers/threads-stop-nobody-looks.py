%%aioscope
# Wrong: the request is made, but the thread never looks at it. "that is between 0.3 and 0.8 s" must fail.
import asyncio
import threading
import time


def open_drawers(stop):
    for _ in range(12):
        time.sleep(0.1)  # look through one drawer


async def search(stop):
    await asyncio.to_thread(open_drawers, stop)
    print("the thread has stopped")


async def main():
    stop = threading.Event()
    task = asyncio.create_task(search(stop), name="search")
    await asyncio.sleep(0.3)
    stop.set()
    await asyncio.wait([task])
    print("search cancelled?", task.cancelled())


await main()
