"""Laws 4 and 5: nothing of the program is kept alive or called, and what is kept is bounded."""

from __future__ import annotations

import asyncio
import gc
import threading
import tracemalloc
import weakref
from collections import deque

import pytest

from aioscope import log, merged, record, recorder
from aioscope.hooks.executors import watch_executors
from aioscope.hooks.groups import watch_groups
from aioscope.hooks.holders import watch_holders
from aioscope.hooks.loop import watch_loop
from aioscope.hooks.queues import watch_queues
from aioscope.hooks.timeouts import watch_timeouts
from tests import virtual_time
from tests.virtual_time import MS

PARTS = ("tasks", "resources", "queues", "timeouts", "members", "works", "blocks", "cancels", "windows", "frame")
PARTS += ("callbacks", "gaps", "holders")


class Thing:
    """Something of the user's that can be watched dying."""


# ---- law 4: nothing is kept alive ----------------------------------------------------------------------------------


@pytest.fixture(params=[3_000, 5], ids=["exact", "merged"])
def budget(request, monkeypatch):
    """Exact windows all the time, or merged ones nearly all the time."""
    monkeypatch.setattr(merged, "BUDGET", request.param)


@pytest.mark.usefixtures("budget")
def test_everything_dies_while_the_run_is_still_held(clock):
    watched = []

    def seen(thing):
        watched.append(weakref.ref(thing))
        return thing

    async def produce(queue, event):
        local = seen(Thing())
        await queue.put(seen(Thing()))
        await event.wait()
        return local

    async def consume(queue):
        item = await queue.get()
        await asyncio.sleep(0.01, seen(Thing()))
        raise ValueError(item)

    async def ticks(thing):
        yield thing
        await asyncio.sleep(0.01)
        yield thing

    async def main():
        queue, event = seen(asyncio.Queue()), seen(asyncio.Event())
        tasks = [seen(asyncio.create_task(produce(queue, event))), seen(asyncio.create_task(consume(queue)))]
        async with seen(asyncio.Lock()), seen(asyncio.Semaphore(2)):
            async for _ in ticks(seen(Thing())):
                await asyncio.sleep(0)
        event.set()
        await asyncio.gather(*tasks, return_exceptions=True)
        future = seen(asyncio.get_running_loop().create_future())
        future.set_result(seen(Thing()))
        await future

    with record() as run:
        virtual_time.run(main(), clock)
        gc.collect()
        assert [ref() for ref in watched if ref() is not None] == []  # already while it records
    gc.collect()
    assert len(watched) == 12
    assert [ref() for ref in watched if ref() is not None] == []
    assert len(run.tasks) == 3


@pytest.mark.usefixtures("budget")
def test_a_task_dies_when_its_last_reference_goes(clock):
    async def work(things):
        local = Thing()
        things.append(weakref.ref(local))
        await asyncio.sleep(0.01)
        return Thing()

    async def main():
        dead = []
        for _ in range(3):
            things = []
            task = asyncio.create_task(work(things))
            result = await task
            things += [weakref.ref(task), weakref.ref(result)]
            del task, result
            await asyncio.sleep(0)
            dead.append([thing() is None for thing in things])
        return dead

    gc.disable()  # by counting references alone, as without the recorder
    try:
        bare = virtual_time.run(main(), clock)
        with record():
            watched = virtual_time.run(main(), clock)
    finally:
        gc.enable()
    assert bare == watched == [[True, True, True]] * 3


@pytest.mark.usefixtures("budget")
def test_the_last_task_that_ran_dies_while_only_callbacks_run(clock):
    async def main():
        loop = asyncio.get_running_loop()
        refs, dead, done = [], [], loop.create_future()

        def ring():
            refs.append(weakref.ref(task := loop.create_task(asyncio.sleep(0))))
            refs.append(weakref.ref(task.get_coro()))

        def look():
            dead.extend(ref() is None for ref in refs)
            done.set_result(None)

        loop.call_later(0.01, ring)
        loop.call_later(0.02, look)
        await done
        return dead

    with record():
        assert virtual_time.run(main(), clock) == [True, True]


@pytest.mark.usefixtures("budget")
def test_ids_that_python_uses_again_are_new_tasks(clock):
    async def main():
        for number in range(300):
            await asyncio.create_task(asyncio.sleep(0), name=f"task-{number}")

    with record() as run:
        virtual_time.run(main(), clock)
    assert [task.name for task in run.tasks[1:]] == [f"task-{number}" for number in range(300)]
    assert {task.outcome for task in run.tasks} == {"returned"}


