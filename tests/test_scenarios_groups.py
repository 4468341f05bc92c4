"""Several tasks at once: gather, TaskGroup, wait, as_completed; and work that other threads do or start."""

from __future__ import annotations

import asyncio
import sys
import threading

import pytest

from aioscope import record
from tests import told, virtual_time
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
    assert told.members(run) == [f"gather None: {run.tasks[1].name} {last}"]


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
    assert told.waits(run, "main") == ["gather of group 0-20 task b"]
    assert told.members(run) == ["task_group group: a b"]


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
    assert told.waits(run, "main") == ["gather of gather 0-10 task nap-10", "gather of gather 10-30 task nap-30"]
    assert told.members(run) == ["gather None: nap-10 nap-30", "gather None: nap-30"]


def test_asyncio_wait_that_times_out(watch):
    async def main():
        task = asyncio.create_task(nap(30), name="nap")
        await asyncio.wait([task], timeout=0.01)
        await task

    run = watch(main)
    assert told.waits(run, "main") == ["gather of gather 0-10 timer", "task of nap 10-30 task nap"]
    assert [wait.until_ns for wait in run.tasks[0].waits] == [10 * MS, None]


def test_as_completed(watch):
    async def main():
        tasks = [asyncio.create_task(nap(n), name=f"nap-{n}") for n in (20, 10)]
        return [await first for first in asyncio.as_completed(tasks)]

    run = watch(main)
    assert told.waits(run, "main") == ["gather of gather 0-10 task nap-10", "gather of gather 10-20 task nap-20"]
    assert told.members(run) == ["gather None: nap-20 nap-10"]
    assert [(resource.kind, resource.sizes) for resource in run.resources] == [("gather", [])]  # no queue is told


@pytest.mark.skipif(sys.version_info < (3, 13), reason="as_completed became an asynchronous iterator in Python 3.13")
def test_as_completed_with_async_for_and_a_timeout(watch):
    async def main():
        tasks = [asyncio.create_task(nap(n), name=f"nap-{n}") for n in (10, 50)]
        with pytest.raises(TimeoutError):
            async for first in asyncio.as_completed(tasks, timeout=0.03):
                assert await first == 10
        tasks[1].cancel()

    run = watch(main)
    assert told.waits(run, "main") == ["gather of gather 0-10 task nap-10", "gather of gather 10-30 timer"]
    assert [wait.until_ns for wait in run.tasks[0].waits] == [30 * MS, 30 * MS]


def test_as_completed_in_two_tasks_at_once(watch):
    async def race(*times):
        tasks = [asyncio.create_task(nap(n), name=f"nap-{n}") for n in times]
        for first in asyncio.as_completed(tasks):
            await first

    async def main():
        await asyncio.gather(race(10, 20), race(30, 40, 50))

    run = watch(main)
    names = [" ".join(sorted(told.split(": ")[1].split())) for told in told.members(run)]
    assert names[1:] == ["nap-10 nap-20", "nap-30 nap-40 nap-50"]


def test_a_gather_has_a_name_and_those_of_an_inner_one_as_members(watch):
    async def main():
        tasks = [asyncio.create_task(nap(n), name=f"nap-{n}") for n in (10, 20, 30)]
        pages = asyncio.gather(tasks[0], asyncio.gather(*tasks[1:]))
        await pages

    run = watch(main)
    assert told.waits(run, "main") == ["gather of pages 0-30 task nap-30"]
    assert told.members(run) == ["gather pages: nap-10 nap-20 nap-30"]


def test_a_group_that_a_future_may_end_has_no_members(watch):
    async def main():
        loop = asyncio.get_running_loop()
        bell = loop.create_future()
        loop.call_later(0.01, bell.set_result, None)
        task = asyncio.create_task(nap(20), name="nap")
        await asyncio.wait([task, bell], return_when=asyncio.FIRST_COMPLETED)
        await asyncio.wait([task, bell])

    run = watch(main)
    assert told.waits(run, "main") == ["gather of gather 0-10 timer", "gather of gather 10-20 task nap"]
    assert told.members(run) == ["gather None: ", "gather None: nap"]  # by the second one the future is done


@needs_311
def test_who_joins_a_task_group_late_is_a_member_too(watch):
    async def grow(group):
        await asyncio.sleep(0.01)
        group.create_task(nap(10), name="late")

    async def main():
        async with asyncio.TaskGroup() as group:
            group.create_task(grow(group), name="grow")

    run = watch(main)
    assert [(fact[1] // MS, len(fact[3])) for fact in run._log if fact[0] == "members_named"] == [(0, 1), (10, 1)]
    assert told.members(run) == ["task_group group: grow late"]
    assert told.waits(run, "main") == ["gather of group 0-20 task late"]


def test_no_more_than_ten_thousand_members_are_told(clock):
    async def main():
        await asyncio.gather(*(asyncio.sleep(0) for _ in range(10_100)))

    with record(exact=True) as run:
        virtual_time.run(main(), clock)
    (gather,) = run.resources
    assert len(gather.members) == 10_000
    assert len(run.tasks) == 10_101


def test_a_cancelled_gather_cancels_its_members(watch, line):
    async def both():
        await asyncio.gather(asyncio.create_task(nap(50), name="a"), asyncio.create_task(nap(60), name="b"))

    async def main():
        task = asyncio.create_task(both(), name="both")
        await asyncio.sleep(0.01)
        task.cancel()
        await asyncio.wait([task])

    run = watch(main)
    assert told.outcomes(run) == {"main": "returned", "both": "cancelled", "a": "cancelled", "b": "cancelled"}
    for name in ("a", "b", "both"):
        (request,) = run.task(name).cancel_requests
        assert (request.by.task, request.site.line) == (run.tasks[0].id, line(main, "task.cancel()"))


def test_a_member_that_is_cancelled_is_not_its_gather(watch):
    async def main():
        tasks = [asyncio.create_task(nap(n), name=f"nap-{n}") for n in (10, 20)]
        asyncio.get_running_loop().call_later(0.005, tasks[0].cancel)
        with pytest.raises(asyncio.CancelledError):
            await asyncio.gather(*tasks)
        await tasks[1]

    run = watch(main)
    assert [request.by.kind for request in run.task("nap-10").cancel_requests] == ["timer"]
    assert run.task("nap-20").cancel_requests == []
    if sys.version_info >= (3, 11):
        assert run.tasks[0].cancel_requests == []


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
