%%aioscope
# Wrong: it works, but no longer in this thread. "sort has looked at everything itself" must fail.
import asyncio
import time


async def look_at(thing):
    time.sleep(0.003)  # compute
    return thing


async def sort():
    await asyncio.to_thread(time.sleep, 0.6)
    print("all sorted")


async def heartbeat():
    for _ in range(5):
        await asyncio.sleep(0.06)
    print("five beats")


async def main():
    await asyncio.gather(
        asyncio.create_task(sort(), name="sort"),
        asyncio.create_task(heartbeat(), name="heartbeat"),
    )


await main()
