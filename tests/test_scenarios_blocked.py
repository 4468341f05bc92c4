"""A blocked loop: told while it lasts, with the line; afterwards whom it delayed, and by how much.

Delays are exact on virtual time. The watchdog looks in real time, so what it sees is proved with real steps; how long
they last is a lower bound only.
"""

from __future__ import annotations

import asyncio
import os
import threading
import time
import warnings
import weakref
from concurrent.futures import ThreadPoolExecutor

import pytest

from aioscope import record, watchdog
from aioscope.blocks import LIMIT, Blocks
from tests import told, virtual_time
from tests.virtual_time import MS


def blocks(run):
    """Whose step it was, from when to when in milliseconds, and how much later each task ran."""
    return [
        (
            told.name(run, block.task) if block.task > 0 else block.task,
            block.since_ns // MS,
            block.end_ns // MS,
            {told.name(run, task): delay / MS for task, delay in block.delayed.items()},
        )
        for block in run.blocked
    ]


def facts(run, kind):
    return [fact for fact in run._log if fact[0] == kind]


async def nap(seconds):
    await asyncio.sleep(seconds)


def test_whom_a_step_delays(watch, clock):
    async def main():
        ready = asyncio.create_task(nap(0), name="ready")
        naps = [asyncio.create_task(nap(ms / 1000), name=f"nap-{ms}") for ms in (30, 100, 250, 260)]
        await asyncio.sleep(0.01)
        late = asyncio.create_task(nap(0), name="late")
        clock.spend(140)
        later = asyncio.create_task(nap(0), name="later")
        clock.spend(60)
        last = asyncio.create_task(nap(0), name="last")
        await asyncio.gather(ready, *naps, late, later, last)

    assert blocks(watch(main)) == [("main", 10, 210, {"late": 200, "later": 60, "nap-30": 180, "nap-100": 110})]


@pytest.mark.parametrize(("spent", "found"), [(100, []), (101, [("main", 0, 101, {})])])
def test_the_limit(watch, clock, spent, found):
    async def main():
        clock.spend(spent)
        await asyncio.sleep(0)

    assert LIMIT == 100 * MS
    assert blocks(watch(main)) == found


def test_an_idle_loop_is_not_blocked(watch, clock):
    async def main():
        clock.spend(50)
        await asyncio.sleep(3600)
        clock.spend(50)
        await asyncio.sleep(3600)
        clock.spend(50)

    assert blocks(watch(main)) == []


def test_many_steps_in_a_round_are_not_one(watch, clock):
    async def spend():
        clock.spend(60)

    async def main():
        await asyncio.gather(*(spend() for _ in range(5)))

    assert blocks(watch(main)) == []


def test_the_last_step_of_a_round_and_of_a_run(watch, clock):
    async def main():
        one = asyncio.create_task(nap(0.05), name="one")
        await asyncio.sleep(0.01)
        clock.spend(150)
        await asyncio.sleep(0.01)
        clock.spend(150)
        await one

    assert blocks(watch(main)) == [("main", 10, 160, {"one": 110}), ("main", 170, 320, {})]


def test_those_who_wait_with_a_limit_are_delayed_too(watch, clock):
    async def limited(seconds):
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(asyncio.get_running_loop().create_future(), seconds)

    async def main():
        task = asyncio.create_task(limited(0.05), name="limited")
        await asyncio.sleep(0.01)
        clock.spend(150)
        await task

    assert blocks(watch(main)) == [("main", 10, 160, {"limited": 110})]


def test_who_is_woken_in_the_step(watch, clock):
    async def main():
        go = asyncio.Event()

        async def waiter():
            await go.wait()

        first = asyncio.create_task(waiter(), name="first")
        await asyncio.sleep(0.01)
        clock.spend(40)
        go.set()
        clock.spend(110)
        await first

    assert blocks(watch(main)) == [("main", 10, 160, {"first": 110})]


def test_who_was_ready_before_the_step(watch, clock):
    async def main():
        go = asyncio.Event()

        async def waiter(spent):
            await go.wait()
            clock.spend(spent)

        tasks = [asyncio.create_task(waiter(spent), name=f"spends-{spent}") for spent in (50, 150, 0)]
        await asyncio.sleep(0.01)
        go.set()
        await asyncio.gather(*tasks)

    assert blocks(watch(main)) == [("spends-150", 60, 210, {"spends-0": 150})]


def test_who_waits_for_a_thread(watch, clock):
    async def main():
        go, over = threading.Event(), threading.Event()

        async def asks():
            with ThreadPoolExecutor() as pool:
                work = asyncio.get_running_loop().run_in_executor(pool, go.wait, 5)
                work.add_done_callback(lambda _: None)
                await work

        task = asyncio.create_task(asks(), name="asks")
        await asyncio.sleep(0.01)
        clock.spend(30)
        go.set()
        while not asyncio.get_running_loop()._ready:  # its result has come, and waits for the loop
            over.wait(0.001)
        clock.spend(120)
        await task

    assert blocks(watch(main)) == [("main", 10, 160, {"asks": 120})]


def test_a_callback(watch, clock):
    def callback():
        clock.spend(150)

    async def main():
        task = asyncio.create_task(nap(0), name="task")
        asyncio.get_running_loop().call_soon(callback)
        await asyncio.sleep(0.01)
        await task

    run = watch(main)
    assert blocks(run) == [(-2, 0, 150, {"main": 140, "task": 150})]
    assert run.callbacks[-2].function.rsplit(".", 1)[-1] == "callback"


