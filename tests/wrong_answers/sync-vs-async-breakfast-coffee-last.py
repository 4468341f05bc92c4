%%aioscope
# The toast comes first, but the coffee is begun only after it: 'toast and butter are made during the coffee' must fail.
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
    toast_job = asyncio.create_task(toast(), name="toast")
    await toast_job
    coffee_job = asyncio.create_task(brew(), name="coffee")
    butter_job = asyncio.create_task(spread(), name="butter")
    await butter_job
    await coffee_job


await main()
