%%aioscope
# The client gives up, but the shielded request goes on: 'no request goes on behind the scenes' must fail.
import asyncio


async def fetch(name):
    await asyncio.sleep(2.0 if name == "client-2" else 0.1)
    return "answer"


async def client(name):
    try:
        print(name, await asyncio.wait_for(asyncio.shield(fetch(name)), timeout=0.4))
    except asyncio.TimeoutError:
        print(name, "gave up")


async def main():
    names = ["client-1", "client-2", "client-3"]
    tasks = [asyncio.create_task(client(name), name=name) for name in names]
    await asyncio.gather(*tasks)


await main()
