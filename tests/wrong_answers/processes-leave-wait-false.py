%%aioscope
# Wrong: shuts down without waiting: nothing freezes, but the jobs go on after the cell. 'no job is computing when the cell ends' must fail.
import asyncio
import multiprocessing
import time
from concurrent.futures import ProcessPoolExecutor

SPAWN = multiprocessing.get_context("spawn")


async def heartbeat():
    for _ in range(10):
        await asyncio.sleep(0.05)


async def compute():
    loop = asyncio.get_running_loop()
    pool = ProcessPoolExecutor(2, mp_context=SPAWN)
    # time.sleep stands for a computation that takes 0.6 s.
    jobs = [loop.run_in_executor(pool, time.sleep, 0.6) for _ in range(6)]
    try:
        await asyncio.wait_for(asyncio.gather(*jobs), timeout=0.4)
    except asyncio.TimeoutError:
        print("given up")
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


async def main():
    beating = asyncio.create_task(heartbeat(), name="heartbeat")
    await asyncio.create_task(compute(), name="compute")
    await beating


await main()
