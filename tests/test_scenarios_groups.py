"""Several tasks at once: gather, TaskGroup, wait, as_completed; and work that other threads do or start."""

from __future__ import annotations

import asyncio
import sys
import threading

import pytest

from tests import told
from tests.virtual_time import MS

needs_311 = pytest.mark.skipif(sys.version_info < (3, 11), reason="TaskGroup came with Python 3.11")


async def nap(milliseconds=10):
    await asyncio.sleep(milliseconds / 1000)
    return milliseconds


def test_gather_of_coroutines(watch, line):
    async def main():
        return await asyncio.gather(nap(10), nap(20))

    run = watch(main)
    assert [(task.coroutine, parent) for task, (_, parent) in zip(run.tasks, told.created(run), strict=True)][1:] == [
        ("nap", "main"),
        ("nap", "main"),
    ]
    assert {task.site.line for task in run.tasks[1:]} == {line(main, "gather")}
    last = run.tasks[2].name
    assert told.waits(run, "main") == [f"gather of gather 0-20 task {last}"]


def test_gather_of_tasks_one_of_which_fails(watch):
    async def fail():
        await asyncio.sleep(0.01)
        raise ValueError("no such page", 404)

    async def main():
        tasks = [asyncio.create_task(nap(30), name="good"), asyncio.create_task(fail(), name="bad")]
        with pytest.raises(ValueError, match="no such page"):
            await asyncio.gather(*tasks)
        await tasks[0]

    run = watch(main)
    assert told.outcomes(run) == {"main": "returned", "good": "returned", "bad": "raised"}
    assert (run.task("bad").error, run.task("bad").message) == ("ValueError", "no such page, 404")
    assert told.waits(run, "main") == ["gather of gather 0-10 task bad", "task of good 10-30 task good"]


@needs_311
def test_task_group(watch, line):
    async def main():
        async with asyncio.TaskGroup() as group:
            group.create_task(nap(10), name="a")
            group.create_task(nap(20), name="b")

    run = watch(main)
    assert told.created(run) == [("main", None), ("a", "main"), ("b", "main")]
    assert [task.site.line for task in run.tasks[1:]] == [line(main, 'name="a"'), line(main, 'name="b"')]
    assert told.waits(run, "main") == ["gather 0-20 task b"]


@needs_311
def test_a_task_group_cancels_what_is_left_of_it(watch):
    async def fail():
        await asyncio.sleep(0.01)
        raise KeyError("k")

    async def both():
        async with asyncio.TaskGroup() as group:
            group.create_task(nap(50), name="slow")
            group.create_task(fail(), name="bad")

    async def main():
        with pytest.raises(BaseExceptionGroup):  # noqa: F821 - new in 3.11
            await both()

    run = watch(main)
    assert told.outcomes(run) == {"main": "returned", "slow": "cancelled", "bad": "raised"}
    # The group cancels from the bad task's done callback, which asyncio runs after that task's last step.
    assert told.waits(run, "slow") == ["sleep 0-10 cancel bad"]
    assert run.duration_ns == 10 * MS


def test_asyncio_wait(watch):
    async def main():
        tasks = [asyncio.create_task(nap(n), name=f"nap-{n}") for n in (10, 30)]
        done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        assert (len(done), len(pending)) == (1, 1)
        await asyncio.wait(tasks)

    run = watch(main)
    assert told.waits(run, "main") == ["gather 0-10 task nap-10", "gather 10-30 task nap-30"]


def test_asyncio_wait_that_times_out(watch):
    async def main():
        task = asyncio.create_task(nap(30), name="nap")
        await asyncio.wait([task], timeout=0.01)
        await task

    assert told.waits(watch(main), "main") == ["gather 0-10 timer", "task of nap 10-30 task nap"]


def test_as_completed(watch):
    async def main():
        tasks = [asyncio.create_task(nap(n), name=f"nap-{n}") for n in (20, 10)]
        return [await first for first in asyncio.as_completed(tasks)]

    run = watch(main)
    assert [wait.replace("of queue ", "") for wait in told.waits(run, "main")] == [
        "queue.get 0-10 task nap-10",
        "queue.get 10-20 task nap-20",
    ]


def test_run_coroutine_threadsafe(watch):
    results = []

    async def main():
        loop = asyncio.get_running_loop()
        finished = asyncio.Event()

        def elsewhere():
            results.append(asyncio.run_coroutine_threadsafe(nap(0), loop).result(5))
            loop.call_soon_threadsafe(finished.set)

        thread = threading.Thread(target=elsewhere)
        thread.start()
        await finished.wait()
        thread.join()

    run = watch(main)
    assert results == [0]
    assert [(task.coroutine, parent) for task, (_, parent) in zip(run.tasks, told.created(run), strict=True)][1:] == [
        ("nap", None)
    ]
    assert told.waits(run, "main") == ["event of finished 0-0 thread"]


@pytest.mark.parametrize("way", ["to_thread", "run_in_executor"])
def test_work_in_a_thread(watch, way):
    async def main():
        go = threading.Event()
        asyncio.get_running_loop().call_soon(go.set)  # it cannot be over before the task waits for it
        if way == "to_thread":
            return await asyncio.to_thread(go.wait, 5)
        return await asyncio.get_running_loop().run_in_executor(None, go.wait, 5)

    run = watch(main)
    assert told.waits(run, "main") == ["executor of wait 0-0 thread"]
    assert told.created(run) == [("main", None)]
