"""Locks, semaphores and conditions: who held them from when to when, who waited, and who let whom go on."""

from __future__ import annotations

import asyncio

import pytest

from tests import told


async def hold(resource, milliseconds):
    async with resource:
        await asyncio.sleep(milliseconds / 1000)


async def start(**coroutines):
    await asyncio.gather(*(asyncio.create_task(coroutine, name=name) for name, coroutine in coroutines.items()))


def test_lock(watch):
    async def work(key):
        async with key:
            await asyncio.sleep(0.01)

    async def main():
        key = asyncio.Lock()
        await start(a=work(key), b=work(key), c=work(key))

    run = watch(main)
    assert told.holders(run, "key") == [("a", 0, 10), ("b", 10, 20), ("c", 20, 30)]
    assert told.waits(run, "a") == ["sleep 0-10 timer"]
    assert told.waits(run, "b") == ["lock of key 0-10 task a", "sleep 10-20 timer"]
    assert told.waits(run, "c") == ["lock of key 0-20 task b", "sleep 20-30 timer"]
    assert [(r.kind, r.capacity) for r in run.resources if r.name == "key"] == [("lock", 1)]
    assert run.max_holders("key") == 1


def test_a_lock_that_nobody_waits_for_is_held_too(watch):
    async def main():
        key = asyncio.Lock()
        await key.acquire()
        await asyncio.sleep(0.01)
        key.release()

    run = watch(main)
    assert told.holders(run, "key") == [("main", 0, 10)]
    assert told.waits(run, "main") == ["sleep 0-10 timer"]


def test_a_lock_that_another_task_releases(watch):
    async def main():
        key = asyncio.Lock()

        async def take():
            await key.acquire()
            await asyncio.sleep(0.03)

        async def give():
            await asyncio.sleep(0.01)
            key.release()

        await start(take=take(), give=give())

    assert told.holders(watch(main), "key") == [("take", 0, 10)]


def test_a_lock_held_to_the_end(watch):
    async def main():
        key = asyncio.Lock()
        await key.acquire()

    assert told.holders(watch(main), "key") == [("main", 0, None)]


def test_a_cancelled_waiter_never_holds_the_lock(watch):
    async def main():
        key = asyncio.Lock()
        holder = asyncio.create_task(hold(key, 30), name="holder")
        waiter = asyncio.create_task(hold(key, 30), name="waiter")
        await asyncio.sleep(0.01)
        waiter.cancel()
        await asyncio.wait([holder, waiter])

    run = watch(main)
    assert told.holders(run, "resource") == [("holder", 0, 30)]
    assert told.waits(run, "waiter") == ["lock of resource 0-10 cancel main"]


@pytest.mark.parametrize("kind", [asyncio.Semaphore, asyncio.BoundedSemaphore])
def test_semaphore(watch, kind):
    async def work(limit):
        async with limit:
            await asyncio.sleep(0.01)

    async def main():
        limit = kind(2)
        await start(a=work(limit), b=work(limit), c=work(limit), d=work(limit), e=work(limit))

    run = watch(main)
    assert told.holders(run, "limit") == [("a", 0, 10), ("b", 0, 10), ("c", 10, 20), ("d", 10, 20), ("e", 20, 30)]
    assert told.waits(run, "c") == ["semaphore of limit 0-10 task a", "sleep 10-20 timer"]
    assert told.waits(run, "d") == ["semaphore of limit 0-10 task b", "sleep 10-20 timer"]
    assert told.waits(run, "e") == ["semaphore of limit 0-20 task c", "sleep 20-30 timer"]
    assert [(r.kind, r.capacity) for r in run.resources if r.name == "limit"] == [("semaphore", 2)]
    assert run.max_holders("semaphore") == 2


def test_who_came_later_may_go_first(watch):
    async def main():
        limit = asyncio.Semaphore(2)
        await start(a=hold(limit, 20), b=hold(limit, 10))

    assert told.holders(watch(main), "resource") == [("a", 0, 20), ("b", 0, 10)]


def test_one_task_with_two_permits(watch):
    async def main():
        limit = asyncio.Semaphore(2)
        await limit.acquire()
        await asyncio.sleep(0.01)
        await limit.acquire()
        await asyncio.sleep(0.01)
        limit.release()
        limit.release()

    run = watch(main)
    assert told.holders(run, "limit") == [("main", 0, 20), ("main", 10, 20)]
    assert run.max_holders("limit") == 2


def test_a_release_that_nobody_acquired_is_not_a_holder(watch):
    async def main():
        limit = asyncio.Semaphore(1)
        limit.release()
        await start(a=hold(limit, 10), b=hold(limit, 10))

    run = watch(main)
    assert told.holders(run, "resource") == [("a", 0, 10), ("b", 0, 10)]


def test_a_bounded_semaphore_that_refuses_a_release(watch):
    async def main():
        limit = asyncio.BoundedSemaphore(1)
        await limit.acquire()
        limit.release()
        with pytest.raises(ValueError, match="released too many times"):
            limit.release()

    assert told.holders(watch(main), "limit") == [("main", 0, 0)]


def test_condition(watch):
    async def main():
        changed = asyncio.Condition()

        async def listen():
            async with changed:
                await changed.wait()

        async def tell():
            await asyncio.sleep(0.01)
            async with changed:
                changed.notify_all()

        await start(a=listen(), b=listen(), tell=tell())

    run = watch(main)
    assert told.waits(run, "a") == ["condition of changed 0-10 task tell"]
    assert told.waits(run, "b")[0] == "condition of changed 0-10 task tell"
    # Each held the condition's lock when it came, gave it up while it waited, and took it again one after the other.
    assert told.holders(run, "changed._lock") == [
        ("a", 0, 0),
        ("b", 0, 0),
        ("tell", 10, 10),
        ("a", 10, 10),
        ("b", 10, 10),
    ]
    assert [r.kind for r in run.resources if r.name == "changed"] == ["condition"]


def test_wait_for_a_predicate(watch):
    async def main():
        changed = asyncio.Condition()
        items = []

        async def take():
            async with changed:
                await changed.wait_for(lambda: len(items) == 2)

        async def give():
            for number in range(2):
                await asyncio.sleep(0.01)
                async with changed:
                    items.append(number)
                    changed.notify()

        await start(take=take(), give=give())

    assert told.waits(watch(main), "take") == [
        "condition of changed 0-10 task give",
        "condition of changed 10-20 task give",
    ]


def test_what_was_acquired_before_the_recording_has_no_holder(clock):
    import aioscope
    from tests import virtual_time

    async def main():
        key = asyncio.Lock()
        await key.acquire()
        with aioscope.record() as run:
            task = asyncio.create_task(hold(key, 10), name="late")
            await asyncio.sleep(0.01)
            key.release()
            await task
        return run

    run = virtual_time.run(main(), clock)
    assert told.waits(run, "late") == ["lock of resource 0-10 task main", "sleep 10-20 timer"]
    assert told.holders(run, "resource") == [("late", 10, 20)]
