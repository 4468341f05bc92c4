%%aioscope
# Wrong: looks for too many only. "the one that does them one by one fails" must fail.
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
    now = peak = 0

    async def job():
        nonlocal now, peak
        now += 1
        peak = max(peak, now)
        await asyncio.sleep(0.1)
        now -= 1
        return "done"

    results = await run_all([job] * 4, 2)
    assert results == ["done"] * 4
    assert peak <= 2, f"{peak} at once"


async def main():
    for version in (right, no_limit, one_by_one):
        task = asyncio.create_task(check(version), name=f"check {version.__name__}")
        await asyncio.wait([task])
        print(task.get_name(), "-", "failed" if task.exception() else "passed")


await main()
