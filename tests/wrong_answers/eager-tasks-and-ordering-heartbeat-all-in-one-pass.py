%%aioscope
# Wrong: 200 short tasks, but all in one pass of the loop: timers are looked at before and after. "heartbeat has five beats" must fail.
import asyncio
import time


async def look_at(thing):
    time.sleep(0.003)  # compute
    return thing


async def sort():
    await asyncio.gather(*(look_at(thing) for thing in range(200)))
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
