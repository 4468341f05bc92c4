"""The wait-for graph: every deadlock is found when it closes, and nothing that resolves itself is called one."""

from __future__ import annotations

import asyncio

import pytest

from aioscope.graph import Graph
from tests import told
from tests.virtual_time import MS


def cycles(run):
    """The deadlocks, by names."""
    return [[told.name(run, task) for task in cycle] for cycle in run.deadlocks]


async def take(first, second, pause=0.01):
    async with first:
        await asyncio.sleep(pause)
        async with second:
            pass


async def end(*tasks):
    """After a while, so that nothing of it is a timeout of those who hang."""
    await asyncio.sleep(0.05)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def start(**coroutines):
    return [asyncio.create_task(coroutine, name=name) for name, coroutine in coroutines.items()]


def test_two_locks_in_the_opposite_order(watch):
    async def main():
        left, right = asyncio.Lock(), asyncio.Lock()
        await end(*start(a=take(left, right), b=take(right, left)))

    run = watch(main)
    assert cycles(run) == [["a", "b"]]
    (found,) = run._fold().graph.deadlocks
    assert found.t_ns == 10 * MS
    assert [resource.name for resource in run.resources if resource.id in found.resources] == ["first", "first"]


def test_two_locks_in_the_same_order(watch):
    async def main():
        left, right = asyncio.Lock(), asyncio.Lock()
        await end(*start(a=take(left, right), b=take(left, right)))

    assert cycles(watch(main)) == []


def test_five_philosophers(watch):
    async def main():
        forks = [asyncio.Lock() for _ in range(5)]
        await end(*start(**{f"p{n}": take(forks[n], forks[(n + 1) % 5]) for n in range(5)}))

    assert cycles(watch(main)) == [["p0", "p1", "p2", "p3", "p4"]]


def test_a_lock_that_is_taken_twice(watch):
    async def main():
        key = asyncio.Lock()
        await end(*start(a=take(key, key)))

    assert cycles(watch(main)) == [["a"]]


def test_a_lock_and_a_task_that_needs_it(watch):
    async def main():
        key = asyncio.Lock()

        async def outer():
            async with key:
                await asyncio.create_task(take(key, asyncio.Lock()), name="inner")

        await end(*start(outer=outer()))

    assert cycles(watch(main)) == [["outer", "inner"]]


def test_permits_held_by_those_who_wait_for_children_that_need_one(watch):
    async def crawl(limit, depth):
        async with limit:
            await asyncio.sleep(0.001)
            if depth:
                await asyncio.gather(*start(**{f"child of {asyncio.current_task().get_name()}": crawl(limit, 0)}))

    async def main():
        limit = asyncio.Semaphore(2)
        await end(*start(a=crawl(limit, 1), b=crawl(limit, 1)))

    run = watch(main)
    (cycle,) = cycles(run)
    assert cycle == ["b", "child of b"]  # a and its child wait for one of these two


def test_permits_of_which_one_comes_free(watch):
    async def crawl(limit, depth):
        async with limit:
            await asyncio.sleep(0.001)
            if depth:
                await asyncio.gather(*start(child=crawl(limit, 0)))

    async def main():
        limit = asyncio.Semaphore(2)
        await end(*start(a=crawl(limit, 1), b=crawl(limit, 0)))

    assert cycles(watch(main)) == []


def test_a_semaphore_whose_permits_others_give_back_is_a_signal(watch):
    async def main():
        ticks = asyncio.Semaphore(1)

        async def consume():
            for _ in range(3):
                await ticks.acquire()

        consumer = asyncio.create_task(consume())
        for _ in range(2):
            await asyncio.sleep(0.01)
            ticks.release()
        await consumer

    assert cycles(watch(main)) == []


def test_a_timed_wait_ends_by_itself(watch):
    async def hasty(first, second):
        async with first:
            await asyncio.sleep(0.01)
            try:
                await asyncio.wait_for(second.acquire(), 0.01)
            except asyncio.TimeoutError:
                return

    async def main():
        left, right = asyncio.Lock(), asyncio.Lock()
        await end(*start(a=hasty(left, right), b=take(right, left)))

    assert cycles(watch(main)) == []


def test_a_timeout_from_outside_can_only_cancel(watch):
    async def main():
        left, right = asyncio.Lock(), asyncio.Lock()
        tasks = start(a=take(left, right), b=take(right, left))
        await asyncio.wait(tasks, timeout=0.03)
        await end(*tasks)

    assert cycles(watch(main)) == [["a", "b"]]


# ---- by hand: what a program would not survive -----------------------------------------------------------------------


def lock(number):
    return ("resource_seen", 0, number, "lock", f"lock {number}", 1, None)


def waits(task, on, kind="lock", until=None, t=5):
    return ("wait_started", t, task, kind, on, until, ())


def found(*log):
    return [deadlock.tasks for deadlock in Graph().follow([*log, ("step", 9, 0)])]


