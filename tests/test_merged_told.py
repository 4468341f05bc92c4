"""What became of queues, locks, groups and timeouts in a merged window is told at its end, a bounded number at once."""

from __future__ import annotations

import asyncio
import sys

import pytest

from aioscope import merged
from tests import told
from tests.test_merged import small, storm, windows
from tests.virtual_time import MS

__all__ = ["small"]  # used by every test here


def test_queues_after_a_window(watch, clock):
    async def main():
        jobs = asyncio.Queue()
        await jobs.put(0)
        await storm(5, clock)
        for number in range(7):
            await jobs.put(number)
        await storm(10, clock)
        await asyncio.sleep(0.05)
        await jobs.get()

    run = watch(main)
    assert windows(run) == [(0, 10), (10, 15), (15, 65)]
    assert told.sizes(run, "jobs") == [(0, 1, "main"), (10, 8, None), (65, 7, "main")]


def told_in_several_windows(run, kind, since=0):
    """How many such facts there are since then (ms): but for the last time, not more than three at once."""
    told_at = [fact[1] for fact in run._log if fact[0] == kind and fact[1] >= since * MS]
    each = [told_at.count(t) for t in sorted(set(told_at))]
    assert max(each[:-1]) == 3
    return len(told_at)


def test_many_queues_are_read_in_several_windows(watch, clock, monkeypatch):
    monkeypatch.setattr(merged, "MOST", 3)

    async def main():
        await storm(5, clock)
        for queue in (queues := [asyncio.Queue() for _ in range(10)]):
            await queue.put(1)
        await storm(100, clock)
        assert len(queues) == 10

    run = watch(main)
    assert told_in_several_windows(run, "resized") == 10
    assert [size for resource in run.resources for _, size in resource.sizes] == [1] * 10


def test_many_locks_are_told_in_several_windows(watch, clock, monkeypatch):
    monkeypatch.setattr(merged, "MOST", 3)

    async def main():
        await storm(5, clock)
        for lock in (locks := [asyncio.Lock() for _ in range(10)]):
            await lock.acquire()
        await storm(100, clock)
        for lock in locks:
            lock.release()

    run = watch(main)
    assert told_in_several_windows(run, "acquired") == 10
    ends = sorted(holding.end_ns // MS for resource in run.resources for holding in resource.holders)
    assert ends == [105] * 10


@pytest.mark.skipif(sys.version_info < (3, 11), reason="asyncio.timeout came with Python 3.11")
def test_many_timeouts_are_told_in_several_windows(watch, clock, monkeypatch):
    monkeypatch.setattr(merged, "MOST", 3)

    async def hold(seconds):
        async with asyncio.timeout(seconds):
            await asyncio.sleep(0.2)

    async def main():
        await storm(5, clock)
        tasks = [asyncio.create_task(hold(10 + number), name=str(number)) for number in range(10)]
        await storm(100, clock)
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)

    run = watch(main)
    assert told_in_several_windows(run, "timeout_set") == 10 + 10  # left in the last window, all of them
    ends = [int(line.split()[-1]) for line in told.timeouts(run) if not line.endswith("-")]
    assert ends == [10_005 + 1_000 * number for number in range(10)]


@pytest.mark.skipif(sys.version_info < (3, 11), reason="TaskGroup came with Python 3.11")
def test_many_groups_are_told_in_several_windows(watch, clock, monkeypatch):
    monkeypatch.setattr(merged, "MOST", 3)

    async def first(group, number):
        await asyncio.sleep(0.01)
        group.create_task(asyncio.sleep(0.2), name=f"second of {number}")
        await asyncio.sleep(0.2)

    async def parent(number):
        async with asyncio.TaskGroup() as group:
            group.create_task(first(group, number), name=f"first of {number}")

    async def main():
        tasks = [asyncio.create_task(parent(number)) for number in range(10)]
        await asyncio.sleep(0.001)
        await storm(100, clock)
        await asyncio.wait(tasks)

    run = watch(main)
    assert told_in_several_windows(run, "members_named", since=2) == 10 + 1  # and main's own wait
    groups = [f"task_group group: first of {number} second of {number}" for number in range(10)]
    assert [line for line in told.members(run) if line.startswith("task_group")] == groups
