"""Law 4: no method that a user may have written is called; there are spies in every place where the recorder looks."""

from __future__ import annotations

import asyncio
import collections.abc

from aioscope import record
from tests import told, virtual_time

CALLS: list[str] = []


def _note(name):
    def called(self, *args):
        CALLS.append(f"{type(self).__name__}.{name}")
        return getattr(object, name)(self, *args) if name != "__getattr__" else _missing(args[0])

    return called


def _missing(name):
    raise AttributeError(name)


SPIED = ("__repr__", "__str__", "__eq__", "__hash__", "__getattr__", "__bool__", "__len__")
Spy = type("Spy", (), {name: _note(name) for name in SPIED[:5]})


def _called(name):
    def called(self, *args, **more):
        CALLS.append(f"{type(self).__name__}.{name}")
        return getattr(super(type(self), self), name)(*args, **more)

    return called


SpyTask = type(
    "SpyTask",
    (asyncio.Task,),
    {name: _called(name) for name in ("get_name", "done", "get_coro", "exception", "result", "__repr__")},
)
SpyFuture = type(
    "SpyFuture", (asyncio.Future,), {name: _called(name) for name in ("cancelled", "exception", "__repr__")}
)
SpyLock = type("SpyLock", (asyncio.Lock,), {name: _called(name) for name in ("locked", "__repr__")})


class SpyError(Exception):
    """Its arguments are nobody's business."""

    @property
    def args(self):
        CALLS.append("SpyError.args")
        return ()

    __str__ = __repr__ = _note("__str__")


class SpyCallback(Spy):
    """A callback with more attributes than it says."""

    def __call__(self, *args):
        pass


class SpyAwaitable(Spy):
    """Something of the user's in the await chain."""

    def __await__(self):
        return (yield from asyncio.sleep(0.01).__await__())


class SpyCoroutine(Spy, collections.abc.Coroutine):
    """A coroutine that is not Python's own, as of a compiled module."""

    def __init__(self):
        self.inner = SpyAwaitable().__await__()

    def send(self, value):
        return self.inner.send(value)

    def throw(self, *error):
        return self.inner.throw(*error)

    def close(self):
        self.inner.close()

    def __await__(self):
        return self.inner


async def spied():
    """A program of spies in every place where the recorder looks."""
    loop = asyncio.get_running_loop()

    async def fails(spy):
        await asyncio.sleep(0)
        raise SpyError(spy)

    async def locks(spy, lock):
        async with lock:
            await SpyAwaitable()
        return spy

    lock = SpyLock()
    tasks = [SpyTask(locks(Spy(), lock), loop=loop), SpyTask(locks(Spy(), lock), loop=loop), SpyTask(fails(Spy()))]
    tasks.append(asyncio.ensure_future(SpyCoroutine()))
    answer = SpyFuture(loop=loop)
    answer.add_done_callback(SpyCallback())
    loop.call_soon(SpyCallback())
    loop.call_later(0.005, answer.set_result, Spy())
    bare = loop.create_future()
    bare.add_done_callback(SpyCallback())
    loop.call_later(0.006, bare.set_result, Spy())
    await answer
    await bare
    await asyncio.wait(tasks)
    for task in tasks:
        asyncio.Task.exception(task)


def test_no_method_of_the_users_is_called(clock):
    CALLS.clear()
    virtual_time.run(spied(), clock)
    bare = CALLS.copy()
    CALLS.clear()
    with record() as run:
        virtual_time.run(spied(), clock)
    watched = CALLS.copy()
    assert watched == bare  # asyncio itself calls some of them
    assert sorted(told.outcomes(run).values()) == ["raised"] + ["returned"] * 4
