%%aioscope
# Wrong: one step aside, and then 0.6 s without any. "no step keeps the thread for 0.2 s" must fail.
import asyncio
import time


async def look_at(thing):
    time.sleep(0.003)  # compute
    return thing


async def sort():
    await asyncio.sleep(0)
    for thing in range(200):
        await look_at(thing)
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
