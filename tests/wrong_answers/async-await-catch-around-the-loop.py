%%aioscope
# One try around the whole loop: the first damaged file ends it; 'loader itself tries three files' must fail.
import asyncio


async def load(name):
    await asyncio.sleep(0.1)
    if name == "beta":
        raise ValueError(f"{name} is damaged")
    return name.upper()


async def load_all():
    values = []
    try:
        for name in ("alpha", "beta", "gamma"):
            values.append(await load(name))
    except ValueError as error:
        print("skipped:", error)
    print("loaded:", values)


async def main():
    loader = asyncio.create_task(load_all(), name="loader")
    await asyncio.wait([loader])
    if loader.exception():
        print("loader failed:", loader.exception())


await main()
