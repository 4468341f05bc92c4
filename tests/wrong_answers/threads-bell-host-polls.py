%%aioscope
# Wrong: host looks every 50 ms, which keeps the loop awake. "it has waited for the event, once, and for nothing else" must fail.
import asyncio
import threading
import time


def doorbell(loop, visitor):
    time.sleep(0.3)
    visitor.set()


async def host(visitor):
    while not visitor.is_set():
        await asyncio.sleep(0.05)
    print("come in!")


async def radio():
    await asyncio.sleep(1)
    print("the song is over")


async def main():
    visitor = asyncio.Event()
    loop = asyncio.get_running_loop()
    thread = threading.Thread(target=doorbell, args=(loop, visitor))
    thread.start()
    await asyncio.gather(
        asyncio.create_task(host(visitor), name="host"),
        asyncio.create_task(radio(), name="radio"),
    )
    thread.join()


await main()
