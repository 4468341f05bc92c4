"""Every request to cancel a task: who asked, on which line, how many are pending, and what became of it."""

from __future__ import annotations

import asyncio
import sys

import pytest

from aioscope import record
from tests import told, virtual_time
from tests.virtual_time import MS

COUNTED = sys.version_info >= (3, 11)
"""Whether asyncio counts requests (``task.cancelling()``)."""

newer = pytest.mark.skipif(not COUNTED, reason="came with Python 3.11")


def requests(run, task):
    """The requests that met a task, a line each: ``at 10 by task main on line 7, 1 pending, withdrawn at 20``."""
    lines = []
    for request in run.task(task).cancel_requests:
        by = request.by.kind + (f" {told.name(run, request.by.task)}" if request.by.task is not None else "")
        line = f"at {request.t_ns // MS} by {by} on line {request.site.line if request.site else '-'}"
        line += f", {request.requests} pending"
        if request.withdrawn_ns is not None:
            line += f", withdrawn at {request.withdrawn_ns // MS}"
        lines.append(line)
    return lines


async def nap(seconds=1.0):
    await asyncio.sleep(seconds)


async def give_up(*tasks):
    """Wait for tasks, however they end."""
    await asyncio.wait(tasks)


def test_a_task_that_waits(watch, line):
    async def main():
        task = asyncio.create_task(nap(), name="napper")
        await asyncio.sleep(0.01)
        task.cancel()
        await give_up(task)

    run = watch(main)
    assert requests(run, "napper") == [f"at 10 by task main on line {line(main, 'task.cancel()')}, 1 pending"]
    assert run.task("napper").cancelled_by == ("task", run.tasks[0].id)


def test_within_a_function_and_from_a_method_of_asyncio(watch, line):
    def stop(task):
        task.cancel("enough")

    async def main():
        task = asyncio.create_task(nap(), name="napper")
        await asyncio.sleep(0)
        stop(task)
        await give_up(task)

    assert requests(watch(main), "napper") == [f"at 0 by task main on line {line(stop, 'cancel')}, 1 pending"]


def test_by_a_timer(watch):
    async def main():
        task = asyncio.create_task(nap(), name="napper")
        asyncio.get_running_loop().call_later(0.01, task.cancel)
        await give_up(task)

    assert requests(watch(main), "napper") == ["at 10 by timer on line -, 1 pending"]


def test_a_callback_passes_on_who_queued_it(watch, line):
    async def main():
        task = asyncio.create_task(nap(), name="napper")
        await asyncio.sleep(0.01)
        asyncio.get_running_loop().call_soon(lambda: task.cancel())  # noqa: PLW0108
        await give_up(task)

    assert requests(watch(main), "napper") == [f"at 10 by task main on line {line(main, 'lambda')}, 1 pending"]


def test_through_the_task_that_it_waits_for(watch, line):
    async def outer(inner):
        await inner

    async def main():
        inner = asyncio.create_task(nap(), name="inner")
        middle = asyncio.create_task(outer(inner), name="middle")
        task = asyncio.create_task(outer(middle), name="outer")
        await asyncio.sleep(0.01)
        task.cancel()
        await give_up(task)

    run = watch(main)
    asked = [f"at 10 by task main on line {line(main, 'task.cancel()')}, 1 pending"]
    assert [requests(run, name) for name in ("outer", "middle", "inner")] == [asked, asked, asked]
    assert {run.task(name).outcome for name in ("outer", "middle", "inner")} == {"cancelled"}


def test_a_child_alone_is_cancelled_and_its_parent_was_not_asked(watch, line):
    """CancelledError comes out of the child into the parent: nobody asked the parent."""

    async def outer(inner):
        await inner

    async def main():
        inner = asyncio.create_task(nap(), name="inner")
        task = asyncio.create_task(outer(inner), name="outer")
        await asyncio.sleep(0.01)
        inner.cancel()
        await give_up(task)

    run = watch(main)
    assert requests(run, "inner") == [f"at 10 by task main on line {line(main, 'inner.cancel()')}, 1 pending"]
    assert told.outcomes(run)["outer"] == "cancelled"
    if COUNTED:
        assert requests(run, "outer") == []


