"""Every way to start a task: its name, its parent, its site, and when it took its first step."""

from __future__ import annotations

import asyncio
import sys
import threading

import pytest

import aioscope
from tests import told, virtual_time
from tests.virtual_time import MS

needs_311 = pytest.mark.skipif(sys.version_info < (3, 11), reason="TaskGroup came with Python 3.11")


async def nap(milliseconds=10):
    await asyncio.sleep(milliseconds / 1000)
    return milliseconds


def test_create_task(watch, line):
    async def main():
        a = asyncio.create_task(nap(20), name="a")
        b = asyncio.create_task(nap(10), name="b")
        await b
        await a

    run = watch(main)
    assert told.created(run) == [("main", None), ("a", "main"), ("b", "main")]
    assert [task.coroutine for task in run.tasks] == ["test_create_task.<locals>.main", "nap", "nap"]
    assert [task.role for task in run.tasks] == ["main", "task", "task"]
    assert [task.site and task.site.line for task in run.tasks] == [
        None,
        line(main, 'name="a"'),
        line(main, 'name="b"'),
    ]
    assert run.task("a").site.file == "test_scenarios_births.py"
    assert run.task("a").site.cell is None
    assert told.steps(run) == ["main", "a", "b", "b", "main", "a", "main"]
    assert told.times(run) == {"main": (0, 20), "a": (0, 20), "b": (0, 10)}
    assert told.waits(run, "main") == ["task of b 0-10 task b", "task of a 10-20 task a"]
    assert run.leftovers == []
    assert run.duration_ns == 20 * MS


def test_a_name_of_its_own_where_none_is_given(watch):
    names = []

    async def main():
        task = asyncio.create_task(nap())
        names.append(task.get_name())
        await task

    assert [task.name for task in watch(main).tasks][1:] == names


def test_ensure_future(watch, line):
    async def main():
        await asyncio.ensure_future(nap())

    run = watch(main)
    assert [parent for _, parent in told.created(run)] == [None, "main"]
    assert run.tasks[1].site.line == line(main, "ensure_future")


def test_create_task_of_the_loop(watch, line):
    async def main():
        await asyncio.get_running_loop().create_task(nap(), name="by the loop")

    run = watch(main)
    assert told.created(run) == [("main", None), ("by the loop", "main")]
    assert run.task("by the loop").site.line == line(main, "create_task")


def test_a_task_of_the_class_itself(watch, line):
    async def main():
        await asyncio.Task(nap(), name="bare")

    run = watch(main)
    assert told.created(run) == [("main", None), ("bare", "main")]
    assert run.task("bare").site.line == line(main, "asyncio.Task")


def test_a_name_that_is_set_late(watch):
    async def main():
        task = asyncio.create_task(nap())
        task.set_name("late")
        await asyncio.sleep(0)
        task.set_name("later still")
        await task

    run = watch(main)
    assert told.created(run) == [("main", None), ("later still", "main")]
    assert [fact[3] for fact in run._log if fact[0] == "task_renamed"] == ["late", "later still"]


def test_tasks_born_before_the_recording(clock):
    async def main():
        older = asyncio.create_task(nap(30), name="older")
        unborn = asyncio.create_task(nap(30), name="not yet begun")
        await asyncio.sleep(0.01)
        waiting = asyncio.create_task(asyncio.sleep(0), name="has not run")
        with aioscope.record() as run:
            await asyncio.create_task(nap(10), name="new")
            await asyncio.gather(older, unborn, waiting)
        return run

    run = virtual_time.run(main(), clock)
    assert {task.name: task.role for task in run.tasks if task.role != "main"} == {
        "older": "earlier",
        "not yet begun": "earlier",
        "has not run": "earlier",
        "new": "task",
    }
    assert [task.parent for task in run.tasks if task.role == "earlier"] == [None, None, None]
    assert told.waits(run, "older") == ["sleep 0-20 timer"]
    assert told.outcomes(run) == {
        "main": "pending",
        "older": "returned",
        "not yet begun": "returned",
        "has not run": "returned",
        "new": "returned",
    }


