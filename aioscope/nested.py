"""A loop that is run again within one of its own steps, as ``nest_asyncio`` makes it possible.

The step that runs the loop anew goes on all the while, but the next handle that is taken out ends it as far as the
queue can tell. It shows at the inner poll: there is a current task, where else there is none. Such a task is kept in
mind, its own step being under way, until it is current no longer at a poll: only then did its step end, and what it
waits for, or how it ended, is told.
"""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .recorder import Recorder

_PACKAGES = ("nest_asyncio", "nest_asyncio2")

_current_tasks: Any = getattr(asyncio.tasks, "_current_tasks", None) if sys.version_info < (3, 12) else None
"""The task that runs in each loop: asyncio's own table, where ``current_task`` is not written in C."""


class Nested:
    """The steps of one run in which its loop is run again.

    Args:
        recorder: whose run.
    """

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self._tasks: list[Any] = []  # whose steps go on, outermost first; each is in the stack of the thread

    def polls(self, loop: Any) -> None:
        """The loop polls."""
        task = asyncio.current_task(loop) if _current_tasks is None else _current_tasks.get(loop)
        tasks = self._tasks
        if task is None and not tasks:
            return
        inner = next((number for number, each in enumerate(tasks, 1) if each is task), 0)
        if task is None or inner:
            while len(tasks) > inner:
                self._over(tasks.pop())
        else:
            tasks.append(task)
            names = " ".join(name for name in _PACKAGES if name in sys.modules)
            self._recorder.gaps.tell("nested_run", names or "by hand")

    def halts(self) -> None:
        """The loop stops; the outermost step may have been its last one."""
        while self._tasks:
            self._over(self._tasks.pop())

    def clear(self) -> None:
        """Forget the program."""
        self._tasks.clear()

    def _over(self, task: Any) -> None:
        known = self._recorder.tasks.get(id(task))
        if known is not None and known.number and not known.waiting and not known.ended:
            self._recorder.leave(known, task)
