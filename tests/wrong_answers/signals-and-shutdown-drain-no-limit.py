%%aioscope
# Wrong: waits for everybody, however long it takes. "job-long is cancelled" must fail.
import asyncio


async def job(seconds):
    try:
        await asyncio.sleep(seconds)
    finally:
        await asyncio.sleep(0.15)  # put the tools away


async def shutdown(jobs):
    await asyncio.gather(*jobs)
    print("lights out")


async def main():
    jobs = [
        asyncio.create_task(job(0.3), name="job-short"),
        asyncio.create_task(job(2.5), name="job-long"),
    ]
    await asyncio.sleep(0.1)
    await asyncio.create_task(shutdown(jobs), name="shutdown")


await main()
