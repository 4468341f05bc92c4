"""The recorder: turns what passes through a loop's ready queue into facts.

One recorder watches one run. The hooks call it on the loop's thread (``scheduled`` possibly on another); it keeps
numbers and short strings only, finds what it knows of a task by ``id()`` and drops it when the task dies. A task is
referred to strongly while its own step lasts, never longer.

=============  ==========================================================================================
hook           facts
=============  ==========================================================================================
scheduled      task_created (a first step enters the queue), task_woken (a wait is over, and why)
begins         step; of the step before: task_ended, or wait_started (what it waits for), or nothing (ready)
pauses         the same for the last step of an iteration; step 0 (the loop sleeps) or -1 (it polls)
created        the same as begins, of an eager task's first step
holds          acquired
gives_back     released
=============  ==========================================================================================

Who woke a task: the task whose step runs when the wake-up is queued. A plain callback passes on what it was itself
queued by, so that a gather, a timer's future or a result from a thread names its true cause.
"""

from __future__ import annotations

import asyncio
import itertools
import platform
import sys
import threading
import time
import uuid
from collections.abc import Callable
from typing import Any

from . import facts, reading
from .causes import CALLBACK, IO, THREAD, TIMER, UNKNOWN, Cause, waker
from .known import Known, Tasks
from .places import Places
from .resources import Resources
from .waits import Shapes

LIMIT = 200_000
"""Facts kept of one run, about 30 MB; beyond it all but births, ends and places are counted and dropped."""

_SAMPLE = 31
"""One hook call in so many is timed; odd, because the two hooks of a step alternate."""


