"""Several loops: in other threads, one within another, one after another, by runners and by hand."""

from __future__ import annotations

import asyncio
import sys
import threading

import pytest

from aioscope import record
from tests import told, virtual_time


async def nap():
    await asyncio.sleep(0.01)


async def hold(key, queue):
    for number in range(50):
        async with key:
            queue.put_nowait(number)
            await asyncio.sleep(0)


async def works(name):
    key, queue = asyncio.Lock(), asyncio.Queue()
    await asyncio.gather(*(asyncio.create_task(hold(key, queue), name=f"{name}-{n}") for n in range(2)))


def in_thread(function, name):
    thread = threading.Thread(target=function, name=name)
    thread.start()
    thread.join()


@pytest.mark.parametrize("within", [False, True])
def test_a_loop_of_another_thread_is_named_as_not_seen(clock, within):
    def elsewhere():
        in_thread(lambda: asyncio.run(nap()), "elsewhere")

    async def main():
        with record() as run:
            elsewhere()
            elsewhere()
        return run

    if within:
        run = virtual_time.run(main(), clock)
    else:
        with record() as run:
            elsewhere()
            elsewhere()
    assert [task.name for task in run.tasks if task.role != "main"] == []
    assert list(run.unseen) == [
        "another event loop ran in the thread elsewhere: a recording sees the loops of its own thread only"
    ]


def test_two_threads_record_at_once_and_each_sees_its_own():
    runs, both = {}, threading.Barrier(2)

    def one(name):
        for _ in range(5):
            both.wait()
            with record(exact=True) as run:
                asyncio.run(works(name))
            runs.setdefault(name, []).append(run)

    threads = [threading.Thread(target=one, args=(name,)) for name in ("left", "right")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for name, its in runs.items():
        assert len(its) == 5
        for run in its:
            tasks = [run.task(f"{name}-{number}").id for number in range(2)]
            assert [task.name for task in run.tasks if task.role == "task"] == [f"{name}-0", f"{name}-1"]
            assert [task.outcome for task in run.tasks] == ["returned"] * 3
            (key,) = (resource for resource in run.resources if resource.kind == "lock")
            assert [holder.task for holder in key.holders] == tasks * 50
            assert all(holder.end_ns is not None for holder in key.holders)
            sizes = [fact[3] for fact in run._log if fact[0] == "resized"]
            assert sizes == list(range(1, 101))


def test_a_loop_within_a_step_of_another_is_named_and_left_out(clock):
    async def inner():
        async with asyncio.Lock():
            await asyncio.create_task(nap(), name="inner")

    async def main():
        key, loop = asyncio.Lock(), asyncio.get_running_loop()
        async with key:
            task = asyncio.tasks.current_task()
            asyncio.tasks._leave_task(loop, task)
            asyncio._set_running_loop(None)
            try:
                other = asyncio.SelectorEventLoop()
                other.run_until_complete(inner())
                other.close()
            finally:
                asyncio._set_running_loop(loop)
                asyncio.tasks._enter_task(loop, task)
            await asyncio.create_task(nap(), name="outer")

    with record() as run:
        virtual_time.run(main(), clock)
    assert told.created(run) == [("main", None), ("outer", "main")]
    assert told.outcomes(run) == {"main": "returned", "outer": "returned"}
    assert [(len(r.holders), r.holders[0].end_ns is not None) for r in run.resources if r.kind == "lock"] == [(1, True)]
    assert [sentence.split(",")[0] for sentence in run.unseen] == ["another event loop"]


def test_the_inner_of_two_recordings_around_a_loop_has_it(clock):
    with record("outer") as outer, record("inner") as inner:
        virtual_time.run(nap(), clock)
    assert told.waits(inner, "main") == ["sleep 0-10 timer"]
    assert list(outer.tasks) == []
    assert list(outer.unseen) == ["a loop was recorded by another, inner recording: its tasks are in that one's run"]


def test_a_loop_that_runs_several_times_is_one_run(clock):
    loop = virtual_time.VirtualLoop(clock)
    with record() as run:
        for number in range(3):
            loop.run_until_complete(loop.create_task(nap(), name=f"main-{number}"))
        loop.call_later(0.005, loop.stop)
        left = loop.create_task(nap(), name="left")
        loop.run_forever()
        loop.run_until_complete(left)
    loop.close()
    assert [(task.name, task.role, task.outcome) for task in run.tasks] == [
        *((f"main-{number}", "main", "returned") for number in range(3)),
        ("left", "main", "returned"),
    ]
    assert told.times(run)["main"] == (30, 40)
    assert list(run.unseen) == []


@pytest.mark.skipif(sys.version_info < (3, 11), reason="asyncio.Runner came with Python 3.11")
def test_a_runner_with_a_loop_of_its_own_choice(clock):
    async def main():
        await asyncio.create_task(nap(), name="task")

    with record() as run, asyncio.Runner(loop_factory=lambda: virtual_time.VirtualLoop(clock)) as runner:
        runner.run(main())
        runner.run(main())
    assert [task.outcome for task in run.tasks] == ["returned"] * 4
    assert [(wait.start_ns, wait.end_ns) for task in run.tasks for wait in task.waits if wait.kind == "sleep"] == [
        (0, 10_000_000),
        (10_000_000, 20_000_000),
    ]


def test_the_runner_of_anyio():
    anyio = pytest.importorskip("anyio", reason="anyio is not installed")

    async def main():
        async with anyio.create_task_group() as group:
            group.start_soon(nap, name="child")

    with record() as run:
        anyio.run(main)
    assert [(task.name, task.outcome) for task in run.tasks if task.role == "task"] == [("child", "returned")]
    assert list(run.unseen) == []
