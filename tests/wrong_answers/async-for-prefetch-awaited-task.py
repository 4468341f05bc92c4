%%aioscope
# Wrong: a task for each handling, but awaited before the next fetch. "fetching and handling overlap" must fail.
import asyncio


class Pictures:
    def __init__(self, count):
        self.numbers = iter(range(1, count + 1))

    def __aiter__(self):
        return self

    async def __anext__(self):
        number = next(self.numbers, None)
        if number is None:
            raise StopAsyncIteration
        return await self.fetch(number)

    async def fetch(self, number):
        await asyncio.sleep(0.1)
        return f"picture {number}"


async def handle(picture):
    await asyncio.sleep(0.1)
    print(picture, "handled")


async def main():
    async for picture in Pictures(6):
        await asyncio.create_task(handle(picture))


await main()
