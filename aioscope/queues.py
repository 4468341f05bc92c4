"""How many items the queues of a run hold, and which task put or got."""

from __future__ import annotations

import sys
from asyncio import queues, tasks
from types import FrameType
from typing import TYPE_CHECKING, Any

from .resources import size_of

if TYPE_CHECKING:
    from .recorder import Recorder

_QUEUES, _TASKS = queues.__file__, tasks.__file__


class Queues:
    """The sizes of one run's queues (see :class:`aioscope.hooks.queues.Watcher`).

    Args:
        recorder: whose run.
    """

    def __init__(self, recorder: Recorder) -> None:
        self._recorder, self._log = recorder, recorder.log
        self._changed: dict[int, int] = {}  # of those whose size was not told: by number, the size now
        recorder.resources.kept.append(self._changed)

    def resizes(self, queue: Any, taken: int) -> None:
        """The queue has just been put into, got from, or emptied."""
        recorder = self._recorder
        if not recorder.listens():
            return
        try:
            size = size_of(queue)
            if size is None:
                return
            log = self._log
            log.t = log.clock() - log.start
            number = recorder.resources.number_of(queue, "queue")
            if number is None:
                number = self._met(queue, taken, sys._getframe(2))  # from here outwards: the wrapper, its caller
            if number:
                if not recorder.single():
                    self._changed[number] = size
                elif taken or size == 0:
                    known = recorder.current()
                    task = known.number or None if known is not None else None
                    log.facts.append(("resized", log.t, number, size, task))
        except Exception as error:
            recorder.fail(error)

    def settle(self) -> None:
        """A merged window is over: tell what has changed in it."""
        for number, size in list(self._changed.items()):  # a resource may die meanwhile
            self._recorder.log.note("resized", number, size, None)
        self._changed.clear()

    def _met(self, queue: Any, taken: int, frame: FrameType) -> int | None:
        """The number of a queue that is seen for the first time; None or 0: it is not shown."""
        if _is_for_as_completed(frame):
            self._recorder.resources.hide(queue)
            return None
        return self._recorder.resources.used(queue, frame, taken)


def _is_for_as_completed(frame: FrameType | None) -> bool:
    """Is this queue used by asyncio itself? ``as_completed()`` has one inside, and nobody else."""
    while frame is not None and frame.f_code.co_filename == _QUEUES:
        frame = frame.f_back
    return frame is not None and frame.f_code.co_filename == _TASKS
