%%aioscope
# A lock lets one through, not three: 'at most three permits are out at once' must fail.
import asyncio


async def download(name, limit):
    async with limit:
        print(f"{name} starts")
        await asyncio.sleep(0.3)  # the transfer, now with the permit in hand
    print(f"{name} is done")


async def main():
    limit = asyncio.Lock()
    names = [f"download-{number}" for number in range(1, 7)]
    await asyncio.gather(
        *(asyncio.create_task(download(name, limit), name=name) for name in names)
    )


await main()