# ---- law 5 ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["lock", "locks", "future", "queue", "steps", "tasks", "exact"])
def test_the_log_does_not_grow_beyond_its_limits(clock, monkeypatch, kind):
    for limit, value in (("LIMIT", 100), ("MOST_TASKS", 30), ("MOST_RESOURCES", 30)):
        monkeypatch.setattr(log, limit, value)
    monkeypatch.setattr(merged, "BUDGET", 50)

    async def main(rounds):
        loop = asyncio.get_running_loop()
        key, queue = asyncio.Lock(), asyncio.Queue()
        for number in range(rounds):
            if kind in ("lock", "locks"):
                async with key if kind == "lock" else asyncio.Lock():
                    await asyncio.sleep(0.001)
            elif kind == "future":
                future = loop.create_future()
                loop.call_later(0.001, future.set_result, number)
                await future
            elif kind == "queue":
                loop.call_later(0.001, queue.put_nowait, number)
                await queue.get()
            elif kind == "tasks":
                await asyncio.create_task(asyncio.sleep(0.001))
            else:
                await asyncio.sleep(0.001)

    runs = []
    for rounds in (1_000, 20_000):
        with record(exact=kind == "exact") as run:
            virtual_time.run(main(rounds), clock)
        runs.append(run)
        assert run.tasks[0].outcome == "returned"
        assert run.tasks[0].steps == rounds + 1
        assert run.merged[-1].end_ns == rounds * MS
    assert len(runs[0]._log) < 300
    assert len(runs[1]._log) - len(runs[0]._log) < 80  # windows, each twice as long as the one before
    assert (runs[1].dropped > 19_000) == (kind in ("locks", "tasks"))


def test_what_is_known_of_tasks_and_callbacks_goes_with_them(clock):
    async def main():
        loop = asyncio.get_running_loop()
        found = recorder.Recorder()
        undos = [watch_loop(loop, found, found.births), watch_holders(found.holders), watch_queues(found.queues)]
        undos += [watch_timeouts(found.timeouts), watch_groups(found.members), watch_executors(found.works)]
        for _ in range(200):
            loop.call_soon(int)
            loop.call_later(0.001, int).cancel()
            await asyncio.create_task(asyncio.sleep(0.002))
            await asyncio.wait_for(asyncio.sleep(0.001), 1)
            await asyncio.gather(asyncio.sleep(0.001), asyncio.sleep(0.002))
            future = loop.create_future()
            loop.call_soon(future.set_result, None)
            await future
            queue = asyncio.Queue()
            await queue.put(1)
            async with asyncio.Lock(), asyncio.Semaphore():
                pass
            await asyncio.to_thread(int)
        del future, queue
        gc.collect()
        for undo in undos:
            undo()
        return found

    found = virtual_time.run(main(), clock)
    parts = [found, *(getattr(found, name) for name in PARTS)]
    tables = {
        f"{type(part).__name__}.{name}": len(table)
        for part in parts
        for name, table in vars(part).items()
        if type(table) in (dict, set, list, deque) and table is not found.facts
    }
    assert len(tables) > 15
    # What is left: the present task, and what the code of the program needs: places, names, shapes, callbacks.
    assert {name: size for name, size in tables.items() if size > 20} == {}


@pytest.mark.parametrize("count", [100_000, pytest.param(1_000_000, marks=pytest.mark.long)])
def test_short_tasks_leave_nothing_behind(monkeypatch, count):
    """No growth: after the log is full, tasks come and go, and memory is as it was."""
    for limit, value in (("LIMIT", 1_000), ("MOST_TASKS", 1_000)):
        monkeypatch.setattr(log, limit, value)

    async def short():
        await asyncio.sleep(0)

    async def main():
        sizes = []
        for part in range(10):
            for _ in range(count // 1_000):
                await asyncio.gather(*(short() for _ in range(100)))
            gc.collect()
            if part in (0, 9):
                sizes.append(tracemalloc.get_traced_memory()[0])
        return sizes

    tracemalloc.start()
    try:
        with record() as run:
            first, last = asyncio.run(main())
    finally:
        tracemalloc.stop()
    assert last - first < 60_000  # less than a byte a task
    assert run.dropped == count - 1_000
    assert len(run.tasks) == 1_001


def test_times_never_run_backwards_with_threads_at_work():
    async def main():
        loop = asyncio.get_running_loop()
        stop = threading.Event()

        def hammer():
            while not stop.is_set():
                loop.call_soon_threadsafe(int)

        threads = [threading.Thread(target=hammer) for _ in range(2)]
        for thread in threads:
            thread.start()
        for _ in range(2000):
            await asyncio.sleep(0)
        stop.set()
        for thread in threads:
            thread.join()

    with record() as run:
        asyncio.run(main())
    times = [fact[1] for fact in run._log]
    assert times == sorted(times)
    assert run.tasks[0].outcome == "returned"
