%%aioscope
# Wrong: the end of the stream is not handled, so receive fails (and the cell swallows it). 'receive returns' must fail.
import asyncio

sending = []
REPORTS = ["sun", "rain", "snow", "wind"]


async def station(reader, writer):
    """Sends each report with its length in 4 bytes before it, in pieces of 5 bytes."""
    task = asyncio.current_task()
    task.set_name("station")
    sending.append(task)
    frames = [len(text).to_bytes(4, "big") + text.encode() for text in REPORTS]
    data = b"".join(frames)
    for start in range(0, len(data), 5):
        writer.write(data[start : start + 5])
        await writer.drain()
        await asyncio.sleep(0.05)
    writer.close()
    await writer.wait_closed()


async def handle(report):
    await asyncio.sleep(0.01)
    print(repr(report))


async def receive(port):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while True:
        length = int.from_bytes(await reader.readexactly(4), "big")
        report = (await reader.readexactly(length)).decode()
        await asyncio.create_task(handle(report), name=report)
    writer.close()
    await writer.wait_closed()


async def main():
    server = await asyncio.start_server(station, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        task = asyncio.create_task(receive(port), name="receive")
        print(await asyncio.gather(task, return_exceptions=True))
        await asyncio.gather(*sending)


await main()