def test_through_a_gather(watch, line):
    async def both():
        await asyncio.gather(asyncio.create_task(nap(), name="a"), asyncio.create_task(nap(2), name="b"))

    async def main():
        task = asyncio.create_task(both(), name="both")
        await asyncio.sleep(0.01)
        task.cancel()
        await give_up(task)

    run = watch(main)
    asked = [f"at 10 by task main on line {line(main, 'task.cancel()')}, 1 pending"]
    assert [requests(run, name) for name in ("both", "a", "b")] == [asked, asked, asked]


@newer
def test_a_task_group_that_aborts(watch):
    async def fails():
        await asyncio.sleep(0.01)
        raise ValueError

    async def grouped():
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(nap(), name="sibling")
                group.create_task(fails(), name="failing")
        finally:
            pending.append(asyncio.current_task().cancelling())

    async def within():
        async with asyncio.TaskGroup() as group:
            group.create_task(fails(), name="first")
            await asyncio.sleep(1)

    async def main():
        await give_up(asyncio.create_task(grouped(), name="grouped"), asyncio.create_task(within(), name="within"))

    pending = []
    run = watch(main)
    # The group's own callback does it, which the end of the failing task queued: no line of the user's.
    assert requests(run, "sibling") == ["at 10 by task failing on line -, 1 pending"]
    withdrawn = ", withdrawn at 10" if pending == [0] else ""  # a group that waits at its end does so from 3.13 on
    assert requests(run, "grouped") == [f"at 10 by task failing on line -, 1 pending{withdrawn}"]
    assert requests(run, "within") == ["at 10 by task first on line -, 1 pending, withdrawn at 10"]
    assert run.task("within").outcome == "raised"


@newer
def test_a_timeout(watch):
    async def limited():
        try:
            async with asyncio.timeout(0.01):
                await asyncio.sleep(1)
        except TimeoutError:
            await asyncio.sleep(0.005)

    async def main():
        await give_up(asyncio.create_task(limited(), name="limited"))

    run = watch(main)
    assert requests(run, "limited") == ["at 10 by timer on line -, 1 pending, withdrawn at 10"]
    assert run.task("limited").outcome == "returned"
    assert run.task("limited").cancelled_by is None


def test_the_end_of_asyncio_run(clock):
    async def main():
        asyncio.create_task(nap(), name="left")  # noqa: RUF006 - that is the case
        await asyncio.sleep(0.01)

    with record() as run:
        virtual_time.run(main(), clock)
    (request,) = run.task("left").cancel_requests
    assert (request.t_ns, request.by.task, request.requests) == (10 * MS, None, 1)
    assert run.task("left").outcome == "cancelled"


def test_a_task_that_has_not_begun(watch):
    """It waits for nothing: the request shows when its first step ends it, and whose it was is unknown."""

    async def main():
        task = asyncio.create_task(nap(), name="early")
        task.cancel()
        await give_up(task)

    run = watch(main)
    assert requests(run, "early") == ["at 0 by unknown on line -, 1 pending"]
    assert (run.task("early").steps, run.task("early").waits) == (1, [])


def test_a_task_that_is_ready(watch):
    async def main():
        event = asyncio.Event()
        task = asyncio.create_task(event.wait(), name="ready")
        await asyncio.sleep(0.01)
        event.set()
        task.cancel()
        await give_up(task)

    run = watch(main)
    assert told.waits(run, "ready") == ["event of event 0-10 task main"]
    assert requests(run, "ready") == ["at 10 by unknown on line -, 1 pending"]
    assert run.task("ready").outcome == "cancelled"


