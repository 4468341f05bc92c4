%%aioscope
# The error is caught where the task is awaited; the task has failed by then: 'loader ends as done' must fail.
import asyncio


async def load(name):
    await asyncio.sleep(0.1)
    if name == "beta":
        raise ValueError(f"{name} is damaged")
    return name.upper()


async def load_all():
    values = []
    for name in ("alpha", "beta", "gamma"):
        try:
            job = load(name)
        except ValueError as error:
            print("skipped:", error)
            continue
        values.append(await job)
    print("loaded:", values)


async def main():
    loader = asyncio.create_task(load_all(), name="loader")
    try:
        await loader
    except ValueError as error:
        print("skipped:", error)


await main()
