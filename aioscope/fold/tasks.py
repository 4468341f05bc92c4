"""The fold of facts into tasks: their steps, waits, cancellations and ends."""

from __future__ import annotations

from .places import Places
from .records import CancelRequest, Task, Timeout, Wait, Waker
from .times import OVER, READY, RUNNING, WAITING, Clock, Times


class Tasks:
    """The tasks of a run, by id; each method takes the facts of its name.

    Args:
        clock: the run's.
        places: its places.
    """

    def __init__(self, clock: Clock, places: Places) -> None:
        self.by_id: dict[int, Task] = {}
        self.longest_step_ns = 0
        self.last_ns = 0
        """The end of the last step or cell."""
        self._clock, self._places = clock, places
        self._running: tuple[int, int] = (0, 0)
        self._untold: set[int] = set()  # ended without a step: eager ones, or in a merged window

    @property
    def running(self) -> int:
        """Whose step it is, as in step facts."""
        return self._running[0]

    def task_created(
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
        """It is ready from now on."""
        times = Times(self._clock, t)
        self.by_id[task] = Task(task, name, coroutine, parent, cell, self._places.maybe(site), role, t, times)

    def task_renamed(self, t: int, task: int, name: str) -> None:
        """It has another name from now on."""
        self.by_id[task].name = name

    def step(self, t: int, task: int) -> None:
        """The step before is over, and this one begins."""
        self._end_step(t)
        self._running = (task, t)
        if task > 0:
            running = self.by_id[task]
            running.steps += 1
            running.times.enter(RUNNING, t)
            if running.started_ns is None:
                running.started_ns = t

    def iteration(self, t: int, polled: int, ready: int, timers: int, due: int | None) -> None:
        """The step before ended when the poll began."""
        self._end_step(polled)

    def eager_yielded(self, t: int, task: int) -> None:
        """The first step of an eager task is over, within its creator's, and it is ready again."""
        ready = self.by_id[task]
        self._leave(ready, t)
        ready.times.enter(READY, t)

    def wait_started(
        self, t: int, task: int, wait: str, on: int | None, until: int | None, stack: tuple[int, ...]
    ) -> None:
        """The task's step is over, and has left it suspended."""
        waiting = self.by_id[task]
        self._leave(waiting, t)
        waiting.times.enter(WAITING, t)
        waiting.waits.append(Wait(wait, on, t, until, self._places.stack(stack)))

    def task_woken(self, t: int, task: int, by: tuple[str, int | None]) -> None:
        """Its wait is over."""
        woken = self.by_id[task]
        if woken.wait is not None:
            woken.waits[-1].end_ns, woken.waits[-1].woken_by = t, Waker(*by)
            woken.times.enter(READY, t)

    def task_ended(self, t: int, task: int, outcome: str, error: str | None, message: str | None) -> None:
        """It has returned, raised or been cancelled."""
        ended = self.by_id[task]
        if ended.started_ns is None:
            self._untold.add(task)
        self._leave(ended, t)
        self._close(ended, t, Waker("unknown", None))
        ended.ended_ns, ended.outcome, ended.error, ended.message = t, outcome, error, message

    def task_destroyed(self, t: int, task: int) -> None:
        """It was thrown away while it was pending."""
        self.by_id[task].destroyed_ns = t
        self._close(self.by_id[task], t, None)

    def exception_unretrieved(self, t: int, task: int) -> None:
        """Nobody asked for its exception."""
        self.by_id[task].exception_retrieved = False

    def cancel_requested(self, t: int, task: int, by: tuple[str, int | None], site: int | None, requests: int) -> None:
        """Somebody called its ``cancel()``."""
        self.by_id[task].cancel_requests.append(CancelRequest(Waker(*by), self._places.maybe(site), t, requests))

    def cancel_withdrawn(self, t: int, task: int, requests: int) -> None:
        """It called ``uncancel()``: the latest requests no longer count."""
        pending = [request for request in self.by_id[task].cancel_requests if request.withdrawn_ns is None]
        for request in pending[requests:]:
            request.withdrawn_ns = t

    def timeout_set(self, t: int, resource: int, task: int, until: int | None) -> None:
        """A timeout runs for it, was moved, or was left."""
        timeouts = self.by_id[task].timeouts
        for timeout in timeouts:
            if timeout.resource == resource and timeout.end_ns is None:
                timeout.end_ns = t
        if until is not None:
            timeouts.append(Timeout(resource, t, until))

    def window_merged(
        self, t: int, since: int, tasks: tuple[int, ...], steps: tuple[int, ...], busy: tuple[int, ...]
    ) -> None:
        """What happened since is known as sums."""
        self._end_step(since)
        for task, ran, spent in zip(tasks, steps, busy, strict=True):
            merged = self.by_id[task]
            if merged.started_ns is None:
                merged.started_ns = max(since, merged.created_ns)
            if task in self._untold:  # it was no eager one: it ran in the window, and was ready until then
                self._untold.discard(task)
                merged.steps, merged.started_ns = 0, max(since, merged.created_ns)
                merged.times.recast(since)
            merged.steps += ran
            if merged.waits and ((end := merged.waits[-1].end_ns) is None or end > since):
                merged.waits[-1].end_ns = max(since, merged.waits[-1].start_ns)
                merged.waits[-1].woken_by = None
            merged.times.merge(since, t, spent)
            self.last_ns = max(self.last_ns, t)

    def cell_ended(self, t: int, cell: str, outcome: str) -> None:
        """The cell's own task has ended; its step may go on as the kernel's."""
        self.last_ns = t

    def run_ended(self, t: int, overhead: int) -> None:
        """The last step is over."""
        self._end_step(t)

    def _leave(self, task: Task, t: int) -> None:
        """The step that leads here is over: the present one, or an eager task's first one, within its creator's."""
        if self.running == task.id:
            self._end_step(t)
        elif task.started_ns is None and task.role == "task":
            task.started_ns = task.created_ns
            task.steps += 1
            task.times.state = RUNNING

    def _close(self, task: Task, t: int, waker: Waker | None) -> None:
        if task.wait is not None:
            task.waits[-1].end_ns, task.waits[-1].woken_by = t, waker
        for timeout in task.timeouts:
            if timeout.end_ns is None:
                timeout.end_ns = t
        task.times.enter(OVER, t)

    def _end_step(self, t: int) -> None:
        number, start = self._running
        self._running = (0, t)
        if number > 0:
            self.last_ns = t
            times = self.by_id[number].times
            if times.state == RUNNING:
                times.enter(READY, t)
        if number > 0 or number < -1:
            self.longest_step_ns = max(self.longest_step_ns, t - start)
