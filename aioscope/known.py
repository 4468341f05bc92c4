"""The tasks that a recorder has met: their numbers, names and ends.

A task is found by its ``id()`` and referred to weakly; when it dies, what is known of it goes. A mark on the task
itself was dropped: the program could see it.
"""

from __future__ import annotations

import weakref
from collections import deque
from types import FrameType
from typing import Any

from . import log as logs
from . import reading
from .log import Log
from .places import Places, origin

_LOST = 1_000
"""Tasks that have just died and may still be complained of."""


class Known(weakref.ref[Any]):
    """A task as the recorder knows it, and the weak reference to it: call it to get the task, or None.

    Being one object counts where there are many: what lives as long as a task is looked at by each full garbage
    collection. ``number`` 0: not shown, as the kernel's own are.
    """

    __slots__ = (
        "as_cause",
        "busy",
        "cancelled_by",
        "cell",
        "eager",
        "elsewhere",
        "ended",
        "key",
        "listed",
        "name",
        "number",
        "raised",
        "requests",
        "role",
        "steps",
        "waiter",
        "waiting",
        "woken_early",
    )

    __hash__ = object.__hash__  # not the task's, which may be the user's
    __eq__ = object.__eq__

    as_cause: tuple[str, int]
    """Of what its steps wake."""
    busy: int
    """Nanoseconds in the present merged window."""
    cancelled_by: int | None
    cell: str | None
    eager: bool
    """In its first step still, within its creator's."""
    elsewhere: bool
    """What it waits for is done by a thread or another process."""
    ended: bool
    key: int
    """The task's ``id()``."""
    listed: bool
    """Among those to be told of when the merged window is over."""
    name: str
    number: int
    raised: bool
    requests: int
    """To cancel it, that were told."""
    role: str
    steps: int
    """In the present merged window."""
    waiter: Known | None
    """The task that waited for this one last."""
    waiting: bool
    woken_early: bool
    """Queued again in its own step: what it is about to wait for has come already."""

    def enlist(self, ran: deque[Known]) -> None:
        """It ran in the present merged window."""
        if not self.listed:
            self.listed = True
            ran.append(self)


CLOSING = "closing"
"""The role of a task that is not shown and closes a generator (see :mod:`aioscope.closings`)."""

_survivors: dict[int, tuple[Any, str]] = {}
"""Tasks that outlived the run they were born in, by id(), and their cells: the next run can name those."""


def _survives(task: Any, cell: str) -> None:
    key = id(task)

    def died(ref: Any) -> None:
        if key in _survivors and _survivors[key][0] is ref:
            del _survivors[key]

    _survivors[key] = (weakref.ref(task, died), cell)


def _cell_of_survivor(task: Any) -> str | None:
    entry = _survivors.get(id(task))
    return entry[1] if entry is not None and entry[0]() is task else None


class Tasks:
    """The tasks of one run.

    Args:
        log: the run's log.
        places: its places.
    """

    def __init__(self, log: Log, places: Places) -> None:
        self.alive = 0
        """How many that are shown have not ended."""
        self.newborn: Known | None = None
        """The one met last, until its name is settled."""
        self.known: dict[int, Known] = {}
        """By id() of the task."""
        self.get = self.known.get
        self.lost: dict[int, Known] = {}
        """By id(): tasks that died pending or with an exception. The garbage collector lets go of their weak
        references before it lets them complain."""
        self._log, self._places = log, places
        self._dies = self._died  # one bound method for all
        self._told = 0

    def meet(
        self, task: Any, parent: Known | None, frame: FrameType | None, earlier: bool, made_of: Any = None
    ) -> Known:
        """A task is seen for the first time: at its birth, in the creator's frames, or later.

        Args:
            task: the task.
            parent: who made it; None: nobody that is known.
            frame: the creator's.
            earlier: it was alive before.
            made_of: its coroutine, where the task itself may have let go of it.
        """
        log = self._log
        if self.newborn is not None:
            self.settle_name()
        site, whose = self._places.site(frame)
        coroutine, code = reading.coroutine_of(task, made_of)
        if parent is None and whose != "user" and (code is None or origin(code.co_filename) == "kernel"):
            return self.hide(task)
        if self._told >= logs.MOST_TASKS:
            self._log.dropped += 1
            return self.hide(task)
        self._told += 1
        cell = parent.cell if parent is not None else _cell_of_survivor(task) if earlier else None
        role = "earlier" if earlier else "task"
        self.newborn = known = self._enter(task, log.number(), role, reading.name_of(task), cell)
        self.alive += 1
        creator = parent.number or None if parent is not None else None
        log.facts.append(("task_created", log.t, known.number, known.name, coroutine, creator, cell, site, known.role))
        return known

    def adopt(self, task: Any, role: str, name: str, cell: str | None) -> Known:
        """A task stands for a cell or for the code under ``record()`` from now on."""
        known = self._enter(task, self._log.number(), role, name, cell)
        self.alive += 1
        coroutine = reading.coroutine_of(task)[0] if role == "main" else ""  # a cell's is the kernel's own
        self._log.note("task_created", known.number, name, coroutine, None, cell, None, role)
        return known

    def hide(self, task: Any) -> Known:
        """A task is not shown from now on."""
        return self._enter(task, 0, "kernel", "", None)

    def end(self, known: Known, outcome: str, error: BaseException | None) -> None:
        """A task has ended: returned, raised or cancelled."""
        if not known.ended:
            known.ended, known.waiting, known.raised = True, False, error is not None
            if known.number:
                self.alive -= 1
                name = None if error is None else type(error).__name__
                text = None if error is None else reading.text_of(error)
                self._log.facts.append(("task_ended", self._log.t, known.number, outcome, name, text))

    def settle_name(self) -> None:
        """A TaskGroup before Python 3.13, or a loop with a task factory, names a task just after its birth."""
        known, self.newborn = self.newborn, None
        if known is not None and (task := known()) is not None:
            self.rename(known, task)

    def rename(self, known: Known, task: Any) -> None:
        """Note the name of a task if it has changed."""
        name = reading.name_of(task)
        if name != known.name and known.number and known.role != "cell":
            known.name = name
            self._log.note("task_renamed", known.number, name)

    def number_of(self, task: Any) -> int | None:
        """The number of a task that is shown; None: it is not."""
        known = self.get(id(task))
        return known.number or None if known is not None else None

    def clear(self) -> None:
        """Forget all of them, but for the cells of those that live on."""
        for known in self.known.values():
            if known.cell is not None and not known.ended and (task := known()) is not None:
                _survives(task, known.cell)
        self.known.clear()
        self.lost.clear()
        self.newborn = None

    def _enter(self, task: Any, number: int, role: str, name: str, cell: str | None) -> Known:
        known = Known(task, self._dies)  # the rest is not for its __init__: a weak reference takes two arguments
        known.number, known.role, known.name, known.cell = number, role, name, cell
        known.as_cause = ("task", number)
        known.waiting = known.ended = known.raised = known.eager = known.elsewhere = False
        known.woken_early = known.listed = False
        known.requests = known.steps = known.busy = 0
        known.cancelled_by = known.waiter = None
        known.key = key = id(task)
        self.known[key] = known
        if self.lost:
            self.lost.pop(key, None)
        return known

    def _died(self, known: Any) -> None:
        if self.known.get(known.key) is known:
            del self.known[known.key]
            if known.number and not known.ended:  # it still counts as pending, but nobody waits for its end
                self.alive -= 1
            if known.number and (known.raised or not known.ended):
                self.lost[known.key] = known
                if len(self.lost) > _LOST:
                    del self.lost[next(iter(self.lost))]
