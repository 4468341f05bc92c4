%%aioscope
# Wrong: a lambda captures variables, not the context; the thread has its own. "save-1 ends well" must fail.
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
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(None, lambda: write_log("saved"))


async def main():
    tasks = [asyncio.create_task(save(n), name=f"save-{n}") for n in (1, 2)]
    for result in await asyncio.gather(*tasks, return_exceptions=True):
        if result is not None:
            print("failed:", repr(result))


await main()
