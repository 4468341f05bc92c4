"""The timeouts that run: for which task, until when.

A wait inside one has its expiry as a deadline, if no timer of its own comes first.
"""

from __future__ import annotations

import asyncio
import sys
import weakref
from itertools import islice
from types import FrameType
from typing import TYPE_CHECKING, Any

from .causes import TIMER

if TYPE_CHECKING:
    from .recorder import Recorder


class Timeouts:
    """The timeouts of one run (see :class:`aioscope.hooks.timeouts.Watcher`).

    Args:
        recorder: whose run.
    """

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self._running: dict[int, dict[int, int]] = {}  # of each task: id() of the timeout -> until
        self._untold: dict[int, tuple[Any, int, int]] = {}  # set in a merged window, by id()
        """In a merged window, those entered, moved or left: id() -> (weak reference, task, until)."""

    def earliest(self, task: int, until: int | None) -> int | None:
        """When a wait of this task is over at the latest, given when its own timer is due; None: never."""
        running = self._running.get(task)
        if not running:
            return until
        first = min(running.values())
        return first if until is None or first < until else until

    def sets(self, timeout: Any) -> None:
        """The timeout has just been entered or moved."""
        if self._recorder.listens():
            self._recorder.quietly(self._set, timeout, sys._getframe(2))  # the wrapper's caller

    def leaves(self, timeout: Any) -> None:
        """The timeout is about to be left."""
        if self._recorder.listens():
            self._recorder.quietly(self._left, timeout)

    def settle(self, most: int | None) -> bool:
        """A merged window is over: tell what has changed in it, of so many; return whether that was all."""
        for key in list(islice(self._untold, most)):
            ref, task, until = self._untold.pop(key)
            timeout = ref()
            if timeout is not None:
                self._tell(timeout, task, until, None)
        return not self._untold

    def clear(self) -> None:
        """Forget all of them."""
        self._running.clear()
        self._untold.clear()

    def _set(self, timeout: Any, frame: FrameType) -> None:
        recorder, key = self._recorder, id(timeout)
        recorder.log.stamp()
        task = recorder.tasks.number_of(timeout._task)
        if task is None:
            return
        when, until = timeout._when, None
        if when is not None:
            until = recorder.when(timeout._task._loop, when)
            self._running.setdefault(task, {})[key] = until
        elif not self._stop(task, key):
            return
        handler = timeout._timeout_handler
        if type(handler) is asyncio.Handle and id(handler) in recorder.causes:
            recorder.causes[id(handler)] = TIMER  # it is late already: the loop's next round cancels
        self._note(timeout, task, until, frame)

    def _left(self, timeout: Any) -> None:
        recorder = self._recorder
        task = recorder.tasks.number_of(timeout._task)
        if task is not None and self._stop(task, id(timeout)):
            recorder.log.stamp()
            self._note(timeout, task, None, None)

    def _stop(self, task: int, key: int) -> bool:
        """Let it run no longer; False: it did not run."""
        running = self._running.get(task, {})
        found = running.pop(key, None) is not None
        if found and not running:
            del self._running[task]
        return found

    def _note(self, timeout: Any, task: int, until: int | None, frame: FrameType | None) -> None:
        if self._recorder.single():
            self._tell(timeout, task, until, frame)
        elif until is not None:
            self._untold[id(timeout)] = (weakref.ref(timeout), task, until)
        else:
            self._untold.pop(id(timeout), None)
            if self._recorder.resources.number_of(timeout, "timeout") is not None:
                self._tell(timeout, task, None, frame)  # at once, for it may be gone at the window's end

    def _tell(self, timeout: Any, task: int, until: int | None, frame: FrameType | None) -> None:
        number = self._recorder.resources.used(timeout, frame)
        self._recorder.log.note("timeout_set", number, task, until)
