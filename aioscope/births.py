"""Births of one run: the tasks that are met, each in the frames that made it.

A first step that enters the ready queue is a birth, whoever made the task. An eager task (3.12 and newer) has its
first step past the queue, within the call that makes it, in its creator's step: it is met when it does something that
is told, or when the loop's ``create_task`` returns, which is watched for these and for births in merged windows.
"""

from __future__ import annotations

import asyncio
import sys
from types import FrameType
from typing import TYPE_CHECKING, Any

from . import reading
from .known import Known

if TYPE_CHECKING:
    from .recorder import Recorder

EAGER = sys.version_info >= (3, 12)
"""Whether a task can run inside the step of its creator."""


class Births:
    """The births of one run (see :class:`aioscope.hooks.loop.Makes`).

    Args:
        recorder: whose run.
    """

    def __init__(self, recorder: Recorder) -> None:
        self._recorder, self._log, self._tasks = recorder, recorder.log, recorder.tasks

    def born(self, task: Any, frame: FrameType) -> None:
        """A first step enters the queue, in these frames."""
        recorder = self._recorder
        self._log.stamp()
        parent = recorder.current()
        if EAGER and self._tasks.get(id(task)) is not None:
            return  # it is eager and queues itself: it has just been met
        if task._fut_waiter is not None:  # an eager one that was made past the loop's create_task: this is its wake
            self._tasks.meet(task, None, None, earlier=True)
        else:
            known = self._tasks.meet(task, parent, frame, earlier=False)
            if not known.number:
                recorder.closings.met(known, task)
        recorder.windows.spend()

    def created(self, task: Any, coroutine: Any) -> None:
        """A task was made; one that is not known by now is eager, or was born in a merged window."""
        known, recorder = self._tasks.get(id(task)), self._recorder
        if (known is None or known.eager) and recorder.listens():
            try:
                if known is not None or reading.is_task(task):
                    self._created(task, coroutine, known)
            except Exception as error:
                recorder.fail(error)

    def within(self, loop: Any, running_task: Any) -> Known | None:
        """The eager task in whose first step this is, inside of the running task's step; None: there is none."""
        task = asyncio.current_task(loop) if EAGER else None
        if task is None or task is running_task:
            return None
        found = self._tasks.get(id(task))
        if found is None:
            frame = reading.creator_of(task, sys._getframe(2))
            found = self._tasks.meet(task, self._recorder.running, frame, earlier=False)
            found.eager = True
        return found

    def _created(self, task: Any, coroutine: Any, known: Known | None) -> None:
        recorder = self._recorder
        self._log.stamp()
        if known is None:  # from here outwards: _created, created, create_task, its caller
            known = self._tasks.meet(task, recorder.current(), sys._getframe(3), earlier=False, made_of=coroutine)
            if not EAGER:
                return
        known.eager = False
        if known.number and reading.has_begun(task):
            if recorder.windows.merging:
                known.steps += 1
                known.enlist(recorder.ran)
            if task._state == "PENDING" and task._fut_waiter is None and recorder.single():
                self._log.note("eager_yielded", known.number)
            recorder.leave(known, task)
