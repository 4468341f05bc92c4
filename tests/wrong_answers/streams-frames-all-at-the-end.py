%%aioscope
# Wrong: reads the whole stream first and cuts it then. 'the first is handled while the station is still sending' must fail.
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
    data = await reader.read()
    while data:
        length = int.from_bytes(data[:4], "big")
        report, data = data[4 : 4 + length].decode(), data[4 + length :]
        await asyncio.create_task(handle(report), name=report)
    writer.close()
    await writer.wait_closed()


async def main():
    server = await asyncio.start_server(station, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        await asyncio.create_task(receive(port), name="receive")
        await asyncio.gather(*sending)


await main()
