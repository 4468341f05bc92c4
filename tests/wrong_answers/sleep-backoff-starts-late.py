%%aioscope
# Doubled before the first pause instead of after it: 'four pauses, the first about 0.05 s' must fail.
import asyncio


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
        await asyncio.sleep(0.05 * 2**number)


async def main():
    await asyncio.create_task(client(), name="client")


await main()
