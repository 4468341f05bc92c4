"""Who asked for a task's cancellation, and where.

``task.cancel()`` is a method of a C type: nothing can be put in its place, and nothing needs to be. A request takes
effect by cutting a wait short, and then the wake-up is queued inside the canceller's call, whose frames say the line.
A request that meets a task which is not waiting shows at the end of its next step, and by whom is not known.

Python 3.10 does not count requests, so one that is taken back cannot be told from one that is not. Who cancels by hand
takes nothing back; a library with cancel scopes of its own (anyio, async-timeout) does. Its requests are told as
0 pending.
"""

from __future__ import annotations

from types import FrameType
from typing import Any

from . import reading
from .causes import SCOPE, UNKNOWN, Cause
from .known import Known
from .log import Log
from .places import Places

_DEEPEST = 100
"""Tasks that a request is followed through, each waiting for the one before."""

_MOST = 100
"""Requests that are told of one step."""


class Cancels:
    """The requests of one run.

    Args:
        log: the run's log.
        places: its places.
    """

    def __init__(self, log: Log, places: Places) -> None:
        self._log, self._places = log, places
        self._by_scope: set[int] = set()  # by id(): what the reader has asked for, until it is told

    def by_scope(self, tasks: list[Any]) -> None:
        """The reader is about to cancel these; on the loop's thread."""
        self._by_scope = {id(task) for task in tasks}

    def requested(self, known: Known, task: Any, by: Cause, frame: FrameType | None) -> None:
        """A task's wait is cut short by a cancelled future, in these frames: tell whose cancellation that is."""
        site = self._places.site(frame)[0]
        if by is SCOPE and reading.requests_of(task) == known.requests:  # woken by hand, see cancelling.py
            self._log.note("cancel_requested", known.number, by, site, known.requests + 1)
        uncounted = 0 if by is not SCOPE and self._places.is_library(frame) else 1
        outer: Known | None = known
        for _ in range(_DEEPEST):
            if outer is None or not (outer is known or outer.waiting):
                break
            asked = task if outer is known else outer()
            if asked is not None:
                self._tell(outer, asked, by, site, uncounted)
            outer = outer.waiter

    def look(self, known: Known, task: Any) -> None:
        """A task's step is over: tell of requests that met it while it did not wait, and of those it withdrew."""
        requests = reading.requests_of(task)
        if requests is not None and requests != known.requests:
            if requests > known.requests:
                self._tell(known, task, self._who(task), None)
            else:
                known.requests = requests
                self._log.note("cancel_withdrawn", known.number, requests)

    def ended(self, known: Known, task: Any, outcome: str) -> None:
        """A task has ended; if it was cancelled, somebody asked for it."""
        self.look(known, task)
        if outcome == "cancelled" and reading.requests_of(task) is None and not known.requests:
            self._tell(known, task, self._who(task), None)

    def _who(self, task: Any) -> Cause:
        return SCOPE if id(task) in self._by_scope else UNKNOWN

    def _tell(self, known: Known, task: Any, by: Cause, site: int | None, uncounted: int = 1) -> None:
        self._by_scope.discard(id(task))
        requests = reading.requests_of(task)
        if requests is None:
            if not known.requests:
                self._log.note("cancel_requested", known.number, by, site, uncounted)
                known.requests = 1
            return
        first = max(known.requests, requests - _MOST) + 1  # several may have met it in one step
        for number in range(first, requests + 1):
            self._log.note("cancel_requested", known.number, by, site, number)
        known.requests = max(known.requests, requests)
