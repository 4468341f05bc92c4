%%aioscope
# return_exceptions does not help, the limit is still around all of them: 'each client ends as done' must fail.
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
    try:
        await asyncio.wait_for(
            asyncio.gather(*tasks, return_exceptions=True), timeout=0.4
        )
    except asyncio.TimeoutError:
        print("main: gave up")


await main()
