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
import weakref
from collections.abc import Callable
from types import FrameType
from typing import Any

from . import facts, reading
from .places import Places, origin
from .resources import Resources
from .waits import suspension

Cause = tuple[str, "int | None"]
"""A waker: (kind, task) as in the schema."""

LIMIT = 200_000
"""Facts kept of one run, about 30 MB; beyond it all but births, ends and places are counted and dropped."""

_UNKNOWN: Cause = ("unknown", None)
_CALLBACK: Cause = ("callback", None)
_TIMER: Cause = ("timer", None)
_IO: Cause = ("io", None)
_THREAD: Cause = ("thread", None)


class _Known:
    """A task as the recorder knows it. ``number`` 0: the kernel's own, not shown."""

    __slots__ = ("cancelled_by", "cell", "ended", "name", "number", "ref", "role", "waiting", "woken_early")

    def __init__(self, number: int, role: str, name: str, cell: str | None) -> None:
        self.number, self.role, self.name, self.cell = number, role, name, cell
        self.waiting = self.ended = False
        self.woken_early = False  # queued again in its own step: what it is about to wait for has come already
        self.cancelled_by: int | None = None
        self.ref: Any = None


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
        self.alive = 0
        self.deaf = False
        self._on_idle, self._on_error = on_idle, on_error
        self._thread = threading.get_ident()
        self._number = itertools.count(1).__next__
        self._places = Places(cell_of, self._named)
        self._resources = Resources(self._places, self._number, self._seen)
        self._tasks: dict[int, _Known] = {}
        self._causes: dict[int, Cause] = {}  # plain callbacks in the ready queue -> what queued them
        self._running: _Known | None = None
        self._running_task: Any = None
        self._newborn: _Known | None = None
        self._cause = _UNKNOWN  # of what is queued while no watched task runs
        self._cell: tuple[str, _Known, Any] | None = None
        self._last_step = facts.IDLE
        self._dropped = 0
        self._overhead = 0
        self._start = time.perf_counter_ns()
        self._t = 0  # the time of all facts that one hook call notes
        clock = time.time_ns() // 1_000_000
        self._note("run_started", facts.FORMAT, self.id, name, platform.python_version(), clock)

    def now(self) -> int:
        """Nanoseconds since the run's start."""
        return time.perf_counter_ns() - self._start

    # ---- hooks (see hooks.Watcher) -----------------------------------------------------------------------------

    def scheduled(self, handle: asyncio.Handle) -> None:
        """A handle enters the ready queue: note who was born or woken, and by whom."""
        if not self.deaf:
            self._t = self.now()
            self._guard(self._scheduled, handle)

    def begins(self, handle: asyncio.Handle) -> None:
        """A handle runs next: the step before is over."""
        if not self.deaf:
            self._t = self.now()
            self._guard(self._begins, handle)

    def pauses(self, idle: bool) -> None:
        """The iteration's last step is over, and the loop polls."""
        if not self.deaf:
            self._t = self.now()
            self._guard(self._pauses, idle)

    def resumes(self) -> None:
        """What is queued from here to the next step is due to a timer or to I/O."""
        self._cause = _IO

    def holds(self, resource: Any) -> None:
        """The running task has acquired a lock or semaphore."""
        if not self.deaf and threading.get_ident() == self._thread and self._running is not None:
            self._t = self.now()
            self._guard(self._holds, resource)

    def gives_back(self, resource: Any) -> None:
        """A lock or semaphore was released."""
        if not self.deaf and threading.get_ident() == self._thread:
            self._t = self.now()
            self._guard(self._gives_back, resource)

    def _guard(self, hook: Callable[[Any], None], argument: Any) -> None:
        """Law 3: a hook that fails removes itself, says so once, and the user's code runs on."""
        try:
            hook(argument)
        except Exception as error:
            self.deaf = True
            self._on_error(error)
        self._overhead += self.now() - self._t

    # ---- a run's frame: cells, the code under record(), the end ------------------------------------------------

    def tasks_alive(self, tasks: set[Any]) -> None:
        """These tasks were alive before the run began."""
        self._t = self.now()
        for task in tasks:
            if id(task) not in self._tasks and not reading.is_done(task):
                known = self._meet(task, None, earlier=True)
                if known.number and task._fut_waiter is not None:
                    self._note_wait(known, task)

    def tasks_queued(self, tasks: set[Any]) -> None:
        """A loop is about to run these tasks, which were made for it: the code under ``aioscope.record()``."""
        self._t = self.now()
        for task in sorted(tasks, key=reading.name_of):
            if reading.is_housekeeping(task):
                self._enter(task, _Known(0, "kernel", "", None))
            elif id(task) not in self._tasks and not reading.is_done(task):
                self._running = self._running_task = None
                self._adopt(task, "main", reading.name_of(task), None)
        self._running = self._running_task = None

    def cell_started(self, cell: str, count: int, task: Any) -> None:
        """A notebook cell begins in the step of ``task`` that runs now; the task stands for it until it ends."""
        known = self._adopt(task, "cell", f"cell [{count}]", cell)
        self._note("cell_started", cell, count, known.number)
        self._cell = (cell, known, task)
        self._note_step(known.number)

    def cell_ended(self, outcome: str, error: BaseException | None) -> None:
        """The cell that runs has ended: ``ok``, ``raised`` or ``interrupted``."""
        if self._cell is None:
            return
        self._t = self.now()
        self._settle_name()
        cell, known, task = self._cell
        self._cell = None
        ended = {"ok": "returned", "interrupted": "cancelled"}.get(outcome, "raised")
        self._end_task(known, ended, error)
        self._note("cell_ended", cell, outcome)
        if self._running is known:
            self._running = self._running_task = None
            self._note_step(facts.LOOP)
        self._enter(task, _Known(0, "kernel", "", None))  # its later steps are the kernel's again

    def main_started(self, task: Any) -> None:
        """The code under ``aioscope.record()`` runs in this task's present step."""
        self._note_step(self._adopt(task, "main", reading.name_of(task), None).number)

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
        self._settle_name()
        task = reading.task_of(handle)
        cause = self._who(handle)
        if task is None:
            self._causes[id(handle)] = cause
            return
        known = self._tasks.get(id(task))
        if known is None:
            self._meet(task, sys._getframe(4), earlier=False)  # _scheduled, _guard, scheduled, append, _call_soon
        elif known.waiting:
            known.waiting = False
            self._often("task_woken", known.number, self._waker(known, handle, cause))
        elif known is self._running:
            known.woken_early = True

    def _begins(self, handle: asyncio.Handle) -> None:
        self._settle_name()
        self._end_step()
        task = reading.task_of(handle)
        if task is None:
            self._cause = self._causes.pop(id(handle), _CALLBACK)
            self._note_step(facts.LOOP)
            return
        known = self._tasks.get(id(task)) or self._meet(task, None, earlier=True)
        if known.waiting:  # woken between two runs of the loop: asyncio.run() cancels what its main has left
            known.waiting = False
            self._often("task_woken", known.number, self._waker(known, handle, _UNKNOWN))
        self._cause = _CALLBACK
        if known.number:
            self._running, self._running_task = known, task
            self._rename(known, task)
        self._note_step(known.number or facts.LOOP)

    def _pauses(self, idle: bool) -> None:
        self._end_step()
        self._note_step(facts.IDLE if idle else facts.LOOP)
        if self.alive == 0 and self._cell is None:
            self._on_idle()

    def _holds(self, resource: Any) -> None:
        if self._running is not None:
            number = self._resources.acquired(resource, self._running.number)
            if number is not None:
                self._often("acquired", number, self._running.number)

    def _gives_back(self, resource: Any) -> None:
        released = self._resources.released(resource, self._running.number if self._running is not None else None)
        if released is not None:
            self._often("released", *released)

    def _who(self, handle: asyncio.Handle) -> Cause:
        """What queues this handle."""
        if threading.get_ident() != self._thread:
            return _THREAD
        if self._running is not None:
            return ("task", self._running.number)
        if self._cause is _IO and isinstance(handle, asyncio.TimerHandle):
            return _TIMER
        return self._cause

    def _waker(self, known: _Known, handle: asyncio.Handle, cause: Cause) -> Cause:
        known.cancelled_by = None
        if not reading.is_cancelled(reading.awaited_by(handle)):
            # Its own doing, through a callback: a writer it closed, say. No task woke it.
            return _CALLBACK if cause == ("task", known.number) else cause
        canceller = cause[1]
        if self._running is not None and self._running.cancelled_by is not None:
            canceller = self._running.cancelled_by  # passed on by the task that the cancel went through
        known.cancelled_by = canceller
        return ("cancel", canceller)

    def _end_step(self) -> None:
        known, task = self._running, self._running_task
        if known is None:
            return
        self._running = self._running_task = None
        early, known.woken_early = known.woken_early, False
        # A cell ends with its own outcome, not with the kernel's coroutine.
        if known.role != "cell" and reading.is_done(task):
            self._rename(known, task)
            self._end_task(known, *reading.outcome_of(task))
        elif task._fut_waiter is not None and not early:
            self._note_wait(known, task)

    def _note_wait(self, known: _Known, task: Any) -> None:
        known.waiting = True
        kind, on, due, chain = suspension(task, task._fut_waiter)
        until = None if due is None else self._t + round((due - task._loop.time()) * 1e9)
        shown = [link for link in chain if self._places.origin(link[0]) not in ("kernel", "aioscope")]
        stack = tuple(self._places.number(*link) for link in shown)
        if on is not None and issubclass(type(on), asyncio.Task):
            other = self._tasks.get(id(on))
            number = other.number or None if other is not None else None
        else:
            number = self._resources.waited_for(on, chain) if on is not None else None
        self._often("wait_started", known.number, kind, number, until, stack)

    def _end_task(self, known: _Known, outcome: str, error: BaseException | None) -> None:
        if not known.ended:
            known.ended, known.waiting = True, False
            self.alive -= 1
            name = None if error is None else type(error).__name__
            self._note("task_ended", known.number, outcome, name, reading.text_of(error))

    def _meet(self, task: Any, frame: FrameType | None, earlier: bool) -> _Known:
        """A task is seen for the first time: at its birth, with the creator's frames, or later."""
        site, whose = self._places.site(frame)
        coroutine, code = reading.coroutine_of(task)
        parent = self._running
        if parent is None and whose != "user" and (code is None or origin(code.co_filename) == "kernel"):
            return self._enter(task, _Known(0, "kernel", "", None))
        cell = parent.cell if parent is not None else None
        known = self._enter(task, _Known(self._number(), "earlier" if earlier else "task", reading.name_of(task), cell))
        self._newborn = known
        self.alive += 1
        creator = parent.number if parent is not None and not earlier else None
        self._note("task_created", known.number, known.name, coroutine, creator, cell, site, known.role)
        return known

    def _adopt(self, task: Any, role: str, name: str, cell: str | None) -> _Known:
        """The task whose step runs now stands for a cell or for the code under record()."""
        self._t = self.now()
        known = self._enter(task, _Known(self._number(), role, name, cell))
        self.alive += 1
        coroutine = reading.coroutine_of(task)[0] if role == "main" else ""  # a cell's is the kernel's own
        self._note("task_created", known.number, name, coroutine, None, cell, None, role)
        self._running, self._running_task = known, task
        return known

    def _enter(self, task: Any, known: _Known) -> _Known:
        key = id(task)

        def died(ref: Any) -> None:
            if self._tasks.get(key) is known:
                del self._tasks[key]
                if known.number and not known.ended:
                    self.alive -= 1  # destroyed while pending

        known.ref = weakref.ref(task, died)
        self._tasks[key] = known
        return known

    def _settle_name(self) -> None:
        """A TaskGroup before Python 3.13, or a loop with a task factory, names a task just after its birth."""
        known, self._newborn = self._newborn, None
        if known is not None and (task := known.ref()) is not None:
            self._rename(known, task)

    def _rename(self, known: _Known, task: Any) -> None:
        if known.role != "cell" and (name := reading.name_of(task)) != known.name:
            known.name = name
            self._note("task_renamed", known.number, name)

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
            self._often("step", number)

    def _often(self, kind: str, *values: Any) -> None:
        """Note a fact of the kinds that a busy program makes without end; births and ends are always kept."""
        if len(self.facts) < LIMIT:
            self.facts.append((kind, self._t, *values))
        else:
            self._dropped += 1
