"""A real program: a web service of aiohttp, and the clients that keep it busy, in one loop.

The service does what such services do: it reads JSON, takes one of a few connections to what stands for a database,
answers with JSON, and logs by way of a queue. Nothing in it is made to be quick or slow. The clients come over
loopback, each on a connection that it keeps.
"""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aiohttp import web

NEEDS = ("aiohttp",)

_CLIENTS = 20
_CONNECTIONS = 5


async def shop(size: int) -> None:
    """Twenty clients place ``size`` orders at a shop."""
    import aiohttp  # noqa: PLC0415 - where it is not installed, the other workloads run

    orders = [{"item": f"book {number % 7}", "count": 1 + number % 3} for number in range(max(1, size // _CLIENTS))]
    async with _service() as port, aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session:

        async def client() -> None:
            for order in orders:
                async with session.post("/orders", json=order) as answer:
                    assert answer.status == 200
                    await answer.json()

        await asyncio.gather(*(client() for _ in range(_CLIENTS)))
    while len(asyncio.all_tasks()) > 1:  # noqa: ASYNC110 - nothing tells when the last connection's task has ended
        await asyncio.sleep(0)


@contextlib.asynccontextmanager
async def _service():
    """Serve on a free port while it lasts."""
    from aiohttp import web  # noqa: PLC0415

    connections = asyncio.Semaphore(_CONNECTIONS)
    sold: asyncio.Queue[str] = asyncio.Queue()
    stock = {f"book {number}": 1_000_000 for number in range(7)}

    async def order(request: web.Request) -> web.Response:
        wanted = await request.json()
        async with connections:
            await asyncio.sleep(0)  # the database answers
            stock[wanted["item"]] -= wanted["count"]
        sold.put_nowait(wanted["item"])
        return web.json_response({"item": wanted["item"], "left": stock[wanted["item"]]})

    async def count() -> None:
        while True:
            await sold.get()
            sold.task_done()

    app = web.Application()
    app.router.add_post("/orders", order)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    counting = asyncio.create_task(count())
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        yield runner.addresses[0][1]
        await sold.join()
    finally:
        counting.cancel()
        await asyncio.gather(counting, return_exceptions=True)
        await runner.cleanup()
