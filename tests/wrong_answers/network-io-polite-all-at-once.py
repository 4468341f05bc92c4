%%aioscope
# Tasks for all pages and no limit: 'at most two requests at once' must fail.
import asyncio

connections = []  # the server's tasks, one for each connection


async def serve(reader, writer):
    task = asyncio.current_task()
    connections.append(task)
    request = (await reader.readuntil(b"\r\n\r\n")).decode()
    path = request.split()[1]
    task.set_name(f"serve {path}")
    await asyncio.sleep(0.2)  # the server takes its time
    body = f"this is {path} ✓\n".encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    writer.write(head.encode() + body)
    await writer.drain()
    writer.close()
    await writer.wait_closed()


async def get(path, port):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
        writer.write(request.encode())
        await writer.drain()
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        status, *headers = head.strip().split("\r\n")
        fields = dict(line.lower().split(": ", 1) for line in headers)
        body = await reader.readexactly(int(fields["content-length"]))
        return status, body
    finally:
        writer.close()
        await writer.wait_closed()


async def fetch(name, port, limit):
    status, body = await get(f"/{name}", port)
    print(name, status, len(body))


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        limit = asyncio.Semaphore(2)
        names = [f"page-{number}" for number in range(1, 6)]
        await asyncio.gather(
            *(asyncio.create_task(fetch(name, port, limit), name=name) for name in names)
        )
        await asyncio.gather(*connections)


await main()
