%%aioscope
# Wrong: a longer guess makes every test slow. "check fast ends soon after 0.15 s" must fail.
import asyncio


class Indexer:
    def __init__(self, seconds, broken=False):
        self.seconds, self.broken = seconds, broken
        self.count, self.done = 0, asyncio.Event()

    async def run(self):
        for _ in range(3):
            await asyncio.sleep(self.seconds)
            self.count += 1
        if not self.broken:
            self.done.set()


async def check(indexer):
    work = asyncio.create_task(indexer.run())
    try:
        await asyncio.sleep(1.1)
        assert indexer.done.is_set(), f"only {indexer.count} of 3"
    finally:
        work.cancel()
        await asyncio.wait([work])


async def main():
    indexers = {"fast": Indexer(0.05), "slow": Indexer(0.25), "broken": Indexer(0.05, True)}
    tasks = [
        asyncio.create_task(check(indexer), name=f"check {name}")
        for name, indexer in indexers.items()
    ]
    _, hanging = await asyncio.wait(tasks, timeout=2)
    for task in hanging:
        task.cancel()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    for task, result in zip(tasks, results):
        print(task.get_name(), "-", "passed" if result is None else repr(result))


await main()
