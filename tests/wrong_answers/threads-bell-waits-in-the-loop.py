%%aioscope
# Wrong: the loop's own thread waits for the bell and blocks. "nothing keeps the loop busy" must fail.
import asyncio
import threading
import time


def doorbell(loop, visitor):
    time.sleep(0.3)
    visitor.set()


async def host(visitor):
    await visitor.wait()
    print("come in!")


async def radio():
    await asyncio.sleep(1)
    print("the song is over")


async def main():
    visitor = asyncio.Event()
    loop = asyncio.get_running_loop()
    thread = threading.Thread(target=doorbell, args=(loop, visitor))
    thread.start()
    thread.join()
    await asyncio.gather(
        asyncio.create_task(host(visitor), name="host"),
        asyncio.create_task(radio(), name="radio"),
    )
    thread.join()


await main()
