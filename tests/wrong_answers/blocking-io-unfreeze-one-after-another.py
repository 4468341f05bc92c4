%%aioscope
# In threads, but each only when the one before is back: 'the run takes less than 0.6 s' must fail.
import asyncio
import time


def fetch_page(name):
    """From a library, not ours to change: blocks for 0.3 s."""
    time.sleep(0.3)
    return f"<h1>{name}</h1>"


async def download(name):
    page = await asyncio.to_thread(fetch_page, name)  # waits in a thread
    print(name, "->", page)


async def heartbeat():
    for beat in range(1, 5):
        print("heartbeat:", beat)
        await asyncio.sleep(0.05)


async def main():
    tasks = [asyncio.create_task(heartbeat(), name="heartbeat")]
    for name in ("download-1", "download-2", "download-3"):
        await asyncio.create_task(download(name), name=name)
    for task in tasks:
        await task


await main()
