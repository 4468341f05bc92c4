"""The fold of a run's facts into tasks, waits and resources. It only ever takes facts that are new to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from .facts import Fact


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

    ``kind`` is one of the schema's WaitKind; ``on`` the id of the task or resource, or None; ``until_ns`` when its
    timer is due, or None; ``end_ns`` None while it lasts; ``stack`` the await chain, innermost last.
    """

    kind: str
    on: int | None
    start_ns: int
    until_ns: int | None
    stack: list[Place]
    end_ns: int | None = None
    woken_by: Waker | None = None


@dataclass
class Holding:
    """A stretch in which a task (its id) held a resource; ``end_ns`` None while it lasts."""

    task: int
    start_ns: int
    end_ns: int | None = None


@dataclass
class Task:
    """A task of the run; times in nanoseconds from the run's start.

    ``parent`` is the creator's id or None; ``cell`` the id of the notebook cell that created it; ``site`` the creating
    line; ``role`` task, cell, main or earlier (see the schema); ``outcome`` pending, returned, raised or cancelled;
    ``error`` the exception's type name; ``steps`` how often it ran; ``busy_ns``, ``ready_ns`` and ``waiting_ns`` how
    long it ran, could have run, and waited, up to its latest change.
    """

    id: int
    name: str
    coroutine: str
    parent: int | None
    cell: str | None
    site: Place | None
    role: str
    created_ns: int
    started_ns: int | None = None
    ended_ns: int | None = None
    outcome: str = "pending"
    error: str | None = None
    message: str | None = None
    steps: int = 0
    busy_ns: int = 0
    waits: list[Wait] = field(default_factory=list[Wait])

    @property
    def waiting_ns(self) -> int:
        """Nanoseconds spent in waits that are over."""
        return sum(wait.end_ns - wait.start_ns for wait in self.waits if wait.end_ns is not None)

    @property
    def ready_ns(self) -> int:
        """Nanoseconds spent ready to run, while others ran; counted when the task has ended."""
        return 0 if self.ended_ns is None else self.ended_ns - self.created_ns - self.busy_ns - self.waiting_ns


@dataclass
class Resource:
    """A lock, queue, future and so on. ``kind`` is its type in the schema's words, ``holders`` in order of time."""

    id: int
    kind: str
    name: str | None
    capacity: int | None
    holders: list[Holding] = field(default_factory=list[Holding])


class Fold:
    """Tasks and resources of the facts taken so far."""

    def __init__(self) -> None:
        self.tasks: dict[int, Task] = {}
        self.resources: dict[int, Resource] = {}
        self.cells: dict[str, str] = {}
        self.last_ns = self.longest_step_ns = self.dropped = 0
        self.outlived: set[int] | None = None
        self._places: dict[int, Place] = {}
        self._held: dict[int, list[Holding]] = {}  # of each resource, the holdings that have not ended
        self._running: tuple[int, int] = (0, 0)
        self._taken = 0

    def take(self, log: list[Fact]) -> None:
        """Fold the facts of ``log`` that were not there the last time."""
        end = len(log)
        for fact in log[self._taken : end]:
            getattr(self, "_" + fact[0])(*fact[1:])
        self._taken = end

    def _run_started(self, t: int, *_: Any) -> None:
        pass

    def _run_ended(self, t: int, overhead: int) -> None:
        self._end_step(t)

    def _cell_started(self, t: int, cell: str, count: int, task: int) -> None:
        self.cells[cell] = "running"

    def _cell_ended(self, t: int, cell: str, outcome: str) -> None:
        self.cells[cell] = outcome
        self.last_ns = t
        pending = {task.id for task in self.tasks.values() if task.outcome == "pending" and task.role == "task"}
        self.outlived = pending

    def _place_named(self, t: int, place: int, cell: str | None, file: str, line: int, function: str) -> None:
        self._places[place] = Place(cell, file, line, function)

    def _task_created(
        self,
        t: int,
        task: int,
        name: str,
        coroutine: str,
        parent: int | None,
        cell: str | None,
        site: int | None,
        role: str,
    ) -> None:
        place = self._places[site] if site is not None else None
        self.tasks[task] = Task(task, name, coroutine, parent, cell, place, role, t)

    def _task_renamed(self, t: int, task: int, name: str) -> None:
        self.tasks[task].name = name

    def _step(self, t: int, task: int) -> None:
        self._end_step(t)
        if task > 0:
            self._running = (task, t)
            running = self.tasks[task]
            running.steps += 1
            if running.started_ns is None:
                running.started_ns = t

    def _wait_started(
        self, t: int, task: int, wait: str, on: int | None, until: int | None, stack: tuple[int, ...]
    ) -> None:
        self._end_step_of(task, t)
        self.tasks[task].waits.append(Wait(wait, on, t, until, [self._places[place] for place in stack]))

    def _task_woken(self, t: int, task: int, by: tuple[str, int | None]) -> None:
        waits = self.tasks[task].waits
        if waits and waits[-1].end_ns is None:
            waits[-1].end_ns, waits[-1].woken_by = t, Waker(*by)

    def _task_ended(self, t: int, task: int, outcome: str, error: str | None, message: str | None) -> None:
        self._end_step_of(task, t)
        ended = self.tasks[task]
        ended.ended_ns, ended.outcome, ended.error, ended.message = t, outcome, error, message
        if ended.waits and ended.waits[-1].end_ns is None:
            ended.waits[-1].end_ns, ended.waits[-1].woken_by = t, Waker("unknown", None)

    def _resource_seen(self, t: int, resource: int, kind: str, name: str | None, capacity: int | None) -> None:
        self.resources[resource] = Resource(resource, kind, name, capacity)

    def _acquired(self, t: int, resource: int, task: int) -> None:
        holding = Holding(task, t)
        self.resources[resource].holders.append(holding)
        self._held.setdefault(resource, []).append(holding)

    def _released(self, t: int, resource: int, task: int) -> None:
        held = self._held[resource]
        for index, holding in enumerate(held):
            if holding.task == task:
                held.pop(index).end_ns = t
                break

    def _facts_dropped(self, t: int, count: int) -> None:
        self.dropped += count

    def _end_step_of(self, task: int, t: int) -> None:
        if self._running[0] == task:
            self._end_step(t)

    def _end_step(self, t: int) -> None:
        task, start = self._running
        if task > 0:
            self.tasks[task].busy_ns += t - start
            self.longest_step_ns = max(self.longest_step_ns, t - start)
            self.last_ns = t
        self._running = (0, t)
