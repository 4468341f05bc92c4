"""Lanes: for each task, the loop and each worker, what it did from when to when. For pictures and traces.

The fold keeps sums of steps, for a run may have hundreds of thousands of them; who draws needs each, and reads the
facts once more.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .facts import Fact
from .fold import Fold, Task, Wait


class Span(NamedTuple):
    """A stretch of a task's life: ``state`` is running, ready, waiting or merged (steps and waits of it not told)."""

    state: str
    start_ns: int
    end_ns: int
    wait: Wait | None = None


class Lanes:
    """The lanes of a run.

    Args:
        log: its facts.
        fold: the fold of them.

    Attributes:
        steps: (start, end) of each step, by its task or callback as in step facts.
        polls: (start, end) of each time the loop asked for I/O.
    """

    def __init__(self, log: Sequence[Fact], fold: Fold) -> None:
        self.fold = fold
        self.steps: dict[int, list[tuple[int, int]]] = {}
        self.polls = [(each.polled_ns, each.t_ns) for each in fold.loop.iterations if each.t_ns > each.polled_ns]
        self._window_ends = [window.end_ns for window in fold.loop.merged]
        running, start = 0, 0
        for fact in log:
            kind, t = fact[0], fact[1]
            if kind == "step":
                end, following = t, fact[2]
            elif kind == "iteration":
                end, following = fact[2], 0
            elif kind == "window_merged":
                end, following = min(t, max(start, fact[2])), 0
            elif kind == "run_ended" or (kind in ("wait_started", "task_ended") and fact[2] == running):
                end, following = t, 0
            else:
                if kind == "eager_yielded":
                    self.steps[fact[2]] = [(fold.tasks[fact[2]].created_ns, t)]
                continue
            if running:
                self.steps.setdefault(running, []).append((start, max(start, end)))
            running, start = following, t
        if running:
            self.steps.setdefault(running, []).append((start, max(start, fold.clock.now_ns)))

    def end_of(self, task: Task) -> int:
        """When a task ended or was thrown away, or the latest instant known."""
        ends = (task.ended_ns, task.destroyed_ns, self.fold.clock.now_ns)
        return max(task.created_ns, next(end for end in ends if end is not None))

    def of(self, task: Task) -> Iterator[Span]:
        """Yield a task's life in stretches that follow each other without a gap; none of them is empty."""
        now, end = task.created_ns, self.end_of(task)
        eager = task.started_ns == task.created_ns and (self.steps.get(task.id) or [(end, end)])[0][0] > now
        for start, stop, wait in self._marks(task, end):
            if start > now:
                yield from self._between(now, start, "running" if eager else "ready")
            eager = False
            if min(stop, end) > max(now, start):
                yield Span("running" if wait is None else "waiting", max(now, start), min(stop, end), wait)
            now = max(now, min(stop, end))
        if end > now:
            yield from self._between(now, end, "ready")

    def _marks(self, task: Task, end: int) -> list[tuple[int, int, Wait | None]]:
        marks: list[tuple[int, int, Wait | None]] = [(*step, None) for step in self.steps.get(task.id, ())]
        marks += [(wait.start_ns, end if wait.end_ns is None else wait.end_ns, wait) for wait in task.waits]
        return sorted(marks, key=lambda mark: mark[:2])

    def _between(self, start: int, end: int, state: str) -> Iterator[Span]:
        """What is neither a step nor a wait: ready, or, in merged windows, not told."""
        now, windows = start, self.fold.loop.merged
        for index in range(bisect_right(self._window_ends, start), len(windows)):
            since, until = max(now, windows[index].since_ns), min(end, windows[index].end_ns)
            if since >= end:
                break
            if since > now:
                yield Span(state, now, since)
            yield Span("merged", since, until)
            now = until
        if end > now:
            yield Span(state, now, end)
