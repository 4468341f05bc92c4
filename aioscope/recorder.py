"""The recorder: turns what passes through the doors of asyncio into facts.

One recorder watches one run. The doors call it on the loop's thread (a queue's ``append`` possibly on another); it
keeps numbers and short strings only, finds what it knows of a task by ``id()`` and drops it when the task dies. A task
is referred to strongly while its own step lasts, never longer.

The two methods that run for every handle are in ``exact.py`` and ``merged.py``; what they find out is told here. Who
woke a task: the task whose step runs when the wake-up is queued. A plain callback passes on what it was itself queued
by, so that a gather, a timer's future or a result from a thread names its true cause.
"""

from __future__ import annotations

import asyncio
import platform
import threading
import uuid
from collections import deque
from collections.abc import Callable
from types import FrameType
from typing import Any

from . import exact, facts, merged, reading
from .births import EAGER, Births
from .blocks import LIMIT, NO_STEP, Blocks
from .callbacks import Callbacks
from .cancels import Cancels
from .causes import IO, THREAD, TIMER, UNKNOWN, Cause, waker
from .closings import Closings
from .costs import DOOR_NS, FEW, METHOD_NS, SAMPLE
from .frame import Frame
from .gaps import Gaps
from .holders import Holders
from .hooks.loop import Append, Door, PopLeft
from .known import Known, Tasks
from .log import Log
from .members import Members
from .nested import Nested
from .places import Places
from .queues import Queues
from .resources import Resources
from .samples import Samples
from .timeouts import Timeouts
from .waits import Shapes
from .windows import Windows
from .works import Works

_NO_THREAD = 0


