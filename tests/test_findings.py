"""Each finding: a program that must raise it, and one close to it that must not."""

from __future__ import annotations

import asyncio
import contextlib
import sys

import pytest

from aioscope import facts, load, record
from aioscope.findings import RULES, as_fact
from tests import findings_told as tell
from tests import virtual_time
from tests.virtual_time import MS

needs_groups = pytest.mark.skipif(sys.version_info < (3, 11), reason="TaskGroup and timeout() came with Python 3.11")


async def end(*tasks):
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def test_every_rule_has_a_code_of_its_own():
    assert len({rule.code for rule in RULES}) == len(RULES)


def test_nothing_is_found_in_a_program_that_does_all_well(watch):
    async def work(limit, queue):
        async with limit:
            await asyncio.sleep(0.2)
        await queue.put(1)

    async def main():
        limit, queue = asyncio.Semaphore(2), asyncio.Queue(3)
        tasks = [asyncio.create_task(work(limit, queue)) for _ in range(6)]
        for _ in tasks:
            await queue.get()
        await asyncio.gather(*tasks)
        await asyncio.sleep(0.1)
        await asyncio.sleep(0.1)

    assert tell.codes(watch(main)) == []


# ---- deadlock ------------------------------------------------------------------------------------------------------


def test_deadlock(watch):
    async def take(first, second):
        async with first:
            await asyncio.sleep(0.01)
            async with second:
                pass

    async def main():
        left, right = asyncio.Lock(), asyncio.Lock()
        a = asyncio.create_task(take(left, right), name="a")
        b = asyncio.create_task(take(right, left), name="b")
        await asyncio.sleep(0.02)
        await end(a, b)

    run = watch(main)
    (found,) = [each for each in run.findings if each.code == "deadlock"]
    assert (found.severity, found.concept, found.task, found.t_ns) == ("error", "lock", run.task("a").id, 10 * MS)
    assert found.message == "Deadlock: a, b wait for each other, and none can ever go on."
    assert found.evidence == (
        "a waits for the lock first (2), which b holds, b waits for the lock first (1), which a holds."
    )
    assert found.said("zh-CN").message == "死锁：a、b 互相等待，谁也无法继续。"
    assert found.site.function.endswith("take")


def test_locks_that_are_taken_in_one_order(watch):
    async def take(first, second):
        async with first:
            await asyncio.sleep(0.01)
            async with second:
                await asyncio.sleep(0.01)

    async def main():
        left, right = asyncio.Lock(), asyncio.Lock()
        await asyncio.gather(*(take(left, right) for _ in range(3)))

    assert tell.codes(watch(main)) == []


def test_a_deadlock_of_one(watch):
    async def main():
        key = asyncio.Lock()

        async def again():
            async with key:
                await key.acquire()

        a = asyncio.create_task(again(), name="a")
        await asyncio.sleep(0.01)
        await end(a)

    (found,) = watch(main).findings
    assert found.message == "Deadlock: a waits for itself, and can never go on."


# ---- sequential awaits ---------------------------------------------------------------------------------------------


async def fetch(milliseconds):
    await asyncio.sleep(milliseconds / 1000)


def test_sequential_awaits(watch, line):
    async def main():
        await fetch(100)  # first
        await fetch(200)
        await fetch(300)

    run = watch(main)
    (found,) = run.findings
    assert (found.code, found.severity, found.concept) == ("sequential_awaits", "info", "gather")
    assert found.message.endswith(" awaits fetch() 3 times in a row; these waits could overlap.")
    assert "took 600 ms one after the other" in found.evidence
    assert "together they would take 300 ms" in found.evidence
    assert found.site.line == line(main, "# first")


def test_tasks_that_are_made_and_awaited_one_by_one(watch):
    async def main():
        for _ in range(3):
            await asyncio.create_task(fetch(100))

    (found,) = watch(main).findings
    assert (found.code, found.evidence[:31]) == ("sequential_awaits", "The waits took 300 ms one after")


async def other(milliseconds):
    await asyncio.sleep(milliseconds / 1000)


async def fail(milliseconds):
    await asyncio.sleep(milliseconds / 1000)
    raise ConnectionError


@pytest.mark.parametrize("calls", ["loop", "other", "between", "short", "together", "inside"])
def test_awaits_that_may_be_meant_to_follow_each_other(watch, calls):
    async def main():
        if calls == "loop":  # may be one call that waits often
            for _ in range(3):
                await fetch(100)
        elif calls == "other":  # most likely the second needs the first
            await fetch(100)
            await other(100)
        elif calls == "between":
            await fetch(100)
            await asyncio.sleep(0.01)
            await fetch(100)
        elif calls == "short":
            await fetch(10)
            await fetch(10)
        elif calls == "together":
            tasks = [asyncio.create_task(fetch(100)) for _ in range(3)]
            for task in tasks:
                await task
        elif calls == "inside":
            await asyncio.sleep(0.1)
            await asyncio.sleep(0.1)

    assert tell.codes(watch(main)) == []


@pytest.mark.parametrize("how", ["timeout", "refused", "paced"])
def test_tasks_that_could_not_begin_earlier(watch, how):
    async def main():
        for milliseconds in (500, 500, 60):
            if how == "timeout":  # it tries again, and up to Python 3.11 each try is a task
                with contextlib.suppress(asyncio.TimeoutError):
                    await asyncio.wait_for(fetch(milliseconds), 0.1)
            elif how == "refused":
                with contextlib.suppress(ConnectionError):
                    await asyncio.create_task(fail(100))
            else:
                await asyncio.create_task(fetch(100))
                await asyncio.sleep(0.01)

    assert tell.codes(watch(main)) == []


