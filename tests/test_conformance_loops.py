"""Law 1 on odd loops: each runs, and prints, as without the recorder; one that cannot be watched runs unwatched.

Most were found by CPython's own tests (`make conformance`), the others by asking what those do not reach. Odd tasks,
locks and callbacks are in test_conformance_cases.py.
"""

from __future__ import annotations

import asyncio
import collections
import selectors
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


def test_a_task_may_be_made_while_asyncio_says_that_no_loop_runs(capsys):
    async def main():
        loop = asyncio.get_running_loop()
        asyncio._set_running_loop(None)  # as tools do that run a loop within a loop
        try:
            task = loop.create_task(nap())
        finally:
            asyncio._set_running_loop(loop)
        return await task

    with record() as recorded:
        assert asyncio.run(main()) == "done"
    assert [task.coroutine.rpartition(".")[2] for task in recorded.tasks] == ["main", "nap"]
    assert capsys.readouterr() == ("", "")


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
