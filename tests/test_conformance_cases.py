"""Law 1 on odd objects: nothing that a user has written is called, and nothing lives longer.

CPython's own tests (`make conformance`) reach these only in part. Odd loops are in test_conformance_loops.py.
"""

from __future__ import annotations

import asyncio
import collections.abc
import gc
import weakref

import pytest

from aioscope import record


async def nap():
    await asyncio.sleep(0.001)
    return "done"


def both_ways(program):
    """What a program returns with the recorder off, and with it on."""
    off = program()
    with record():
        on = program()
    return off, on


# ---- objects that are not what they seem -----------------------------------------------------------------------------


class Prickly(asyncio.Task):
    """A task that cannot be asked anything."""

    def _refuse(self, *_, **__):
        raise AssertionError("the recorder calls what a user has written")

    get_name = get_coro = get_stack = done = __repr__ = __str__ = _refuse


class Duck:
    """As much of a future as a task needs to wait for it."""

    _asyncio_future_blocking = False

    def __init__(self):
        self.callbacks = []

    def get_loop(self):
        return asyncio.get_running_loop()

    def add_done_callback(self, callback, **_):
        self.callbacks.append(callback)

    def result(self):
        return "done"

    def __await__(self):
        self._asyncio_future_blocking = True
        yield self
        return "done"

    def __getattr__(self, name):
        raise AssertionError("the recorder calls what a user has written")


class OwnCoroutine(collections.abc.Coroutine):
    """A coroutine that is no coroutine object."""

    def send(self, _):
        raise StopIteration("done")

    def throw(self, *error):
        raise error[0]

    def __await__(self):
        return self


class Unhashable(asyncio.Lock):
    """A lock that cannot be a key."""

    __hash__ = None

    def __eq__(self, other):
        raise AssertionError("the recorder calls what a user has written")


async def with_prickly_task():
    loop = asyncio.get_running_loop()
    loop.set_task_factory(lambda loop, coroutine, **options: Prickly(coroutine, loop=loop, **options))
    try:
        task = loop.create_task(nap())
    finally:
        loop.set_task_factory(None)
    return await task


async def with_duck():
    duck = Duck()
    asyncio.get_running_loop().call_later(0.001, lambda: [callback(duck) for callback in duck.callbacks])
    return await duck


async def with_own_coroutine():
    return await asyncio.create_task(OwnCoroutine())


async def with_unhashable_lock():
    lock = Unhashable()
    async with lock:
        waiting = asyncio.create_task(lock.acquire())
        await asyncio.sleep(0)
    return await waiting


async def with_a_factory_of_futures():
    loop = asyncio.get_running_loop()

    class Future(asyncio.Future):
        def set_name(self, name):
            """Python 3.13.0 calls it, whatever the factory has made."""

    def make(loop, coroutine, **options):
        coroutine.close()
        future = Future(loop=loop)
        future.set_result("done")
        return future

    loop.set_task_factory(make)
    try:
        future = loop.create_task(nap())
    finally:
        loop.set_task_factory(None)
    return await future


async def with_callback_that_cannot_be_asked():
    class Callback:
        def __call__(self):
            called.set_result("done")

        def __getattribute__(self, name):
            raise AssertionError("the recorder calls what a user has written")

    called = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_soon(Callback())
    return await called


@pytest.mark.parametrize(
    "main",
    [
        with_prickly_task,
        with_duck,
        with_own_coroutine,
        with_unhashable_lock,
        with_a_factory_of_futures,
        with_callback_that_cannot_be_asked,
    ],
)
def test_what_a_user_has_written_is_not_asked(main, capsys):
    off, on = both_ways(lambda: asyncio.run(main()))
    assert off == on
    assert capsys.readouterr() == ("", "")  # a hook that fails says so


# ---- lives -----------------------------------------------------------------------------------------------------------


class Thing:
    """Something whose end can be seen."""


async def its_task():
    task = asyncio.create_task(nap())
    await task
    return weakref.ref(task)


async def a_result():
    async def make():
        return Thing()

    return weakref.ref(await asyncio.create_task(make()))


async def a_local_variable():
    async def hold():
        thing = Thing()
        refs.append(weakref.ref(thing))
        await asyncio.sleep(0.001)

    refs = []
    await asyncio.create_task(hold())
    return refs[0]


async def a_callbacks_argument():
    thing = Thing()
    ref = weakref.ref(thing)
    asyncio.get_running_loop().call_soon(lambda _: None, thing)
    del thing
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    return ref


async def a_lock_held_by_a_task():
    async def hold():
        lock = asyncio.Lock()
        async with lock:
            await asyncio.sleep(0)
        return weakref.ref(lock)

    return await asyncio.create_task(hold())


@pytest.mark.parametrize("main", [its_task, a_result, a_local_variable, a_callbacks_argument, a_lock_held_by_a_task])
def test_nothing_lives_longer(main):
    async def dead():
        ref = await main()
        await asyncio.sleep(0)  # this step's own handle holds what woke it
        return ref() is None

    gc.disable()  # what only a collection ends has been kept by a cycle
    try:
        off, on = both_ways(lambda: asyncio.run(dead()))
    finally:
        gc.enable()
    assert off == on == True  # noqa: E712
