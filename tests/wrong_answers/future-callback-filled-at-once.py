%%aioscope
# The future is filled right away, and the library's answer is thrown away: 'it waits until the library calls' must fail.
import asyncio


def scan(picture, on_done):
    """From a library, not ours to change: calls on_done(text) after a while."""
    loop = asyncio.get_running_loop()
    loop.call_later(0.5, on_done, f"text of {picture}")


async def read(picture):
    loop = asyncio.get_running_loop()
    text = loop.create_future()
    scan(picture, print)
    loop.call_soon(text.set_result, picture)
    return await text


async def main():
    reader = asyncio.create_task(read("photo.png"), name="reader")
    print(await reader)


await main()
