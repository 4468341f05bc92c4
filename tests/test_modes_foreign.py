"""Loops that are not asyncio's own: uvloop, and Pyodide's WebLoop on a browser's timers of our making.

WebLoop is Pyodide's own code; only ``setTimeout`` under it is not a browser's, and keeps virtual time. uvloop is real,
on real time: there, order and kind are asserted, not instants.
"""

from __future__ import annotations

import asyncio
import heapq
import itertools
import sys
import threading
import time

import pytest

from aioscope import AlreadyWatched, record
from aioscope.report import report
from tests import told
from tests.virtual_time import MS

SEEN_BY_LOOKING = "which does not show what it runs: it was looked at 20 times a second"


async def fail():
    raise ValueError("broken")


async def program():
    """Births, ends, holders, sizes and waits of every length."""
    key, queue = asyncio.Lock(), asyncio.Queue()

    async def holder(seconds):
        async with key:
            await asyncio.sleep(seconds)

    async def consumer():
        while True:
            await queue.get()

    first = asyncio.create_task(holder(0.2), name="first")
    second = asyncio.create_task(holder(0.2), name="second")
    consumes = asyncio.create_task(consumer(), name="consumer")
    await asyncio.gather(asyncio.create_task(fail(), name="fails"), return_exceptions=True)
    await asyncio.sleep(0.1)
    await queue.put(1)
    await asyncio.wait([first, second])
    consumes.cancel()
    await asyncio.wait([consumes])
    del first, second, consumes


def check(run, loop_name):
    """What is to be seen of :func:`program` on any loop."""
    tasks = ["first", "second", "consumer", "fails"]
    assert told.created(run) == [("main", None), *((task, "main") for task in tasks)]
    assert told.outcomes(run) == {
        "main": "returned",
        "first": "returned",
        "second": "returned",
        "consumer": "cancelled",
        "fails": "raised",
    }
    assert run.task("fails").message == "broken"
    (key,) = (resource for resource in run.resources if resource.kind == "lock")
    assert [told.name(run, holder.task) for holder in key.holders] == ["first", "second"]
    assert all(holder.end_ns - holder.start_ns >= 190 * MS for holder in key.holders)
    assert [(fact[3], told.name(run, fact[4])) for fact in run._log if fact[0] == "resized"] == [
        (1, "main"),
        (0, "consumer"),
    ]
    assert [wait.kind for wait in run.task("first").waits] == ["sleep"]
    assert [wait.kind for wait in run.task("second").waits] == ["lock", "sleep"]
    assert [wait.kind for wait in run.task("consumer").waits] == ["queue.get", "queue.get"]
    assert [wait.kind for wait in run.tasks[0].waits] == ["sleep", "gather"]
    assert run.task("second").waits[0].on == key.id
    assert all(wait.woken_by is None or wait.woken_by.kind == "unknown" for t in run.tasks for wait in t.waits)
    assert [fact for fact in run._log if fact[0] == "step" and fact[2] > 0] == []
    (sentence,) = run.unseen
    assert sentence.startswith(f"the loop is a {loop_name}, {SEEN_BY_LOOKING}")
    assert f"Not seen: {sentence}." in report(run)
    assert "没有看到：事件循环是" in report(run, "zh-CN")
    assert [finding.code for finding in run.findings if finding.severity == "error"] == []


# ---- uvloop ------------------------------------------------------------------------------------------------------


@pytest.fixture
def uvloop():
    module = pytest.importorskip("uvloop", reason="uvloop is not installed")
    attributes = set(vars(module.Loop))
    yield module
    assert set(vars(module.Loop)) - {"__abstractmethods__"} <= attributes


def run_on(loop, coroutine):
    """Run it, and close the loop."""
    try:
        return loop.run_until_complete(coroutine)
    finally:
        loop.close()


def test_uvloop_from_outside(uvloop):
    with record() as run:
        run_on(uvloop.new_event_loop(), program())
    check(run, "uvloop.Loop")


def test_uvloop_from_within_is_put_back(uvloop):
    async def main():
        loop = asyncio.get_running_loop()
        before = dict(vars(loop))
        outlives = asyncio.create_task(asyncio.sleep(60), name="outlives")
        await asyncio.sleep(0)
        shown = repr(outlives)
        with record() as run:
            await program()
            with pytest.raises(AlreadyWatched), record():
                pass
        assert dict(vars(loop)) == before
        assert repr(outlives) == shown
        outlives.cancel()
        return run

    run = run_on(uvloop.new_event_loop(), main())
    assert run.task("outlives").outcome == "pending"
    assert [wait.kind for wait in run.task("outlives").waits] == ["sleep"]
    assert [task.name for task in run.tasks if task.role == "task"] == ["first", "second", "consumer", "fails"]


def test_uvloops_own_tasks_of_clearing_up_are_not_shown(uvloop):
    with record() as run:
        uvloop.run(asyncio.sleep(0.01))
    assert [(task.role, task.outcome) for task in run.tasks] == [("main", "returned")]


def test_a_loop_whose_class_is_made_while_recording(uvloop):
    with record() as run:

        class Late(uvloop.Loop):
            def run_forever(self):
                return super().run_forever()

        run_on(Late(), asyncio.sleep(0.01))
    assert [task.role for task in run.tasks] == ["main"]
    assert "watched" not in Late.run_forever.__code__.co_name


def test_a_blocked_uvloop_is_told_with_its_line(uvloop, line):
    async def blocks():
        await asyncio.sleep(0.01)
        time.sleep(0.4)  # noqa: ASYNC251 - here
        await asyncio.sleep(0.01)

    with record() as run:
        run_on(uvloop.new_event_loop(), blocks())
    (block,) = run.blocked
    assert [(place.function.rsplit(".", 1)[-1], place.line) for place in block.stack] == [
        ("blocks", line(blocks, "time.sleep(0.4)"))
    ]
    assert 0.2e9 < block.end_ns - block.since_ns < 0.6e9


