"""Who holds the locks and semaphores of one run.

In merged windows holders are followed and not told; who held what before is kept, and the difference told at the end.
"""

from __future__ import annotations

import sys
from itertools import islice
from types import FrameType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .recorder import Recorder


class Holders:
    """The holders of one run's locks and semaphores (see :class:`aioscope.hooks.holders.Watcher`).

    Args:
        recorder: whose run.
    """

    def __init__(self, recorder: Recorder) -> None:
        self._recorder, self._log = recorder, recorder.log
        self._of: dict[int, list[int]] = {}  # by number of the resource, those who hold it, longest first
        self._before: dict[int, list[int]] = {}  # of those that changed in a merged window: who held them before it
        recorder.resources.kept.append(self._of)

    def holds(self, resource: Any) -> None:
        """The running task has acquired a lock or semaphore."""
        recorder = self._recorder
        recorder.passes = passes = recorder.passes + 1
        if (recorder.running is not None or recorder.samples.on) and recorder.listens():
            try:
                began = 0 if passes & recorder.sample else self._log.clock()
                known = recorder.current()
                if known is not None and known.number:
                    self._acquired(resource, known.number, sys._getframe(1))
                if began:
                    recorder.sampled(began)
            except Exception as error:
                recorder.fail(error)

    def gives_back(self, resource: Any) -> None:
        """A lock or semaphore was released."""
        recorder = self._recorder
        recorder.passes = passes = recorder.passes + 1
        if recorder.listens():
            try:
                began = 0 if passes & recorder.sample else self._log.clock()
                known = recorder.current() if recorder.samples.on else recorder.running
                self._released(resource, known.number if known is not None else None)
                if began:
                    recorder.sampled(began)
            except Exception as error:
                recorder.fail(error)

    def settle(self, most: int | None) -> bool:
        """A merged window is over: tell who holds no longer and who holds now, of so many locks.

        Returns:
            Whether that was all.
        """
        for number in list(islice(self._before, most)):
            before, after = self._before.pop(number), list(self._of.get(number, ()))
            for task in before:
                if task in after:
                    after.remove(task)
                else:
                    self._log.note("released", number, task)
            for task in after:
                self._log.note("acquired", number, task)
        return not self._before

    def _acquired(self, resource: Any, task: int, frame: FrameType) -> None:
        number = self._recorder.resources.seen(resource)
        if number is None:
            self._log.stamp()
            number = self._recorder.resources.used(resource, frame, 1)
        if number:
            holders = self._of.setdefault(number, [])
            self._change("acquired", number, task, holders)
            holders.append(task)

    def _released(self, resource: Any, task: int | None) -> None:
        """It is taken from the releasing task if that holds it, else from the task that holds it longest."""
        number = self._recorder.resources.seen(resource)
        holders = self._of.get(number) if number else None
        if number and holders:  # else nobody was seen to acquire it
            holder = task if task is not None and task in holders else holders[0]
            self._change("released", number, holder, holders)
            holders.remove(holder)

    def _change(self, kind: str, number: int, task: int, holders: list[int]) -> None:
        if number in self._before:  # in a merged window, and not for the first time
            return
        if self._recorder.single():
            self._log.stamp()
            self._log.note(kind, number, task)
        else:
            self._before[number] = list(holders)
