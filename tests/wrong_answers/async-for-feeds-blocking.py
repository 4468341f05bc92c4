%%aioscope
# Wrong: time.sleep blocks the loop: the tasks stand beside each other, but only one gets anywhere. "no step is longer" must fail.
import asyncio
import time


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
        time.sleep(0.1)
        return f"{self.name}: news {number}"


async def listen(name):
    async for news in Feed(name):
        print(news)


async def main():
    names = ("feed-a", "feed-b", "feed-c")
    await asyncio.gather(
        *(asyncio.create_task(listen(name), name=name) for name in names)
    )


await main()
