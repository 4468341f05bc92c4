"""The wait-for graph of a run, and the deadlocks in it, found as they form.

A task that is suspended waits for what a lock's holder, any holder of a semaphore, another task, or any of a gather's
members has yet to do; call those its releasers. It is stuck if nobody who is not stuck can be reached along releasers::

    a ──lock "left"──▶ b ──lock "right"──▶ a          a cycle: a deadlock
    a ──lock "left"──▶ b ──sleep──▶ a timer           b will go on, and so will a

Only what is certain counts, for a deadlock that is none is worse than one that is not named:

- a wait with a timer, or of a task with a timeout of its own, ends by itself (one of a task *outside* the cycle does
  not count: it can only cancel);
- an event, a queue, a condition or a future may be set by anybody;
- a gather may end when one of its members does: it is stuck only when all that are left are;
- a semaphore counts only when every permit is held; one, or a lock, that was ever released by a task that did not hold
  it is a signal, not a thing that is held, and so may be a semaphore for which all its holders wait once more;
- what a task that has ended still holds may be released by anybody.

Waits are looked at when the next step or round begins, not at once: by then everything that belongs to the same
instant has been told, also who holds what after a merged window.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable
from typing import NamedTuple

from .facts import Fact


class Deadlock(NamedTuple):
    """A cycle: each task (its id) waits for the next one, the last for the first, since ``t_ns``.

    The oldest task stands first. ``resources`` are what each waits for, None: for the next task itself.
    """

    t_ns: int
    tasks: tuple[int, ...]
    resources: tuple[int | None, ...]


class _Wait(NamedTuple):
    kind: str
    on: int
    t_ns: int


_FOLLOWED = {"lock", "semaphore", "task", "gather"}


class Graph:
    """Who waits for whom, from the facts taken so far.

    Attributes:
        deadlocks: every cycle that was seen, in order.

    >>> graph = Graph()
    >>> graph.follow([
    ...     ("resource_seen", 0, 3, "lock", "key", 1, None),
    ...     ("acquired", 1, 3, 1),
    ...     ("wait_started", 2, 1, "task", 2, None, ()),
    ...     ("wait_started", 4, 2, "lock", 3, None, ()),
    ...     ("step", 4, 0),
    ... ])
    [Deadlock(t_ns=4, tasks=(1, 2), resources=(None, 3))]
    """

    def __init__(self) -> None:
        self.deadlocks: list[Deadlock] = []
        self._found: set[tuple[tuple[int, ...], tuple[int | None, ...]]] = set()
        self._stuck: set[int] = set()  # the tasks of a deadlock, and those that wait for one
        self._waits: dict[int, _Wait] = {}
        self._timed: dict[int, set[int]] = {}  # of each task, its timeouts that run
        self._ended: set[int] = set()
        self._capacity: dict[int, int] = {}
        self._holders: dict[int, list[int]] = {}
        self._signals: set[int] = set()
        self._members: dict[int, dict[int, None]] = {}  # those that have not ended, in order
        self._gathered: dict[int, set[int]] = {}  # of each task, the gathers it is a member of
        self._waiters: dict[int, set[int]] = {}  # of each gather, who waits for it
        self._running = 0
        self._unseen: dict[int, None] = {}  # tasks whose waits are to be looked at

    def follow(self, log: Iterable[Fact]) -> list[Deadlock]:
        """Take further facts; kinds that do not matter here are passed over.

        Returns:
            The deadlocks that are new.
        """
        before = len(self.deadlocks)
        for fact in log:
            taker = getattr(self, fact[0], None)
            if taker is not None:
                taker(*fact[1:])
        return self.deadlocks[before:]

    def releasers(self, task: int) -> Collection[int]:
        """The tasks of which one must act before this task can go on; none: not certain, or it does not wait."""
        wait = self._waits.get(task)
        if wait is None or task in self._timed:
            return ()
        if wait.kind == "task":
            return () if wait.on in self._ended else (wait.on,)
        if wait.kind == "gather":
            return self._members.get(wait.on, ())
        holders = self._holders.get(wait.on, ())
        held = wait.on not in self._signals and 0 < self._capacity.get(wait.on, 0) <= len(holders)
        return holders if held else ()

    # ---- facts, by kind --------------------------------------------------------------------------------------------

    def resource_seen(
        self, t: int, resource: int, type: str, name: object, capacity: int | None, detail: object
    ) -> None:
        """A lock or semaphore has so many permits."""
        if type in ("lock", "semaphore") and capacity is not None:
            self._capacity[resource] = capacity

    def members_named(self, t: int, resource: int, tasks: tuple[int, ...]) -> None:
        """A gather or group waits for these."""
        members = self._members.setdefault(resource, {})
        for task in tasks:
            members[task] = None
            self._gathered.setdefault(task, set()).add(resource)

    def acquired(self, t: int, resource: int, task: int) -> None:
        """It is held."""
        self._holders.setdefault(resource, []).append(task)

    def released(self, t: int, resource: int, task: int) -> None:
        """It is given back, by the task whose step runs."""
        holders = self._holders.get(resource, [])
        if task in holders:
            holders.remove(task)
        if self._running not in (task, 0):
            self._signals.add(resource)

    def timeout_set(self, t: int, resource: int, task: int, until: int | None) -> None:
        """A timeout runs, or was left."""
        timed = self._timed.setdefault(task, set())
        timed.discard(resource)
        if until is not None:
            timed.add(resource)
        if not timed:
            del self._timed[task]

    def wait_started(self, t: int, task: int, wait: str, on: int | None, until: int | None, stack: object) -> None:
        """A task is suspended."""
        if wait in _FOLLOWED and on is not None and until is None:
            self._waits[task] = _Wait(wait, on, t)
            self._unseen[task] = None
            if wait == "gather":
                self._waiters.setdefault(on, set()).add(task)

    def task_woken(self, t: int, task: int, by: object) -> None:
        """It waits no longer."""
        wait = self._waits.pop(task, None)
        self._stuck.discard(task)
        if wait is not None and wait.kind == "gather":
            self._waiters[wait.on].discard(task)

    def task_ended(self, t: int, task: int, outcome: object, error: object, message: object) -> None:
        """It waits no longer, and for what it was a member of less is left."""
        self.task_woken(t, task, None)
        self._ended.add(task)
        self._timed.pop(task, None)
        for gather in self._gathered.pop(task, ()):
            del self._members[gather][task]
            self._unseen.update(dict.fromkeys(self._waiters.get(gather, ())))

    def task_destroyed(self, t: int, task: int) -> None:
        """It will never go on; nor does whoever waits for it, but that is no cycle."""
        self.task_woken(t, task, None)

    def window_merged(self, t: int, since: int, tasks: tuple[int, ...], steps: object, busy: object) -> None:
        """What these tasks waited for is over; who holds what now is told next."""
        self._running = 0
        for task in tasks:
            self.task_woken(t, task, None)

    def step(self, t: int, task: int) -> None:
        """The step before is over, and all that it led to has been told."""
        self._running = task
        self._look()

    def iteration(self, t: int, polled: object, ready: object, timers: object, due: object) -> None:
        """The same."""
        self._running = 0
        self._look()

    def run_ended(self, t: int, overhead: object) -> None:
        """The same."""
        self._look()

    def deadlock_found(self, t: int, tasks: tuple[int, ...], resources: tuple[int | None, ...]) -> None:
        """Somebody who followed the same facts has found this; most likely it is known here, too."""
        self._note(Deadlock(t, tuple(tasks), tuple(resources)))

    # ---- cycles ----------------------------------------------------------------------------------------------------

    def _look(self) -> None:
        if self._unseen:
            tasks, self._unseen = self._unseen, {}
            for task in tasks:
                if task not in self._stuck:
                    self._look_from(task)

    def _look_from(self, task: int) -> None:
        """Find a shortest way from a task back to it, if everybody on every way is stuck: one for a whole knot."""
        reached_from: dict[int, int] = {}
        queue, closing = deque([task]), 0
        while queue:
            at = queue.popleft()
            for releaser in self.releasers(at):
                if releaser == task:
                    closing = closing or at
                elif releaser not in reached_from:
                    if not self.releasers(releaser):
                        return
                    reached_from[releaser] = at
                    queue.append(releaser)
        if closing:
            self._stuck.update(reached_from, (task,))
            way = [closing]
            while way[-1] != task:
                way.append(reached_from[way[-1]])
            self._close(tuple(reversed(way)))

    def _close(self, tasks: tuple[int, ...]) -> None:
        waits = [self._waits[task] for task in tasks]
        resources = tuple(None if wait.kind in ("task", "gather") else wait.on for wait in waits)
        if all(wait.kind == "semaphore" and wait.on == waits[0].on for wait in waits):
            return
        self._note(Deadlock(max(wait.t_ns for wait in waits), tasks, resources))

    def _note(self, found: Deadlock) -> None:
        first = found.tasks.index(min(found.tasks))
        tasks = found.tasks[first:] + found.tasks[:first]
        resources = found.resources[first:] + found.resources[:first]
        if (tasks, resources) not in self._found:
            self._found.add((tasks, resources))
            self.deadlocks.append(Deadlock(found.t_ns, tasks, resources))
