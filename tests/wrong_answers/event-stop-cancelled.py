%%aioscope
# The task is cancelled and cannot sign off: 'backup ends as done' must fail.
import asyncio


async def backup(stop):
    """A copy every 0.7 s, until it is told to stop."""
    while not stop.is_set():
        print("backup: copies")
        await asyncio.sleep(0.7)
    print("backup: signs off")


async def main():
    stop = asyncio.Event()
    task = asyncio.create_task(backup(stop), name="backup")
    await asyncio.sleep(0.8)
    print("main: stop")
    stop.set()
    task.cancel()
    await asyncio.wait([task])


await main()
