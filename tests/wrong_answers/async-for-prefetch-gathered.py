%%aioscope
# Wrong: the iterator is given up, and all pictures are fetched and handled together. "never two fetches" must fail.
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
    async def one(number):
        await handle(await pictures.fetch(number))

    pictures = Pictures(6)
    await asyncio.gather(*(one(number) for number in range(1, 7)))


await main()
