"""Every way to end: return, exception, each kind of cancel, destroyed while pending, and what is left over."""

from __future__ import annotations

import asyncio
import gc
import sys

import pytest

from aioscope import record
from tests import told, virtual_time
from tests.virtual_time import MS


async def nap(milliseconds=1000):
    await asyncio.sleep(milliseconds / 1000)


def test_return_and_exception(watch):
    class Odd(Exception):
        pass

    async def fine():
        return object()

    async def fails():
        raise Odd("told", object())

    async def main():
        await asyncio.wait([asyncio.create_task(fine(), name="fine"), bad := asyncio.create_task(fails(), name="bad")])
        bad.exception()

    run = watch(main)
    assert [(t.outcome, t.error, t.message) for t in run.tasks[1:]] == [
        ("returned", None, None),
        ("raised", "Odd", None),  # an argument is no builtin scalar: nothing of it is shown
    ]


def test_an_exception_in_the_main_task(clock):
    async def main():
        await asyncio.sleep(0.01)
        raise LookupError("gone")

    with pytest.raises(LookupError, match="gone"), record() as run:
        virtual_time.run(main(), clock)
    assert [(t.outcome, t.error, t.message) for t in run.tasks] == [("raised", "LookupError", "gone")]


def test_a_cancel_by_another_task(watch):
    async def main():
        task = asyncio.create_task(nap(), name="napper")
        await asyncio.sleep(0.01)
        task.cancel()
        await asyncio.wait([task])

    run = watch(main)
    assert told.outcomes(run) == {"main": "returned", "napper": "cancelled"}
    assert told.waits(run, "napper") == ["sleep 0-10 cancel main"]
    assert told.times(run)["napper"] == (0, 10)
    assert run.task("napper").steps == 2


def test_a_cancel_by_a_plain_callback(watch):
    async def main():
        task = asyncio.create_task(nap(), name="napper")
        asyncio.get_running_loop().call_later(0.01, task.cancel)
        await asyncio.wait([task])

    assert told.waits(watch(main), "napper") == ["sleep 0-10 cancel"]


def test_the_cancel_in_a_timer_is_not_a_step_of_the_task(watch):
    async def main():
        task = asyncio.create_task(nap(), name="napper")
        asyncio.get_running_loop().call_later(0.01, task.cancel)
        await asyncio.wait([task])

    run = watch(main)
    assert told.steps(run) == ["main", "napper", "napper", "main"]


def test_a_cancel_by_the_task_itself(watch):
    async def me():
        asyncio.current_task().cancel()
        await asyncio.sleep(1)

    async def main():
        await asyncio.wait([asyncio.create_task(me(), name="me")])

    run = watch(main)
    assert (run.task("me").outcome, run.task("me").steps) == ("cancelled", 2)
    assert told.waits(run, "me") == []  # it was ready again before it could wait
    assert run.duration_ns == 0


def test_a_cancel_goes_through_the_tasks_that_are_awaited(watch):
    async def middle():
        await asyncio.create_task(nap(), name="inner")

    async def outer():
        await asyncio.create_task(middle(), name="middle")

    async def main():
        task = asyncio.create_task(outer(), name="outer")
        await asyncio.sleep(0.01)
        task.cancel()
        await asyncio.wait([task])

    run = watch(main)
    assert told.outcomes(run) == {"main": "returned", "outer": "cancelled", "middle": "cancelled", "inner": "cancelled"}
    assert told.waits(run, "inner") == ["sleep 0-10 cancel main"]
    assert told.waits(run, "middle") == ["task of inner 0-10 cancel main"]
    assert told.waits(run, "outer") == ["task of middle 0-10 cancel main"]


def test_a_cancel_of_a_gather_reaches_its_children(watch):
    async def both():
        await asyncio.gather(asyncio.create_task(nap(), name="a"), asyncio.create_task(nap(), name="b"))

    async def main():
        task = asyncio.create_task(both(), name="both")
        await asyncio.sleep(0.01)
        task.cancel()
        await asyncio.wait([task])

    run = watch(main)
    assert {told.waits(run, name)[0] for name in "ab"} == {"sleep 0-10 cancel main"}
    assert told.outcomes(run) == {"main": "returned", "both": "cancelled", "a": "cancelled", "b": "cancelled"}
    assert told.waits(run, "both") == ["gather of gather 0-10 task a"]  # a gather ends with its first cancelled child


