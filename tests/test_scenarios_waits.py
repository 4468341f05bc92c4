"""What a task waits for, until when, in which lines of the program, and who ends the wait."""

from __future__ import annotations

import asyncio
import sys

import pytest

from aioscope import facts
from tests import told
from tests.virtual_time import MS

OLD = sys.version_info < (3, 12)


async def start(**coroutines):
    await asyncio.gather(*(asyncio.create_task(coroutine, name=name) for name, coroutine in coroutines.items()))


def test_sleep(watch, line):
    async def inner():
        await asyncio.sleep(0.01)

    async def main():
        await inner()

    run = watch(main)
    assert told.waits(run, "main") == ["sleep 0-10 timer"]
    wait = run.tasks[0].waits[0]
    assert wait.until_ns == 10 * MS
    assert told.chain(wait) == [("main", line(main, "await inner")), ("inner", line(inner, "await asyncio.sleep"))]
    assert wait.stack[-1].function == "sleep"
    assert wait.stack[-1].file == "asyncio/tasks.py"


@pytest.mark.parametrize("milliseconds", [1, 3, 7, 33, 100, 12345])
def test_the_time_a_timer_is_due_is_exact(watch, milliseconds):
    async def main():
        await asyncio.sleep(milliseconds / 1000)

    wait = watch(main).tasks[0].waits[0]
    assert (wait.until_ns, wait.end_ns) == (milliseconds * MS, milliseconds * MS)


def test_sleep_zero_is_no_wait(watch):
    async def yields():
        for _ in range(3):
            await asyncio.sleep(0)

    async def main():
        await start(a=yields(), b=yields())

    run = watch(main)
    assert (told.waits(run, "a"), told.waits(run, "b")) == ([], [])
    assert told.steps(run) == ["main", "a", "b", "a", "b", "a", "b", "a", "b", "main"]
    assert (run.task("a").steps, run.task("a").outcome) == (4, "returned")
    steps = [fact[2] for fact in run._log if fact[0] == "step"]
    assert facts.IDLE not in steps[: steps.index(run.task("b").id) + 8]  # the loop never sleeps while they run


def test_busy_ready_and_waiting_times_add_up(watch, clock):
    async def work(milliseconds):
        clock.spend(milliseconds)
        await asyncio.sleep(0.01)
        clock.spend(milliseconds)

    async def main():
        await start(a=work(3), b=work(4))

    run = watch(main)
    # a: 0-3 runs, 3-13 sleeps, 13-16 runs. b: ready 0-3, 3-7 runs, 7-17 sleeps, 17-21 runs.
    assert told.times(run) == {"main": (0, 21), "a": (0, 16), "b": (0, 21)}
    assert [(t.busy_ns // MS, t.ready_ns // MS, t.waiting_ns // MS) for t in run.tasks] == [
        (0, 0, 21),
        (6, 0, 10),
        (8, 3, 10),
    ]
    assert run.max_lag_ns == 4 * MS


def test_a_timer_that_is_due_while_another_step_runs(watch, clock):
    async def blocks():
        await asyncio.sleep(0.005)
        clock.spend(20)

    async def sleeps():
        await asyncio.sleep(0.01)

    async def main():
        await start(blocks=blocks(), sleeps=sleeps())

    run = watch(main)
    assert run.task("sleeps").waits[0].until_ns == 10 * MS
    assert told.waits(run, "sleeps") == ["sleep 0-25 timer"]  # the loop looks at its timers after the step
    assert run.max_lag_ns == 20 * MS


def test_future(watch):
    async def main():
        answer = asyncio.get_running_loop().create_future()

        async def ask():
            return await answer

        async def give():
            await asyncio.sleep(0.01)
            answer.set_result(42)

        await start(ask=ask(), give=give())

    run = watch(main)
    assert told.waits(run, "ask") == ["future of answer 0-10 task give"]
    assert [(r.kind, r.name) for r in run.resources if r.kind == "future"] == [("future", "answer")]


def test_a_future_that_a_timer_completes(watch):
    async def main():
        loop = asyncio.get_running_loop()
        bell = loop.create_future()
        loop.call_later(0.01, bell.set_result, None)
        await bell

    assert told.waits(watch(main), "main") == ["future of bell 0-10 timer"]


def test_no_task_wakes_itself(watch):
    async def main():
        loop = asyncio.get_running_loop()
        bell = loop.create_future()
        loop.call_soon(bell.set_result, None)  # queued by the very task that then waits
        await bell

    assert told.waits(watch(main), "main") == ["future of bell 0-0 callback"]


def test_a_future_that_is_done_already_is_no_wait(watch):
    async def main():
        done = asyncio.get_running_loop().create_future()
        done.set_result(1)
        await done

    run = watch(main)
    assert (told.waits(run, "main"), run.tasks[0].steps) == ([], 1)


def test_a_task_that_is_awaited(watch):
    async def child():
        await asyncio.sleep(0.01)

    async def main():
        await asyncio.create_task(child(), name="child")

    assert told.waits(watch(main), "main") == ["task of child 0-10 task child"]


def test_an_async_generator_in_the_chain(watch, line):
    async def ticks():
        for number in range(2):
            await asyncio.sleep(0.01)
            yield number

    async def main():
        async for _ in ticks():
            pass

    run = watch(main)
    assert told.waits(run, "main") == ["sleep 0-10 timer", "sleep 10-20 timer"]
    for wait in run.tasks[0].waits:
        assert told.chain(wait) == [("main", line(main, "async for")), ("ticks", line(ticks, "await asyncio.sleep"))]


def test_an_awaitable_object_in_the_chain(watch, line):
    class Soon:
        def __await__(self):
            yield from asyncio.sleep(0.01).__await__()

    async def main():
        await Soon()

    run = watch(main)
    assert told.waits(run, "main") == ["sleep 0-10 timer"]
    assert told.chain(run.tasks[0].waits[0]) == [
        ("main", line(main, "await Soon")),
        ("__await__", line(Soon, "yield from")),
    ]
