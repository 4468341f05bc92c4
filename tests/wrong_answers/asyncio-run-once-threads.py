%%aioscope
# A thread and a loop for each: fast, but three doors instead of one; 'asyncio is entered once' must fail.
import asyncio
from concurrent.futures import ThreadPoolExecutor

import aioscope


async def fetch(name):
    await asyncio.sleep(0.3)
    print(name, "fetched")


def program():
    """What would be a script's outermost level."""
    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda name: asyncio.run(fetch(name)), ("map", "plan", "photo")))


def recorded():
    with aioscope.record() as run:
        program()
    return run


program_run = await asyncio.to_thread(recorded)
