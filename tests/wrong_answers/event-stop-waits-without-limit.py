%%aioscope
# It waits for the stop without a limit, and so makes only one copy: 'it waits for the event twice' must fail.
import asyncio


async def backup(stop):
    """A copy every 0.7 s, until it is told to stop."""
    while not stop.is_set():
        print("backup: copies")
        await stop.wait()
    print("backup: signs off")


async def main():
    stop = asyncio.Event()
    task = asyncio.create_task(backup(stop), name="backup")
    await asyncio.sleep(0.8)
    print("main: stop")
    stop.set()
    await task


await main()
