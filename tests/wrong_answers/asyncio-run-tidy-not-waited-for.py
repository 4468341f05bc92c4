%%aioscope
# cancel() without waiting: the clean-up is still under way when the cell ends; 'no task outlives the cell' must fail.
import asyncio


async def close_log():
    await asyncio.sleep(0.2)
    print("log: closed")


async def keep_log():
    try:
        for line in range(1, 7):
            print(f"log: line {line}")
            await asyncio.sleep(0.2)
    finally:
        await close_log()


async def main():
    log = asyncio.create_task(keep_log(), name="log")
    await asyncio.sleep(0.3)
    print("main: finished")
    log.cancel()


await main()
