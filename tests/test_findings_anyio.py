"""Cancel scopes of a library: it cancels again and again, and takes it back where Python 3.10 does not say so."""

from __future__ import annotations

import asyncio
import contextlib

import pytest

from aioscope import record
from tests import findings_told as tell

anyio = pytest.importorskip("anyio", reason="anyio is not installed")


async def work(cleanup=0.0):
    """Work that takes its time to clean up when it is cancelled."""
    try:
        await anyio.sleep(1)
    finally:
        with anyio.CancelScope(shield=True):
            await anyio.sleep(cleanup)
            await anyio.sleep(cleanup)


async def go_on():
    """What whoever was interrupted does next: two waits, so that it is seen to go on."""
    await anyio.sleep(0.001)
    await anyio.sleep(0.001)


async def a_group_that_its_host_cancels():
    async with anyio.create_task_group() as group:
        group.start_soon(work, 0.002)
        group.start_soon(work)
        await anyio.sleep(0.001)
        group.cancel_scope.cancel()
    await go_on()


async def a_group_that_a_child_cancels():
    async with anyio.create_task_group() as group:

        async def child():
            await anyio.sleep(0.001)
            group.cancel_scope.cancel()

        group.start_soon(child)
        group.start_soon(work)
        await anyio.sleep(1)
    await go_on()


async def a_group_in_which_a_child_fails():
    async def child():
        await anyio.sleep(0.001)
        raise ValueError

    with contextlib.suppress(BaseException):
        async with anyio.create_task_group() as group:
            group.start_soon(child)
            group.start_soon(work, 0.002)
            await anyio.sleep(1)
    await go_on()


async def a_scope_that_another_task_cancels():
    scope = anyio.CancelScope()

    async def other():
        await asyncio.sleep(0.001)
        scope.cancel()

    task = asyncio.create_task(other())
    with scope:
        await work(0.002)
    await go_on()
    await task


async def a_scope_around_plain_asyncio():
    scope = anyio.CancelScope()

    async def other():
        await asyncio.sleep(0.001)
        scope.cancel()

    task = asyncio.create_task(other())
    with scope:
        await asyncio.sleep(1)
    await asyncio.sleep(0.001)
    await asyncio.sleep(0.001)
    await task


async def a_timeout():
    with anyio.move_on_after(0.001):
        await work(0.002)
    await go_on()


async def a_timeout_that_fails():
    with contextlib.suppress(TimeoutError), anyio.fail_after(0.001):
        await work(0.002)
    await go_on()


SCOPES = [
    a_group_that_its_host_cancels,
    a_group_that_a_child_cancels,
    a_group_in_which_a_child_fails,
    a_scope_that_another_task_cancels,
    a_scope_around_plain_asyncio,
    a_timeout,
    a_timeout_that_fails,
]


@pytest.mark.parametrize("program", SCOPES, ids=lambda program: program.__name__)
def test_a_scope_takes_its_own_cancellation_back(program):
    with record(exact=True) as run:
        anyio.run(program)
    assert any(task.cancel_requests for task in run.tasks)
    assert tell.codes(run) == []


def test_a_task_that_swallows_what_the_user_asked_for_is_told_of_in_a_program_of_anyio():
    async def stubborn():
        with contextlib.suppress(asyncio.CancelledError):
            await anyio.sleep(1)
        await anyio.sleep(0.001)

    async def main():
        task = asyncio.create_task(stubborn(), name="stubborn")
        await anyio.sleep(0.001)
        task.cancel()
        await asyncio.wait([task])

    with record(exact=True) as run:
        anyio.run(main)
    assert tell.codes(run) == ["swallowed_cancellation"]