# ---- swallowed cancellation ----------------------------------------------------------------------------------------


def test_swallowed_cancellation_that_returns(watch):
    async def stubborn():
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.sleep(10)
        await asyncio.sleep(0.05)

    async def main():
        task = asyncio.create_task(stubborn(), name="stubborn")
        await asyncio.sleep(0.01)
        task.cancel()
        await asyncio.wait([task])

    run = watch(main)
    (found,) = run.findings
    assert (found.code, found.task) == ("swallowed_cancellation", run.task("stubborn").id)
    assert found.evidence.endswith("and it returned as if nothing had been asked.")
    assert found.site.function.endswith("stubborn")


def test_swallowed_cancellation_that_never_ends(clock):
    async def stubborn(stop):
        while not stop.is_set():
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.sleep(0.01)

    async def main():
        stop = asyncio.Event()
        with record() as run:
            task = asyncio.create_task(stubborn(stop), name="stubborn")
            await asyncio.sleep(0.015)
            task.cancel()
            await asyncio.sleep(0.1)
        stop.set()
        await task
        return run

    run = virtual_time.run(main(), clock)
    assert tell.codes(run) == ["swallowed_cancellation"]
    assert run.findings[0].evidence.endswith("it was still pending when the run ended.")


def test_a_task_that_cleans_up_and_passes_the_cancellation_on(watch):
    async def tidy():
        try:
            await asyncio.sleep(10)
        finally:
            await asyncio.sleep(0.01)
            await asyncio.sleep(0.01)

    async def main():
        task = asyncio.create_task(tidy())
        await asyncio.sleep(0.01)
        await end(task)

    assert tell.codes(watch(main)) == []


def test_a_task_that_ends_at_once_when_it_is_cancelled(watch):
    async def quick():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            return

    async def main():
        task = asyncio.create_task(quick())
        await asyncio.sleep(0.01)
        await end(task)

    assert tell.codes(watch(main)) == []


@needs_groups
def test_a_timeout_takes_its_own_cancellation_back(watch):
    async def main():
        try:
            async with asyncio.timeout(0.01):
                await asyncio.sleep(10)
        except TimeoutError:
            await asyncio.sleep(0.01)

    assert tell.codes(watch(main)) == []


def test_who_waits_for_the_one_who_swallowed_is_not_to_blame(watch):
    async def stubborn():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            await asyncio.sleep(0.05)

    async def outer():
        await asyncio.create_task(stubborn(), name="stubborn")
        await asyncio.sleep(0.01)

    async def main():
        task = asyncio.create_task(outer(), name="outer")
        await asyncio.sleep(0.01)
        task.cancel()
        await asyncio.wait([task])

    run = watch(main)
    assert [found.task for found in run.findings] == [run.task("stubborn").id]


# ---- a lock held across a slow await -------------------------------------------------------------------------------


async def hold(lock, milliseconds):
    async with lock:
        await asyncio.sleep(milliseconds / 1000)


def test_a_lock_held_across_a_slow_await(watch):
    async def main():
        key = asyncio.Lock()
        await asyncio.gather(*(asyncio.create_task(hold(key, 100), name=name) for name in "abc"))

    run = watch(main)
    (found,) = run.findings
    assert (found.code, found.severity, found.task) == ("lock_held", "info", run.task("a").id)
    assert found.message == "a held the lock lock for 100 ms, most of it waiting for a sleep."
    assert found.evidence == "b, c waited for the lock meanwhile, 200 ms in all."


@pytest.mark.parametrize("make", [asyncio.Lock, lambda: asyncio.Semaphore(1)], ids=["quick lock", "semaphore"])
def test_a_lock_held_shortly_and_a_semaphore(watch, make):
    async def main():
        key = make()
        long = 20 if isinstance(key, asyncio.Lock) else 200
        await asyncio.gather(*(asyncio.create_task(hold(key, long)) for _ in range(3)))

    assert tell.codes(watch(main)) == []


def test_a_lock_that_nobody_waits_for(watch):
    async def main():
        await hold(asyncio.Lock(), 500)

    assert tell.codes(watch(main)) == []


# ---- into the log --------------------------------------------------------------------------------------------------


def test_a_finding_as_a_fact(watch):
    async def main():
        await fetch(100)
        await fetch(200)

    run = watch(main)
    fact = as_fact(run.findings[0], run._fold())
    json = facts.to_json(fact)
    assert (json["kind"], json["code"], json["concept"]) == ("finding", "sequential_awaits", "gather")
    assert json["message"] == {language: run.findings[0].said(language).message for language in ("en", "zh-CN")}
    places = {f[2]: f for f in run._log if f[0] == "place_named"}
    assert places[json["site"]][5] == run.findings[0].site.line
    assert facts.from_json(json) == fact


# ---- a saved run says what is found --------------------------------------------------------------------------------


def test_a_run_that_no_kernel_told_of_is_saved_with_its_findings(watch, tmp_path):
    async def main():
        await fetch(100)
        await fetch(200)

    run = watch(main)
    run.save(tmp_path / "run.json")
    again = load(tmp_path / "run.json")
    assert [fact[2] for fact in again._log if fact[0] == "finding"] == ["sequential_awaits"]
    again.save(tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == (tmp_path / "run.json").read_bytes()
