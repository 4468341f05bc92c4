%%aioscope
# Wrong: dropping the generator does not close it here: the loop does so later, in another task. "both close the cursor" must fail.
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
    stream = rows()
    async for row in stream:
        if row == 2:
            if name == "reader-2":
                raise ValueError("row 2 is broken")
            break
    del stream
    await asyncio.sleep(0)
    print(name, "has found it")


async def main():
    names = ["reader-1", "reader-2"]
    readers = [asyncio.create_task(reader(name), name=name) for name in names]
    for result in await asyncio.gather(*readers, return_exceptions=True):
        print("result:", repr(result))
    del result, readers  # drop what still refers to a generator
    await asyncio.sleep(0.3)  # time for the loop to close it


await main()
