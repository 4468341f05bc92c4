%%aioscope
# Wrong: an await that has nothing to wait for does not let anybody in. "it begins at once" must fail.
import asyncio
import time


async def monitor():
    print("monitor: listening")
    await asyncio.sleep(0.6)


def prepare():
    time.sleep(0.4)  # compute
    print("main: prepared")


async def main():
    task = asyncio.create_task(monitor(), name="monitor")
    await ready()
    prepare()
    await task


async def ready():
    return True


await main()
