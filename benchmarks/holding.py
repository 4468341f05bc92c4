"""How long the recorder holds the loop: stopwatches around its hooks, for ``pauses.py``.

They read the CPU clock of the loop's thread: on a busy machine the wall clock tells when others had the processor. A
reading costs about as much as a hook, so what one costs is found first and taken off again.

The stopwatch is a frame between asyncio and the hook; it carries the name of one of asyncio's files, lest the recorder
take it for the user's code.
"""

from __future__ import annotations

import gc
import statistics
import time
from array import array
from asyncio import base_events
from collections.abc import Callable
from typing import Any

from aioscope import merged
from aioscope.hooks import groups, holders, loop, queues, timeouts
from aioscope.recorder import Recorder

_clock = time.thread_time_ns

DOORS: dict[str, type] = {
    "": loop.Watcher,
    "births": loop.Makes,
    "holders": holders.Watcher,
    "queues": queues.Watcher,
    "timeouts": timeouts.Watcher,
    "members": groups.Watcher,
}
"""What the doors of asyncio tell the recorder itself, and which of its parts."""

_NOT_HOOKS = {"opened", "exact_queue", "merged_queue"}
"""Methods of those protocols that are called once, when the door opens."""


class Held:
    """Nanoseconds of each time that something held the loop."""

    def __init__(self) -> None:
        self.times = array("q")
        self.collecting = array("q")
        """Of those in which Python's garbage collector ran: it may run anywhere where objects are made."""
        self.longest = 0
        """Of the others."""
        self.by: str | None = None
        """What took that long."""


class Stopwatches:
    """Times the hooks of a recorder.

    Args:
        recorder: one that does not listen to a loop yet.
        hooks: whether to time every single one; it makes the program slow enough to change its windows.
    """

    def __init__(self, recorder: Recorder, hooks: bool) -> None:
        self.windows, self.reading, self.settling, self.hooks, self.blocks = (Held() for _ in range(5))
        self._empty = _cost_of_a_reading()
        self._collections = 0
        windows: Any = recorder.windows
        windows.end = self._timed(windows.end, self.windows)
        host: Any = recorder
        host.settle = self._timed(recorder.settle, self.settling)
        blocks: Any = recorder.blocks
        blocks.over = self._timed(recorder.blocks.over, self.blocks)
        if hooks:
            for part, protocol in DOORS.items():
                owner = getattr(recorder, part) if part else recorder
                for name in vars(protocol):
                    if name[0] != "_" and name not in _NOT_HOOKS:
                        setattr(owner, name, self._timed(getattr(owner, name), self.hooks))
            make = recorder.exact_queue
            host.exact_queue = lambda *queue: tuple(self._timed(method, self.hooks) for method in make(*queue))

    def __enter__(self) -> Stopwatches:  # noqa: PYI034 - Self is new in 3.11
        self._sum_up: Any = merged.sum_up
        merged.sum_up = self._timed(merged.sum_up, self.reading)
        gc.callbacks.append(self._collects)
        return self

    def __exit__(self, *error: object) -> None:
        merged.sum_up = self._sum_up
        gc.callbacks.remove(self._collects)

    def _collects(self, phase: str, info: dict[str, int]) -> None:  # noqa: ARG002 - gc's signature
        self._collections += 1

    def _timed(self, hook: Callable[..., Any], held: Held) -> Any:
        empty, times, collecting = self._empty, held.times, held.collecting

        def timed(*arguments: Any, **options: Any) -> Any:
            before = self._collections
            began = _clock()
            result = hook(*arguments, **options)
            took = max(_clock() - began - empty, 0)
            if before != self._collections:
                collecting.append(took)
            else:
                times.append(took)
                if took > held.longest:
                    held.longest, held.by = took, hook.__name__
            return result

        timed.__code__ = timed.__code__.replace(co_filename=base_events.__file__)
        return timed


class Collector:
    """Times Python's garbage collector: how long it holds the program each time."""

    def __init__(self) -> None:
        self.held = Held()

    def __enter__(self) -> Collector:  # noqa: PYI034 - as above
        gc.callbacks.append(self._collects)
        return self

    def __exit__(self, *error: object) -> None:
        gc.callbacks.remove(self._collects)

    def _collects(self, phase: str, info: dict[str, int]) -> None:  # noqa: ARG002 - as above
        if phase == "start":
            self._began = _clock()
        else:
            self.held.collecting.append(_clock() - self._began)


def _cost_of_a_reading() -> int:
    return round(statistics.median(-_clock() + _clock() for _ in range(1_000)))
