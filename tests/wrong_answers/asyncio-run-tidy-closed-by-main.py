%%aioscope
# main closes the file in the log's place, while the log goes on: 'log ends as cancelled' and 'no task outlives the cell' must fail.
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
    await close_log()
    print("main: finished")


await main()
