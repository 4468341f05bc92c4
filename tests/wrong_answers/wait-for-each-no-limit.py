%%aioscope
# The limit is gone, and everybody waits for the slow one: 'the run takes less than 1.2 s' must fail.
import asyncio


async def fetch(name):
    await asyncio.sleep(2.0 if name == "client-2" else 0.1)
    return "answer"


async def client(name):
    try:
        print(name, await fetch(name))
    except asyncio.TimeoutError:
        print(name, "gave up")


async def main():
    names = ["client-1", "client-2", "client-3"]
    tasks = [asyncio.create_task(client(name), name=name) for name in names]
    await asyncio.gather(*tasks)


await main()
