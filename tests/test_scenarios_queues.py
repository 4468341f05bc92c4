"""Queues: how many items they hold from when to when, and who put and who got."""

from __future__ import annotations

import asyncio
import sys
import threading

import pytest

from aioscope import record
from tests import told, virtual_time
from tests.virtual_time import MS


async def start(**coroutines):
    await asyncio.gather(*(asyncio.create_task(coroutine, name=name) for name, coroutine in coroutines.items()))


@pytest.mark.parametrize("kind", [asyncio.Queue, asyncio.LifoQueue, asyncio.PriorityQueue])
def test_who_put_and_who_got(watch, kind):
    async def main():
        jobs = kind(maxsize=2)

        async def put():
            for number in range(3):
                await jobs.put(number)

        async def get():
            for _ in range(3):
                await asyncio.sleep(0.01)
                await jobs.get()

        await start(put=put(), get=get())

    run = watch(main)
    assert told.sizes(run, "jobs") == [
        (0, 1, "put"),
        (0, 2, "put"),
        (10, 1, "get"),
        (10, 2, "put"),
        (20, 1, "get"),
        (30, 0, "get"),
    ]
    (jobs,) = (r for r in run.resources if r.kind == "queue")
    assert [told.name(run, task) for task in jobs.put_by] == ["put"] * 3
    assert [told.name(run, task) for task in jobs.got_by] == ["get"] * 3
    assert told.waits(run, "put") == ["queue.put of jobs 0-10 task get"]


def test_puts_and_gets_that_nobody_waits_for(watch):
    async def main():
        jobs = asyncio.Queue()
        jobs.put_nowait("a")
        jobs.put_nowait("b")
        await asyncio.sleep(0.01)
        jobs.get_nowait()

    assert told.sizes(watch(main), "jobs") == [(0, 1, "main"), (0, 2, "main"), (10, 1, "main")]


def test_a_timer_that_puts_is_no_task(watch):
    async def main():
        jobs = asyncio.Queue()
        asyncio.get_running_loop().call_later(0.01, jobs.put_nowait, 1)
        await jobs.get()

    assert told.sizes(watch(main), "jobs") == [(10, 1, None), (10, 0, "main")]


def test_what_fails_changes_nothing(watch):
    async def main():
        jobs = asyncio.Queue(maxsize=1)
        with pytest.raises(asyncio.QueueEmpty):
            jobs.get_nowait()
        jobs.put_nowait(1)
        with pytest.raises(asyncio.QueueFull):
            jobs.put_nowait(2)

    assert told.sizes(watch(main), "jobs") == [(0, 1, "main")]


def test_what_was_in_a_queue_before_the_recording(clock):
    async def main():
        full, half = asyncio.Queue(maxsize=2), asyncio.Queue()
        for number in range(2):
            full.put_nowait(number)
            half.put_nowait(number)
        with record() as run:
            putter = asyncio.create_task(full.put(3), name="putter")
            await asyncio.sleep(0.01)
            full.get_nowait()
            half.get_nowait()
            await putter
        return run

    run = virtual_time.run(main(), clock)
    full, half = (r for r in run.resources if r.kind == "queue")
    assert full.sizes == [(0, 2), (10 * MS, 1), (10 * MS, 2)]
    assert [told.name(run, task) for task in full.put_by + full.got_by] == ["putter", "main"]
    assert half.sizes == [(10 * MS, 2), (10 * MS, 1)]
    assert half.put_by == []


@pytest.mark.skipif(sys.version_info < (3, 13), reason="shutdown came with Python 3.13")
def test_a_shutdown_that_clears(watch):
    async def main():
        jobs = asyncio.Queue()
        for number in range(3):
            jobs.put_nowait(number)
        await asyncio.sleep(0.01)
        jobs.shutdown()
        await asyncio.sleep(0.01)
        jobs.shutdown(immediate=True)
        with pytest.raises(asyncio.QueueShutDown):
            await jobs.get()

    assert told.sizes(watch(main), "jobs") == [(0, 1, "main"), (0, 2, "main"), (0, 3, "main"), (20, 0, "main")]


def test_a_queue_with_a_container_of_the_users_own_is_not_counted(watch):
    asked = []

    class Box(list):
        def __len__(self):
            asked.append("len")
            return super().__len__()

    class Boxes(asyncio.Queue):
        def _init(self, _):
            self._queue = Box()

        def _get(self):
            return self._queue.pop()

    class Unique(asyncio.Queue):
        def _init(self, _):
            self._queue = set()

        def _put(self, item):
            self._queue.add(item)

        def _get(self):
            return self._queue.pop()

    async def main():
        box, unique = Boxes(), Unique()
        for item in ("a", "a"):
            box.put_nowait(item)
            unique.put_nowait(item)
        before = len(asked)
        await box.get()
        assert len(asked) - before == 2  # asyncio's own: get() and get_nowait() ask whether it is empty

    run = watch(main)
    assert [r.name for r in run.resources] == ["unique"]
    assert told.sizes(run, "unique") == [(0, 1, "main"), (0, 1, "main")]


def test_a_subclass_that_overrides_put_nowait(watch):
    class Counted(asyncio.Queue):
        puts = 0

        def put_nowait(self, item):
            self.puts += 1
            super().put_nowait(item)

    async def main():
        jobs = Counted()
        await jobs.put(1)
        jobs.put_nowait(2)
        assert jobs.puts == 2

    (jobs,) = watch(main).resources
    assert (jobs.kind, jobs.sizes) == ("queue", [(0, 1), (0, 2)])


def test_another_threads_queue_is_not_told(clock):
    async def elsewhere():
        jobs = asyncio.Queue()
        await jobs.put(1)
        return await jobs.get()

    async def main():
        thread = threading.Thread(target=lambda: results.append(asyncio.run(elsewhere())))
        thread.start()
        thread.join()

    results: list[int] = []
    with record() as run:
        virtual_time.run(main(), clock)
    assert results == [1]
    assert run.resources == []


def test_merged_windows_tell_the_last_size(watch):
    async def main():
        jobs, idle = asyncio.Queue(maxsize=1), asyncio.Queue()

        async def produce():
            for number in range(5_000):
                await jobs.put(number)

        async def consume():
            for _ in range(4_999):
                await jobs.get()

        idle.put_nowait(1)
        await asyncio.gather(produce(), consume())
        for _ in range(2):  # one window is over, and then a calm one
            await asyncio.sleep(0.2)
        await idle.get()

    run = watch(main)
    assert run.merged
    jobs = next(r for r in run.resources if r.name == "jobs")
    assert jobs.sizes[-1][1] == 1
    assert len(jobs.sizes) < 9_999
    assert [size for _, size, _ in told.sizes(run, "idle")] == [1, 0]


def test_a_step_that_puts_more_than_the_event_budget(watch):
    async def main():
        jobs = asyncio.Queue()
        for number in range(10_000):
            jobs.put_nowait(number)
        for _ in range(2):
            await asyncio.sleep(0.06)
        jobs.get_nowait()

    run = watch(main)
    sizes = told.sizes(run, "jobs")
    exact = sizes[: sizes.index((0, 10_000, None))]
    assert exact == [(0, size, "main") for size in range(1, len(exact) + 1)]
    assert 2_900 < len(exact) <= 3_000
    assert sizes[len(exact) :] == [(0, 10_000, None), (120, 9_999, "main")]  # told when the merged window is over
    assert len(run.merged) > 0
