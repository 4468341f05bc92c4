"""How many items the queues of a run hold, and which task put or got."""

from __future__ import annotations

import sys
from asyncio import queues, tasks
from itertools import islice
from types import FrameType
from typing import TYPE_CHECKING, Any

from .resources import size_of

if TYPE_CHECKING:
    from .recorder import Recorder

_QUEUES, _TASKS = queues.__file__, tasks.__file__


class Queues:
    """The sizes of one run's queues (see :class:`aioscope.hooks.queues.Watcher`).

    In a merged window it is only noted which queues were touched; how long they are is read at its end.

    Args:
        recorder: whose run.
    """

    def __init__(self, recorder: Recorder) -> None:
        self._recorder, self._log = recorder, recorder.log
        self._touched: dict[int, int] = {}  # in the present merged window: id() of the queue -> its number
        recorder.resources.kept_by_id.append(self._touched)

    def resizes(self, queue: Any, taken: int) -> None:
        """The queue has just been put into, got from, or emptied."""
        recorder = self._recorder
        recorder.passes = passes = recorder.passes + 1
        if id(queue) in self._touched or not recorder.listens():
            return
        try:
            began = 0 if passes & recorder.sample else self._log.clock()
            self._resized(queue, taken, sys._getframe(2))  # from here outwards: the wrapper, its caller
            if began:
                recorder.sampled(began)
        except Exception as error:
            recorder.fail(error)

    def settle(self, most: int | None) -> bool:
        """A merged window is over: tell what has changed in it, of so many queues; return whether that was all."""
        for key, number in list(islice(self._touched.items(), most)):
            del self._touched[key]
            queue = self._recorder.resources.alive(key)
            size = size_of(queue) if queue is not None and number else None
            if size is not None:
                self._log.note("resized", number, size, None)
        return not self._touched

    def _resized(self, queue: Any, taken: int, frame: FrameType) -> None:
        recorder, log = self._recorder, self._log
        size = size_of(queue)
        if size is None:
            return
        log.t = log.clock() - log.start
        number = recorder.resources.number_of(queue, "queue")
        if number is None:
            number = self._met(queue, taken, frame)
        if number is None:  # it cannot be referred to, so its id() says nothing
            return
        if recorder.windows.merging or (number and not recorder.single()):
            self._touched[id(queue)] = number
        elif not number:
            return
        elif taken or size == 0:
            known = recorder.current()
            task = known.number or None if known is not None else None
            log.facts.append(("resized", log.t, number, size, task))

    def _met(self, queue: Any, taken: int, frame: FrameType) -> int | None:
        """The number of a queue that is seen for the first time; None: it cannot be referred to; 0: it is not shown."""
        if _is_for_as_completed(frame):
            self._recorder.resources.hide(queue)
            return 0
        return self._recorder.resources.used(queue, frame, taken)


def _is_for_as_completed(frame: FrameType | None) -> bool:
    """Is this queue used by asyncio itself? ``as_completed()`` has one inside, and nobody else."""
    while frame is not None and frame.f_code.co_filename == _QUEUES:
        frame = frame.f_back
    return frame is not None and frame.f_code.co_filename == _TASKS
