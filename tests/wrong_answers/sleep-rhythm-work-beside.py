%%aioscope
# The work goes on in tasks beside the ticker, which keeps the beat but does no work itself: 'four pieces of work' must fail.
import asyncio

PERIOD = 0.25


async def work(duration):
    await asyncio.sleep(duration)


async def ticker():
    loop = asyncio.get_running_loop()
    begin = loop.time()
    for duration in (0.2, 0.1, 0.15, 0.05):
        print(f"tick at {loop.time() - begin:.2f} s")
        asyncio.create_task(work(duration))
        await asyncio.sleep(PERIOD)


async def main():
    await asyncio.create_task(ticker(), name="ticker")


await main()
