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
        self._recorder = recorder
        self._changed: dict[int, int] = {}  # in a merged window: by number, the size now
        recorder.resources.kept.append(self._changed)

    def resizes(self, queue: Any, taken: int) -> None:
        """The queue has just been put into, got from, or emptied."""
        recorder = self._recorder
        if recorder.listens():
            try:
                size = size_of(queue)
                if size is not None:
                    self._resized(recorder, queue, size, taken)
            except Exception as error:
                recorder.fail(error)

    def settle(self) -> None:
        """A merged window is over: tell what has changed in it."""
        for number, size in list(self._changed.items()):  # a resource may die meanwhile
            self._recorder.log.note("resized", number, size, None)
        self._changed.clear()

    def _resized(self, recorder: Recorder, queue: Any, size: int, taken: int) -> None:
        log = recorder.log
        log.stamp()
        number = recorder.resources.number_of(queue)
        if number is None:
            frame = sys._getframe(3)  # from here outwards: _resized, resizes, the wrapper, its caller
            if _is_for_as_completed(frame):
                recorder.resources.hide(queue)
                return
            number = recorder.resources.used(queue, frame, taken)
        if not number:
            return
        if not recorder.single():
            self._changed[number] = size
        elif taken or size == 0:
            known = recorder.current()
            log.note("resized", number, size, known.number or None if known is not None else None)


def _is_for_as_completed(frame: FrameType | None) -> bool:
    """Is this queue used by asyncio itself? ``as_completed()`` has one inside, and nobody else."""
    while frame is not None and frame.f_code.co_filename == _QUEUES:
        frame = frame.f_back
    return frame is not None and frame.f_code.co_filename == _TASKS
