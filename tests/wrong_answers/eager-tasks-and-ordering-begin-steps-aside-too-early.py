%%aioscope
# Wrong: main steps aside before there is anybody in the queue. "it begins at once" must fail.
import asyncio
import time


async def monitor():
    print("monitor: listening")
    await asyncio.sleep(0.6)


def prepare():
    time.sleep(0.4)  # compute
    print("main: prepared")


async def main():
    await asyncio.sleep(0)
    task = asyncio.create_task(monitor(), name="monitor")
    prepare()
    await task


await main()
