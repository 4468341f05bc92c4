"""What recording costs the program: how ``overhead_ns`` is estimated.

A hook that timed all of itself would cost twice as much. So, but for a run's first ones, one pass of a door in 32 is
timed from its first look at the clock to its last, and counts for 32. What lies outside of that, the call of a Python
function where asyncio would have called one in C, and the clock itself, is found once, when aioscope is imported:
:data:`DOOR_NS` for each pass of the ready queue and of ``select``, :data:`METHOD_NS` for each call of a wrapped method
(a lock's, a queue's), which are counted. What reading and telling takes at the end of a merged window is timed in full.

Not in it: what the recorder's objects cost Python's garbage collector and the processor's caches, and the thread that
sends. The benchmarks show those; a run cannot know them.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import Any

from .hooks.methods import Watching

SAMPLE = 31
"""As a mask: passes whose number has none of these bits are timed."""

FEW = 64
"""Passes until which each one is timed: of fewer than that, one in 32 may be none."""

_clock = time.perf_counter_ns
_TIMES = 5
_CALLS = 100


class _Ready(deque[int]):
    """As a watched queue (see hooks/loop.py), with nothing done for anybody."""

    __slots__ = ()


class _Hears:
    """As a part of the recorder that a wrapped method tells."""

    def heard(self, thing: Any) -> None:
        """Do nothing with it."""


def _quickest(call: Callable[[], Any]) -> int:
    """Nanoseconds of one call, with the loop around it: the quickest of some rounds, for the others were disturbed."""

    def once() -> int:
        began = _clock()
        for _ in range(_CALLS):
            call()
        return _clock() - began

    return min(once() for _ in range(_TIMES)) // _CALLS


def _cost_of_door() -> int:
    ready, plain = _Ready(range(_TIMES * _CALLS)), deque(range(_TIMES * _CALLS))
    pop: Any = super(_Ready, ready).popleft

    def popleft(self: Any) -> int:
        first = pop()
        _clock()
        return first

    ready.__class__ = type("Timed", (_Ready,), {"__slots__": (), "popleft": popleft})
    return max(0, _quickest(lambda: ready.popleft()) - _quickest(lambda: plain.popleft()))  # noqa: PLW0108 - alike


def _cost_of_method() -> int:
    watchers, lock = Watching([_Hears()]), deque[int]()

    def wrapped(thing: Any) -> None:
        len(thing)
        for watcher in watchers:
            watcher.heard(thing)

    return max(0, _quickest(lambda: wrapped(lock)) - _quickest(lambda: len(lock)))


DOOR_NS = _cost_of_door()
"""Nanoseconds that a pass of a door costs before and after what is timed."""

METHOD_NS = _cost_of_method()
"""Nanoseconds that the call of a wrapped method costs before anything is done with it."""
