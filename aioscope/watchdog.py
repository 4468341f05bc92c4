"""The watchdog: a thread that notices a blocked loop while it is blocked.

The loop itself can tell of a step only when it is over, which is late for who wonders what hangs. Code in C that holds
the GIL holds this thread too: such a step is seen at its end.

Nothing of the program is touched: the thread compares two numbers, and looks at the frames of the loop's thread where
a step is too long (1 us, and 20 us for a stack of 50 frames). It runs while a loop is listened to, and no longer.

When the process forks, the thread ends; the next poll of the loop starts it anew. From Python 3.12 on a process that
forks with a second thread in it is warned, and this one would not have been, unwatched. ``os.register_at_fork`` cannot
be taken back; with no watchdog there it finds nothing to do. Tried and dropped for that: a wrapped ``os.fork``, to
which the program's own warnings would have been attributed; starting anew in ``after_in_parent``, which comes before
Python counts the threads.
"""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .hooks.methods import Undo
    from .recorder import Recorder

PERIOD = 0.05
"""Seconds between two looks."""

_awake: list[Watchdog] = []
_at_fork: list[bool] = []


def watch_blocks(recorder: Recorder) -> Undo:
    """Look after the loop that runs in this thread, from now on; what is seen goes to ``recorder.blocks``."""
    dog = Watchdog(recorder)
    if not _at_fork and hasattr(os, "register_at_fork"):
        _at_fork.append(True)
        os.register_at_fork(before=_forks)
    _awake.append(dog)
    dog.start()

    def undo() -> None:
        if dog in _awake:
            _awake.remove(dog)
            dog.stop()
            recorder.blocks.asleep = None

    return undo


class Watchdog:
    """Looks after the loop that runs in the thread it is made on.

    Args:
        recorder: who is told.
    """

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self._loop_thread = threading.get_ident()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to look."""
        self._recorder.blocks.asleep = None
        self._over = threading.Event()
        thread = threading.Thread(target=self._watch, name="aioscope-watchdog", daemon=True)
        try:
            thread.start()
        except RuntimeError as error:  # Pyodide has none, and a process may have too many
            self._recorder.gaps.tell("watchdog", type(error).__name__)
        else:
            self._thread = thread

    def stop(self) -> None:
        """End the thread, and wait for that."""
        self._over.set()
        thread, self._thread = self._thread, None
        if thread is not None and threading.current_thread() is not thread:  # else a look has failed
            thread.join()

    def sleep(self) -> None:
        """End the thread; the recorder is to start it anew."""
        self.stop()
        self._recorder.blocks.asleep = self.start

    def _watch(self) -> None:
        look, wait = self._recorder.blocks.look, self._over.wait
        while not wait(PERIOD):
            if not self._recorder.deaf:
                self._recorder.quietly(look, self._loop_thread)


def _forks() -> None:
    for dog in _awake:
        dog.sleep()
