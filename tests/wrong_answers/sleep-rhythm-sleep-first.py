%%aioscope
# Sleeping before the work instead of after it drifts just the same: 'each begins within 0.15 s after its beat' must fail.
import asyncio

PERIOD = 0.25


async def work(duration):
    await asyncio.sleep(duration)


async def ticker():
    loop = asyncio.get_running_loop()
    begin = loop.time()
    for duration in (0.2, 0.1, 0.15, 0.05):
        await asyncio.sleep(PERIOD)
        print(f"tick at {loop.time() - begin:.2f} s")
        await work(duration)


async def main():
    await asyncio.create_task(ticker(), name="ticker")


await main()
