%%aioscope
# A task may be awaited often, but it is one request with one result: 'the client gets its answer' and 'it asks three times' must fail.
import asyncio

calls = []


async def fetch():
    """Fails twice, then answers."""
    calls.append("fetch")
    number = len(calls)
    await asyncio.sleep(0.1)
    if number < 3:
        raise ConnectionError(f"no answer to request {number}")
    return "the answer"


async def retry(attempt):
    for number in range(1, 6):
        try:
            return await attempt
        except (ConnectionError, RuntimeError) as error:
            print(number, error)
    raise ConnectionError("gave up")


async def main():
    client = asyncio.create_task(retry(asyncio.create_task(fetch())), name="client")
    await asyncio.wait([client])
    print("client:", client.exception() or client.result())


await main()