CROSSED = [lock(11), lock(12), ("acquired", 1, 11, 1), ("acquired", 1, 12, 2)]


def test_tasks_that_wait_for_each_other():
    assert found(waits(1, 2, "task"), waits(2, 1, "task")) == [(1, 2)]
    assert found(waits(1, 2, "task"), waits(2, 3, "task"), waits(3, 1, "task")) == [(1, 2, 3)]


def test_it_is_found_when_the_closing_wait_begins():
    graph = Graph()
    assert graph.follow([*CROSSED, waits(1, 12), ("step", 6, 2)]) == []
    assert graph.follow([waits(2, 11, t=7)]) == []
    (deadlock,) = graph.follow([("step", 8, 0)])
    assert deadlock == (7, (1, 2), (12, 11))
    assert graph.follow([("deadlock_found", 8, (2, 1), (11, 12)), ("run_ended", 9, 0)]) == []
    assert graph.deadlocks == [deadlock]


def test_what_somebody_else_has_found_is_known():
    assert found(("deadlock_found", 3, (4, 5), (None, 9))) == [(4, 5)]


@pytest.mark.parametrize(
    "log",
    [
        [*CROSSED, waits(1, 12), waits(2, 11, until=8)],
        [*CROSSED, ("timeout_set", 2, 13, 1, 90), waits(1, 12), waits(2, 11)],
        [*CROSSED, ("task_ended", 2, 1, "returned", None, None), waits(2, 11)],
        [*CROSSED, waits(1, 12), waits(2, 11), ("task_woken", 5, 1, ("thread", None))],
        [*CROSSED, waits(1, 12), waits(2, 11), ("released", 5, 12, 2)],
        [*CROSSED, waits(1, 12), ("window_merged", 5, 2, (1,), (3,), (9,)), waits(2, 11)],
        [*CROSSED, waits(1, 12, "event"), waits(2, 11)],
        [*CROSSED, waits(1, None), waits(2, 11)],
    ],
    ids=["until", "timeout", "ended", "woken", "released", "merged", "event", "unknown"],
)
def test_no_deadlock(log):
    assert found(*log) == []
    assert found(*CROSSED, waits(1, 12), waits(2, 11)) == [(1, 2)]


def test_a_timeout_that_was_left_counts_no_longer():
    timeout = [("timeout_set", 2, 13, 1, 90), ("timeout_set", 3, 13, 1, None)]
    assert found(*CROSSED, *timeout, waits(1, 12), waits(2, 11)) == [(1, 2)]


def test_holders_after_a_merged_window_are_told_after_the_waits():
    window = ("window_merged", 5, 2, (1, 2), (3, 3), (9, 9))
    moved = [window, waits(1, 12), waits(2, 11), ("released", 5, 11, 1), ("acquired", 5, 11, 3)]
    assert found(*CROSSED, *moved) == []
    assert found(*CROSSED, window, waits(1, 12), waits(2, 11)) == [(1, 2)]


def test_a_gather_is_stuck_when_all_that_are_left_are():
    members = [lock(11), ("acquired", 1, 11, 1), ("members_named", 1, 20, (2, 3)), waits(1, 20, "gather"), waits(2, 11)]
    assert found(*members, ("step", 6, 3), waits(3, None, "sleep", 90, 7)) == []
    assert found(*members, ("step", 6, 3), ("task_ended", 7, 3, "returned", None, None)) == [(1, 2)]


def test_a_semaphore_counts_when_all_its_permits_are_held():
    two = [("resource_seen", 0, 11, "semaphore", "two", 2, None), ("acquired", 1, 11, 1), waits(1, 2, "task")]
    closing = waits(2, 11, "semaphore")
    assert found(*two, closing) == []
    assert found(*two, ("acquired", 1, 11, 1), closing) == [(1, 2)]
    assert found(*two, ("acquired", 1, 11, 3), closing) == []
    assert found(*two, ("acquired", 1, 11, 3), waits(3, 2, "task"), closing) == [(1, 2)]


def test_a_semaphore_that_waits_for_itself_may_be_a_signal():
    one = [("resource_seen", 0, 11, "semaphore", "one", 1, None), ("acquired", 1, 11, 1)]
    assert found(*one, waits(1, 11, "semaphore")) == []


def test_a_lock_that_another_task_released_is_a_signal():
    signal = [("step", 2, 2), ("released", 3, 11, 1), ("acquired", 4, 11, 1)]
    assert found(*CROSSED, *signal, waits(1, 12), waits(2, 11)) == []
    own = [("step", 2, 1), ("released", 3, 11, 1), ("acquired", 4, 11, 1)]
    assert found(*CROSSED, *own, waits(1, 12), waits(2, 11)) == [(1, 2)]


def test_ten_thousand_tasks_at_one_lock_that_is_held():
    log = [lock(1), ("acquired", 0, 1, 2), *(waits(task, 1) for task in range(10, 10_010))]
    assert found(*log) == []
    assert found(*log, waits(2, 10, "task")) == [(2, 10)]
