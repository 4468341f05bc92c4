%%aioscope
# Wrong: simply waits until all jobs are done, so that nothing is given up. 'some were cancelled' must fail.
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
        await asyncio.gather(*jobs)
    except asyncio.TimeoutError:
        print("given up")
    finally:
        await asyncio.to_thread(pool.shutdown, cancel_futures=True)


async def main():
    beating = asyncio.create_task(heartbeat(), name="heartbeat")
    await asyncio.create_task(compute(), name="compute")
    await beating


await main()
