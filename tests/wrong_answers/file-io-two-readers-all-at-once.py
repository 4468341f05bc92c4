%%aioscope
# Wrong: all six threads read at the same time. 'two at a time, and never more' must fail.
import asyncio
import tempfile
import time
from pathlib import Path


def load(path):
    """The drive's own function, do not change it: blocks for 0.2 s."""
    time.sleep(0.2)
    return path.read_text(encoding="utf-8")


async def read(path):
    text = await asyncio.to_thread(load, path)
    print(text.strip())


async def heartbeat():
    for _ in range(6):
        await asyncio.sleep(0.05)


async def main():
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, f"page-{number}.txt") for number in range(1, 7)]
        for path in paths:
            path.write_text(path.stem, encoding="utf-8")
        beating = asyncio.create_task(heartbeat(), name="heartbeat")
        await asyncio.gather(
            *(asyncio.create_task(read(path), name=path.stem) for path in paths)
        )
        await beating


await main()
