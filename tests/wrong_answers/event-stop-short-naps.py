%%aioscope
# Short naps hear the stop in time, but look again and again: 'it waits for the event twice' must fail.
import asyncio


async def backup(stop):
    """A copy every 0.7 s, until it is told to stop."""
    while not stop.is_set():
        print("backup: copies")
        for _ in range(16):
            if stop.is_set():
                break
            await asyncio.sleep(0.05)
    print("backup: signs off")


async def main():
    stop = asyncio.Event()
    task = asyncio.create_task(backup(stop), name="backup")
    await asyncio.sleep(0.8)
    print("main: stop")
    stop.set()
    await task


await main()
