%%aioscope
# Wrong: each is shown at once, but loaded alone. "four are loaded at once" must fail.
import asyncio


async def load(picture, seconds):
    await asyncio.sleep(seconds)
    return picture


async def show(picture):
    await asyncio.sleep(0.02)
    print(picture)


async def main():
    pictures = {"sea": 0.7, "hill": 0.1, "lake": 0.5, "moon": 0.3}
    for picture, seconds in pictures.items():
        loading = asyncio.create_task(load(picture, seconds), name=picture)
        await show(await loading)


await main()
