"""Laws 1 and 4 at the doors of queues, timeouts and groups: nothing differs, is kept, or of the user's is called.

That they are put back is checked around every test (conftest.py); that they may fail, in test_laws_failing.py.
"""

from __future__ import annotations

import asyncio
import gc
import inspect
import sys
import traceback
import weakref

import pytest

from aioscope import record
from tests import virtual_time
from tests.test_laws_spies import CALLS, Spy, _called

needs_311 = pytest.mark.skipif(sys.version_info < (3, 11), reason="TaskGroup and timeout came with Python 3.11")
KINDS = [asyncio.Queue, asyncio.LifoQueue, asyncio.PriorityQueue]
NEWER = ["TaskGroup.create_task", "Timeout.reschedule"] if sys.version_info >= (3, 11) else []
SHUTDOWN = ["Queue.shutdown"] if sys.version_info >= (3, 13) else []


def watched(main, clock, **options):
    """What an async function returns, recorded or not."""
    if options.get("bare"):
        return virtual_time.run(main(), clock)
    with record():
        return virtual_time.run(main(), clock)


@pytest.mark.parametrize("name", ["Queue.put_nowait", "Queue.get_nowait", *SHUTDOWN, *NEWER])
def test_signatures_names_and_docs_are_as_ever(clock, name):
    owner, _, method = name.partition(".")

    def look():
        found = getattr(getattr(asyncio, owner), method)
        return inspect.signature(found), found.__name__, found.__qualname__, found.__doc__, found.__module__

    async def main():
        return look()

    assert watched(main, clock) == look()


@pytest.mark.parametrize("kind", KINDS)
def test_queues_give_and_raise_what_they_do(clock, kind):
    items = [(number, object()) for number in range(3)]

    def user_frames(error):
        return [f.name for f in traceback.extract_tb(error.__traceback__) if f.filename == __file__]

    async def main():
        queue, said = kind(maxsize=2), []
        for item in items:
            try:
                said.append(queue.put_nowait(item=item))
            except asyncio.QueueFull as error:  # noqa: PERF203
                said.append((type(error), error.args, user_frames(error)))
        said.append([queue.get_nowait(), await queue.get()])
        try:
            queue.get_nowait()
        except asyncio.QueueEmpty as error:
            said.append((type(error), error.args, user_frames(error)))
        return said

    bare = watched(main, clock, bare=True)
    found = watched(main, clock)
    assert found == bare
    assert all(one is other for one, other in zip(found[3], bare[3], strict=True))


@needs_311
def test_no_frame_of_ours_is_in_an_await_chain(clock):
    async def work(seen):
        async with asyncio.timeout(1):
            async with asyncio.TaskGroup() as group:
                group.create_task(asyncio.sleep(0.01))
        seen.append("left")

    async def main():
        seen = []
        task = asyncio.create_task(work(seen))
        await asyncio.sleep(0.005)
        chain, inner = [], task.get_coro()
        while inner is not None and hasattr(inner, "cr_frame"):
            chain.append(inner.__qualname__)
            inner = inner.cr_await
        await task
        return chain, seen

    assert watched(main, clock) == watched(main, clock, bare=True)


@needs_311
def test_timeouts_and_groups_end_as_they_do(clock):
    async def fail():
        await asyncio.sleep(0.01)
        raise KeyError("k")

    async def late():
        async with asyncio.timeout(0.01) as scope:
            await asyncio.sleep(1)
        return scope

    async def grouped():
        async with asyncio.TaskGroup() as group:
            group.create_task(fail(), name="fail", context=None)
            await asyncio.sleep(1)

    async def moved():
        scope = asyncio.timeout(1)
        scope.reschedule(2)

    async def twice():
        scope = asyncio.timeout(1)
        async with scope:
            pass
        async with scope:
            pass

    async def closed():
        group = asyncio.TaskGroup()
        coroutine = fail()
        try:
            group.create_task(coroutine)
        finally:
            coroutine.close()

    async def main():
        said = []
        for function in (late, grouped, moved, twice, closed):
            try:
                await function()
            except BaseException as error:  # noqa: BLE001, PERF203
                inner = [repr(one) for one in getattr(error, "exceptions", ())]
                frames = [f.name for f in traceback.extract_tb(error.__traceback__) if f.filename == __file__]
                said.append((type(error), inner, frames, type(error.__cause__), asyncio.current_task().cancelling()))
        return said

    found = watched(main, clock)
    assert found == watched(main, clock, bare=True)
    assert [kind.__name__ for kind, *_ in found] == ["TimeoutError", "ExceptionGroup", *["RuntimeError"] * 3]


