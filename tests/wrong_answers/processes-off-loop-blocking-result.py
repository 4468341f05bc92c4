%%aioscope
# Wrong: in processes, but the loop blocks on the result. 'no step is longer than 0.2 s' must fail.
import asyncio
import multiprocessing
from concurrent.futures import ProcessPoolExecutor

SPAWN = multiprocessing.get_context("spawn")


async def total(size, pool):
    result = pool.submit(sum, range(size)).result()
    print(result)


async def heartbeat():
    for _ in range(10):
        await asyncio.sleep(0.05)


async def main():
    beating = asyncio.create_task(heartbeat(), name="heartbeat")
    # More than the exercise sums: a fast Python is through with that in half the time that a step may take.
    sizes = {"total-1": 45_000_000, "total-2": 46_000_000, "total-3": 47_000_000}
    pool = ProcessPoolExecutor(2, mp_context=SPAWN)
    try:
        await asyncio.gather(
            *(
                asyncio.create_task(total(size, pool), name=name)
                for name, size in sizes.items()
            )
        )
    finally:
        await asyncio.to_thread(pool.shutdown)
    await beating


await main()