def test_a_cancel_before_the_first_step(watch):
    began = []

    async def never():
        began.append(True)

    async def main():
        task = asyncio.create_task(never(), name="never")
        task.cancel()
        await asyncio.wait([task])

    run = watch(main)
    assert began == []
    assert (run.task("never").outcome, run.task("never").waits) == ("cancelled", [])


def test_a_cancel_that_is_swallowed(watch):
    async def stubborn():
        try:
            await asyncio.sleep(1)
        except asyncio.CancelledError:
            await asyncio.sleep(0.02)
        return "after all"

    async def main():
        task = asyncio.create_task(stubborn(), name="stubborn")
        await asyncio.sleep(0.01)
        task.cancel()
        assert await task == "after all"

    run = watch(main)
    assert run.task("stubborn").outcome == "returned"
    assert told.waits(run, "stubborn") == ["sleep 0-10 cancel main", "sleep 10-30 timer"]


def test_a_cancel_while_it_is_ready_already(watch):
    async def main():
        task = asyncio.create_task(asyncio.sleep(0.01), name="napper")
        await asyncio.sleep(0.01)  # its timer goes off in the same iteration, after ours
        task.cancel()
        await asyncio.wait([task])

    run = watch(main)
    assert run.task("napper").outcome == "cancelled"
    assert told.waits(run, "napper") == ["sleep 0-10 timer"] or told.waits(run, "napper") == ["sleep 0-10 cancel main"]


def test_the_main_task_ends_before_its_children(watch):
    async def cleans_up():
        try:
            await asyncio.sleep(1)
        finally:
            await asyncio.sleep(0.02)

    async def main():
        main.task = asyncio.create_task(cleans_up(), name="child")
        await asyncio.sleep(0.01)

    run = watch(main)
    # As asyncio.run() does, the loop's owner cancels what is left, outside the loop: nobody's step did it.
    assert told.waits(run, "child") == ["sleep 0-10 cancel", "sleep 10-30 timer"]
    assert told.outcomes(run) == {"main": "returned", "child": "cancelled"}


def test_asyncio_run_shows_only_the_programs_own_tasks():
    async def main():
        await asyncio.create_task(nap(1), name="child")

    with record() as run:
        asyncio.run(main())
    assert told.created(run) == [("main", None), ("child", "main")]
    assert run.leftovers == []


def test_a_task_that_is_destroyed_while_pending(clock):
    reports = []

    async def main():
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, context: reports.append(context["message"]))

        async def orphan():
            await loop.create_future()  # nobody else knows it: the task and it keep each other

        with record() as run:
            asyncio.create_task(orphan(), name="orphan")  # noqa: RUF006 - that it is lost is the case
            await asyncio.sleep(0.01)
            gc.collect()
            await asyncio.sleep(0.01)
        return run

    run = virtual_time.run(main(), clock)
    assert reports == ["Task was destroyed but it is pending!"]
    assert run.task("orphan").outcome == "pending"
    assert [task.name for task in run.leftovers] == ["orphan"]
    assert run.task("orphan").destroyed_ns == 10 * MS
    assert [(w.kind, w.end_ns) for w in run.task("orphan").waits] == [("future", 10 * MS)]


def test_leftovers(clock):
    async def main():
        with record() as run:
            left = asyncio.create_task(nap(), name="left")
            done = asyncio.create_task(nap(1), name="done")
            await asyncio.sleep(0.01)
        assert [task.name for task in run.leftovers] == ["left"]
        left.cancel()
        await asyncio.wait([left, done])
        return run

    run = virtual_time.run(main(), clock)
    assert [task.name for task in run.leftovers] == ["left"]  # what comes after the end is not in the run
    assert told.waits(run, "left") == ["sleep 0-"]


@pytest.mark.skipif(sys.version_info < (3, 11), reason="asyncio.timeout came with Python 3.11")
def test_a_timeout_block(watch):
    async def main():
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.01):
                await asyncio.sleep(1)

    run = watch(main)
    assert told.waits(run, "main") == ["sleep 0-10 cancel"]
    assert run.tasks[0].outcome == "returned"
