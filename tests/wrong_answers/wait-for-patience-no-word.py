%%aioscope
# It waits without a word: 'main is awake once in between' must fail.
import asyncio


async def write_report():
    await asyncio.sleep(0.8)
    return "report"


async def main():
    job = asyncio.create_task(write_report(), name="report")
    print(await job)
    print("that took long")


await main()
