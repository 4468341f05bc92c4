%%aioscope
# Nobody waits for the coffee: 'all three are done' and 'nothing is left over' must fail.
import asyncio


async def brew():
    await asyncio.sleep(0.6)
    print("coffee is ready")


async def toast():
    await asyncio.sleep(0.2)
    print("toast is ready")


async def spread():
    await asyncio.sleep(0.2)
    print("the toast is buttered")


async def main():
    coffee_job = asyncio.create_task(brew(), name="coffee")
    toast_job = asyncio.create_task(toast(), name="toast")
    await toast_job  # butter needs toast
    butter_job = asyncio.create_task(spread(), name="butter")
    await butter_job


await main()
