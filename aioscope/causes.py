"""Why a task became ready: what queued its wake-up."""

from __future__ import annotations

from typing import Any

from . import reading
from .known import Known

Cause = tuple[str, "int | None"]
"""A waker: (kind, task) as in the schema."""

UNKNOWN: Cause = ("unknown", None)
CALLBACK: Cause = ("callback", None)
TIMER: Cause = ("timer", None)
IO: Cause = ("io", None)
THREAD: Cause = ("thread", None)
SCOPE: Cause = ("scope", None)
"""The reader of the scope cancels."""


def waker(known: Known, handle: Any, cause: Cause, running: Known | None) -> Cause:
    """Who ended a task's wait.

    Args:
        known: the task that waited.
        handle: its wake-up.
        cause: what queued that.
        running: the task whose step runs; None: none.
    """
    known.cancelled_by = None
    if not reading.is_cancelled(reading.awaited_by(handle)):
        # Its own doing, through a callback: a writer it closed, say. No task woke it.
        return CALLBACK if cause == ("task", known.number) else cause
    canceller = cause[1]
    if running is not None and running.cancelled_by is not None:
        canceller = running.cancelled_by  # passed on by the task that the cancel went through
    known.cancelled_by = canceller
    return ("cancel", canceller)