def test_a_merged_window(watch, clock):
    async def main():
        for _ in range(5_000):
            await asyncio.sleep(0)
        task = asyncio.create_task(nap(0.03), name="task")
        await asyncio.sleep(0.01)
        clock.spend(150)
        await task

    run = watch(main)
    assert run.merged
    assert blocks(run) == [("main", 10, 160, {"task": 130})]


def test_it_is_told_while_it_lasts_with_the_line_and_the_stack(line):
    seen = []

    def inner():
        deadline = time.monotonic() + 5
        while not seen and time.monotonic() < deadline:
            seen.extend(facts(run, "loop_blocked"))
            time.sleep(0.01)  # here it stands

    async def main():
        await asyncio.sleep(0.01)
        inner()  # called here
        await asyncio.sleep(0)

    with record() as run:
        asyncio.run(main())
    (block,) = run.blocked
    assert len(seen) == 1, "it was told only when it was over"
    assert seen[0][1] - seen[0][3] > LIMIT
    assert told.name(run, seen[0][2]) == "main"
    functions = [place.function.rsplit(".", 1)[-1] for place in block.stack]
    assert functions[:2] == ["main", "inner"]
    assert block.stack[0].line == line(main, "# called here")
    first = line(inner, "deadline = ")
    assert first < block.stack[1].line <= line(inner, "# here it stands")
    assert block.end_ns > seen[0][1]


def test_a_stack_that_moves_on_is_told_again():
    def wait(kind, count):
        deadline = time.monotonic() + 5
        while len(facts(run, kind)) < count and time.monotonic() < deadline:
            time.sleep(0.01)

    def first():
        wait("loop_blocked", 1)

    def second():
        wait("loop_blocked", 2)

    async def main():
        first()
        second()

    with record() as run:
        asyncio.run(main())
    (block,) = run.blocked
    assert [place.function.rsplit(".", 1)[-1] for place in block.stack][:2] == ["main", "second"]
    assert len({fact[3] for fact in facts(run, "loop_blocked")}) == 1  # one step
    ages = [fact[1] - fact[3] for fact in facts(run, "loop_blocked")]
    assert ages[1] > 2 * LIMIT  # not before twice the time


def test_code_in_c_that_holds_the_gil_is_told_at_its_end(line):
    async def main():
        for size in (10_000_000, 40_000_000, 160_000_000):  # machines differ
            sum(range(size))  # one call
            await asyncio.sleep(0)

    with record() as run:
        asyncio.run(main())
    assert run.blocked
    assert all(block.end_ns - block.since_ns > LIMIT for block in run.blocked)
    assert all(place.line == line(main, "# one call") for block in run.blocked for place in block.stack[:1])


def test_code_under_record_itself(clock):
    async def main():
        with record() as run:
            clock.spend(150)
        return run

    run = virtual_time.run(main(), clock)
    assert blocks(run) == [("main", 0, 150, {})]


def test_an_interrupt_ends_it(clock):
    async def main():
        clock.spend(150)
        raise KeyboardInterrupt

    with record() as run, pytest.raises(KeyboardInterrupt):
        virtual_time.run(main(), clock)
    assert blocks(run)[0] == ("main", 0, 150, {})


def test_the_frames_of_a_blocking_step_are_let_go():
    class Picture:
        pass

    died_in = []

    def block():
        picture = Picture()
        weakref.finalize(picture, lambda: died_in.append(threading.current_thread().name))
        deadline = time.monotonic() + 5
        while not facts(run, "loop_blocked") and time.monotonic() < deadline:
            time.sleep(0.01)

    async def main():
        block()
        return list(died_in)

    with record() as run:
        assert asyncio.run(main()) == [threading.current_thread().name]


def test_the_watchdog_runs_only_while_a_loop_is_listened_to():
    def dogs():
        return [thread for thread in threading.enumerate() if thread.name == "aioscope-watchdog"]

    async def main():
        return dogs()

    with record():
        assert dogs() == []
        (dog,) = asyncio.run(main())
        assert dog.daemon
        assert dogs() == []
    assert asyncio.run(main()) == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="fork")
def test_a_fork_is_not_warned_of_the_watchdog():
    async def main():
        child = os.fork()
        if child == 0:
            os._exit(0)
        os.waitpid(child, 0)  # noqa: ASYNC222
        await asyncio.sleep(0)
        deadline = time.monotonic() + 5
        while not facts(run, "loop_blocked") and time.monotonic() < deadline:  # it looks again
            time.sleep(0.01)  # noqa: ASYNC251 - that it blocks is the case

    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        with record() as run:
            asyncio.run(main())
    assert said == []
    assert len(facts(run, "loop_blocked")) == 1
    assert watchdog._awake == []


def test_a_look_that_fails_says_so_once_and_the_watchdog_is_gone(monkeypatch, capsys):
    def breaks(self, *args):
        raise ZeroDivisionError("a bug of ours")

    async def main():
        deadline = time.monotonic() + 5
        while watchdog._awake and time.monotonic() < deadline:  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.01)
        return len(watchdog._awake)

    monkeypatch.setattr(Blocks, "look", breaks)
    with record():
        assert asyncio.run(main()) == 0
    said = capsys.readouterr().err
    assert said.count("aioscope") == 1
    assert "ZeroDivisionError" in said


def test_an_end_that_fails_says_so_once_and_is_gone(clock, monkeypatch, capsys):
    def breaks(self, *args):
        raise ZeroDivisionError("a bug of ours")

    async def main():
        for _ in range(2):
            clock.spend(150)
            await asyncio.sleep(0)
            clock.spend(150)
            await asyncio.sleep(0.01)
        return 42

    monkeypatch.setattr(Blocks, "over", breaks)
    with record():
        assert virtual_time.run(main(), clock) == 42
    assert capsys.readouterr().err.count("aioscope") == 1