def test_many_short_tasks_on_uvloop_keep_their_outcomes(uvloop):
    async def short(number):
        await asyncio.sleep(0)
        if number % 3 == 0:
            raise KeyError(number)

    async def main():
        for number in range(300):
            task = asyncio.create_task(short(number), name=f"short-{number}")
            await asyncio.wait([task])
            task.exception()

    with record() as run:
        run_on(uvloop.new_event_loop(), main())
    assert [run.task(f"short-{n}").outcome for n in range(300)] == [
        "returned" if n % 3 else "raised" for n in range(300)
    ]


def test_more_holders_than_the_budget_on_uvloop(uvloop):
    """The doors have a budget there, too; when it is spent, what is true is told at the next look."""

    async def main():
        key = asyncio.Lock()
        for _ in range(20_000):
            async with key:
                pass
        await asyncio.sleep(0.12)
        async with key:
            await asyncio.sleep(0.01)

    with record() as run:
        run_on(uvloop.new_event_loop(), main())
    (key,) = (resource for resource in run.resources if resource.kind == "lock")
    assert len(key.holders) < 10_000
    assert [holder for holder in key.holders if holder.end_ns is None] == []
    assert key.holders[-1].end_ns - key.holders[-1].start_ns >= 9 * MS
    assert [task.outcome for task in run.tasks] == ["returned"]


@pytest.mark.skipif(sys.version_info < (3, 12), reason="eager tasks came with Python 3.12")
def test_eager_tasks_on_uvloop(uvloop):
    def at_once_factory(loop, coroutine, **options):
        return asyncio.Task(coroutine, loop=loop, **{**options, "eager_start": True})

    async def at_once():
        pass

    async def later():
        await asyncio.sleep(0.08)

    async def main():
        asyncio.get_running_loop().set_task_factory(at_once_factory)
        await asyncio.gather(asyncio.create_task(at_once(), name="a"), asyncio.create_task(later(), name="b"))

    with record() as run:
        run_on(uvloop.new_event_loop(), main())
    assert told.created(run) == [("main", None), ("a", "main"), ("b", "main")]
    assert set(told.outcomes(run).values()) == {"returned"}


# ---- Pyodide ------------------------------------------------------------------------------------------------------


class Browser:
    """What ``setTimeout`` of a page does, on virtual time."""

    def __init__(self, clock):
        self._clock, self._queue, self._count = clock, [], itertools.count()

    def schedule(self, callback, milliseconds):
        due = self._clock.ns + round(milliseconds * MS)
        heapq.heappush(self._queue, (due, next(self._count), callback))

    def run(self, task):
        """Run what is due, until the task is done."""
        while not task.done():
            due, _, callback = heapq.heappop(self._queue)
            self._clock.ns = max(self._clock.ns, due)
            callback()
        return task.result()


@pytest.fixture
def web(clock, monkeypatch):
    """Runs an async function on a WebLoop; the loop is kept running, as in a page."""
    webloop = pytest.importorskip("pyodide.webloop", reason="pyodide-py is not installed")
    browser = Browser(clock)
    monkeypatch.setattr(webloop, "scheduleCallback", browser.schedule, raising=False)
    monkeypatch.setattr(webloop, "setTimeout", browser.schedule, raising=False)
    monkeypatch.setattr(type(clock), "monotonic", lambda self: self.ns / 1e9, raising=False)
    monkeypatch.setattr(webloop, "time", clock)
    loop = webloop.WebLoop()
    try:
        yield lambda main: browser.run(loop.create_task(main()))
    finally:
        asyncio._set_running_loop(None)


def test_pyodides_loop(web):
    async def main():
        loop = asyncio.get_running_loop()
        before = dict(vars(loop))
        with record() as run:
            await program()
        del before["_in_progress"]
        assert {name: value for name, value in vars(loop).items() if name != "_in_progress"} == before
        return run

    run = web(main)
    assert run.tasks[0].outcome == "pending"  # it went on after the block
    (sentence,) = run.unseen
    assert sentence.startswith(f"the loop is a pyodide.webloop.WebLoop, {SEEN_BY_LOOKING}")
    assert told.holders(run, "key") == [("first", 0, 200), ("second", 200, 400)]
    assert told.times(run)["second"] == (0, 400)
    assert [(w.kind, w.start_ns // MS, w.end_ns // MS) for w in run.task("second").waits] == [
        ("lock", 50, 200),
        ("sleep", 250, 400),
    ]
    assert told.outcomes(run)["consumer"] == "cancelled"


def test_pyodides_loop_where_no_thread_can_be_started(web, monkeypatch):
    def refuse(self):
        raise RuntimeError("can't start new thread")

    async def main():
        monkeypatch.setattr(threading.Thread, "start", refuse)
        with record() as run:
            await asyncio.create_task(asyncio.sleep(0.2), name="sleeps")
        monkeypatch.undo()
        return run

    run = web(main)
    assert run.task("sleeps").outcome == "returned"
    assert [sentence.split(" (")[0] for sentence in run.unseen][1:] == ["no thread could be started"]


def test_an_unhandled_exception_is_still_pyodides_to_report(web):
    """It takes one for unhandled while its own done callback is the only one it has counted."""

    async def main():
        said = []
        asyncio.get_running_loop().set_exception_handler(lambda _, context: said.append(str(context["exception"])))
        with record() as run:
            task = asyncio.create_task(fail(), name="fails")
            await asyncio.sleep(0.1)
            del task
        return run, said

    run, said = web(main)
    assert said[:1] == ["broken"]
    assert run.task("fails").outcome == "raised"
