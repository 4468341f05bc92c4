%%aioscope
# Wrong: remember() runs in a task of its own and sets the variable in a copy of the context. "ann comes to a good end" must fail.
import asyncio
from contextvars import ContextVar

customer = ContextVar("customer", default=None)


async def remember(name):
    await asyncio.sleep(0.1)
    customer.set(name)  # awaited by handle(): the same context


async def charge(expected):
    await asyncio.sleep(0.2)
    payer = customer.get()
    if payer != expected:
        raise PermissionError(f"{payer} would pay for {expected}")


async def handle(name):
    await asyncio.create_task(remember(name))
    await charge(expected=name)
    print(name, "has paid")


async def main():
    names = ["ann", "ben", "cem"]
    requests = [asyncio.create_task(handle(name), name=name) for name in names]
    for result in await asyncio.gather(*requests, return_exceptions=True):
        if result is not None:
            print("failed:", result)


await main()
