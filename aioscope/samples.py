"""What is seen of a loop that is not asyncio's own: births and ends as they happen, the rest by looking.

Between two looks it is as in a merged window (see merged.py), only that nobody counts the steps: the tasks whose wait
is another one than at the last look are told of by a ``window_merged`` with no sums, and then what each waits for now.
So states, outcomes and current waits are true, and who reads the log needs no second way to do it.

A wait is another one if the future that the task stands on is, which is asked by a weak reference: a consumer that got
an item and waits at the same queue again has run. Whether the loop is blocked shows by a look that does not come.

A task's end is told by a done callback of our own, the only thing that can tell it: a sample comes too late for a task
that is thrown away as soon as it has ended. The callback goes past ``add_done_callback`` of the task's class, which
may count them (Pyodide's does, and takes an exception for unhandled while there is only its own). ``repr(task)``
shows it while the task is recorded.
"""

from __future__ import annotations

import asyncio
import sys
import weakref
from collections.abc import Iterator
from contextvars import Context
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import TYPE_CHECKING, Any

from . import merged, reading
from .blocks import NO_STEP
from .hooks.foreign import PERIOD, name_of
from .known import Known
from .places import origin

if TYPE_CHECKING:
    from .hooks.loop import Door
    from .recorder import Recorder

_PAUSE = 1_000_000
"""Nanoseconds that a look may hold the loop; the tasks that are left are looked at the next time."""

_AT_ONCE = 64
"""Tasks looked at between two looks at the clock."""

_FEW = 1_000
"""Tasks up to which all that there are are asked for in each round; it is a walk over all of them."""

_PLAIN = {FunctionType, MethodType, BuiltinFunctionType}
"""Types of callbacks that can be compared with ours without running the user's code."""


