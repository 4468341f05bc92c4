%%aioscope
# A semaphore for each download limits nothing: 'three of them wait for a permit' must fail.
import asyncio


async def download(name, limit):
    async with limit:
        print(f"{name} starts")
        await asyncio.sleep(0.3)  # the transfer, now with the permit in hand
    print(f"{name} is done")


async def main():
    names = [f"download-{number}" for number in range(1, 7)]
    await asyncio.gather(
        *(asyncio.create_task(download(name, asyncio.Semaphore(3)), name=name) for name in names)
    )


await main()
