"""The event budget: exact windows while the program stays under it, merged ones above (see merged.py).

What counts is the program's own time: a window that was slow because it was recorded is not a calm one.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from . import facts, merged

if TYPE_CHECKING:
    from .hooks.loop import Door
    from .recorder import Recorder


class Windows:
    """The windows of one run.

    Args:
        recorder: whose. Its ``left`` is what is left of the budget in the present window.
        only_exact: there is no budget: nothing is merged before the log is full.
    """

    def __init__(self, recorder: Recorder, only_exact: bool) -> None:
        self.merging = False
        """Whether single events are not told at present."""
        self._recorder, self._only_exact = recorder, only_exact
        self._thread = threading.get_ident()
        self._door: Door | None = None
        self._since = 0
        self._length = merged.WINDOW
        self._next_early = 0  # when a window may end before its time again
        self._untold = -1  # since when there are tasks whose sums were not told for want of time; -1: there are none
        self._overhead_before = 0  # what the hooks had spent by then
        recorder.left = merged.BUDGET

    def opened(self, door: Door) -> None:
        """A loop is watched from now on."""
        self._door = door
        if self.merging:
            door.merge()

    def spend(self) -> None:
        """What happens within a step counts in the budget, too: it may bring ten thousand births, wakes or puts."""
        recorder = self._recorder
        recorder.left -= 1
        if recorder.left > 0 or self.merging or threading.get_ident() != self._thread:
            return
        recorder.log.stamp()
        if self.merges(recorder.log.t) and recorder.running is not None:  # its step goes on
            recorder.t = recorder.log.t
            recorder.running.enlist(recorder.ran)

    def merges(self, t: int) -> bool:
        """The budget is spent at ``t``: begin a new window (False), or merge what is left of this one (True)."""
        recorder = self._recorder
        if not recorder.log.full and (self._only_exact or self._program_time(t) >= merged.WINDOW):
            self._begin(t)
            return False
        recorder.note_step(facts.LOOP)
        self.merging = True
        self._begin(t)
        recorder.causes.clear()
        recorder.polled = -1
        if self._door is not None:
            self._door.merge()
        return True

    def polls(self, t: int, idle: bool = False) -> None:
        """The loop polls in a merged window; perhaps it is over.

        Where the loop goes to sleep it may be for long, or for ever: what the tasks wait for is told before. Not more
        often than a window lasts, though, for a busy loop sleeps a thousand times in a second.
        """
        if t - self._since >= self._length:
            self.end(t)
        elif idle and t >= self._next_early and not self._recorder.log.full:
            self._next_early = t + merged.WINDOW
            self.end(t)

    def end(self, t: int) -> None:
        """A merged window is over: tell its sums, and go on exactly if the program has calmed down."""
        recorder, took = self._recorder, self._program_time(t)
        if self._untold < 0:
            self._untold = self._since
        all_told = merged.sum_up(recorder, self._untold)
        steps = merged.BUDGET - recorder.left
        settled = recorder.settle(merged.MOST)
        self._begin(t)
        if recorder.log.full:
            self._length *= 2  # so that even a run of days ends with a log of about this length
        if all_told:
            self._untold = -1
        if self._door is not None:
            merged.tell_ready(recorder, self._door.ready)
        calm = not recorder.log.full and not merged.is_busy(steps, took)
        if all_told and settled and calm and self._door is not None:
            self.merging = False
            self._door.exact()
            recorder.last_step = None
        recorder.overhead += recorder.log.now() - t

    def finish(self) -> None:
        """The run is over: tell all that is left."""
        recorder = self._recorder
        if self.merging:
            if recorder.running is not None:
                recorder.running.busy += recorder.log.t - recorder.t
            merged.sum_up(recorder, self._since if self._untold < 0 else self._untold, pause=float("inf"))
            recorder.settle()
        self._door = None

    def _program_time(self, t: int) -> int:
        return t - self._since - (self._recorder.spent() - self._overhead_before)

    def _begin(self, t: int) -> None:
        recorder = self._recorder
        self._since, self._overhead_before, recorder.left = t, recorder.spent(), merged.BUDGET