def test_children_of_children(watch):
    async def child():
        await asyncio.create_task(nap(), name="grandchild")

    async def main():
        await asyncio.create_task(child(), name="child")

    assert told.created(watch(main)) == [("main", None), ("child", "main"), ("grandchild", "child")]


def test_a_task_that_a_plain_callback_creates_has_no_parent(watch, line):
    tasks = []

    def ring():
        tasks.append(asyncio.get_running_loop().create_task(nap(), name="rung"))

    async def main():
        asyncio.get_running_loop().call_later(0.01, ring)
        await asyncio.sleep(0.02)
        await tasks[0]

    run = watch(main)
    assert told.created(run) == [("main", None), ("rung", None)]
    assert run.task("rung").site.line == line(ring, "create_task")
    assert told.times(run)["rung"] == (10, 20)


eager = pytest.mark.skipif(sys.version_info < (3, 12), reason="eager tasks came with Python 3.12")


@eager
def test_an_eager_task_is_born_when_its_first_step_is_over(watch, line):
    async def main():
        asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
        await asyncio.create_task(nap(10), name="eager")

    run = watch(main)
    assert told.created(run) == [("main", None), ("eager", "main")]
    assert run.task("eager").site.line == line(main, "nap(10)")
    assert told.times(run) == {"main": (0, 10), "eager": (0, 10)}
    assert told.waits(run, "eager") == ["sleep 0-10 timer"]
    assert told.waits(run, "main") == ["task of eager 0-10 task eager"]
    assert run.task("eager").outcome == "returned"


@eager
def test_an_eager_task_that_never_waits(watch):
    async def at_once():
        return 7

    async def main():
        asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
        task = asyncio.create_task(at_once(), name="quick")
        assert await task == 7
        await asyncio.sleep(0)  # 3.12 names it only after it has ended

    run = watch(main)
    assert told.created(run) == [("main", None), ("quick", "main")]
    assert told.outcomes(run) == {"main": "returned", "quick": "returned"}
    assert run.task("quick").coroutine.endswith("at_once")  # of which it has let go by then
    assert told.waits(run, "main") == []


@eager
def test_what_an_eager_task_makes_and_holds_in_its_first_step_is_its_own(watch, line):
    async def child():
        await asyncio.sleep(0.01)

    async def outer(lock):
        async with lock:
            await asyncio.create_task(child(), name="child")

    async def main():
        asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
        await asyncio.create_task(outer(asyncio.Lock()), name="outer")

    run = watch(main)
    assert told.created(run) == [("main", None), ("outer", "main"), ("child", "outer")]
    assert run.task("outer").site.line == line(main, "outer(asyncio")
    (lock,) = [each for each in run.resources if each.kind == "lock"]
    assert [told.name(run, holding.task) for holding in lock.holders] == ["outer"]
    assert told.waits(run, "outer") == ["task of child 0-10 task child"]


@eager
def test_an_eager_task_that_yields_at_once(watch, line):
    async def polite():
        await asyncio.sleep(0)

    async def main():
        asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
        await asyncio.create_task(polite(), name="polite")

    run = watch(main)
    assert told.created(run) == [("main", None), ("polite", "main")]
    assert run.task("polite").site.line == line(main, "polite()")
    assert run.task("polite").steps == 2
    assert told.waits(run, "polite") == []
    assert run.task("polite").outcome == "returned"


def test_a_task_that_another_thread_queues_while_a_step_runs(watch):
    tasks = []

    async def main():
        loop = asyncio.get_running_loop()
        made = threading.Thread(target=lambda: tasks.append(asyncio.Task(nap(1), loop=loop, name="foreign")))
        made.start()
        made.join()
        await tasks[0]

    run = watch(main)
    assert run.task("foreign").outcome == "returned"
    assert told.waits(run, "foreign") == ["sleep 0-1 timer"]