class Samples:
    """The looks at one run's foreign loop (see :class:`aioscope.hooks.foreign.Watcher`).

    Args:
        recorder: whose run.
    """

    def __init__(self, recorder: Recorder) -> None:
        self.on = False
        """Whether the present loop is one."""
        self._recorder = recorder
        self._loop: Any = None
        self._since = 0
        """When the last look was."""
        self._followed: set[int] = set()  # numbers of the tasks that have our done callback
        self._seen: dict[int, Any] = {}  # by number of a task: a weak reference to what it stood on; None: nothing
        self._left: Iterator[Known] = iter(())  # of those to look at in this round
        self._context = Context()  # of our callbacks; else each would keep the one it was added in

    # ---- told by the loop's doors ----------------------------------------------------------------------------------

    def opened(self, door: Door) -> None:
        """A loop is looked at from now on."""
        recorder = self._recorder
        recorder.windows.opened(door)
        recorder.blocks.clear()  # the ready queue and the timers of the loop before this one say nothing now
        recorder.gaps.tell("steps", name_of(door.loop))
        self.on, self._since, self._loop = True, recorder.now(), door.loop
        recorder.blocks.outside = _outside(door.loop)
        self._expect_look()

    def created(self, task: Any, coroutine: Any) -> None:
        """The loop has made a task."""
        recorder = self._recorder
        if not recorder.listens():
            return
        try:
            recorder.log.stamp()
            known = recorder.tasks.get(id(task))
            if known is None:
                recorder.tasks.settle_name()  # of the one before: its own may be about to be set
                known = recorder.tasks.meet(task, self.current(), sys._getframe(2), earlier=False, made_of=coroutine)
            self._follow(known, task)
        except Exception as error:
            recorder.fail(error)

    def looks(self) -> None:
        """Every task is suspended: see what has changed."""
        recorder = self._recorder
        if recorder.deaf:
            return
        try:
            recorder.log.stamp()
            began = recorder.log.t
            recorder.step_over()
            recorder.tasks.settle_name()
            if recorder.blocks.asleep is not None:
                recorder.blocks.asleep()
            recorder.blocks.outside = _depth(sys._getframe(2))  # who called the callback of this look
            self._look(began)
            self._expect_look()
            recorder.overhead += recorder.log.now() - began
            if recorder.tasks.alive == 0 and not recorder.frame.in_cell:
                recorder.on_idle()
        except Exception as error:
            recorder.fail(error)

    def closed(self) -> None:
        """The loop is looked at no longer."""
        recorder = self._recorder
        recorder.quietly(self._close)
        self.on, self._loop = False, None
        recorder.t, recorder.blocks.outside = NO_STEP, 0

    # ---- asked by the recorder -------------------------------------------------------------------------------------

    def current(self) -> Known | None:
        """The task that runs now; an eager one may be met here, in its first step."""
        task = asyncio.current_task(self._loop)
        if task is None:
            return None
        tasks = self._recorder.tasks
        return tasks.get(id(task)) or tasks.meet(task, None, reading.creator_of(task, sys._getframe(1)), earlier=False)

    def follow(self) -> None:
        """Tasks have been met otherwise than at their birth: let their ends be told, too."""
        if self.on:
            for known in list(self._recorder.tasks.known.values()):
                task = known()
                if task is not None and known.number not in self._followed:
                    self._follow(known, task)

    # ---- parts -----------------------------------------------------------------------------------------------------

    def _follow(self, known: Known, task: Any) -> None:
        if not known.number or known.ended:
            return
        known.enlist(self._recorder.ran)  # to be told of at the next look, whatever it does by then
        if reading.is_done(task):
            self._recorder.ends(known, task)
        else:
            self._followed.add(known.number)
            reading.add_done_callback(task, self._over, self._context)

    def _over(self, task: Any) -> None:
        """A followed task has ended."""
        recorder = self._recorder
        known = recorder.tasks.get(id(task))
        if known is None or recorder.deaf or not self.on:
            return
        try:
            recorder.log.stamp()
            self._ended(known, task)
        except Exception as error:
            recorder.fail(error)

    def _ended(self, known: Known, task: Any) -> None:
        recorder = self._recorder
        self._followed.discard(known.number)
        self._seen.pop(known.number, None)
        if not known.ended:
            known.enlist(recorder.ran)
            recorder.ends(known, task)

    def _look(self, t: int) -> None:
        recorder, since = self._recorder, self._since
        self._since = t
        self._compare(t + _PAUSE)
        if recorder.windows.merging:
            recorder.windows.polls(t)
        elif recorder.ran:
            merged.sum_up(recorder, since)

    def _compare(self, limit: int) -> None:
        """Find the tasks that wait for something else than at the last look."""
        tasks, now = self._recorder.tasks, self._recorder.log.now
        looked = 0
        for known in self._left:
            self._compare_one(known)
            looked += 1
            if not looked % _AT_ONCE and now() > limit:
                return
        if not looked:  # a new round; what died pending in the last one is forgotten
            alive = [known for known in tasks.known.values() if known.number and not known.ended]
            if len(alive) < _FEW:
                alive += self._made_unseen()
            numbers = {known.number for known in alive}
            self._seen = {number: seen for number, seen in self._seen.items() if number in numbers}
            self._followed &= numbers
            self._left = iter(alive)
            if alive:
                self._compare(limit)

    def _compare_one(self, known: Known) -> None:
        task = known()
        if task is None or known.ended:
            return
        if known.number not in self._followed:
            self._follow(known, task)
        awaited = task._fut_waiter
        before = self._seen.get(known.number, self)
        if before is self or (before() if before is not None else None) is not awaited:
            self._seen[known.number] = None if awaited is None else _ref(awaited)
            known.enlist(self._recorder.ran)

    def _made_unseen(self) -> list[Known]:
        """Tasks that were made past the loop's ``create_task``, by ``asyncio.Task(...)`` itself."""
        recorder = self._recorder
        unseen = [task for task in asyncio.all_tasks(self._loop) if recorder.tasks.get(id(task)) is None]
        found = [recorder.tasks.meet(task, None, None, earlier=True) for task in unseen]
        return [known for known in found if known.number]

    def _expect_look(self) -> None:
        """A look that is late means that a step blocks the loop; it began before this instant."""
        self._recorder.t = self._recorder.log.now() + round(PERIOD * 1e9)

    def _close(self) -> None:
        recorder = self._recorder
        recorder.log.stamp()
        followed = [(known, task) for known in recorder.tasks.known.values() if (task := known()) is not None]
        try:
            if not recorder.deaf:
                for known, task in followed:
                    if known.number in self._followed and reading.is_done(task):
                        self._ended(known, task)
                self._left = iter(())
                self._look(recorder.log.t)
        finally:
            for known, task in followed:
                if known.number in self._followed and all(type(each[0]) in _PLAIN for each in task._callbacks or ()):
                    reading.remove_done_callback(task, self._over)
            self._followed.clear()
            self._seen.clear()
            self._left = iter(())


def _ref(awaited: Any) -> Any:
    try:
        return weakref.ref(awaited)
    except TypeError:  # a future of the user's with no room for it: it counts as another one each time
        return _nothing


def _nothing() -> None:
    return None


def _outside(loop: Any) -> int:
    """How many frames of this thread are outside of the loop, which runs already, or is about to."""
    task, frame = asyncio.current_task(loop), sys._getframe(1)
    if task is not None:
        return _depth(reading.creator_of(task, frame))
    while frame.f_back is not None and origin(frame.f_code.co_filename) == "aioscope":
        frame = frame.f_back
    return _depth(frame)


def _depth(frame: Any) -> int:
    depth = 0
    while frame is not None:
        depth, frame = depth + 1, frame.f_back
    return depth
