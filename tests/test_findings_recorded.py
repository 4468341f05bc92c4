"""Findings of real programs that need the loop's blocks, groups, queues and cells: must, and must not."""

from __future__ import annotations

import asyncio
import sys

import pytest

from aioscope import record, recording
from tests import findings_told as tell
from tests import virtual_time
from tests.virtual_time import MS

needs_groups = pytest.mark.skipif(sys.version_info < (3, 11), reason="TaskGroup came with Python 3.11")


# ---- the loop is blocked -------------------------------------------------------------------------------------------


def blocking_program(clock, milliseconds, ticks):
    async def tick():
        await asyncio.sleep(0.01)

    async def slow():
        await asyncio.sleep(0.005)
        clock.spend(milliseconds)

    async def main():
        await asyncio.gather(
            asyncio.create_task(slow(), name="slow"),
            *(asyncio.create_task(tick(), name=f"tick-{n}") for n in range(ticks)),
        )

    return main


def test_a_blocked_loop_and_whom_it_delayed(watch, clock):
    run = watch(blocking_program(clock, 500, 2))
    (found,) = run.findings
    assert (found.code, found.task, found.severity) == ("blocked_loop", run.task("slow").id, "warning")
    assert found.evidence == (
        "slow ran without an await for 500 ms (1 time in all). Delayed: tick-0 (by 495 ms), tick-1 (by 495 ms)."
    )


@pytest.mark.parametrize(("milliseconds", "ticks"), [(500, 0), (20, 2)], ids=["alone", "short"])
def test_a_long_step_alone_and_a_short_one(watch, clock, milliseconds, ticks):
    assert tell.codes(watch(blocking_program(clock, milliseconds, ticks))) == []


# ---- gather --------------------------------------------------------------------------------------------------------


async def slow(milliseconds):
    await asyncio.sleep(milliseconds / 1000)


async def bad():
    await asyncio.sleep(0.01)
    raise ValueError("bad")


async def gathered(**options):
    await asyncio.gather(asyncio.create_task(bad(), name="bad"), asyncio.create_task(slow(100), name="slow"), **options)


def test_a_gather_that_leaves_its_members_running(watch):
    async def main():
        try:
            await gathered()
        except ValueError:
            await asyncio.sleep(0.2)

    run = watch(main)
    (found,) = run.findings
    assert (found.code, found.task, found.t_ns) == ("siblings_left", run.task("bad").id, 10 * MS)
    assert found.evidence.endswith("slow went on, for 90 ms more.")
    assert found.site.function.endswith("gathered")


def test_a_gather_that_waits_for_all(watch):
    async def main():
        await gathered(return_exceptions=True)

    assert tell.codes(watch(main)) == []


def test_a_gather_whose_rest_is_cancelled(watch):
    async def main():
        rest = asyncio.create_task(slow(100))
        try:
            await asyncio.gather(bad(), rest)
        except ValueError:
            rest.cancel()
            await asyncio.wait([rest])

    assert tell.codes(watch(main)) == []


def test_a_wait_that_leaves_the_rest_on_purpose(watch):
    async def main():
        tasks = [asyncio.create_task(bad()), asyncio.create_task(slow(100))]
        done, rest = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
        assert [task.exception() for task in done]
        await asyncio.wait(rest)

    assert tell.codes(watch(main)) == []


@needs_groups
def test_a_group_cancels_the_rest(watch):
    async def main():
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(bad())
                group.create_task(slow(100))
        except BaseExceptionGroup:  # noqa: F821 - 3.11 and newer
            pass

    assert tell.codes(watch(main)) == []


# ---- queues --------------------------------------------------------------------------------------------------------


def piling(limit, take_ms):
    """A producer of 400 items, one a millisecond, and a consumer that takes so long for each."""

    async def produce(jobs):
        for n in range(400):
            await jobs.put(n)
            await asyncio.sleep(0.001)

    async def consume(jobs):
        while True:
            await jobs.get()
            await asyncio.sleep(take_ms / 1000)

    async def main():
        jobs = asyncio.Queue(limit)
        consumer = asyncio.create_task(consume(jobs), name="consumer")
        await asyncio.create_task(produce(jobs), name="producer")
        consumer.cancel()
        await asyncio.wait([consumer])

    return main


def test_a_queue_that_grows_and_grows(watch):
    (found,) = watch(piling(0, 4)).findings
    assert (found.code, found.message) == (
        "unbounded_queue",
        "the queue jobs has no limit and keeps growing: 299 items.",
    )
    assert found.evidence.endswith("producer put, consumer take.")


@pytest.mark.parametrize(("limit", "take_ms"), [(10, 4), (0, 1)], ids=["bounded", "quick"])
def test_a_queue_that_does_not(watch, limit, take_ms):
    assert tell.codes(watch(piling(limit, take_ms))) == []


def test_a_queue_that_is_filled_first(watch):
    async def main():
        jobs = asyncio.Queue()
        for n in range(300):
            jobs.put_nowait(n)
        while not jobs.empty():
            await jobs.get()
            await asyncio.sleep(0.001)

    assert tell.codes(watch(main)) == []


# ---- cells ---------------------------------------------------------------------------------------------------------


async def in_cell(program, count=1):
    """Run a program as a notebook's cell would be, and then some more of the loop; return the run."""
    watched = recording.Recording("cell", {__file__: "id-1"}.get)
    task = watched.begin()
    try:
        watched.recorder.frame.cell_started("id-1", count, task)
        await program()
        watched.recorder.frame.cell_ended("ok", None)
        await asyncio.sleep(0.05)
    finally:
        watched.stop()
    return watched.run


async def serve(seconds):
    await asyncio.sleep(seconds)


def test_a_task_that_outlives_its_cell(clock):
    async def main():
        tasks = []

        async def cell():
            tasks.append(asyncio.create_task(serve(10), name="server"))
            tasks.append(asyncio.create_task(serve(0.02), name="short"))  # comes to its end by itself
            await asyncio.sleep(0.01)

        run = await in_cell(cell)
        tasks[0].cancel()
        return run

    run = virtual_time.run(main(), clock)
    assert [(found.code, found.task) for found in run.findings] == [("leaked_task", run.task("server").id)]
    assert run.findings[0].evidence == (
        "cell [1] ended after 10 ms; 50 ms later the task was still pending, waiting for a sleep."
    )


@pytest.mark.parametrize("tidy", [False, True])
def test_a_cell_that_is_run_again(clock, tidy):
    async def main():
        tasks = []

        async def cell():
            if tidy and tasks:
                tasks[-1].cancel()
            tasks.append(asyncio.create_task(serve(10), name="server"))
            await asyncio.sleep(0.01)

        await in_cell(cell)
        run = await in_cell(cell, count=2)
        for task in tasks:
            task.cancel()
        return run

    codes = [found.code for found in virtual_time.run(main(), clock).findings]
    assert codes == (["leaked_task"] if tidy else ["leaked_task", "old_copy"])


# ---- the recording itself ------------------------------------------------------------------------------------------


def test_reading_findings_while_it_is_recorded(clock):
    async def main():
        with record() as run:
            await asyncio.sleep(0.01)
            assert run.findings == []
            await asyncio.sleep(0.01)
        return run

    assert virtual_time.run(main(), clock).findings == []
