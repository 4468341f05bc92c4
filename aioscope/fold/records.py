"""What a run is made of, for whoever reads it: tasks, waits, resources, works, rounds of the loop, cells.

Everything here is numbers, short strings and lists of them. Times are integer nanoseconds from the run's start; ids are
the run's own numbers, of one sequence for tasks, resources and works. What lasts still has no end (None).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from .times import MERGED, READY, RUNNING, WAITING, Times

_AUTOMATIC = re.compile(r"Task-(\d+)", re.ASCII)
"""What asyncio names a task that nobody has named: the number says nothing about which task it is."""


class Place(NamedTuple):
    """A line of code: the notebook cell (None: not in one), the file's short name, the line, the function."""

    cell: str | None
    file: str
    line: int
    function: str


class Waker(NamedTuple):
    """Who ended a wait: ``kind`` is task, timer, io, thread, cancel, callback or unknown; ``task`` an id or None."""

    kind: str
    task: int | None


@dataclass
class Wait:
    """One stay of a task outside the ready queue.

    ``kind`` is one of the schema's WaitKind; ``on`` the id of the task, resource or work, or None; ``until_ns`` when
    its timer is due, or None; ``end_ns`` None while it lasts; ``stack`` the await chain, innermost last. A wait that
    ended in a merged window ends where the window begins, and ``woken_by`` stays None: nobody saw it.
    """

    kind: str
    on: int | None
    start_ns: int
    until_ns: int | None
    stack: list[Place]
    end_ns: int | None = None
    woken_by: Waker | None = None


@dataclass
class CancelRequest:
    """Somebody asked for a task's cancellation.

    ``by`` is who; ``site`` the line, or None; ``requests`` how many were pending then, this one included (Python 3.10
    does not count: 1, or 0 for a library's, which may have taken it back unseen); ``withdrawn_ns`` when ``uncancel()``
    took it back, or None.
    """

    by: Waker
    site: Place | None
    t_ns: int
    requests: int
    withdrawn_ns: int | None = None


@dataclass
class Timeout:
    """A timeout that ran for a task: its id, when it expires, when it was left or moved (None: not yet)."""

    resource: int
    start_ns: int
    until_ns: int
    end_ns: int | None = None


@dataclass
class Task:
    """A task of the run.

    ``parent`` is the creator's id or None; ``cell`` the id of the notebook cell that created it; ``site`` the creating
    line; ``role`` task, cell, main or earlier (see the schema); ``started_ns`` its first step; ``destroyed_ns`` when it
    was thrown away while pending, or None; ``outcome`` pending, returned, raised or cancelled; ``error`` and
    ``message`` its exception's type name and text; ``exception_retrieved`` False once asyncio complained that nobody
    asked for it; ``steps`` how often it ran.

    ``busy_ns``, ``ready_ns``, ``waiting_ns`` and ``merged_ns`` add up to its life so far.
    """

    id: int
    name: str
    coroutine: str
    parent: int | None
    cell: str | None
    site: Place | None
    role: str
    created_ns: int
    times: Times = field(repr=False)
    """Its time account, which the sums are read from."""
    started_ns: int | None = None
    ended_ns: int | None = None
    destroyed_ns: int | None = None
    outcome: str = "pending"
    error: str | None = None
    message: str | None = None
    exception_retrieved: bool = True
    steps: int = 0
    waits: list[Wait] = field(default_factory=list[Wait])
    cancel_requests: list[CancelRequest] = field(default_factory=list[CancelRequest])
    timeouts: list[Timeout] = field(default_factory=list[Timeout])

    @property
    def label(self) -> str:
        """What it is called where people read.

        ``fetch #7`` for a ``Task-7`` that nobody has named, ``sender`` for one that a library has named after the whole
        path of a function, else its name. As ``labelOf`` in src/model/label.ts.

        >>> import asyncio, aioscope
        >>> async def fetch(): await asyncio.sleep(0)
        >>> with aioscope.record() as run:
        ...     asyncio.run(fetch())
        >>> run.tasks[0].label
        'fetch #...'
        """
        if automatic := _AUTOMATIC.fullmatch(self.name):
            own = self.coroutine.rpartition(".")[2]
            return f"{own} #{automatic[1]}" if own else self.name
        return (self.name.rpartition(".")[2] or self.name) if ".<locals>." in self.name else self.name

    @property
    def busy_ns(self) -> int:
        """Nanoseconds in which it ran."""
        return self.times.spent(RUNNING)

    @property
    def ready_ns(self) -> int:
        """Nanoseconds in which it could have run, while others did."""
        return self.times.spent(READY)

    @property
    def waiting_ns(self) -> int:
        """Nanoseconds spent in waits, the present one included."""
        return self.times.spent(WAITING)

    @property
    def merged_ns(self) -> int:
        """Nanoseconds in merged windows in which it was ready or waited: which of the two was not told."""
        return self.times.spent(MERGED)

    @property
    def cancelled_by(self) -> Waker | None:
        """Who asked for the cancellation that ended it; None: it was not cancelled, or by itself."""
        if self.outcome != "cancelled":
            return None
        return next((r.by for r in reversed(self.cancel_requests) if r.withdrawn_ns is None), None)

    @property
    def wait(self) -> Wait | None:
        """What it waits for now; None: it does not."""
        return self.waits[-1] if self.waits and self.waits[-1].end_ns is None else None


