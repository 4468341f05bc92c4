%%aioscope
# Wrong: a test that nothing can pass is no better than one that nothing can fail. "the right version passes" must fail.
import asyncio


async def right(jobs, most):
    limit = asyncio.Semaphore(most)

    async def one(job):
        async with limit:
            return await job()

    return await asyncio.gather(*(one(job) for job in jobs))


async def no_limit(jobs, most):
    return await asyncio.gather(*(job() for job in jobs))


async def one_by_one(jobs, most):
    return [await job() for job in jobs]


async def check(run_all):
    async def job():
        await asyncio.sleep(0.1)
        return "done"

    results = await run_all([job] * 4, 2)
    assert results == ["done", "done"]


async def main():
    for version in (right, no_limit, one_by_one):
        task = asyncio.create_task(check(version), name=f"check {version.__name__}")
        await asyncio.wait([task])
        print(task.get_name(), "-", "failed" if task.exception() else "passed")


await main()
