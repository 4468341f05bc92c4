"""Laws 1 and 2: watching changes nothing, and off means off."""

from __future__ import annotations

import asyncio
import contextvars
import gc
import threading
import traceback
from asyncio import base_events, locks
from collections import deque

import pytest

from aioscope import record
from aioscope.hooks import methods
from tests import told, virtual_time

VARIABLE = contextvars.ContextVar("VARIABLE", default="outside")


def both_ways(main, clock):
    """What an async function returns with the recorder off, and with it on."""
    off = virtual_time.run(main(), clock)
    with record() as run:
        on = virtual_time.run(main(), clock)
    assert run.tasks
    return off, on


# ---- law 1 -----------------------------------------------------------------------------------------------------------


def test_results_and_exceptions_are_the_very_same_objects(clock):
    result, error = object(), ValueError("x")

    async def fine():
        await asyncio.sleep(0)
        return result

    async def fails():
        await asyncio.sleep(0.01)
        raise error

    async def main():
        tasks = [asyncio.create_task(fine()), asyncio.create_task(fails())]
        got = await asyncio.gather(*tasks, return_exceptions=True)
        return got[0] is result, got[1] is error, tasks[1].exception() is error, error.__cause__, error.__context__

    off, on = both_ways(main, clock)
    assert off == on == (True, True, True, None, None)


def test_tracebacks_have_the_same_frames_of_the_user(clock):
    def frames(error):
        return [(f.name, f.lineno) for f in traceback.extract_tb(error.__traceback__) if f.filename == __file__]

    async def fails(key):
        async with key:
            await asyncio.sleep(0.01)
            raise KeyError("k")

    async def stuck(key):
        await asyncio.sleep(0)
        try:
            async with key:
                pass
        except asyncio.CancelledError as error:
            return frames(error)

    async def main():
        key = asyncio.Lock()
        failing, cancelled = asyncio.create_task(fails(key)), asyncio.create_task(stuck(key))
        await asyncio.sleep(0.005)
        cancelled.cancel()
        try:
            await failing
        except KeyError as error:
            return frames(error), await cancelled

    off, on = both_ways(main, clock)
    assert off == on
    assert [[name for name, _ in names] for names in on] == [["main", "fails"], ["stuck"]]


def test_tasks_are_who_they_say(clock):
    async def child():
        task = asyncio.current_task()
        await asyncio.sleep(0)
        return task, asyncio.current_task(), task.get_name()

    async def main():
        coroutine = child()
        task = asyncio.create_task(coroutine, name="child")
        before, after, name = await task
        return (
            before is task,
            after is task,
            name,
            task.get_coro() is coroutine,
            type(task) is asyncio.Task,
            {t.get_name() for t in asyncio.all_tasks()} == {asyncio.current_task().get_name()},
        )

    off, on = both_ways(main, clock)
    assert off == on == (True, True, "child", True, True, True)


def test_context_variables_go_their_usual_ways(clock):
    seen = []

    async def child():
        inherited = VARIABLE.get()
        VARIABLE.set("child")
        await asyncio.sleep(0.01)
        return inherited, VARIABLE.get()

    async def main():
        VARIABLE.set("main")
        asyncio.get_running_loop().call_soon(lambda: seen.append(VARIABLE.get()))
        task = asyncio.create_task(child())
        task.add_done_callback(lambda _: seen.append(VARIABLE.get()))
        VARIABLE.set("main later")
        got = await task
        await asyncio.sleep(0)
        return got, VARIABLE.get(), seen.copy()

    off, on = both_ways(main, clock)
    assert off == (("main", "child"), "main later", ["main", "main"])
    assert on == (("main", "child"), "main later", ["main", "main"] * 2)
    assert VARIABLE.get() == "outside"


def test_asyncio_still_complains(clock):
    async def main():
        said = []
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, context: said.append(context["message"]))

        async def fails():
            raise ValueError("x")

        async def orphan():
            await loop.create_future()

        asyncio.create_task(fails())  # noqa: RUF006 - lost on purpose
        asyncio.create_task(orphan())  # noqa: RUF006
        loop.call_soon(lambda: 1 / 0)
        await asyncio.sleep(0.01)
        gc.collect()
        return sorted(said)

    off, on = both_ways(main, clock)
    assert off == on
    assert [message.split("(")[0] for message in on] == [
        "Exception in callback test_asyncio_still_complains.<locals>.main.<locals>.<lambda>",
        "Task exception was never retrieved",
        "Task was destroyed but it is pending!",
    ]


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit])
def test_what_ends_a_loop_ends_it(clock, error):
    async def main():
        await asyncio.sleep(0.01)
        raise error

    with pytest.raises(error), record() as run:
        virtual_time.run(main(), clock)
    assert told.outcomes(run) == {"main": "raised"}


def test_debug_mode_and_a_task_factory_work_as_ever(clock):
    class Own(asyncio.Task):
        pass

    async def main():
        loop = asyncio.get_running_loop()
        loop.set_debug(True)
        loop.slow_callback_duration = 1e9
        loop.set_task_factory(lambda loop, coro, **more: Own(coro, loop=loop, **more))
        task = asyncio.create_task(asyncio.sleep(0.01, "result"), name="own")
        return type(task) is Own, await task, task.get_name()

    off, on = both_ways(main, clock)
    assert off == on == (True, "result", "own")


# ---- law 2 -----------------------------------------------------------------------------------------------------------


def test_stop_puts_everything_back_while_the_loop_runs(clock):
    found = [vars(cls)[name] for cls in (locks.Lock, locks.Semaphore) for name in ("acquire", "release")]

    async def main():
        loop = asyncio.get_running_loop()
        with record():
            assert type(loop._ready) is not deque
            assert "select" in vars(loop._selector)
            assert locks.Lock.acquire is not found[0]
            loop.call_soon(order.append, 1)
            loop.call_soon(order.append, 2)
        assert type(loop._ready) is deque
        assert "select" not in vars(loop._selector)
        loop.call_soon(order.append, 3)
        await asyncio.sleep(0)

    order = []
    virtual_time.run(main(), clock)
    assert order == [1, 2, 3]  # what was queued meanwhile is not lost
    assert [vars(c)[n] for c in (locks.Lock, locks.Semaphore) for n in ("acquire", "release")] == found


def test_between_two_loops_only_the_door_is_open():
    run_forever = base_events.BaseEventLoop.run_forever
    with record():
        assert base_events.BaseEventLoop.run_forever is not run_forever
        assert methods.open_watchers == []
        loop = asyncio.new_event_loop()
        assert type(loop._ready) is deque
        loop.close()
    assert base_events.BaseEventLoop.run_forever is run_forever
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("aioscope")]


def test_a_condition_made_while_recorded_works_afterwards(clock):
    async def main():
        with record():
            condition = asyncio.Condition()
        async with condition:
            return condition.locked()

    assert virtual_time.run(main(), clock) is True


def test_a_patch_of_somebody_else_is_not_taken_away(clock, monkeypatch):
    def theirs(self):
        return original(self)

    async def main():
        await asyncio.sleep(0)

    with record():
        original = base_events.BaseEventLoop.run_forever
        monkeypatch.setattr(base_events.BaseEventLoop, "run_forever", theirs)
        virtual_time.run(main(), clock)
    assert base_events.BaseEventLoop.run_forever is theirs
    virtual_time.run(main(), clock)  # our part in it only calls through, and notes nothing
    monkeypatch.undo()
    base_events.BaseEventLoop.run_forever = original.__wrapped__
