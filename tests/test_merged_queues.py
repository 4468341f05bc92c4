"""Queues in merged windows: how long they are is read when the window is over, a bounded number of them at once."""

from __future__ import annotations

import asyncio

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


def test_many_queues_are_read_in_several_windows(watch, clock, monkeypatch):
    monkeypatch.setattr(merged, "QUEUES", 3)

    async def main():
        await storm(5, clock)
        for queue in (queues := [asyncio.Queue() for _ in range(10)]):
            await queue.put(1)
        await storm(100, clock)
        assert len(queues) == 10

    run = watch(main)
    told_at = [fact[1] // MS for fact in run._log if fact[0] == "resized"]
    assert len(told_at) == 10
    assert max(told_at.count(t) for t in told_at[:-3]) == 3
    assert [size for resource in run.resources for _, size in resource.sizes] == [1] * 10
