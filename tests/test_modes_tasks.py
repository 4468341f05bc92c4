"""Tasks of every make: factories, subclasses, ``asyncio.Task(...)`` itself, tasks written in Python, eager ones."""

from __future__ import annotations

import asyncio
import sys

import pytest

from tests import told

PyTask = asyncio.tasks._PyTask


class Own(asyncio.Task):
    """A task of the user's own, which must not be asked anything."""

    def done(self):
        raise AssertionError("somebody asks")

    add_done_callback = get_coro = __repr__ = done


async def nap():
    await asyncio.sleep(0.01)


def direct(make):
    """Make a task without the loop's ``create_task``."""

    def made(coroutine, name):
        return make(coroutine, loop=asyncio.get_running_loop(), name=name)

    return made


def by_factory(factory):
    """Make a task with ``asyncio.create_task``, where the loop has this factory."""

    def made(coroutine, name):
        asyncio.get_running_loop().set_task_factory(factory)
        try:
            return asyncio.create_task(coroutine, name=name)
        finally:
            asyncio.get_running_loop().set_task_factory(None)

    return made


def factory_of(make):
    """A task factory, with and without what Python 3.11 and 3.13 hand on."""
    return lambda loop, coroutine, **options: make(coroutine, loop=loop, **options)


MAKERS = {
    "Task": direct(asyncio.Task),
    "PyTask": direct(PyTask),
    "subclass": direct(Own),
    "factory": by_factory(factory_of(asyncio.Task)),
    "factory of PyTask": by_factory(factory_of(PyTask)),
    "factory of a subclass": by_factory(factory_of(Own)),
}
if sys.version_info >= (3, 12):
    MAKERS["eager"] = by_factory(asyncio.eager_task_factory)
    MAKERS["eager factory of a subclass"] = by_factory(asyncio.create_eager_task_factory(Own))


@pytest.mark.parametrize("how", MAKERS)
def test_tasks_of_every_make_are_seen(watch, how):
    async def main():
        task = MAKERS[how](nap(), how)
        waiter = asyncio.get_running_loop().create_future()
        (PyTask if isinstance(task, PyTask) else asyncio.Task).add_done_callback(task, waiter.set_result)
        await waiter

    run = watch(main)
    assert told.created(run) == [("main", None), (how, "main")]
    assert told.outcomes(run) == {"main": "returned", how: "returned"}
    assert told.times(run) == {"main": (0, 10), how: (0, 10)}
    assert told.waits(run, how) == ["sleep 0-10 timer"]
    assert told.waits(run, "main") == [f"future of waiter 0-10 task {how}"]
    assert (run.task(how).coroutine, run.task(how).steps) == ("nap", 2)
    assert list(run.unseen) == []


@pytest.mark.parametrize("how", MAKERS)
def test_what_tasks_of_every_make_hold_is_seen(watch, how):
    async def main():
        key = asyncio.Lock()

        async def holder():
            async with key:
                await asyncio.sleep(0.01)

        task = MAKERS[how](holder(), how)
        await asyncio.sleep(0.02)
        del task

    run = watch(main)
    assert told.holders(run, "key") == [(how, 0, 10)]
    assert run.task(how).outcome == "returned"


@pytest.mark.skipif(sys.version_info < (3, 12), reason="eager tasks came with Python 3.12")
@pytest.mark.parametrize("make", [asyncio.Task, PyTask])
def test_an_eager_task_made_past_the_loop_is_met_when_it_is_woken(watch, make):
    """Its first step passes neither the queue nor ``create_task``: nothing shows who made it, and when."""

    async def main():
        task = make(nap(), loop=asyncio.get_running_loop(), name="eager", eager_start=True)
        await asyncio.sleep(0.02)
        del task

    run = watch(main)
    assert told.created(run) == [("main", None), ("eager", None)]
    assert run.task("eager").role == "earlier"
    assert told.times(run) == {"main": (0, 20), "eager": (10, 10)}
    assert told.outcomes(run) == {"main": "returned", "eager": "returned"}
