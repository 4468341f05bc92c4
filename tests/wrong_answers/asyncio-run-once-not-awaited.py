%%aioscope
# main returns at once, and asyncio.run cancels the tasks: 'map, plan and photo are tasks, and finish' must fail.
import asyncio

import aioscope


async def fetch(name):
    await asyncio.sleep(0.3)
    print(name, "fetched")


async def main():
    names = ("map", "plan", "photo")
    tasks = [asyncio.create_task(fetch(name), name=name) for name in names]
    print(len(tasks), "tasks started")
    await asyncio.sleep(0)


def program():
    asyncio.run(main())


def recorded():
    with aioscope.record() as run:
        program()
    return run


program_run = await asyncio.to_thread(recorded)
