"""Small asyncio programs, each busy with one thing that a recorder could make slow, and a real one.

W1 to W5 are stress: a loop that does nothing but switch tasks shows the cost of a step at its worst. W6 shows it where
a step does some work, as in a notebook, W7 in a web service; the last of all sleeps most of the time. Each takes a
size, in about proportion to which it runs; ``measure.py`` finds the size at which it takes the time that is wanted.

A workload runs on a fresh loop each time and must leave nothing behind: no task, no open socket.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import NamedTuple

from . import installed, web

_LINES = [f"{number:02}: hello, anybody?".encode() for number in range(40)]


class Workload(NamedTuple):
    """One program."""

    key: str
    title: str
    main: Callable[[int], Coroutine[None, None, None]]
    size: int
    """One at which it takes some hundredths of a second; the real one is found by running it."""
    needs: tuple[str, ...] = ()
    """Distributions that have to be installed."""

    @property
    def missing(self) -> list[str]:
        """Those of them that this Python does not have."""
        return installed.missing(self.needs)


async def sleepers(size: int) -> None:
    """Ten tasks, ``size`` times ``sleep(0)`` in all: nothing but steps."""

    async def sleeper() -> None:
        for _ in range(size // 10):
            await asyncio.sleep(0)

    await asyncio.gather(*(sleeper() for _ in range(10)))


async def queue(size: int) -> None:
    """One producer puts ``size`` items through a queue of 16 to four consumers."""
    items: asyncio.Queue[int] = asyncio.Queue(maxsize=16)

    async def consumer() -> None:
        while True:
            await items.get()
            items.task_done()

    consumers = [asyncio.create_task(consumer()) for _ in range(4)]
    for item in range(size):
        await items.put(item)
    await items.join()
    for task in consumers:
        task.cancel()
    await asyncio.gather(*consumers, return_exceptions=True)


async def crowd(size: int) -> None:
    """``size`` tasks wait for one event: as many births, waits, wakes and ends, and few steps for each."""
    event = asyncio.Event()

    async def waiter() -> None:
        await event.wait()

    tasks = [asyncio.create_task(waiter()) for _ in range(size)]
    await asyncio.sleep(0)
    event.set()
    await asyncio.gather(*tasks)


async def ping_pong(size: int) -> None:
    """Two tasks take one lock from each other ``size`` times; each step has a loop iteration to itself."""
    lock = asyncio.Lock()

    async def player() -> None:
        for _ in range(size // 2):
            async with lock:
                await asyncio.sleep(0)

    await asyncio.gather(player(), player())


async def echo(size: int) -> None:
    """A server echoes ``size`` lines of 200 clients over loopback."""
    clients = 200

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while line := await reader.readline():
            writer.write(line)
            await writer.drain()
        writer.close()
        await writer.wait_closed()

    async def talk(port: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for _ in range(max(1, size // clients)):
            writer.write(b"hello, is there anybody?\n")
            await reader.readline()
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, backlog=clients)
    port = server.sockets[0].getsockname()[1]
    await asyncio.gather(*(talk(port) for _ in range(clients)))
    server.close()
    await server.wait_closed()
    while len(asyncio.all_tasks()) > 1:  # noqa: ASYNC110 - nothing tells when the server's last task has ended
        await asyncio.sleep(0)


async def checksums(size: int) -> None:
    """Four tasks, ``size`` steps in all, each with some 35 us of plain Python in forty function calls."""

    async def worker() -> None:
        for _ in range(size // 4):
            for line in _LINES:
                _checksum(line)
            await asyncio.sleep(0)

    await asyncio.gather(*(worker() for _ in range(4)))


def _checksum(line: bytes) -> int:
    total = 0
    for byte in line:
        total = (total * 31 + byte) & 0xFFFF
    return total


async def naps(size: int) -> None:
    """Fifty tasks, ``size`` naps of 10 ms each: what a notebook looks like that mostly waits."""

    async def napper() -> None:
        for _ in range(size):
            await asyncio.sleep(0.01)

    await asyncio.gather(*(napper() for _ in range(50)))


WORKLOADS = {
    workload.key: workload
    for workload in (
        Workload("W1", "sleep(0) storm", sleepers, 20_000),
        Workload("W2", "bounded queue, 4 consumers", queue, 5_000),
        Workload("W3", "a crowd waits for one event", crowd, 2_000),
        Workload("W4", "two tasks, one lock", ping_pong, 5_000),
        Workload("W5", "200 echo streams", echo, 1_000),
        Workload("W6", "some 35 us of Python a step", checksums, 1_000),
        Workload("W7", "an aiohttp service, 20 clients", web.shop, 100, web.NEEDS),
    )
}
"""The workloads by key, in the order of the tables."""

IDLE = Workload("idle", "50 tasks nap for 10 ms", naps, 20)
"""Not among them: how long it takes says something, its CPU time next to nothing."""
