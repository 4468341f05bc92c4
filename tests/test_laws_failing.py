"""Law 3: a hook that fails removes itself, says so once, and the user's code runs on.

Every function of the recorder that runs inside of the program is made to fail, one after the other.
"""

from __future__ import annotations

import asyncio
import functools
import sys
import threading
from collections import deque
from types import FunctionType

import pytest

from aioscope import (
    blocks,
    cancels,
    causes,
    complaints,
    frame,
    hooks,
    known,
    log,
    members,
    merged,
    naming,
    places,
    queues,
    reading,
    record,
    recorder,
    resources,
    timeouts,
    waits,
    windows,
    works,
)
from aioscope.fold import Fold
from aioscope.hooks import methods
from tests import virtual_time
from tests.everything import everything

ROOMS = [blocks, cancels, causes, complaints, frame, known, log, members, merged, naming, places, queues, reading]
ROOMS += [recorder, resources, timeouts, waits, windows, works]

DOORS = {
    recorder.Recorder: (hooks.loop.Watcher, hooks.holders.Watcher),
    queues.Queues: (hooks.queues.Watcher,),
    timeouts.Timeouts: (hooks.timeouts.Watcher,),
    members.Members: (hooks.groups.Watcher,),
    works.Works: (hooks.executors.Watcher, hooks.subprocesses.Watcher),
    complaints.Complaints: (hooks.complaints.Watcher,),
}
"""What a door calls catches what fails within it."""

GUARDS = {"listens", "quietly", "fail", "now", "_change"}
"""What it takes for that."""

ELSEWHERE = {"halts", "finish", "clear", "look", "_died"}
"""What runs when a recording ends, on the watchdog's thread, and when Python throws something away."""

MS = virtual_time.MS


def functions():
    """Every function and method of the rooms that runs inside of a program: (owner, name, found)."""
    for room in ROOMS:
        for name, found in vars(room).items():
            if getattr(found, "__module__", "") != room.__name__:
                continue
            if type(found) is FunctionType:
                yield room, name, found
            elif isinstance(found, type):
                left_out = {name for watcher in DOORS.get(found, ()) for name in vars(watcher)} | GUARDS | ELSEWHERE
                yield from (
                    (found, name, function)
                    for name, function in vars(found).items()
                    if type(function) is FunctionType and name not in left_out
                )


class Bug(Exception):
    """One of ours."""


class Failing:
    """Counts the calls of a function while a program is watched, and lets one of them fail."""

    armed = False

    def __init__(self, nth=0):
        self.calls, self._nth = 0, nth

    def of(self, function):
        """The function that counts, and fails at the nth call."""

        @functools.wraps(function)
        def wrapper(*arguments, **more):
            if Failing.armed:
                self.calls += 1
                if self.calls == self._nth:
                    raise Bug(function.__qualname__)
            return function(*arguments, **more)

        return wrapper


def watched(program=everything):
    """What a program says while it is watched, its run, and whether asyncio was as found at the program's end."""

    async def main():
        loop = asyncio.get_running_loop()
        with record() as run:
            Failing.armed = True
            said = await program()
            Failing.armed = False
            undone = type(loop._ready) is deque and "select" not in vars(loop._selector) and not methods.open_watchers
        return said, run, undone

    clock = virtual_time.Clock()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(log, "time", clock)
        return virtual_time.run(main(), clock)


@functools.cache
def bare():
    """What everything says unwatched."""
    return virtual_time.run(everything(), virtual_time.Clock())


@pytest.mark.parametrize("budget", [1_000_000, 8], ids=["exact", "merged"])
def test_whatever_fails_says_so_once_and_the_program_runs_on(monkeypatch, capfd, budget):
    monkeypatch.setattr(merged, "BUDGET", budget)
    monkeypatch.setattr(merged, "WINDOW", 3 * MS)
    counts = {}
    with monkeypatch.context() as patch:
        for owner, name, function in functions():
            counts[owner, name] = Failing()
            patch.setattr(owner, name, counts[owner, name].of(function))
        assert watched()[::2] == (bare(), False)
    assert capfd.readouterr().err == ""
    called = [(*hook, counts[hook[:2]].calls) for hook in functions() if counts[hook[:2]].calls]
    assert len(called) > 80
    wrong = []
    for owner, name, function, calls in called:
        nth = 1 if budget > 8 else calls // 2 + 1
        with monkeypatch.context() as patch:
            patch.setattr(owner, name, Failing(nth).of(function))
            said, run, undone = watched()
        told = capfd.readouterr().err
        if not (said == bare() and undone and run.ended and told.count("aioscope") == 1 and "Bug in" in told):
            wrong.append((function.__qualname__, nth, said, undone, told))
        Fold().take(run._log)
    assert wrong == []


