"""The doors of a loop that is not asyncio's own, as uvloop's and Pyodide's: ``create_task``, and its clock.

Such a loop has no ready queue that could be watched. But every task is made by its ``create_task``, which can be set
on the instance of any loop written in Python or with a Python class around it; and a callback of the loop itself,
which comes back 20 times a second, runs while no task does: what each of them waits for can be read then as at any
poll of asyncio's own loop.

CPU time against bare uvloop: 1.07 on empty steps, 1.7 on a lock ping-pong (each holder is told), 2.4 on a storm of
tasks that do nothing (each birth and end is told).

Tried and dropped (empty steps / lock ping-pong / streams): noting ``loop.call_soon``, which would show steps and wakes,
2.2 / 1.3 / 1.1 before anything is told of them; a class around each coroutine, 1.6 / 1.2 / 1.1, and ``get_coro()`` is
not the user's. Pyodide's ``Handle._run`` could be noted at the cost of our frame in each traceback; it would have to be
proved in a browser first.
"""

from __future__ import annotations

import asyncio
from contextvars import Context
from typing import Any, Protocol, cast

from aioscope.reading import own

from .loop import AlreadyWatched, Door, NotSupported, Undo, quiet_door, watch_create

PERIOD = 0.05
"""Seconds between two looks."""


class Watcher(Protocol):
    """What is told. It runs inside the user's program: it must be quick and must not raise."""

    def opened(self, door: Door) -> None:
        """The loop is watched from now on. Nothing passes the door's queue."""
        ...

    def created(self, task: Any, coroutine: Any) -> None:
        """The loop has just made a task of this coroutine; the caller's caller asked for it."""
        ...

    def looks(self) -> None:
        """It is time to look: no task runs."""
        ...

    def closed(self) -> None:
        """The loop is watched no longer."""
        ...


_MARK = "_aioscope_looks"
"""A foreign loop has this attribute while it is watched: nothing else of it would tell a second recording."""


def watch_foreign_loop(loop: asyncio.AbstractEventLoop, watcher: Watcher) -> Undo:
    """Let ``watcher`` know what ``loop`` makes, and look at it regularly. Call it on the loop's own thread.

    Returns:
        A function that puts everything back; call it on the loop's thread too.

    Raises:
        NotSupported: the loop has no timers, or its ``create_task`` cannot be set.
        AlreadyWatched: somebody watches it.
    """
    host: Any = loop
    if cast("Any", type(host)).__dictoffset__ == 0:
        raise NotSupported(f"aioscope cannot watch a {name_of(loop)}: nothing can be put in its create_task's place")
    if own(host, _MARK):
        raise AlreadyWatched(
            "this event loop is being recorded already: end that recording first, or read its run with "
            "aioscope.last_run()"
        )
    looks = _Looks(host, watcher)
    try:
        looks.begin()
    except NotImplementedError:
        raise NotSupported(f"aioscope cannot watch a {name_of(loop)}: it has no timers") from None
    undo_create = watch_create(host, watcher)
    object.__setattr__(host, _MARK, True)  # not through its __dict__: see own()
    watcher.opened(quiet_door(loop))

    def undo() -> None:
        looks.end()
        undo_create()
        if own(host, _MARK):
            object.__delattr__(host, _MARK)
        watcher.closed()

    return undo


def name_of(loop: Any) -> str:
    """What a loop is called in a sentence.

    >>> name_of(asyncio.AbstractEventLoop())
    'asyncio.events.AbstractEventLoop'
    """
    return f"{type(loop).__module__}.{type(loop).__qualname__}"


class _Looks:
    """A callback of the loop that comes back until it is ended."""

    def __init__(self, loop: Any, watcher: Watcher) -> None:
        self._loop, self._watcher = loop, watcher
        self._context = Context()  # not the user's: it would be kept alive by us
        self._handle: Any = None
        self._over = False

    def begin(self) -> None:
        self._handle = self._loop.call_later(PERIOD, self._look, context=self._context)

    def end(self) -> None:
        self._over = True
        self._handle.cancel()

    def _look(self) -> None:
        self._watcher.looks()
        if not self._over:
            self.begin()
