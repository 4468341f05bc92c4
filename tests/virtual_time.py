"""A loop on virtual time: nothing sleeps, and every instant of a run is an exact number.

The clock stands still while code runs. Where the loop would sleep until its next timer, the clock jumps there; a step
that is meant to take time says so with :meth:`Clock.spend`. Sockets and threads are real: what they bring comes at the
present instant, and only an empty wait for them moves nothing.

Tried and dropped: real sleeps with tolerances (slow, and no assertion of theirs is exact); a mocked selector (streams
and threads would not work).
"""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")

MS = 1_000_000
"""Nanoseconds in a millisecond: the unit that scenarios think in."""

_PATIENCE = 5.0
"""Real seconds for a socket or a thread; after that nothing will ever happen."""


class Clock:
    """Integer nanoseconds that move only when told."""

    def __init__(self) -> None:
        self.ns = 1_000 * MS  # not 0: a time that forgot to subtract its start shows

    def perf_counter_ns(self) -> int:
        """The present instant; named as in ``time``, for which a clock can stand in."""
        return self.ns

    def time_ns(self) -> int:
        """The wall clock, which moves with it."""
        return 1_700_000_000_000 * MS + self.ns

    def spend(self, milliseconds: int) -> None:
        """The running step takes this long."""
        self.ns += milliseconds * MS


class _Selector(selectors.DefaultSelector):
    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock

    def select(self, timeout: float | None = None) -> Any:
        if timeout is None:
            events = super().select(_PATIENCE)
            if not events:
                raise RuntimeError("the program waits for something that never comes")
            return events
        events = super().select(0)
        if not events and timeout > 0:
            self._clock.ns += round(timeout * 1e9)
        return events


class VirtualLoop(asyncio.SelectorEventLoop):
    """asyncio's own selector loop, on a :class:`Clock`."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(_Selector(clock))
        self._clock = clock
        self._clock_resolution = 1e-9

    def time(self) -> float:
        """The clock's seconds."""
        return self._clock.ns / 1e9


def run(main: Coroutine[Any, Any, T], clock: Clock) -> T:
    """As ``asyncio.run``, on virtual time."""
    loop = VirtualLoop(clock)
    asyncio.set_event_loop(loop)
    try:
        return loop.run_until_complete(main)
    finally:
        try:
            for task in (left := asyncio.all_tasks(loop)):
                task.cancel()
            loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
            loop.run_until_complete(loop.shutdown_asyncgens())
            loop.run_until_complete(loop.shutdown_default_executor())
        finally:
            asyncio.set_event_loop(None)
            loop.close()
