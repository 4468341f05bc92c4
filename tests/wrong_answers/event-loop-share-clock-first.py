%%aioscope
# The clock is made first, which lets it begin, not go on: 'no step is longer than 0.5 s' must fail.
import asyncio
import time


def crunch():
    """One piece of work: 80 ms of the thread's time."""
    end = time.perf_counter() + 0.08
    while time.perf_counter() < end:
        pass


async def report():
    for piece in range(10):
        crunch()
    print("report: done")


async def clock():
    for tick in range(1, 4):
        await asyncio.sleep(0.05)
        print(f"clock: tick {tick}")


async def main():
    tasks = [
        asyncio.create_task(clock(), name="clock"),
        asyncio.create_task(report(), name="report"),
    ]
    for task in tasks:
        await task


await main()
