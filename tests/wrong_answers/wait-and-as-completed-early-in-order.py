%%aioscope
# Wrong: the tasks are awaited in the order of the list, and the slowest stands first. "none is shown more than 0.1 s late" must fail.
import asyncio


async def load(picture, seconds):
    await asyncio.sleep(seconds)
    return picture


async def show(picture):
    await asyncio.sleep(0.02)
    print(picture)


async def main():
    pictures = {"sea": 0.7, "hill": 0.1, "lake": 0.5, "moon": 0.3}
    loading = [
        asyncio.create_task(load(picture, seconds), name=picture)
        for picture, seconds in pictures.items()
    ]
    for task in loading:
        await show(await task)


await main()
