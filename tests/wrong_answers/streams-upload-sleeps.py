%%aioscope
# Wrong: guesses with sleep how long the other side needs. 'does not guess with sleep' must fail.
import asyncio

storing = []
BLOCK = bytes(2**18)  # 256 KiB
BLOCKS = 64


async def store(reader, writer):
    """A slow disk: takes a gulp, rests, and fails if not all of it came."""
    task = asyncio.current_task()
    task.set_name("store")
    storing.append(task)
    size = 0
    while data := await reader.read(2**21):
        size += len(data)
        await asyncio.sleep(0.05)
    writer.close()
    await writer.wait_closed()
    if size != BLOCKS * len(BLOCK):
        raise ValueError(f"only {size} bytes")


async def upload(port):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for _ in range(BLOCKS):
        writer.write(BLOCK)
        await asyncio.sleep(0.01)
    size = writer.transport.get_write_buffer_size() / 2**20
    print(f"{size:.1f} MiB in the buffer")
    writer.close()
    await writer.wait_closed()


async def main():
    server = await asyncio.start_server(store, "127.0.0.1", 0, limit=2**20)
    port = server.sockets[0].getsockname()[1]
    async with server:
        await asyncio.create_task(upload(port), name="upload")
        await asyncio.gather(*storing)


await main()
