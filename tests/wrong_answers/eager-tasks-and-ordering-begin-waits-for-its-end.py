%%aioscope
# Wrong: main waits until the monitor has ended, and prepares afterwards. "both run side by side" must fail.
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
    await task
    prepare()


await main()
