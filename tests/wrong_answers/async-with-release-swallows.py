%%aioscope
# Wrong: the permit comes back, but the error of the block is swallowed. "job-1 still fails" must fail.
import asyncio
from contextlib import asynccontextmanager


@asynccontextmanager
async def connection(permits):
    await permits.acquire()
    try:
        yield
    except ConnectionError as error:
        print("failed:", error)
    permits.release()


async def job(name, permits):
    async with connection(permits):
        await asyncio.sleep(0.1)
        if name in ("job-1", "job-2"):
            raise ConnectionError(f"{name}: the line is dead")
    print(f"{name} is done")


async def main():
    permits = asyncio.Semaphore(2)
    names = ["job-1", "job-2", "job-3", "job-4"]
    jobs = [asyncio.create_task(job(name, permits), name=name) for name in names]
    done, pending = await asyncio.wait(jobs, timeout=1)
    for task in pending:
        print(f"{task.get_name()} waits for ever")
        task.cancel()
    for result in await asyncio.gather(*jobs, return_exceptions=True):
        if isinstance(result, ConnectionError):
            print("failed:", result)


await main()
