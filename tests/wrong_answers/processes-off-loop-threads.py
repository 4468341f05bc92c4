%%aioscope
# Wrong: in threads, where one GIL is shared. 'sum runs in other processes' must fail.
import asyncio
import multiprocessing
from concurrent.futures import ProcessPoolExecutor

SPAWN = multiprocessing.get_context("spawn")


async def total(size):
    result = await asyncio.to_thread(sum, range(size))  # stands for a long computation
    print(result)


async def heartbeat():
    for _ in range(10):
        await asyncio.sleep(0.05)


async def main():
    beating = asyncio.create_task(heartbeat(), name="heartbeat")
    sizes = {"total-1": 15_000_000, "total-2": 16_000_000, "total-3": 17_000_000}
    await asyncio.gather(
        *(asyncio.create_task(total(size), name=name) for name, size in sizes.items())
    )
    await beating


await main()
