"""Programs with very many tasks, for what may depend on how many there are."""

from __future__ import annotations

import asyncio


async def pairs(tasks: int, turns: int) -> None:
    """Tasks in pairs hand each other the turn: each step ends in a wait, each task has an event and a lock of its own.

    Args:
        tasks: how many; all are alive at once.
        turns: of each task.
    """

    async def player(mine: asyncio.Event, other: asyncio.Event, lock: asyncio.Lock) -> None:
        for _ in range(turns):
            async with lock:
                other.set()
            await mine.wait()
            mine.clear()
        other.set()

    async def pair() -> None:
        one, two = asyncio.Event(), asyncio.Event()
        await asyncio.gather(player(one, two, asyncio.Lock()), player(two, one, asyncio.Lock()))

    await asyncio.gather(*(pair() for _ in range(tasks // 3)))


class Crowd:
    """Tasks of which each waits for an event of its own, and waits again when it was woken.

    >>> async def main():
    ...     crowd = Crowd(3)
    ...     await crowd.wake(2)
    ...     await crowd.leave()
    ...     return crowd.steps
    >>> asyncio.run(main())
    8
    """

    def __init__(self, size: int) -> None:
        self._events = [asyncio.Event() for _ in range(size)]
        self._tasks = [asyncio.create_task(self._stay(event)) for event in self._events]
        self._over = False
        self.steps = 0
        """Steps that these tasks have had."""

    async def wake(self, first: int) -> None:
        """Let the first ones have a step, and wait until they had it."""
        for event in self._events[:first]:
            event.set()
        await _rounds()

    async def leave(self) -> None:
        """Let all of them end."""
        self._over = True
        await self.wake(len(self._events))
        await asyncio.gather(*self._tasks)

    async def _stay(self, event: asyncio.Event) -> None:
        self.steps += 1
        while not self._over:
            await event.wait()
            event.clear()
            self.steps += 1


async def _rounds() -> None:
    """Let the loop go around: what was set wakes tasks in the first round, which run in the second."""
    for _ in range(3):
        await asyncio.sleep(0)