class Recorder:
    """Watches one run, on the loops of the thread it is made on, one at a time.

    Args:
        name: what the author calls the run; None: nothing.
        cell_of: which notebook cell a file name belongs to; None for none.
        on_idle: called at a poll when no watched task is alive and no cell runs.
        on_error: called once with the exception when a hook fails; the recorder is deaf from then on.

    >>> Recorder("first").facts[0][0]
    'run_started'
    """

    def __init__(
        self,
        name: str | None = None,
        cell_of: Callable[[str], str | None] = lambda filename: None,
        on_idle: Callable[[], None] = lambda: None,
        on_error: Callable[[Exception], None] = lambda error: None,
    ) -> None:
        self.id = uuid.uuid4().hex
        self.facts: list[facts.Fact] = []
        self.deaf = False
        self._on_idle, self._on_error = on_idle, on_error
        self._thread = threading.get_ident()
        self._number = itertools.count(1).__next__
        self._places = Places(cell_of, self._named)
        self._resources = Resources(self._places, self._number, self._seen)
        self._shapes = Shapes(self._places)
        self._tasks = Tasks(self._places, self._number, self._note)
        self._causes: dict[int, Cause] = {}  # plain callbacks in the ready queue -> what queued them
        self._running: Known | None = None
        self._running_task: Any = None
        self._cause = UNKNOWN  # of what is queued while no watched task runs
        self._cell: tuple[str, Known, Any] | None = None
        self._last_step = facts.IDLE
        self._dropped = self._overhead = 0
        self._until_sample = _SAMPLE
        self._clock = time.perf_counter_ns
        self._start = self._clock()
        self._t = 0  # the time of all facts that one hook call notes
        clock = time.time_ns() // 1_000_000
        self._note("run_started", facts.FORMAT, self.id, name, platform.python_version(), clock)

    @property
    def alive(self) -> int:
        """How many tasks that are shown have not ended."""
        return self._tasks.alive

    def now(self) -> int:
        """Nanoseconds since the run's start."""
        return self._clock() - self._start

    # ---- hooks (see hooks.Watcher) -----------------------------------------------------------------------------

    def scheduled(self, handle: asyncio.Handle) -> None:
        """A handle enters the ready queue: note who was born or woken, and by whom."""
        if self.deaf:
            return
        self._until_sample -= 1
        if self._until_sample == 0:
            self._sample(self.scheduled, handle)
            return
        try:
            self._scheduled(handle)
        except Exception as error:
            self._fail(error)

    def begins(self, handle: asyncio.Handle) -> None:
        """A handle runs next: the step before is over."""
        if self.deaf:
            return
        self._until_sample -= 1
        if self._until_sample == 0:
            self._sample(self.begins, handle)
            return
        try:
            self._begins(handle)
        except Exception as error:
            self._fail(error)

    def pauses(self, idle: bool) -> None:
        """The iteration's last step is over, and the loop polls."""
        self._try(self._pauses, idle)

    def resumes(self) -> None:
        """What is queued from here to the next step is due to a timer or to I/O."""
        self._cause = IO

    def created(self, task: Any) -> None:
        """A task was made; one that is not known by now is eager, and its first step is over."""
        if threading.get_ident() == self._thread:
            self._try(self._created, task)

    def holds(self, resource: Any) -> None:
        """The running task has acquired a lock or semaphore."""
        if threading.get_ident() == self._thread and self._running is not None:
            self._try(self._holds, resource)

    def gives_back(self, resource: Any) -> None:
        """A lock or semaphore was released."""
        if threading.get_ident() == self._thread:
            self._try(self._gives_back, resource)

    def _try(self, hook: Callable[[Any], None], argument: Any) -> None:
        if not self.deaf:
            try:
                hook(argument)
            except Exception as error:
                self._fail(error)

    def _fail(self, error: Exception) -> None:
        """Law 3: a hook that fails removes itself, says so once, and the user's code runs on."""
        self.deaf = True
        self._on_error(error)

    def _sample(self, hook: Callable[[asyncio.Handle], None], handle: asyncio.Handle) -> None:
        """Time one call of a hook in many, which is enough to tell the recorder's own cost."""
        self._until_sample = _SAMPLE
        before = self._clock()
        hook(handle)
        self._overhead += (self._clock() - before) * _SAMPLE

    # ---- a run's frame: cells, the code under record(), the end ------------------------------------------------

    def tasks_alive(self, tasks: set[Any]) -> None:
        """These tasks were alive before the run began."""
        self._t = self.now()
        for task in tasks:
            if self._tasks.get(task) is None and not reading.is_done(task):
                known = self._tasks.meet(task, None, None, earlier=True)
                if known.number and task._fut_waiter is not None:
                    self._note_wait(known, task)

    def tasks_queued(self, tasks: set[Any]) -> None:
        """A loop is about to run these tasks, which were made for it: the code under ``aioscope.record()``."""
        self._t = self.now()
        for task in sorted(tasks, key=reading.name_of):
            if reading.is_housekeeping(task):
                self._tasks.hide(task)
            elif self._tasks.get(task) is None and not reading.is_done(task):
                self._tasks.adopt(task, "main", reading.name_of(task), None)
        self._running = self._running_task = None

    def cell_started(self, cell: str, count: int, task: Any) -> None:
        """A notebook cell begins in the step of ``task`` that runs now; the task stands for it until it ends."""
        self._t = self.now()
        known = self._tasks.adopt(task, "cell", f"cell [{count}]", cell)
        self._note("cell_started", cell, count, known.number)
        self._cell = (cell, known, task)
        self._running, self._running_task = known, task
        self._note_step(known.number)

    def cell_ended(self, outcome: str, error: BaseException | None) -> None:
        """The cell that runs has ended: ``ok``, ``raised`` or ``interrupted``."""
        if self._cell is None:
            return
        self._t = self.now()
        self._tasks.settle_name()
        cell, known, task = self._cell
        self._cell = None
        ended = {"ok": "returned", "interrupted": "cancelled"}.get(outcome, "raised")
        self._tasks.end(known, ended, error)
        self._note("cell_ended", cell, outcome)
        if self._running is known:
            self._running = self._running_task = None
            self._note_step(facts.LOOP)
        self._tasks.hide(task)  # its later steps are the kernel's again

    def main_started(self, task: Any) -> None:
        """The code under ``aioscope.record()`` runs in this task's present step."""
        self._t = self.now()
        self._running, self._running_task = self._tasks.adopt(task, "main", reading.name_of(task), None), task
        self._note_step(self._running.number)

    def finish(self) -> None:
        """The run is over: write its last facts and forget the program."""
        if self.facts[-1][0] == "run_ended":
            return
        self.deaf = True
        self._t = self.now()
        if self._dropped:
            self._note("facts_dropped", self._dropped)
        self._note("run_ended", self._overhead)
        self._running = self._running_task = self._cell = None
        self._resources.clear()
        self._tasks.clear()
        self._causes.clear()

    # ---- what the hooks do -------------------------------------------------------------------------------------

    def _scheduled(self, handle: asyncio.Handle) -> None:
        if self._tasks.newborn is not None:
            self._t = self.now()
            self._tasks.settle_name()
        task = reading.task_of(handle)
        if task is None:
            self._causes[id(handle)] = self._who(handle)
            return
        known = self._tasks.get(task)
        if known is None:
            self._t = self.now()
            parent = self._current()
            if self._tasks.get(task) is None:  # else it is eager and queues itself: it has just been met
                # From here outwards: _scheduled, scheduled, append, _call_soon.
                self._tasks.meet(task, parent, sys._getframe(3), earlier=False)
        elif known.waiting:
            self._t = self.now()
            known.waiting = False
            self._often("task_woken", known.number, waker(known, handle, self._who(handle), self._running))
        elif known is self._running:
            known.woken_early = True

    def _created(self, task: Any) -> None:
        self._t = self.now()
        known = self._tasks.get(task)
        if known is None:
            # From here outwards: _created, _try, created, create_task.
            known = self._tasks.meet_eager(task, self._current(), sys._getframe(4))
        if known.eager and known.number:
            known.eager = False
            self._leave(known, task)

    def _begins(self, handle: asyncio.Handle) -> None:
        self._t = self._clock() - self._start
        if self._tasks.newborn is not None:
            self._tasks.settle_name()
        if self._running is not None:
            self._end_step(self._running, self._running_task)
        task = reading.task_of(handle)
        if task is None:
            self._cause = self._causes.pop(id(handle), CALLBACK)
            self._note_step(facts.LOOP)
            return
        known = self._tasks.get(task) or self._tasks.meet(task, None, None, earlier=True)
        if known.waiting:  # woken between two runs of the loop: asyncio.run() cancels what its main has left
            known.waiting = False
            self._often("task_woken", known.number, waker(known, handle, UNKNOWN, self._running))
        self._cause = CALLBACK
        if known.number:
            self._running, self._running_task = known, task
        self._note_step(known.number or facts.LOOP)

    def _pauses(self, idle: bool) -> None:
        self._t = self._clock() - self._start
        if self._running is not None:
            self._end_step(self._running, self._running_task)
        self._note_step(facts.IDLE if idle else facts.LOOP)
        if self._tasks.alive == 0 and self._cell is None:
            self._on_idle()

    def _holds(self, resource: Any) -> None:
        self._t = self.now()
        if (known := self._current()) is not None:
            number = self._resources.acquired(resource, known.number)
            if number is not None:
                self._often("acquired", number, known.number)

    def _gives_back(self, resource: Any) -> None:
        self._t = self.now()
        released = self._resources.released(resource, self._running.number if self._running is not None else None)
        if released is not None:
            self._often("released", *released)

    def _current(self) -> Known | None:
        """The task that runs: within a creator's step that may be an eager one, which is met here then."""
        if self._running is None or threading.get_ident() != self._thread:
            return self._running
        if (task := asyncio.current_task()) is None or task is self._running_task:
            return self._running
        frame = reading.creator_of(task, sys._getframe(1))
        return self._tasks.get(task) or self._tasks.meet_eager(task, self._running, frame)

    def _who(self, handle: asyncio.Handle) -> Cause:
        """What queues this handle."""
        if threading.get_ident() != self._thread:
            return THREAD
        if self._running is not None:
            return ("task", self._running.number)
        if self._cause is IO and isinstance(handle, asyncio.TimerHandle):
            return TIMER
        return self._cause

    def _end_step(self, known: Known, task: Any) -> None:
        self._running = self._running_task = None
        self._leave(known, task)

    def _leave(self, known: Known, task: Any) -> None:
        """A step of this task is over: it has ended, or waits, or is ready again."""
        early, known.woken_early = known.woken_early, False
        # A cell ends with its own outcome, not with the kernel's coroutine.
        if task._state != "PENDING" and known.role != "cell":
            self._tasks.rename(known, task)
            self._tasks.end(known, *reading.outcome_of(task))
        elif task._fut_waiter is not None and not early:
            self._note_wait(known, task)

    def _note_wait(self, known: Known, task: Any) -> None:
        known.waiting = True
        self._tasks.rename(known, task)
        shape, frames = self._shapes.of(task)
        kind, on, due = shape.read(frames, task._fut_waiter)
        until = None if due is None else self._t + round((due - task._loop.time()) * 1e9)
        if on is None:
            number = None
        elif issubclass(type(on), asyncio.Task):
            other = self._tasks.get(on)
            number = other.number or None if other is not None else None
        else:
            number = self._resources.waited_for(on, shape.user)
        self._often("wait_started", known.number, kind, number, until, shape.stack)

    def _named(self, *place: Any) -> None:
        self._note("place_named", *place)

    def _seen(self, *resource: Any) -> None:
        self._often("resource_seen", *resource)

    # ---- facts -------------------------------------------------------------------------------------------------

    def _note(self, kind: str, *values: Any) -> None:
        self.facts.append((kind, self._t, *values))

    def _note_step(self, number: int) -> None:
        if number != self._last_step:
            self._last_step = number
            if len(self.facts) < LIMIT:  # _often, written out: half of all facts are steps
                self.facts.append(("step", self._t, number))
            else:
                self._dropped += 1

    def _often(self, kind: str, *values: Any) -> None:
        """Note a fact of the kinds that a busy program makes without end; births and ends are always kept."""
        if len(self.facts) < LIMIT:
            self.facts.append((kind, self._t, *values))
        else:
            self._dropped += 1
