%%aioscope
# Wrong: the phases are kept by letting no two stations run at once. "three stations run at once" must fail.
import asyncio
import sys

values = {}


async def measure(name, seconds):
    await asyncio.sleep(seconds)
    values[name] = round(100 * seconds)


async def compute(name):
    print(name, "computes with", sorted(values.values()))
    await asyncio.sleep(0.1)


async def station(name, seconds):
    await measure(name, seconds)
    await compute(name)


async def main():
    times = {"station-1": 0.1, "station-2": 0.3, "station-3": 0.5}
    stations = []
    for name, seconds in times.items():
        stations.append(asyncio.create_task(measure(name, seconds), name=name))
        await stations[-1]
    for name in times:
        await compute(name)
    done, pending = await asyncio.wait(stations, timeout=1.2)
    for task in pending:
        print(task.get_name(), "is stuck")
        task.cancel()
    await asyncio.gather(*pending, return_exceptions=True)


if sys.version_info < (3, 11):
    print("asyncio.Barrier came with Python 3.11; this kernel is older.")
else:
    await main()
