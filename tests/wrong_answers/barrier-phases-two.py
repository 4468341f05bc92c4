%%aioscope
# Wrong: a barrier for two of three: the first two do not wait for the third, and the third waits for ever. "the first computes after the last has measured" must fail.
import asyncio
import sys

values = {}


async def measure(name, seconds):
    await asyncio.sleep(seconds)
    values[name] = round(100 * seconds)


async def compute(name):
    print(name, "computes with", sorted(values.values()))
    await asyncio.sleep(0.1)


async def station(name, seconds, barrier):
    await measure(name, seconds)
    await barrier.wait()  # until all three have measured
    await compute(name)


async def main():
    barrier = asyncio.Barrier(2)
    times = {"station-1": 0.1, "station-2": 0.3, "station-3": 0.5}
    stations = [
        asyncio.create_task(station(name, seconds, barrier), name=name)
        for name, seconds in times.items()
    ]
    done, pending = await asyncio.wait(stations, timeout=1.2)
    for task in pending:
        print(task.get_name(), "is stuck")
        task.cancel()
    await asyncio.gather(*pending, return_exceptions=True)


if sys.version_info < (3, 11):
    print("asyncio.Barrier came with Python 3.11; this kernel is older.")
else:
    await main()