class Recorder:
    """Watches one run, on the loops of the thread it is made on, one at a time.

    Args:
        name: what the author calls the run; None: nothing.
        cell_of: which notebook cell a file name belongs to; None for none.
        on_idle: called at a poll when no watched task is alive and no cell runs.
        on_error: called once with the exception when a hook fails; the recorder is deaf from then on.
        only_exact: no event budget: nothing is merged before the log is full.

    >>> Recorder("first").facts[0][0]
    'run_started'
    """

    # What the hot path reads and writes; the rest is in the dict.
    __slots__ = (
        "__dict__",
        "__weakref__",
        "cause",
        "last_step",
        "left",
        "overhead",
        "passes",
        "polled",
        "polls",
        "running",
        "running_task",
        "t",
    )

    def __init__(
        self,
        name: str | None = None,
        cell_of: Callable[[str], str | None] = lambda filename: None,
        on_idle: Callable[[], None] = lambda: None,
        on_error: Callable[[Exception], None] = lambda error: None,
        only_exact: bool = False,
    ) -> None:
        self.id = uuid.uuid4().hex
        self.deaf = self.ended = self._failed = False
        self._failure: Exception | None = None  # until it is said
        self.log = log = Log()
        self.facts = log.facts
        self.places = Places(cell_of, log)
        self.resources = Resources(log, self.places)
        self.gaps, self.callbacks = Gaps(log), Callbacks(log, self.places)
        self.tasks = Tasks(log, self.places)
        self.births, self.closings = Births(self), Closings(self)
        self.cancels = Cancels(log, self.places)
        self.works = Works(self)
        self.blocks = Blocks(self)
        self.holders, self.queues = Holders(self), Queues(self)
        self.timeouts, self.members = Timeouts(self), Members(self)
        self.causes: dict[int, Cause] = {}
        """What queued each plain callback in the ready queue."""
        self.ran: deque[Known] = deque()
        """Tasks that ran in the present merged window, or before it and are still to be told of, those first."""
        self.running: Known | None = None
        self.running_task: Any = None
        self.cause = UNKNOWN
        """Of what is queued while no watched task runs."""
        self.last_step: int | None = facts.IDLE
        self.polled = -1
        """When the loop polled, until the first handle after it runs; -1: it has run."""
        self.t = NO_STEP
        """When the present step began; in the far future: there is none."""
        self.left = 0
        """What is left of the event budget in this window."""
        self.overhead = self.passes = self.polls = 0
        """Nanoseconds spent in hooks, from samples; calls of wrapped methods; times that the loop polled (costs.py)."""
        self.sample = 0
        """As a mask: passes whose number has none of these bits are timed. At first each one is."""
        self.windows, self.frame = Windows(self, only_exact), Frame(self)
        self.samples, self.nested = Samples(self), Nested(self)
        self.on_idle, self._on_error = on_idle, on_error
        self._thread = threading.get_ident()
        self._shapes = Shapes(self.places)
        self._door: Door | None = None
        log.note("run_started", facts.FORMAT, self.id, name, platform.python_version(), log.wall)

    @property
    def alive(self) -> int:
        """How many tasks that are shown have not ended."""
        return self.tasks.alive

    def now(self) -> int:
        """Nanoseconds since the run's start."""
        return self.log.now()

    def single(self) -> bool:
        """Whether an event that a door has just seen is to be told singly. It counts in the event budget.

        False: what is true is told when the merged window is over.
        """
        if not self.windows.merging:
            self.windows.spend()
        return not self.windows.merging

    def sampled(self, began: int) -> None:
        """A wrapped method's pass was timed from then on: it counts for as many as were not."""
        self.overhead += (self.log.clock() - began) * (self.sample + 1)

    def spent(self) -> int:
        """Nanoseconds that the recorder has cost, about (see costs.py)."""
        return self.overhead + self.passes * METHOD_NS

    def listens(self) -> bool:
        """Whether what happens on the thread that asks is to be told: it is the loop's own, and no hook has failed."""
        return not self.deaf and threading.get_ident() == self._thread

    def turn_away(self, away: bool) -> None:
        """Another loop runs within a step of the watched one, or does no longer: what it does is not ours."""
        self._thread = _NO_THREAD if away else threading.get_ident()

    def quietly(self, hook: Callable[..., None], *arguments: Any) -> None:
        """Call a hook; if it fails, the recorder goes deaf, and nobody else notices (law 3)."""
        try:
            hook(*arguments)
        except Exception as error:
            self.fail(error)

    # ---- the loop's doors (see hooks.loop.Watcher) -------------------------------------------------------------

    def opened(self, door: Door) -> None:
        """A loop is watched from now on."""
        self._door = door
        self.blocks.opened(door)
        self.windows.opened(door)

    def exact_queue(self, loop: Any, push: Any, pop: Any) -> tuple[Append, PopLeft]:
        """The queue's methods in exact windows."""
        return exact.exact_queue(self, loop, push, pop)

    def merged_queue(self, pop: Any) -> PopLeft:
        """The queue's ``popleft`` in merged windows."""
        return merged.merged_queue(self, pop)

    def pauses(self, idle: bool) -> None:  # noqa: C901 - as in exact.py
        """The round's last step is over, and the loop polls."""
        if self.deaf:
            self._give_up()
            return
        try:
            log, known, spent = self.log, self.running, self.overhead
            log.t = t = log.clock() - log.start
            if t - self.t > LIMIT:
                self.blocks.over(t)
            if known is not None:
                self._end_step(known, self.running_task, t)
            if self._door is not None:
                self.nested.polls(self._door.loop)
            if self.windows.merging:
                self.windows.polls(t, idle)
            else:
                self.polled = t
            if idle and self.last_step != facts.IDLE:
                self.last_step = facts.IDLE
                log.note("step", facts.IDLE)
            self.t = NO_STEP
            if self.blocks.asleep is not None:
                self.blocks.asleep()
            if self.tasks.alive == 0 and not self.frame.in_cell:
                self.on_idle()
            self.polls = polls = self.polls + 1
            if not polls & self.sample and self.overhead == spent:  # else a window's end was in it: counted in full
                self.overhead += (log.clock() - log.start - t + DOOR_NS) * (self.sample + 1)
            if merged.BUDGET - self.left > FEW:
                self.sample = SAMPLE
        except Exception as error:
            self.fail(error)

    def resumes(self) -> None:
        """What is queued from here to the next step is due to a timer or to I/O."""
        self.cause = IO

    def halts(self) -> None:
        """The loop stops, possibly in the middle of a step (KeyboardInterrupt)."""
        if not self.deaf:
            self.log.stamp()
            self.step_over()
            if self.running is not None:
                self._end_step(self.running, self.running_task, self.log.t)
            self.nested.halts()
            self.t = NO_STEP
            if self.windows.merging:
                self.windows.end(self.log.t)
            self.note_step(facts.IDLE)
            self.polled = -1

    def fail(self, error: Exception) -> None:
        """Law 3: a hook that fails removes itself, says so once, and the user's code runs on."""
        self.deaf = True
        if self._failed:
            return
        self._failed, self._failure = True, error
        if self._door is not None:
            self._door.deafen()
        if threading.get_ident() == self._thread:
            self._give_up()

    def _give_up(self) -> None:
        """Say what has failed. On the loop's thread: the doors close then, and no other may take them from under it."""
        error, self._failure = self._failure, None
        if error is not None:
            self._on_error(error)

    # ---- what passes the queue (called by exact.py) ------------------------------------------------------------

    def woken(self, known: Known, task: Any, handle: Any, frame: FrameType | None, cause: Cause | None = None) -> None:
        """What a task waited for has come."""
        self.log.stamp()
        known.waiting = False
        if cause is None:
            cause = self.who(handle)
        by = waker(known, handle, cause, self.running)
        if known.elsewhere:
            known.elsewhere = False
            if by[0] != "cancel":
                by = THREAD  # even if it was done before asyncio asked, and the loop was told in the task's own step
        if by[0] == "cancel":
            self.cancels.requested(known, task, cause, frame)
        self.log.facts.append(("task_woken", self.log.t, known.number, by))
        self.windows.spend()

    def waits(self, known: Known, task: Any) -> None:
        """A task's step is over, and has left it suspended."""
        known.waiting = True
        self.tasks.rename(known, task)
        self.cancels.look(known, task)
        self.log.facts.append(("wait_started", self.log.t, known.number, *self.read_wait(known, task)))

    def ends(self, known: Known, task: Any) -> None:
        """A task's step is over, and so is the task. A cell ends with its own outcome, not with the kernel's task."""
        if known.role != "cell":
            self.tasks.rename(known, task)
            outcome, error = reading.outcome_of(task)
            self.cancels.ended(known, task, outcome)
            self.tasks.end(known, outcome, error)

    def read_wait(self, known: Known, task: Any) -> tuple[Any, ...]:
        """What a suspended task waits for: kind, on, until and stack of a wait_started fact."""
        shape, frames = self._shapes.of(task)
        kind, on, due, members = shape.read(frames, task._fut_waiter)
        until = self.timeouts.earliest(known.number, None if due is None else self.when(task._loop, due))
        if on is None:
            number = None
        elif kind in ("executor", "subprocess"):
            number = self.works.number_of(on)
            known.elsewhere = kind == "executor"
        elif issubclass(type(on), reading.TASKS):
            other = self.tasks.get(id(on))
            number = other.number or None if other is not None else None
            if other is not None:
                other.waiter = known
        else:
            number = self.resources.waited_for(on, kind, shape.user, frames)
            if kind == "gather" and number is not None:
                self.members.waited_for(number, on, members, known)
        return kind, number, until, shape.stack

    def when(self, loop: Any, due: float) -> int:
        """The run's time of an instant on a loop's clock (seconds)."""
        return self.log.t + round((due - loop.time()) * 1e9)

    def who(self, handle: Any) -> Cause:
        """What queues this handle."""
        if threading.get_ident() != self._thread:
            return THREAD
        if self.running is not None:
            return self.running.as_cause
        if self.cause is IO and isinstance(handle, asyncio.TimerHandle):
            return TIMER
        return self.cause

    def current(self) -> Known | None:
        """The task that runs: within a creator's step that may be an eager one, which is met here then."""
        if self.samples.on:
            return self.samples.current()
        if not EAGER or self.running is None or self._door is None or threading.get_ident() != self._thread:
            return self.running
        return self.births.within(self._door.loop, self.running_task) or self.running

    # ---- parts ----------------------------------------------------------------------------------------------------

    def settle(self, most: int | None = None) -> bool:
        """A merged window is over: let each part tell what has changed in it.

        Args:
            most: of how many locks, timeouts, groups and queues each; None: of all.

        Returns:
            Whether all was told; else the rest is for the next time.
        """
        parts = self.holders, self.timeouts, self.members, self.queues
        told = [part.settle(most) for part in parts]
        return all(told)

    # ---- the end ---------------------------------------------------------------------------------------------------

    def finish(self) -> None:
        """The run is over: write its last facts and forget the program."""
        if self.ended:
            return
        self.log.stamp()
        if not self.deaf:
            self.step_over()
        self.deaf = True
        self.works.clear()
        self.quietly(self.windows.finish)
        self._give_up()
        if self.log.dropped:
            self.log.note("facts_dropped", self.log.dropped)
        self.log.note("run_ended", self.spent())
        self.ended = True
        self.running = self.running_task = self._door = None
        for part in (self.frame, self.resources, self.timeouts, self.tasks, self.nested, self.blocks, self.causes):
            part.clear()

    # ---- small things ------------------------------------------------------------------------------------------

    def step_over(self) -> None:
        """The present step is over, or is to count as over; perhaps it was too long."""
        if self.log.t - self.t > LIMIT:
            self.quietly(self.blocks.over, self.log.t)

    def _end_step(self, known: Known, task: Any, t: int) -> None:
        """A step of this task is over: it has ended, or waits, or is ready again."""
        self.running = self.running_task = None
        if self.windows.merging:
            known.busy += t - self.t
        self.leave(known, task)

    def leave(self, known: Known, task: Any) -> None:
        """A step of this task is over, and it runs no longer."""
        early, known.woken_early = known.woken_early, False
        if task._fut_waiter is None:
            if task._state != "PENDING":
                self.ends(known, task)
        elif not early and not self.windows.merging:
            self.waits(known, task)

    def note_step(self, number: int) -> None:
        """The loop runs a step of this number from now on."""
        if number != self.last_step:
            self.last_step = number
            self.log.note("step", number)
