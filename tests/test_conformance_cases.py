"""Law 1 in small: each program here ends, or looks, as without the recorder.

Most were found by running CPython's own tests with the recorder on (`make conformance`, scripts/conformance.py), the
others by asking what those tests do not reach. One that is not watched must at least run on.
"""

from __future__ import annotations

import asyncio
import collections
import collections.abc
import gc
import selectors
import weakref
from asyncio import base_events
from unittest import mock

import pytest

from aioscope import record


async def nap():
    await asyncio.sleep(0.001)
    return "done"


def run(loop, main):
    """Run a coroutine on this loop, and close it."""
    try:
        return loop.run_until_complete(main)
    finally:
        loop.close()


def both_ways(program):
    """What a program returns with the recorder off, and with it on."""
    off = program()
    with record():
        on = program()
    return off, on


# ---- loops whose doors cannot be watched: they run as ever, unseen ---------------------------------------------------


class QueueLoop(base_events.BaseEventLoop):
    """A loop that polls nothing: it has no selector."""

    _selector = None

    def _run_once(self):
        self._ready.popleft()._run()


class OwnDeque(collections.deque):
    """Another tool's ready queue."""


class SlottedSelector:
    """A selector on which nothing can be set."""

    __slots__ = ("_selector",)

    def __init__(self):
        self._selector = selectors.DefaultSelector()

    def __getattr__(self, name):
        return getattr(self._selector, name)

    def select(self, timeout=None):
        return self._selector.select(timeout)


async def answer():
    return "done"


def without_selector():
    return run(QueueLoop(), answer())


def with_own_queue():
    loop = asyncio.SelectorEventLoop()
    loop._ready = OwnDeque(loop._ready)
    result = run(loop, nap())
    return result, type(loop._ready)


def with_slotted_selector():
    loop = asyncio.SelectorEventLoop(SlottedSelector())
    result = run(loop, nap())
    return result, type(loop._ready)


def with_mocked_selector():
    loop = QueueLoop()
    loop._selector = mock.Mock(select=mock.Mock(return_value=()))
    result = run(loop, answer())
    return result, loop._selector.select(0), loop._selector.select.call_count


@pytest.mark.parametrize("program", [without_selector, with_own_queue, with_slotted_selector, with_mocked_selector])
def test_a_loop_that_cannot_be_watched_runs_unwatched(program):
    off, on = both_ways(program)
    assert off == on


def test_a_loop_that_can_be_watched_is_seen_after_one_that_cannot():
    with record() as recorded:
        without_selector()
        assert asyncio.run(nap()) == "done"
    assert [task.coroutine for task in recorded.tasks] == ["nap"]


# ---- what is printed -------------------------------------------------------------------------------------------------


def test_debug_mode_names_the_line_that_created_a_task():
    async def main():
        task = asyncio.get_running_loop().create_task(nap())
        said = repr(task).rpartition("created at ")[2], [frame.name for frame in task._source_traceback[-2:]]
        await task
        return said

    off, on = both_ways(lambda: asyncio.run(main(), debug=True))
    assert off == on
    assert __file__ in on[0]


def test_debug_mode_names_the_line_that_scheduled_a_callback():
    async def main():
        handle = asyncio.get_running_loop().call_soon(int)
        said = repr(handle).rpartition("created at ")[2]
        await asyncio.sleep(0)
        return said

    off, on = both_ways(lambda: asyncio.run(main(), debug=True))
    assert off == on
    assert __file__ in on


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

    def make(loop, coroutine, **options):
        coroutine.close()
        future = loop.create_future()
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


# ---- order of things -------------------------------------------------------------------------------------------------


def test_a_loop_runs_within_a_loop():
    async def outer():
        await asyncio.sleep(0)
        asyncio._set_running_loop(None)
        try:
            inner = run(asyncio.new_event_loop(), nap())
        finally:
            asyncio._set_running_loop(loop)
        await asyncio.sleep(0)
        return inner

    loop = asyncio.new_event_loop()
    with record() as recorded:
        assert run(loop, outer()) == "done"
    assert recorded.tasks[0].outcome == "returned"


def test_a_program_that_patches_run_forever_gets_its_patch_back():
    calls, run_forever = [], base_events.BaseEventLoop.run_forever
    try:
        with record():
            within = base_events.BaseEventLoop.run_forever

            def around(loop):
                calls.append(loop)
                within(loop)

            base_events.BaseEventLoop.run_forever = around
            assert asyncio.run(nap()) == "done"
        assert base_events.BaseEventLoop.run_forever is around  # not ours to take away
        assert asyncio.run(nap()) == "done"
        assert calls
    finally:
        base_events.BaseEventLoop.run_forever = run_forever


def test_handles_put_into_the_ready_queue_by_hand_run_in_their_order():
    def program():
        seen = []

        async def main():
            loop = asyncio.get_running_loop()
            loop.call_soon(seen.append, 2)
            loop._ready.appendleft(asyncio.Handle(seen.append, (1,), loop))
            loop._ready.extend([asyncio.Handle(seen.append, (3,), loop)])
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            return seen

        return asyncio.run(main())

    off, on = both_ways(program)
    assert off == on == [1, 2, 3]
