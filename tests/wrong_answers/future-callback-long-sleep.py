%%aioscope
# One sleep, long enough today: 'it waits for a future' must fail.
import asyncio


def scan(picture, on_done):
    """From a library, not ours to change: calls on_done(text) after a while."""
    loop = asyncio.get_running_loop()
    loop.call_later(0.5, on_done, f"text of {picture}")


async def read(picture):
    texts = []
    scan(picture, texts.append)
    await asyncio.sleep(0.7)
    return texts[0]


async def main():
    reader = asyncio.create_task(read("photo.png"), name="reader")
    print(await reader)


await main()
