%%aioscope
# Wrong: a sleep(0) beforehand changes nothing about the blocking call. 'ping is answered within 0.2 s' must fail.
import asyncio
import time
from contextlib import asynccontextmanager
from importlib.util import find_spec

missing = [name for name in ("fastapi", "uvicorn", "httpx") if find_spec(name) is None]
if not missing:
    import httpx
    import uvicorn
    from fastapi import FastAPI


@asynccontextmanager
async def serving(app, **options):
    """uvicorn on a free port, in this event loop."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None, **options))
    task = asyncio.create_task(server.serve(), name="server")
    while not server.started and not task.done():
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True  # finish what is under way, then stop
        await task


def client(url):
    # No certificates: we stay on this machine.
    return httpx.AsyncClient(base_url=url, verify=False, trust_env=False)


def build_report():
    """From a library, do not change it: blocks for 0.3 s."""
    time.sleep(0.3)
    return ["one", "two", "three"]


def make_app():
    app = FastAPI()

    @app.get("/report")
    async def report():
        await asyncio.sleep(0)
        return build_report()

    @app.get("/ping")
    async def ping():
        return "pong"

    return app


async def get(http, path):
    response = await http.get(path)
    print(path, response.json())


async def main():
    async with serving(make_app()) as url, client(url) as http:
        await http.get("/ping")  # the first request is always the slowest
        tasks = [
            asyncio.create_task(get(http, "/report"), name=f"report-{number}")
            for number in (1, 2, 3)
        ]
        tasks.append(asyncio.create_task(get(http, "/ping"), name="ping"))
        await asyncio.gather(*tasks)


for name in missing:
    print(f"This needs {name}. Run %pip install {name} in a cell, then run this one again.")
if not missing:
    await main()
