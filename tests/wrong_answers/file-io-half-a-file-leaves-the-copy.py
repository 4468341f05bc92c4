%%aioscope
# Wrong: a copy is written and swapped in, but on cancellation its half stays in the folder. 'verify-2 should be returned' must fail.
import asyncio
import os
import tempfile
import time
from pathlib import Path

OLD = "old " * 4
NEW = ["new "] * 4


def append(path, text):
    with open(path, "a", encoding="utf-8") as file:
        file.write(text)
    time.sleep(0.15)  # the disk takes its time


async def save(path):
    fresh = path.with_suffix(".new")
    for part in NEW:
        await asyncio.to_thread(append, fresh, part)
    os.replace(fresh, path)


async def verify(folder, path):
    """Fails unless the file is whole, old or new, and nothing else lies about."""
    text = path.read_text(encoding="utf-8")
    others = [each.name for each in folder.iterdir() if each != path]
    if text not in (OLD, "".join(NEW)) or others:
        raise ValueError(f"{text!r} {others}")


async def attempt(number):
    with tempfile.TemporaryDirectory() as name:
        folder, path = Path(name), Path(name, "settings.txt")
        path.write_text(OLD, encoding="utf-8")
        saving = asyncio.create_task(save(path), name=f"save-{number}")
        if number == 2:
            await asyncio.sleep(0.2)
            saving.cancel()
        await asyncio.wait([saving])
        checking = asyncio.create_task(verify(folder, path), name=f"verify-{number}")
        await asyncio.wait([checking])
        print(f"{number}:", path.read_text(encoding="utf-8"), checking.exception() or "ok")
        await asyncio.sleep(0.2)  # let the last thread finish


async def main():
    await attempt(1)
    await attempt(2)


await main()