def test_nothing_is_kept(clock):
    dead = []

    class Item:
        def __lt__(self, _):
            return False

    async def nap():
        await asyncio.sleep(0.01)

    async def main():
        for kind in KINDS:
            queue, item = kind(), Item()
            queue.put_nowait(item)
            dead.extend(weakref.ref(thing) for thing in (queue, item, await queue.get()))
            del queue, item
        tasks = [asyncio.ensure_future(nap()) for _ in range(3)]
        both = asyncio.gather(*tasks[:2])
        dead.extend(weakref.ref(thing) for thing in (both, *tasks))
        await asyncio.wait([asyncio.ensure_future(nap()), tasks[2]])
        await both
        for first in asyncio.as_completed([nap(), nap()]):
            await first
        del both, tasks, first
        if sys.version_info >= (3, 11):
            async with asyncio.timeout(1) as scope, asyncio.TaskGroup() as group:
                dead.extend(weakref.ref(thing) for thing in (scope, group, group.create_task(nap())))
            del scope, group
        gc.collect()
        return [ref() for ref in dead if ref() is not None]

    with record() as run:
        assert virtual_time.run(main(), clock) == []
    assert len(run.resources) >= 5


class Meta(type):
    """A metaclass with methods that a look at the type alone must not call."""

    def __hash__(cls):
        CALLS.append("Meta.__hash__")
        return 1

    def __eq__(cls, other):
        CALLS.append("Meta.__eq__")
        return cls is other

    def __instancecheck__(cls, instance):
        CALLS.append("Meta.__instancecheck__")
        return super().__instancecheck__(instance)


class SpyBox(list, metaclass=Meta):
    """A container that notes who counts it."""

    __len__ = _called("__len__")
    __iter__ = _called("__iter__")


class SpyQueue(asyncio.Queue, metaclass=Meta):
    """A queue with methods and a container of its own."""

    qsize, empty, full, maxsize = _called("qsize"), _called("empty"), _called("full"), None

    def _init(self, _):
        self._queue = SpyBox()

    def _get(self):
        return self._queue.pop()


class SpyCondition(asyncio.Condition, metaclass=Meta):
    """A condition that notes who asks it."""

    locked = None
    __repr__ = _called("__repr__")


async def spied():
    """Spies where the doors of this file look."""
    queue, condition = SpyQueue(), SpyCondition()

    async def take():
        async with condition:
            return await queue.get()

    tasks = [asyncio.ensure_future(take()) for _ in range(2)]
    await asyncio.sleep(0.01)
    await queue.put(Spy())
    queue.put_nowait(Spy())
    await asyncio.gather(*tasks)
    for first in asyncio.as_completed([take()]):
        queue.put_nowait(Spy())
        await first
    if sys.version_info >= (3, 11):
        async with asyncio.timeout(1) as scope, asyncio.TaskGroup() as group:
            group.create_task(take())
            queue.put_nowait(Spy())
            scope.reschedule(asyncio.get_running_loop().time() + 1)


def test_nothing_of_the_users_is_called(clock):
    said = []
    for bare in (True, False):
        CALLS.clear()
        watched(spied, clock, bare=bare)
        said.append(CALLS.copy())
    assert said[0] == said[1]
    assert "SpyBox.__len__" in said[0] or "SpyQueue.empty" in said[0]  # asyncio itself asks
