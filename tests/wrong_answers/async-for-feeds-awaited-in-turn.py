%%aioscope
# Wrong: each task is awaited before the next is created. "three tasks listen at once" must fail.
import asyncio


class Feed:
    def __init__(self, name):
        self.name = name
        self.numbers = iter(range(1, 5))

    def __aiter__(self):
        return self

    async def __anext__(self):
        number = next(self.numbers, None)
        if number is None:
            raise StopAsyncIteration
        await asyncio.sleep(0.1)
        return f"{self.name}: news {number}"


async def listen(name):
    async for news in Feed(name):
        print(news)


async def main():
    for name in ("feed-a", "feed-b", "feed-c"):
        await asyncio.create_task(listen(name), name=name)


await main()
