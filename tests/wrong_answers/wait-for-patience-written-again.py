%%aioscope
# After the timeout the report is begun anew: 'the report is written, once' must fail.
import asyncio


async def write_report():
    await asyncio.sleep(0.8)
    return "report"


async def main():
    job = asyncio.create_task(write_report(), name="report")
    try:
        print(await asyncio.wait_for(job, timeout=0.2))
    except asyncio.TimeoutError:
        print("it takes longer, please wait")
        try:
            again = asyncio.create_task(write_report(), name="report")
            print(await again)
        except asyncio.CancelledError:
            print("there is no report")


await main()
