%%aioscope
# It looks every 50 ms instead of once: 'main is awake once in between' must fail.
import asyncio


async def write_report():
    await asyncio.sleep(0.8)
    return "report"


async def main():
    job = asyncio.create_task(write_report(), name="report")
    while not job.done():
        await asyncio.sleep(0.05)
    print(job.result())


await main()
