%%aioscope
# Wrong: a lock around each request: nothing is mixed up, but they stand in line. "all three are charged at the same time" must fail.
import asyncio
from contextvars import ContextVar

customer = None
lock = asyncio.Lock()


async def remember(name):
    global customer
    await asyncio.sleep(0.1)
    customer = name


async def charge(expected):
    await asyncio.sleep(0.2)
    payer = customer
    if payer != expected:
        raise PermissionError(f"{payer} would pay for {expected}")


async def handle(name):
    async with lock:
        await remember(name)
        await charge(expected=name)
    print(name, "has paid")


async def main():
    names = ["ann", "ben", "cem"]
    requests = [asyncio.create_task(handle(name), name=name) for name in names]
    for result in await asyncio.gather(*requests, return_exceptions=True):
        if result is not None:
            print("failed:", result)


await main()