def test_a_task_that_cancels_itself(watch):
    async def me():
        asyncio.current_task().cancel()
        await asyncio.sleep(1)

    async def main():
        await give_up(asyncio.create_task(me(), name="me"))

    run = watch(main)
    assert len(requests(run, "me")) == 1
    assert run.task("me").outcome == "cancelled"


@newer
def test_requests_are_counted_and_withdrawn(watch, line):
    async def stubborn():
        for _ in range(2):
            try:  # noqa: SIM105
                await asyncio.sleep(1)
            except asyncio.CancelledError:  # noqa: PERF203
                pass
        asyncio.current_task().uncancel()
        await asyncio.sleep(0.01)
        asyncio.current_task().uncancel()
        await asyncio.sleep(0.01)

    async def main():
        task = asyncio.create_task(stubborn(), name="stubborn")
        for _ in range(2):
            await asyncio.sleep(0.01)
            task.cancel()
        await give_up(task)

    run = watch(main)
    number = line(main, "task.cancel()")
    assert requests(run, "stubborn") == [
        f"at 10 by task main on line {number}, 1 pending, withdrawn at 30",
        f"at 20 by task main on line {number}, 2 pending, withdrawn at 20",
    ]
    assert run.task("stubborn").outcome == "returned"
    assert run.task("stubborn").cancelled_by is None


@newer
def test_two_requests_at_once(watch, line):
    async def main():
        task = asyncio.create_task(nap(), name="napper")
        await asyncio.sleep(0.01)
        task.cancel()
        task.cancel("again")
        await give_up(task)

    run = watch(main)
    # The second one meets a task that no longer waits: it shows at the end of the step.
    assert requests(run, "napper") == [
        f"at 10 by task main on line {line(main, 'task.cancel()')}, 1 pending",
        "at 10 by unknown on line -, 2 pending",
    ]


def test_one_that_is_swallowed(watch, line):
    async def stubborn():
        try:
            await asyncio.sleep(1)
        except asyncio.CancelledError:
            await asyncio.sleep(0.01)

    async def main():
        task = asyncio.create_task(stubborn(), name="stubborn")
        await asyncio.sleep(0.01)
        task.cancel()
        await give_up(task)

    run = watch(main)
    assert requests(run, "stubborn") == [f"at 10 by task main on line {line(main, 'task.cancel()')}, 1 pending"]
    assert run.task("stubborn").outcome == "returned"
    assert run.task("stubborn").cancelled_by is None


def test_a_future_that_is_cancelled_is_no_request(watch):
    """The task that waits for it gets CancelledError, but nobody asked the task."""

    async def wait(future):
        try:
            await future
        except asyncio.CancelledError:
            await asyncio.sleep(0.01)

    async def main():
        future = asyncio.get_running_loop().create_future()
        task = asyncio.create_task(wait(future), name="waiter")
        await asyncio.sleep(0.01)
        future.cancel()
        await give_up(task)

    run = watch(main)
    assert told.waits(run, "waiter")[0] == "future of future 0-10 cancel main"
    if COUNTED:
        assert requests(run, "waiter") == []


def test_a_task_that_raises_cancelled_error_by_itself(watch):
    async def gives_up():
        await asyncio.sleep(0.01)
        raise asyncio.CancelledError

    async def main():
        await give_up(asyncio.create_task(gives_up(), name="gives up"))

    run = watch(main)
    assert run.task("gives up").outcome == "cancelled"
    if COUNTED:
        assert requests(run, "gives up") == []
        assert run.task("gives up").cancelled_by is None


def test_in_a_thread(watch):
    """From another thread ``cancel()`` is not safe; the way that is, is a callback."""

    async def main():
        loop = asyncio.get_running_loop()
        task = asyncio.create_task(nap(), name="napper")
        await asyncio.sleep(0)
        await loop.run_in_executor(None, loop.call_soon_threadsafe, task.cancel)
        await give_up(task)

    assert requests(watch(main), "napper") == ["at 0 by thread on line -, 1 pending"]
