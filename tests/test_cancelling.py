"""Cancelling tasks that wait for each other, in rings and in long chains: every task ends, and the process lives."""

from __future__ import annotations

import asyncio
import sys
from asyncio import tasks as asyncio_tasks

import pytest

from aioscope.cancelling import cancel

COUNTED = sys.version_info >= (3, 11)

KINDS = {"C": asyncio.Task, "Python": asyncio_tasks._PyTask}


@pytest.fixture(params=KINDS)
def program(request):
    """Run a coroutine function; every task in it is of one kind."""

    def run(main):
        async def framed():
            kind = KINDS[request.param]
            asyncio.get_running_loop().set_task_factory(lambda loop, coro, **options: kind(coro, loop=loop, **options))
            return await asyncio.wait_for(main(), 20)

        return asyncio.run(framed())

    return run


class Net:
    """Tasks by name, each waiting for what it is told to."""

    def __init__(self):
        self.tasks = {}
        self.log = []

    def __getitem__(self, name):
        return self.tasks[name]

    def add(self, name, wait):
        """``wait``: called in the task; returns what it awaits."""

        async def body():
            try:
                await wait()
            except asyncio.CancelledError:
                self.log.append(name)
                raise

        self.tasks[name] = asyncio.create_task(body(), name=name)

    def awaits(self, name, *others):
        """One other is awaited itself, several by a gather."""
        get = self.tasks.__getitem__
        if len(others) == 1:
            self.add(name, lambda: get(others[0]))
        else:
            self.add(name, lambda: asyncio.gather(*map(get, others)))

    async def cancelled(self, *names):
        """Cancel these in a callback of the loop; return who ended, cancelled, and how many were asked."""
        for _ in range(3):
            await asyncio.sleep(0)
        done = asyncio.get_running_loop().create_future()
        asyncio.get_running_loop().call_soon(lambda: done.set_result(cancel([self.tasks[name] for name in names])))
        asked = await done
        for _ in range(3 * len(self.tasks) + 10):
            await asyncio.sleep(0)
        return {name for name, task in self.tasks.items() if task.done() and task.cancelled()}, asked


async def forever():
    await asyncio.get_running_loop().create_future()


@pytest.mark.parametrize("first", ["a", "b", "c"])
def test_a_ring_of_three_ends_whichever_is_asked(program, first):
    async def main():
        net = Net()
        for name, other in ("ab", "bc", "ca"):
            net.awaits(name, other)
        ended, asked = await net.cancelled(first)
        assert (ended, asked) == ({"a", "b", "c"}, 1)
        assert net.log[-1] == first  # the one it was asked of waits for the others, as in a chain

    program(main)


def test_a_task_outside_that_waits_for_a_ring(program):
    async def main():
        net = Net()
        net.awaits("a", "b")
        net.awaits("b", "a")
        net.awaits("x", "a")
        net.awaits("y", "x")
        assert (await net.cancelled("y"))[0] == {"a", "b", "x", "y"}

    program(main)


def test_a_ring_through_a_gather_takes_its_other_members_along(program):
    async def main():
        net = Net()
        net.awaits("a", "b", "c")
        net.awaits("b", "a")
        net.add("c", forever)
        assert (await net.cancelled("a"))[0] == {"a", "b", "c"}

    program(main)


def test_a_gather_that_returns_exceptions_is_cancelled_too(program):
    async def main():
        net = Net()
        net.add("a", lambda: asyncio.gather(net["b"], net["c"], return_exceptions=True))
        net.awaits("b", "a")
        net.add("c", forever)
        assert (await net.cancelled("a"))[0] == {"a", "b", "c"}

    program(main)


def test_gathers_within_gathers_that_come_round(program):
    async def main():
        net = Net()
        net.add("a", lambda: asyncio.gather(asyncio.gather(net["b"], net["c"]), net["d"]))
        net.awaits("b", "c")
        net.awaits("c", "d", "a")
        net.add("d", forever)
        assert (await net.cancelled("c"))[0] == {"a", "b", "c", "d"}

    program(main)


def test_all_of_a_ring_at_once_and_twice(program):
    async def main():
        net = Net()
        for name, other in ("ab", "ba"):
            net.awaits(name, other)
        assert await net.cancelled("a", "b") == ({"a", "b"}, 2)
        assert sorted(net.log) == ["a", "b"]
        assert (await net.cancelled("a", "b"))[1] == 0

    program(main)


@pytest.mark.parametrize("length", [10, 3_000])
def test_a_chain_is_cancelled_from_its_inner_end(program, length):
    async def main():
        net = Net()
        for number in range(length):
            net.awaits(str(number), str(number + 1))
        net.add(str(length), forever)
        assert len((await net.cancelled("0"))[0]) == length + 1
        assert net.log == [str(number) for number in range(length, -1, -1)]

    program(main)


def test_a_ring_of_thousands(program):
    async def main():
        net = Net()
        for number in range(3_000):
            net.awaits(str(number), str((number + 1) % 3_000))
        assert len((await net.cancelled("7"))[0]) == 3_000

    program(main)


def test_one_that_is_waited_for_on_two_ways_is_asked_once(program):
    async def main():
        net = Net()
        net.awaits("a", "b", "c")
        net.awaits("b", "d")
        net.awaits("c", "d")
        net.add("d", forever)
        assert (await net.cancelled("a"))[0] == set("abcd")
        if COUNTED:
            assert net["d"].cancelling() == 1

    program(main)


@pytest.mark.parametrize("names", ["xa", "ax"])
def test_a_ring_and_one_that_waits_for_it(program, names):
    async def main():
        net = Net()
        net.awaits("a", "b")
        net.awaits("b", "a")
        net.awaits("x", "a")
        assert await net.cancelled(*names) == ({"a", "b", "x"}, 2)
        assert sorted(net.log) == ["a", "b", "x"]

    program(main)


@pytest.mark.parametrize(("names", "requests"), [("a", (1, 1)), ("ab", (1, 1)), ("ba", (0, 1))])
def test_nobody_is_asked_twice(program, names, requests):
    async def main():
        net = Net()
        net.awaits("a", "b")
        net.add("b", forever)
        assert (await net.cancelled(*names))[0] == {"a", "b"}
        if COUNTED:
            assert (net["a"].cancelling(), net["b"].cancelling()) == requests

    program(main)


def test_a_task_in_a_ring_may_refuse(program):
    async def main():
        net = Net()

        async def refuses():
            try:
                await net["a"]
            except asyncio.CancelledError:
                net.log.append("refused")

        net.tasks["b"] = asyncio.create_task(refuses())
        net.awaits("a", "b")
        ended, _ = await net.cancelled("a")
        assert ended == set()
        assert net.log == ["refused"]
        assert net["a"].done()
        assert net["b"].done()

    program(main)
