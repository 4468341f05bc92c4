%%aioscope
# Wrong: the cursor is closed, but the error is hidden. "reader-2 should be raised" must fail.
import asyncio
from contextlib import aclosing


async def close_cursor():
    await asyncio.sleep(0.1)
    print("   cursor closed")


async def rows():
    try:
        for number in range(1, 6):
            await asyncio.sleep(0.1)
            yield number
    finally:
        await close_cursor()


async def reader(name):
    async with aclosing(rows()) as stream:  # closes on break and on errors
        async for row in stream:
            if row == 2:
                if name == "reader-2":
                    print("row 2 is broken")
                break
    print(name, "has found it")


async def main():
    names = ["reader-1", "reader-2"]
    readers = [asyncio.create_task(reader(name), name=name) for name in names]
    for result in await asyncio.gather(*readers, return_exceptions=True):
        print("result:", repr(result))
    del result, readers  # drop what still refers to a generator
    await asyncio.sleep(0.3)  # time for the loop to close it


await main()
