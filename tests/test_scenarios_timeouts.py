"""Timeouts: when they run for a task, until when, and what that means for its waits."""

from __future__ import annotations

import asyncio
import sys

import pytest

from aioscope import record
from tests import told, virtual_time
from tests.virtual_time import MS

pytestmark = pytest.mark.skipif(sys.version_info < (3, 11), reason="asyncio.timeout came with Python 3.11")
BUILT_ON_IT = pytest.mark.skipif(sys.version_info < (3, 12), reason="wait_for has a timer of its own before 3.12")


def untils(run, task):
    """When the timers of a task's waits are due, in milliseconds."""
    found = [wait.until_ns for t in run.tasks if told.label(t) == task for wait in t.waits]
    return [None if until is None else until // MS for until in found]


def test_a_timeout_that_is_left_in_time(watch):
    async def main():
        event = asyncio.Event()
        asyncio.get_running_loop().call_later(0.01, event.set)
        async with asyncio.timeout(0.1) as scope:
            await event.wait()
        await asyncio.sleep(0.01)
        assert not scope.expired()

    run = watch(main)
    assert told.timeouts(run) == ["0 scope of main 100", "10 scope of main -"]
    assert untils(run, "main") == [100, 20]
    assert [(t.start_ns, t.until_ns, t.end_ns) for t in run.tasks[0].timeouts] == [(0, 100 * MS, 10 * MS)]
    assert [r.kind for r in run.resources] == ["timeout", "event"]


def test_a_timeout_that_expires_cancels_by_the_timer(watch):
    async def main():
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await asyncio.Event().wait()

    run = watch(main)
    assert told.timeouts(run) == ["0 None of main 50", "50 None of main -"]
    assert told.waits(run, "main") == ["event of event 0-50 cancel"]
    (request,) = run.tasks[0].cancel_requests
    assert (request.by.kind, request.by.task, request.t_ns, request.withdrawn_ns) == ("timer", None, 50 * MS, 50 * MS)


def test_the_earliest_of_several_is_the_deadline(watch):
    async def main():
        async with asyncio.timeout(0.1) as outer, asyncio.timeout(0.05) as inner:
            await asyncio.sleep(0.01)  # the sleep's own timer comes first
            inner.reschedule(None)
            with pytest.raises(TimeoutError):
                async with asyncio.timeout_at(asyncio.get_running_loop().time() + 0.02) as at:
                    await asyncio.Event().wait()
            outer.reschedule(asyncio.get_running_loop().time() + 1)
            await asyncio.sleep(0.01)
        assert at.expired()

    run = watch(main)
    names = ("outer", "inner") if sys.version_info >= (3, 13) else (None, None)  # the line alone has two of them
    assert told.timeouts(run) == [
        f"0 {names[0]} of main 100",
        f"0 {names[1]} of main 50",
        f"10 {names[1]} of main -",
        "10 at of main 30",
        "30 at of main -",
        f"30 {names[0]} of main 1030",
        f"40 {names[0]} of main -",
    ]
    assert untils(run, "main") == [10, 30, 40]


def test_a_timeout_counts_for_its_own_task_alone(watch):
    async def inner():
        await asyncio.Event().wait()

    async def main():
        task = asyncio.create_task(inner(), name="inner")
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.02):
                await task

    run = watch(main)
    assert untils(run, "main") == [20]
    assert untils(run, "inner") == [None]
    assert told.outcomes(run) == {"main": "returned", "inner": "cancelled"}
    assert [request.by.kind for request in run.task("inner").cancel_requests] == ["timer"]


def test_one_that_is_late_already_cancels_by_the_timer(watch):
    async def main():
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0):
                await asyncio.sleep(1)

    run = watch(main)
    assert told.timeouts(run) == ["0 None of main 0", "0 None of main -"]
    assert [(request.by.kind, request.by.task) for request in run.tasks[0].cancel_requests] == [("timer", None)]
    assert run.duration_ns == 0


def test_one_without_an_end_is_told_when_it_gets_one(watch):
    async def main():
        async with asyncio.timeout(None) as scope:
            await asyncio.sleep(0.01)
            scope.reschedule(asyncio.get_running_loop().time() + 0.02)
            await asyncio.sleep(0.01)

    assert told.timeouts(watch(main)) == ["10 scope of main 30", "20 scope of main -"]


@BUILT_ON_IT
def test_wait_for_is_one(watch):
    async def main():
        jobs = asyncio.Queue()
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(jobs.get(), 0.05)

    run = watch(main)
    assert told.timeouts(run) == ["0 None of main 50", "50 None of main -"]
    assert told.waits(run, "main") == ["queue.get of jobs 0-50 cancel"]
    assert untils(run, "main") == [50]


def test_a_task_that_is_cancelled_in_one_leaves_it(watch):
    async def work():
        async with asyncio.timeout(1) as scope:
            await asyncio.sleep(10)
        del scope

    async def main():
        task = asyncio.create_task(work(), name="work")
        await asyncio.sleep(0.01)
        task.cancel()
        await asyncio.wait([task])

    run = watch(main)
    assert told.timeouts(run) == ["0 scope of work 1000", "10 scope of work -"]
    assert untils(run, "work") == [1000]


def test_one_that_is_older_than_the_recording_is_told_when_it_is_moved(clock):
    async def main():
        async with asyncio.timeout(1) as scope:
            with record() as run:
                await asyncio.sleep(0.01)
                scope.reschedule(asyncio.get_running_loop().time() + 0.5)
                await asyncio.sleep(0.01)
        return run

    run = virtual_time.run(main(), clock)
    assert told.timeouts(run) == ["10 scope of main 510"]


def test_a_storm_of_them_in_merged_windows(watch):
    async def short():
        async with asyncio.timeout(10):
            await asyncio.sleep(0)

    async def long():
        async with asyncio.timeout(60):
            await asyncio.sleep(0.5)

    async def main():
        await asyncio.gather(*(short() for _ in range(2_000)))  # from here on it is merged
        task = asyncio.create_task(long(), name="long")
        await asyncio.gather(*(short() for _ in range(2_000)))
        await task

    run = watch(main)
    assert run.merged
    assert [(t.start_ns, t.until_ns, t.end_ns) for t in run.task("long").timeouts] == [
        (0, 60_000 * MS, 500 * MS)  # told before the loop sleeps
    ]
    assert [t for task in run.tasks for t in task.timeouts if t.end_ns is None] == []
    assert sum(len(task.timeouts) for task in run.tasks) < 4_000
