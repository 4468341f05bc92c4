%%aioscope
# One main, but it starts each task only when the one before has ended: 'all three are under way at once' must fail.
import asyncio

import aioscope


async def fetch(name):
    await asyncio.sleep(0.3)
    print(name, "fetched")


async def main():
    for name in ("map", "plan", "photo"):
        await asyncio.create_task(fetch(name), name=name)


def program():
    asyncio.run(main())


def recorded():
    with aioscope.record() as run:
        program()
    return run


program_run = await asyncio.to_thread(recorded)
