%%aioscope
# Wrong: the function is called on the loop: it sees the context, and blocks everybody. "both wait for a thread" and "no step is longer" must fail.
import asyncio
import time
from contextvars import ContextVar

request_id = ContextVar("request_id")  # no default: get() raises LookupError


def write_log(text):
    number = request_id.get()
    time.sleep(0.3)  # a slow disk
    print(number, text)


async def save(number):
    request_id.set(f"r-{number}")
    write_log("saved")


async def main():
    tasks = [asyncio.create_task(save(n), name=f"save-{n}") for n in (1, 2)]
    for result in await asyncio.gather(*tasks, return_exceptions=True):
        if result is not None:
            print("failed:", repr(result))


await main()
