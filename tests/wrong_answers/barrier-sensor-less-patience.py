%%aioscope
# Wrong: the cell gives up sooner, but the other two are still cut off. "sensor-1 should be returned" must fail.
import asyncio
import sys


async def read(name):
    await asyncio.sleep(0.2)
    if name == "sensor-2":
        raise OSError(f"{name} is broken")


async def sensor(name, barrier):
    await read(name)
    await barrier.wait()
    print(name, "sends its value")


async def main():
    barrier = asyncio.Barrier(3)
    names = ["sensor-1", "sensor-2", "sensor-3"]
    sensors = [asyncio.create_task(sensor(name, barrier), name=name) for name in names]
    done, pending = await asyncio.wait(sensors, timeout=0.4)
    for task in pending:
        print(task.get_name(), "waits in vain")
        task.cancel()
    for result in await asyncio.gather(*sensors, return_exceptions=True):
        if isinstance(result, OSError):
            print("failed:", result)


if sys.version_info < (3, 11):
    print("asyncio.Barrier came with Python 3.11; this kernel is older.")
else:
    await main()
