%%aioscope
# Wrong: gives the mail 0.1 s and then gives it up. 'two mails are sent' must fail.
import asyncio
from contextlib import asynccontextmanager
from importlib.util import find_spec

missing = [name for name in ("fastapi", "uvicorn", "httpx") if find_spec(name) is None]
if not missing:
    import httpx
    import uvicorn
    from fastapi import BackgroundTasks, FastAPI


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


async def send_mail(customer):
    await asyncio.sleep(0.6)
    print(f"mail to {customer} is sent")


def make_app():
    app = FastAPI()

    @app.post("/order/{customer}")
    async def order(customer: str):
        try:
            await asyncio.wait_for(send_mail(customer), timeout=0.1)
        except asyncio.TimeoutError:
            pass
        return "accepted"

    return app


async def post(http, path):
    response = await http.post(path)
    print(path, response.json())


async def main():
    async with serving(make_app()) as url, client(url) as http:
        await asyncio.gather(
            *(
                asyncio.create_task(post(http, f"/order/{name}"), name=f"order-{name}")
                for name in ("ada", "bob")
            )
        )


for name in missing:
    print(f"This needs {name}. Run %pip install {name} in a cell, then run this one again.")
if not missing:
    await main()