async def crowded():
    """Four rounds full of callbacks, wake-ups and first steps, in which the order of all that happens is noted."""
    order, loop, event = [], asyncio.get_running_loop(), asyncio.Event()

    async def work(number):
        order.append(("begins", number))
        await event.wait()
        order.append(("goes on", number))
        await asyncio.sleep(0)
        order.append(("ends", number))

    tasks = [loop.create_task(work(number)) for number in range(3)]
    for number in range(3):
        loop.call_soon(order.append, ("called", number))
    loop.call_soon(event.set)
    for number in range(3):
        loop.call_soon_threadsafe(order.append, ("called later", number))
    await asyncio.gather(*tasks)
    return order


@pytest.mark.parametrize("budget", [1_000_000, 6], ids=["exact", "merged"])
def test_the_handle_that_passes_when_a_hook_fails_is_not_lost(monkeypatch, capfd, budget):
    """Whichever look at the clock fails, in ``append``, in ``popleft`` or between two rounds: the loop goes on with it."""  # noqa: E501
    monkeypatch.setattr(merged, "BUDGET", budget)
    order = virtual_time.run(crowded(), virtual_time.Clock())
    sound = virtual_time.Clock.perf_counter_ns
    clock = Failing()
    with monkeypatch.context() as patch:
        patch.setattr(virtual_time.Clock, "perf_counter_ns", clock.of(sound))
        watched(crowded)
    assert clock.calls > 20
    for nth in range(1, clock.calls + 1):
        with monkeypatch.context() as patch:
            patch.setattr(virtual_time.Clock, "perf_counter_ns", Failing(nth).of(sound))
            said, _, undone = watched(crowded)
        assert (nth, said, undone) == (nth, order, True)
        assert capfd.readouterr().err.count("aioscope") == 1


def test_a_hook_that_fails_on_another_thread_leaves_the_loop_to_its_own(monkeypatch, capfd):
    """What that thread brings is not lost, and it takes nothing from under the loop's feet."""
    ours = threading.get_ident()
    sound = recorder.Recorder.who

    def who(self, handle):
        if threading.get_ident() != ours:
            raise Bug
        return sound(self, handle)

    async def main():
        loop, got = asyncio.get_running_loop(), []

        def bring():
            for number in range(2_000):
                loop.call_soon_threadsafe(got.append, number)

        with record():
            thread = threading.Thread(target=bring)
            thread.start()
            while len(got) < 2_000:  # noqa: ASYNC110
                await asyncio.sleep(0)
            thread.join()
            undone = type(loop._ready) is deque and not methods.open_watchers
        return got, undone

    monkeypatch.setattr(recorder.Recorder, "who", who)
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for _ in range(20):
            assert asyncio.run(main()) == (list(range(2_000)), True)
            assert capfd.readouterr().err.count("aioscope") == 1
    finally:
        sys.setswitchinterval(interval)


@pytest.mark.parametrize("running", [True, False], ids=["within the loop", "around it"])
@pytest.mark.parametrize(
    ("owner", "name"),
    [
        (frame.Frame, "main_started"),
        (frame.Frame, "tasks_alive"),
        (frame.Frame, "tasks_queued"),
        (recorder.Recorder, "halts"),
        (windows.Windows, "finish"),
        (reading, "name_of"),
    ],
)
def test_what_fails_at_the_beginning_or_at_the_end(monkeypatch, capfd, owner, name, running):
    async def main():
        if not running:
            return await crowded()
        with record():
            return await crowded()

    failing = Failing(nth=1)
    monkeypatch.setattr(Failing, "armed", True)
    monkeypatch.setattr(owner, name, failing.of(getattr(owner, name)))
    order = virtual_time.run(crowded(), virtual_time.Clock())
    if running:
        assert virtual_time.run(main(), virtual_time.Clock()) == order
    else:
        with record() as run:
            assert virtual_time.run(main(), virtual_time.Clock()) == order
        assert run.ended
    assert capfd.readouterr().err.count("aioscope") == min(1, failing.calls)
    assert failing.calls or (name, running) in {("halts", True), ("tasks_queued", True), ("main_started", False)} | {
        ("tasks_alive", False)
    }


def test_no_stream_to_say_it_on(monkeypatch):
    monkeypatch.setattr(recorder.Recorder, "waits", Failing(nth=1).of(recorder.Recorder.waits))
    monkeypatch.setattr(sys, "stderr", None)
    assert watched(crowded)[2]