@dataclass
class Interval:
    """A stretch in which a task (its id) held a resource, or waited for it; ``end_ns`` None while it lasts."""

    task: int
    start_ns: int
    end_ns: int | None = None


@dataclass
class Resource:
    """A lock, queue, future and so on.

    ``kind`` is its type in the schema's words; ``capacity`` how many may hold it or fit in it, None: no limit;
    ``detail`` what it is made of, as ``tcp fd 12``; ``holders`` and ``waiters`` in order of time; ``sizes`` of a queue,
    (time, items) each; ``put_by`` and ``got_by`` the tasks that did, in order; ``members`` the tasks that a gather or
    group waits for.
    """

    id: int
    kind: str
    name: str | None
    capacity: int | None
    detail: str | None = None
    holders: list[Interval] = field(default_factory=list[Interval])
    waiters: list[Interval] = field(default_factory=list[Interval])
    sizes: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    put_by: list[int] = field(default_factory=list[int])
    got_by: list[int] = field(default_factory=list[int])
    members: list[int] = field(default_factory=list[int])


@dataclass
class Work:
    """Work given to a thread, a pool of processes or a subprocess (``kind``).

    ``function`` is its name; ``task`` who gave it away and ``site`` where, or None; ``worker`` the lane it runs in,
    None: not yet; ``outcome`` pending, returned, raised or cancelled.
    """

    id: int
    kind: str
    function: str
    task: int | None
    site: Place | None
    submitted_ns: int
    started_ns: int | None = None
    ended_ns: int | None = None
    worker: int | None = None
    outcome: str = "pending"


class Iteration(NamedTuple):
    """One round of the loop: it polled from ``polled_ns`` to ``t_ns`` and then ran ``ready`` handles.

    ``timers`` wait in its heap, the earliest due at ``due_ns`` (None: there is none); ``lag_ns`` is by how much it came
    late to the timer that was due by now.
    """

    t_ns: int
    polled_ns: int
    ready: int
    timers: int
    due_ns: int | None
    lag_ns: int


@dataclass
class Block:
    """A step longer than the limit: nothing else ran from ``since_ns`` to ``end_ns`` (None: it lasts still).

    ``task`` is whose step it was, as in step facts; ``stack`` where the code stood, outermost first, empty if it was
    never seen; ``delayed`` by how much later each task ran, by id.
    """

    task: int
    since_ns: int
    stack: list[Place]
    end_ns: int | None = None
    delayed: dict[int, int] = field(default_factory=dict[int, int])


@dataclass
class Callback:
    """A plain callback of the loop: its number in step facts, its function and where that is defined."""

    number: int
    function: str
    site: Place | None
    steps: int = 0
    busy_ns: int = 0


class Window(NamedTuple):
    """A merged window: only sums are known of it."""

    since_ns: int
    end_ns: int
    steps: int


@dataclass
class Cell:
    """A notebook cell that ran: its number in [ ], the task that stands for it, the tasks (ids) that outlived it.

    ``outcome`` is running, ok, raised or interrupted.
    """

    id: str
    count: int
    task: int
    started_ns: int
    ended_ns: int | None = None
    outcome: str = "running"
    leftovers: list[int] = field(default_factory=list[int])


class NeverAwaited(NamedTuple):
    """A coroutine that was made and thrown away: its function, in whose step (id or None), where."""

    coroutine: str
    task: int | None
    site: Place | None
    t_ns: int


class Unclosed(NamedTuple):
    """A generator thrown away unclosed: its function, the ``yield`` that it was left at, when it cleaned up."""

    generator: str
    site: Place | None
    t_ns: int


class Unseen(NamedTuple):
    """Something that this run cannot show: as one word, the names in the sentence, and the sentence by language."""

    code: str
    detail: str
    message: Mapping[str, str]
