"""Cancelling a task from outside, whatever it waits for.

``task.cancel()`` hands the request on: to the task that is awaited, to every member of a gather, and so on inwards, one
call within the other. Where tasks wait for each other in a ring, that never ends: CPython raises RecursionError, or
dies, and nothing is cancelled. A chain of a thousand tasks does the same. So the way is walked first, and where it is
too long or comes round, it is gone by hand::

    a ──▶ b ──▶ c ──▶ sleep          c.cancel(), and its end cancels b, and that a: as asyncio would have it
    a ──▶ b ──▶ c ──▶ a              c is woken as if a had been cancelled: CancelledError at its ``await a``

In both cases the innermost task is the first to get CancelledError; it may clean up, or refuse, as ever.

Tried and dropped: to raise the recursion limit (the stack is the C stack); to set ``_must_cancel`` (a task in C does
not let one, and it would act at the next await only); ``coroutine.throw()`` (the task would not be the current one).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from . import reading
from .waits import Gathering

_DEEPEST = 50
"""Requests that asyncio may hand on within one another; a gather's are Python frames."""


def cancel(tasks: Iterable[Any]) -> int:
    """Ask tasks to end, each once, also if one waits for another. Call it on the loop's thread, within no task's step.

    Args:
        tasks: those to ask; one that has ended is passed over.

    Returns:
        How many of them had not ended.

    >>> import asyncio
    >>> async def wait_for(name, others):
    ...     await others[name]
    >>> async def main():
    ...     tasks = {}
    ...     tasks["a"] = asyncio.create_task(wait_for("b", tasks))
    ...     tasks["b"] = asyncio.create_task(wait_for("a", tasks))
    ...     await asyncio.sleep(0)
    ...     asyncio.get_running_loop().call_soon(cancel, [tasks["a"]])
    ...     await asyncio.wait(tasks.values())
    ...     return [task.cancelled() for task in tasks.values()]
    >>> asyncio.run(main())
    [True, True]
    """
    alive = [task for task in tasks if not reading.is_done(task)]
    asked: set[int] = set()  # by id(): a request has reached them
    for task in alive:
        if id(task) not in asked:
            way = _Way(task, asked)
            if way.passable:
                task.cancel()
            else:
                way.go()
            asked |= way.seen
    return len(alive)


class _Way:
    """Where a request to cancel a task would be handed on to.

    Attributes:
        seen: the tasks and gathers on it, by id().
        passable: whether asyncio can go it by itself.
    """

    def __init__(self, task: Any, asked: set[int]) -> None:
        self.seen: set[int] = {id(task)}
        self._innermost: list[Any] = []  # tasks that wait for no other
        self._closing: list[Any] = []  # tasks by which the way comes round
        self._gathers: list[Any] = []
        self.passable = self._walk(task, asked)

    def go(self) -> None:
        """Go it by hand."""
        for gather in self._gathers:
            gather._cancel_requested = True  # as its cancel() does: it then ends as cancelled, whatever its members do
        for task in self._innermost:
            task.cancel()
        for task in self._closing:
            _wake_cancelled(task)

    def _walk(self, task: Any, asked: set[int]) -> bool:
        """Follow every branch inwards, as far as nobody has been asked; return whether asyncio can go the way."""
        passable = True
        path = [task]
        on_path = {id(task)}
        branches = [iter(self._inwards(task))]
        while branches:
            inner = next(branches[-1], None)
            if inner is None:
                branches.pop()
                on_path.discard(id(path.pop()))
            elif id(inner) in on_path:
                passable = False
                closing = next(each for each in reversed(path) if reading.is_task(each))
                if closing not in self._closing:
                    self._closing.append(closing)
            elif id(inner) in self.seen or id(inner) in asked:
                passable = False  # it is asked already, and what it waits for may be deep, or come round
            else:
                self.seen.add(id(inner))
                path.append(inner)
                on_path.add(id(inner))
                branches.append(iter(self._inwards(inner)))
                passable = passable and len(path) <= _DEEPEST
        return passable

    def _inwards(self, future: Any) -> list[Any]:
        """Whom ``future.cancel()`` calls next, if that is a task or a gather."""
        if type(future) is Gathering:
            self._gathers.append(future)
            return [child for child in future._children if not reading.is_done(child)]
        if not reading.is_task(future):
            return []
        awaited = future._fut_waiter
        if awaited is None or not (reading.is_task(awaited) or type(awaited) is Gathering) or reading.is_done(awaited):
            self._innermost.append(future)
            return []
        return [awaited]


def _wake_cancelled(task: Any) -> None:
    """Wake a task as if what it waits for had been cancelled; that itself does not learn of it."""
    awaited = task._fut_waiter
    callbacks: list[Any] = list(awaited._callbacks or [])
    for callback, context in callbacks:
        if reading.woken_by(callback) is task:
            awaited.remove_done_callback(callback)
            loop = task.get_loop()
            cancelled = loop.create_future()
            cancelled.cancel()
            loop.call_soon(callback, cancelled, context=context)
            return
