%%aioscope
# It ends as cancelled without closing: 'the connection is closed after the request' must fail.
import asyncio


async def close_connection():
    await asyncio.sleep(0.1)
    print("connection closed")


async def poll():
    for number in range(1, 11):
        try:
            await asyncio.sleep(0.1)
            print(f"poll {number}")
        except asyncio.CancelledError:
            print("stop")
            raise
    await close_connection()


async def main():
    task = asyncio.create_task(poll(), name="poll")
    await asyncio.sleep(0.35)
    print("please stop")
    task.cancel()
    await asyncio.wait([task])
    print("cancelled?", task.cancelled())


await main()
