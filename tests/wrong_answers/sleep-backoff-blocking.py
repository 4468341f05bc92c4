%%aioscope
# The pauses double, but time.sleep keeps the thread: 'four pauses' must fail.
import asyncio
import time


async def request(number):
    """The server is overloaded; it answers the fifth request."""
    await asyncio.sleep(0)
    if number < 5:
        raise ConnectionError("overloaded")
    return "answer"


async def client():
    for number in range(1, 6):
        try:
            print(number, await request(number))
            return
        except ConnectionError as error:
            print(number, error)
        time.sleep(0.05 * 2 ** (number - 1))


async def main():
    await asyncio.create_task(client(), name="client")


await main()
