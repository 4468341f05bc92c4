%%aioscope
# A future, but looked at again and again: 'reader waits once' must fail.
import asyncio


def scan(picture, on_done):
    """From a library, not ours to change: calls on_done(text) after a while."""
    loop = asyncio.get_running_loop()
    loop.call_later(0.5, on_done, f"text of {picture}")


async def read(picture):
    text = asyncio.get_running_loop().create_future()
    scan(picture, text.set_result)
    while not text.done():
        await asyncio.sleep(0.03)
    return text.result()


async def main():
    reader = asyncio.create_task(read("photo.png"), name="reader")
    print(await reader)


await main()
