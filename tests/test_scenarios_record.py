"""``record()`` in every use: block and decorator, with and without a running loop, nested, refused, full."""

from __future__ import annotations

import asyncio
import inspect
import itertools
import subprocess
import sys
import threading

import pytest

from aioscope import AlreadyWatched, NotSupported, last_run, log, merged, record
from aioscope.report import report
from tests import told, virtual_time
from tests.virtual_time import MS


async def nap():
    await asyncio.sleep(0.01)
    return "rested"


def test_nothing_is_recorded_in_an_empty_block():
    with record("nothing") as run:
        pass
    assert (run.name, list(run.tasks), run.ended, run.duration_ns) == ("nothing", [], True, 0)


def test_two_loops_one_after_the_other_in_one_block(clock):
    async def first():
        await asyncio.create_task(nap(), name="a")

    async def second():
        await asyncio.create_task(nap(), name="b")

    with record() as run:
        virtual_time.run(first(), clock)
        clock.spend(5)
        virtual_time.run(second(), clock)
    assert [(task.role, task.created_ns // 1_000_000) for task in run.tasks] == [
        ("main", 0),
        ("task", 0),
        ("main", 15),
        ("task", 15),
    ]
    assert run.task("a").parent == run.tasks[0].id
    assert run.task("b").parent == run.tasks[2].id
    assert {task.outcome for task in run.tasks} == {"returned"}


def test_a_loop_that_another_thread_runs_is_not_recorded():
    async def main():
        await asyncio.create_task(nap(), name="elsewhere")

    with record() as run:
        thread = threading.Thread(target=lambda: asyncio.run(main()))
        thread.start()
        thread.join()
    assert list(run.tasks) == []


def test_a_block_within_a_running_loop(clock, line):
    async def main():
        await asyncio.create_task(nap(), name="before")
        with record("inside") as run:
            await asyncio.create_task(nap(), name="during")
            inside = list(run.tasks)
        await asyncio.create_task(nap(), name="after")
        return run, inside

    run, inside = virtual_time.run(main(), clock)
    assert told.created(run) == [("main", None), ("during", "main")]
    assert run.task("during").site.line == line(main, '"during"')
    assert told.waits(run, "main") == ["task of during 0-10 task during"]
    assert run.tasks[0].outcome == "pending"  # it went on after the block
    assert run.leftovers == []
    assert [task.name for task in inside] == [task.name for task in run.tasks]  # readable while it records


def test_the_block_lets_exceptions_through(clock):
    def block():
        with record("broken"):
            virtual_time.run(nap(), clock)
            _ = 1 / 0

    with pytest.raises(ZeroDivisionError):
        block()
    assert (last_run().name, last_run().ended) == ("broken", True)


@pytest.mark.parametrize("name", [None, "named"])
def test_a_decorator_of_an_async_function(clock, name):
    async def work(first, *, second):
        """Work."""
        await nap()
        return first + second

    decorated = record(work) if name is None else record(name)(work)
    assert inspect.iscoroutinefunction(decorated)
    assert (decorated.__name__, decorated.__doc__, decorated.__wrapped__) == ("work", "Work.", work)

    assert virtual_time.run(decorated(1, second=2), clock) == 3
    one = last_run()
    assert one.name == name
    assert told.waits(one, "main") == ["sleep 0-10 timer"]
    assert virtual_time.run(decorated(3, second=4), clock) == 7
    assert last_run() is not one  # each call is a run


def test_a_decorator_of_a_plain_function(clock):
    @record("plain")
    def work(value):
        return virtual_time.run(nap(), clock), value

    assert work(1) == ("rested", 1)
    assert last_run().name == "plain"
    assert told.created(last_run()) == [("main", None)]


def test_the_recording_goes_on_when_a_decorated_function_raises(clock):
    @record
    async def work():
        await asyncio.sleep(0.01)
        raise ValueError("x")

    with pytest.raises(ValueError, match="x"):
        virtual_time.run(work(), clock)
    assert last_run().ended


def test_a_decorator_of_an_object_that_is_called_like_an_async_function(clock):
    class Work:
        async def __call__(self):
            return await nap()

    assert virtual_time.run(record(Work())(), clock) == "rested"
    assert told.waits(last_run(), "main") == ["sleep 0-10 timer"]


def generates():
    yield


async def generates_asynchronously():
    yield


@pytest.mark.parametrize(
    "thing",
    [generates, generates_asynchronously, int, staticmethod(nap), classmethod(nap)],
    ids=lambda thing: repr(thing)[:20],
)
def test_what_does_not_run_when_it_is_called_is_not_decorated(thing):
    with pytest.raises(
        TypeError, match=r"record\(\) (decorates plain and async functions|takes the run's name as text, or a function)"
    ):
        record(thing)
    with pytest.raises(TypeError, match=r"record\(\) decorates plain and async functions"):
        record("named")(thing)


@pytest.mark.parametrize("name", [7, b"bytes", ["list"]])
def test_a_name_is_text(name):
    with pytest.raises(
        TypeError, match=f"takes the run's name as text, or a function; this is of type {type(name).__name__}"
    ):
        record(name)


def test_one_recording_entered_within_itself_ends_twice(clock):
    recorded = record("both")
    with recorded as outer:
        with recorded as inner:
            pass
        assert (inner.ended, outer.ended) == (True, False)
    assert outer.ended
    with record() as after:  # nothing listens any more
        virtual_time.run(nap(), clock)
    assert len(after.tasks) == 1
    with pytest.raises(RuntimeError, match="was not begun, or has ended"):
        recorded.__exit__(None, None, None)


def test_importing_it_does_not_number_the_programs_tasks():
    program = (
        "import asyncio, sys\nasync def main(): return asyncio.current_task().get_name()\nprint(asyncio.run(main()))"
    )
    for first in ("", "import aioscope\n"):
        told_name = subprocess.run([sys.executable, "-c", first + program], capture_output=True, text=True, check=True)
        assert told_name.stdout == "Task-1\n"


def test_a_second_recording_of_a_running_loop_is_refused(clock):
    async def main():
        with record() as run:
            with pytest.raises(AlreadyWatched, match="is being recorded already"), record():
                pass
            await asyncio.create_task(nap(), name="still seen")
        return run

    run = virtual_time.run(main(), clock)
    assert run.task("still seen").outcome == "returned"


def test_a_second_recording_around_a_recorded_loop_is_refused(clock):
    async def main():
        with pytest.raises(AlreadyWatched), record():
            pass
        return await nap()

    with record() as run:
        assert virtual_time.run(main(), clock) == "rested"
    assert told.outcomes(run) == {"main": "returned"}


def test_a_loop_that_is_not_asyncios_own_is_refused():
    class Foreign(asyncio.AbstractEventLoop):
        def get_debug(self):
            return False

    async def main():
        asyncio._set_running_loop(Foreign())
        try:
            with pytest.raises(NotSupported, match=r"cannot watch a .*Foreign"), record():
                pass
        finally:
            asyncio._set_running_loop(loop)

    loop = asyncio.new_event_loop()
    try:
        loop.run_until_complete(main())
    finally:
        loop.close()


def test_a_loop_whose_queue_another_tool_has_taken_is_refused_and_left_alone(clock):
    from collections import deque

    class Theirs(deque):
        pass

    async def main():
        loop = asyncio.get_running_loop()
        mine, loop._ready = loop._ready, (theirs := Theirs(loop._ready))
        try:
            with pytest.raises(NotSupported), record():
                pass
            assert loop._ready is theirs
        finally:
            mine.extend(theirs)
            loop._ready = mine

    virtual_time.run(main(), clock)


@pytest.mark.parametrize("limit", [5, 40, 200])
@pytest.mark.parametrize("exact", [False, True])
def test_a_full_log_keeps_births_ends_and_sums_and_merges_the_rest(clock, monkeypatch, limit, exact):
    monkeypatch.setattr(log, "LIMIT", limit)
    monkeypatch.setattr(merged, "BUDGET", 10)

    async def busy(rounds):
        for _ in range(rounds):
            await asyncio.sleep(0)
            clock.spend(1)
            await asyncio.sleep(0.001)

    async def main():
        for number in range(20):
            await asyncio.create_task(busy(20), name=f"busy-{number}")

    with record(exact=exact) as run:
        virtual_time.run(main(), clock)
    assert [task.name for task in run.tasks[1:]] == [f"busy-{number}" for number in range(20)]
    assert set(told.outcomes(run).values()) == {"returned"}
    assert {task.steps for task in run.tasks[1:]} == {1 + 20 * 2}
    assert {task.busy_ns for task in run.tasks[1:]} == {20 * MS}
    assert [task.ended_ns // MS for task in run.tasks[1:]] == [40 * (number + 1) for number in range(20)]
    assert run.dropped == 0
    if exact:
        exactly = [fact for fact in run._log if fact[0] in ("step", "wait_started", "task_woken", "iteration")]
        until = run.merged[0].since_ns
        assert {fact[0] for fact in exactly if until < fact[1] < run.merged[-1].end_ns} <= {"wait_started", "step"}
        assert limit - 60 < len([fact for fact in run._log if fact[1] <= until]) <= limit + 60
        windows = [(window.since_ns, window.end_ns) for window in run.merged]
        assert windows == list(itertools.pairwise([windows[0][0], *(end for _, end in windows)]))  # to the very end
        assert windows[-1][1] == 800 * MS
    line = report(run)
    assert f"{len(run.merged)} windows merged" in line
