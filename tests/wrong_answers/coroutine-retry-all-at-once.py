%%aioscope
# Three requests are sent together: 'no request is sent while another is under way' must fail.
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
    results = await asyncio.gather(
        *(attempt() for _ in range(3)), return_exceptions=True
    )
    return next(result for result in results if isinstance(result, str))


async def main():
    client = asyncio.create_task(retry(fetch), name="client")
    await asyncio.wait([client])
    print("client:", client.exception() or client.result())


await main()
