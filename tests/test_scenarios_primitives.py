"""Events, queues, barriers, streams, and waits with a limit: what they are shown as, and who lets whom go on."""

from __future__ import annotations

import asyncio
import sys

import pytest

from tests import told
from tests.virtual_time import MS

OLD = sys.version_info < (3, 12)


async def start(**coroutines):
    await asyncio.gather(*(asyncio.create_task(coroutine, name=name) for name, coroutine in coroutines.items()))


def test_event(watch):
    async def main():
        go = asyncio.Event()

        async def wait():
            await go.wait()

        async def give():
            await asyncio.sleep(0.01)
            go.set()

        await start(a=wait(), b=wait(), give=give())

    run = watch(main)
    assert told.waits(run, "a") == told.waits(run, "b") == ["event of go 0-10 task give"]
    assert [(r.kind, r.capacity) for r in run.resources if r.name == "go"] == [("event", None)]


def test_queue(watch):
    async def main():
        jobs = asyncio.Queue(maxsize=1)

        async def put():
            for number in range(3):
                await jobs.put(number)

        async def get():
            await asyncio.sleep(0.01)
            for _ in range(4):
                await jobs.get()
                jobs.task_done()

        async def late():
            await asyncio.sleep(0.02)
            await jobs.put(3)

        await start(put=put(), get=get(), late=late())

    run = watch(main)
    assert told.waits(run, "put") == ["queue.put of jobs 0-10 task get", "queue.put of jobs 10-10 task get"]
    assert told.waits(run, "get") == [
        "sleep 0-10 timer",
        "queue.get of jobs 10-10 task put",
        "queue.get of jobs 10-10 task put",
        "queue.get of jobs 10-20 task late",
    ]
    assert [(r.kind, r.capacity) for r in run.resources if r.name == "jobs"] == [("queue", 1)]


def test_a_queue_without_limit_has_no_capacity(watch):
    async def main():
        jobs = asyncio.Queue()
        asyncio.get_running_loop().call_later(0.01, jobs.put_nowait, 1)
        await jobs.get()

    run = watch(main)
    assert told.waits(run, "main") == ["queue.get of jobs 0-10 timer"]
    assert [r.capacity for r in run.resources if r.name == "jobs"] == [None]


def test_join_of_a_queue(watch):
    async def main():
        jobs = asyncio.Queue()
        jobs.put_nowait(1)

        async def work():
            await jobs.get()
            await asyncio.sleep(0.01)
            jobs.task_done()

        task = asyncio.create_task(work(), name="work")
        await jobs.join()
        await task

    run = watch(main)
    assert told.waits(run, "main") == ["event of jobs 0-10 task work"]
    assert [r.kind for r in run.resources if r.name == "jobs"] == ["queue"]


@pytest.mark.skipif(sys.version_info < (3, 11), reason="Barrier came with Python 3.11")
def test_barrier(watch):
    async def main():
        gate = asyncio.Barrier(3)

        async def arrive(milliseconds):
            await asyncio.sleep(milliseconds / 1000)
            await gate.wait()

        await start(a=arrive(10), b=arrive(20), c=arrive(30))

    run = watch(main)
    assert told.waits(run, "a") == ["sleep 0-10 timer", "barrier of gate 10-30 task c"]
    assert told.waits(run, "b")[:2] == ["sleep 0-20 timer", "barrier of gate 20-30 task c"]
    assert told.waits(run, "c") == ["sleep 0-30 timer"]
    # The barrier stands on a condition, whose lock those who arrive take for an instant.
    assert [(r.kind, r.name, r.capacity) for r in run.resources if r.kind != "gather"] == [
        ("lock", "gate._cond._lock", 1),
        ("barrier", "gate", 3),
    ]


def test_stream(watch):
    async def main():
        received = []

        async def serve(reader, writer):
            received.append(await reader.readline())
            await asyncio.sleep(0.01)
            writer.write(b"pong\n")
            writer.close()
            await writer.wait_closed()

        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        writer.write(b"ping\n")
        assert await reader.readline() == b"pong\n"
        writer.close()
        await writer.wait_closed()
        server.close()
        await server.wait_closed()
        assert received == [b"ping\n"]

    run = watch(main)
    assert "stream of reader 0-10 io" in told.waits(run, "main")
    (serving,) = [task for task in run.tasks if task.coroutine.endswith("serve")]
    # asyncio's own callback creates it: no line of the program does, least of all the one that started the loop.
    assert (serving.outcome, serving.parent, serving.site) == ("returned", None, None)
    assert [wait.kind for wait in serving.waits][-2:] == ["sleep", "stream"]


def test_wait_for_that_ends_in_time(watch):
    async def main():
        await asyncio.wait_for(asyncio.create_task(asyncio.sleep(0.01), name="quick"), 0.1)

    run = watch(main)
    assert told.outcomes(run) == {"main": "returned", "quick": "returned"}
    assert told.waits(run, "main") == ["task of quick 0-10 task quick"]


def test_wait_for_that_times_out(watch):
    async def main():
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(asyncio.create_task(asyncio.sleep(5), name="slow"), 0.1)

    run = watch(main)
    assert told.outcomes(run) == {"main": "returned", "slow": "cancelled"}
    assert run.duration_ns == 100 * MS
    if OLD:
        assert run.tasks[0].waits[0].until_ns == 100 * MS
        assert told.waits(run, "slow") == ["sleep 0-100 cancel main"]
    else:
        assert told.waits(run, "main") == ["task of slow 0-100 cancel slow"]  # cancelled by the timer, it wakes main
        assert told.waits(run, "slow") == ["sleep 0-100 cancel"]


def test_shield(watch):
    async def main():
        precious = asyncio.create_task(asyncio.sleep(0.03), name="precious")
        outer = asyncio.create_task(keep(precious), name="outer")
        await asyncio.sleep(0.01)
        outer.cancel()
        await asyncio.wait([outer])
        await precious

    async def keep(task):
        await asyncio.shield(task)

    run = watch(main)
    assert told.outcomes(run) == {"main": "returned", "precious": "returned", "outer": "cancelled"}
    assert told.waits(run, "outer") == ["future of future 0-10 cancel main"]
    assert told.waits(run, "precious") == ["sleep 0-30 timer"]
