%%aioscope
# Wrong: everything is closed in order, but the request to stop is swallowed. "report ends as cancelled" must fail.
import asyncio


async def open_database():
    await asyncio.sleep(0.05)
    print("database open")


async def close_database():
    await asyncio.sleep(0.05)
    print("database closed")


async def open_session():
    await asyncio.sleep(0.05)
    print("  session open")


async def close_session():
    await asyncio.sleep(0.05)
    print("  session closed")


async def work():
    await asyncio.sleep(1)
    print("    the work is done")


async def report():
    await open_database()
    await open_session()
    try:
        await work()
    except asyncio.CancelledError:
        print("    stopped")
    await close_session()
    await close_database()


async def main():
    task = asyncio.create_task(report(), name="report")
    await asyncio.sleep(0.3)
    task.cancel()
    await asyncio.wait([task])
    print("cancelled?", task.cancelled())


await main()
