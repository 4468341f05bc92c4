"""The reader's requests to cancel: which task is meant, and over to its loop.

A request comes on a thread of its own, while the cell runs; tasks belong to the loop's thread. So it is put into the
loop's queue, and answered when the loop has done it, or soon after, if the loop is blocked.
"""

from __future__ import annotations

import asyncio
import threading
import weakref
from collections.abc import Callable, Iterator
from typing import Any

from . import reading
from .cancelling import cancel
from .causes import SCOPE
from .known import Known
from .recorder import Recorder

PATIENCE = 0.5
"""Seconds that a request waits for the loop before it is said to be blocked."""

_KEPT = 10
"""Runs that are over whose tasks can still be cancelled; as many as the browser shows."""

_CELL = "InteractiveShell.run_cell_async"
"""The coroutine that IPython runs an awaiting cell in. Cancelling another task of the kernel could end the kernel."""

_Left = list[tuple[int, "str | None", Any]]
"""Of tasks that outlived their run: number, cell, weak reference."""


class CancelRequests:
    """What the browser asks of the tasks of one kernel.

    Args:
        recorder: gives the one at work; None: nothing is recorded.
    """

    def __init__(self, recorder: Callable[[], Recorder | None]) -> None:
        self._recorder = recorder
        self._left: dict[str, _Left] = {}  # by run

    def leave(self, recorder: Recorder) -> None:
        """A run is about to end: remember those of its tasks that live on. On the loop's thread."""
        left: _Left = [(known.number, known.cell, weakref.ref(task)) for known, task in _alive(recorder)]
        self._left = {run: [each for each in tasks if _lives(each)] for run, tasks in self._left.items()}
        if left:
            self._left[recorder.id] = left
        while len(self._left) > _KEPT:
            del self._left[next(iter(self._left))]

    def task(self, loop: Any, run: str, number: int) -> str | None:
        """Cancel a task.

        Returns:
            Why it was not, in a word of the schema's CancelRequest; None: it was.
        """
        return _on(loop, lambda: self._cancel(self._named(run, number)))

    def cell(self, loop: Any, cell: str) -> str | None:
        """Cancel all that a cell has started, in whichever run. Returns as :meth:`task`."""
        return _on(loop, lambda: self._cancel(self._of_cell(cell)))

    # ---- on the loop's thread --------------------------------------------------------------------------------------

    def _cancel(self, tasks: list[Any] | None) -> str | None:
        if tasks is None:
            return "not_yours"
        recorder = self._recorder()
        if recorder is not None:
            recorder.cause = SCOPE  # of what is queued until the next handle runs
            recorder.cancels.by_scope(tasks)
        return None if cancel(tasks) else "no_such_task"

    def _named(self, run: str, number: int) -> list[Any] | None:
        recorder = self._recorder()
        if recorder is not None and recorder.id == run:
            for known, task in _alive(recorder):
                if known.number == number:
                    return [task] if known.role != "cell" or _can_be_cancelled(task) else None
        return [ref() for each, _, ref in self._left.get(run, ()) if each == number and ref() is not None]

    def _of_cell(self, cell: str) -> list[Any]:
        recorder = self._recorder()
        tasks = [task for known, task in _alive(recorder) if known.cell == cell and known.role != "cell"]
        former = [ref() for left in self._left.values() for _, its, ref in left if its == cell]
        return list({id(task): task for task in (*tasks, *former) if task is not None}.values())


def _alive(recorder: Recorder | None) -> Iterator[tuple[Known, Any]]:
    """The tasks that are shown and have not ended."""
    for known in list(recorder.tasks.known.values()) if recorder is not None else ():
        task = known()
        if known.number and not known.ended and task is not None:
            yield known, task


def _lives(left: tuple[int, str | None, Any]) -> bool:
    task = left[2]()
    return task is not None and not reading.is_done(task)


def _can_be_cancelled(cell: Any) -> bool:
    """Whether a cell waits in an ``await`` of its own; its task is the kernel's."""
    return cell._fut_waiter is not None and reading.coroutine_of(cell)[0] == _CELL


def _on(loop: Any, act: Callable[[], str | None]) -> str | None:
    """Have something done in a callback of the loop, whichever thread asks; return what came of it."""
    done = threading.Event()
    outcome: list[str | None] = []

    def run() -> None:
        try:
            outcome.append(act())
        except Exception as error:  # the request fails, not the user's loop
            outcome.append(type(error).__name__)
        finally:
            done.set()

    if loop is None or loop.is_closed():
        return "no_such_task"
    loop.call_soon_threadsafe(run)
    if asyncio._get_running_loop() is loop:
        return None  # an older kernel, or a new one between two cells, asks on the loop's own thread
    return outcome[0] if done.wait(PATIENCE) else "loop_blocked"
