%%aioscope
# The butter does not wait for the toast: 'the butter is begun after the toast is ready' must fail.
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
    butter_job = asyncio.create_task(spread(), name="butter")
    await coffee_job
    await toast_job
    await butter_job


await main()
