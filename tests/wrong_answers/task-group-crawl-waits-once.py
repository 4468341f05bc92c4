%%aioscope
# Wrong: it waits for the tasks that are there, and those start others. "all six pages are read" must fail.
import asyncio
import sys

links = {"home": ["news", "shop"], "news": ["today", "archive"], "shop": ["sale"]}
started = set()


async def visit(page):
    await asyncio.sleep(0.1)  # read it
    print(page, "has been read")
    for link in links.get(page, []):
        started.add(asyncio.create_task(visit(link), name=link))


async def main():
    await asyncio.create_task(visit("home"), name="home")
    await asyncio.wait(started)
    for task in started:
        task.cancel()  # leave nothing running
    await asyncio.gather(*started, return_exceptions=True)
    print("the end")


if sys.version_info < (3, 11):
    print("TaskGroup came with Python 3.11; this kernel is older.")
else:
    await main()
