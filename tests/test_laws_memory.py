"""Laws 4 and 5: nothing of the program is kept alive or called, and what is kept is bounded."""

from __future__ import annotations

import asyncio
import gc
import threading
import weakref

import pytest

from aioscope import record, recorder
from tests import virtual_time


class Thing:
    """Something of the user's that can be watched dying."""


# ---- law 4: nothing is kept alive ----------------------------------------------------------------------------------


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


def test_ids_that_python_uses_again_are_new_tasks(clock):
    async def main():
        for number in range(300):
            await asyncio.create_task(asyncio.sleep(0), name=f"task-{number}")

    with record() as run:
        virtual_time.run(main(), clock)
    assert [task.name for task in run.tasks[1:]] == [f"task-{number}" for number in range(300)]
    assert {task.outcome for task in run.tasks} == {"returned"}


# ---- law 5 ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["lock", "future", "queue", "steps"])
def test_the_log_does_not_grow_beyond_its_limit(watch, monkeypatch, kind):
    monkeypatch.setattr(recorder, "LIMIT", 50)

    async def main():
        loop = asyncio.get_running_loop()
        key, queue = asyncio.Lock(), asyncio.Queue()
        for number in range(500):
            if kind == "lock":
                async with key:
                    pass
            elif kind == "future":
                future = loop.create_future()
                loop.call_soon(future.set_result, number)
                await future
            elif kind == "queue":
                loop.call_soon(queue.put_nowait, number)
                await queue.get()
            else:
                await asyncio.sleep(0)

    run = watch(main)
    assert len(run._log) < 70  # the limit, the places in these few lines, and the end
    assert run.dropped > 400
    assert run.tasks[0].outcome == "returned"


def test_what_is_known_of_tasks_and_callbacks_goes_with_them(clock):
    async def main():
        loop = asyncio.get_running_loop()
        found = recorder.Recorder()
        undo = __import__("aioscope").hooks.watch_loop(loop, found)
        for _ in range(200):
            loop.call_soon(int)
            loop.call_later(0.001, int).cancel()
            await asyncio.create_task(asyncio.sleep(0.002))
            await asyncio.wait_for(asyncio.sleep(0.001), 1)
            future = loop.create_future()
            loop.call_soon(future.set_result, None)
            await future
        sizes = (len(found._tasks._known), len(found._causes), len(found._resources._known))
        undo()
        return sizes

    tasks, causes, resources = virtual_time.run(main(), clock)
    assert tasks <= 2
    assert causes <= 2
    assert resources <= 2


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
