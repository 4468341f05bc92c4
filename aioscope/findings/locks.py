"""A lock that is held while its holder waits for something slow, and others for the lock."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate

from aioscope.fold import Fold, Interval, Place, Resource, Task

from . import say
from .finding import Finding, Rule, Words
from .look import innermost_own, length

_SLOW = {"sleep", "stream", "socket", "executor", "subprocess", "task", "gather", "queue.get", "event", "future"}

_LONG = 100_000_000
"""Nanoseconds that others waited for it, in all, at the least."""


class LockHeldAcrossAwait(Rule):
    """A lock is there to be waited for; what counts is that a holder slept on it, and others stood in line meanwhile.

    One finding for each lock, with its longest such holding. Semaphores are left out: being held during slow work is
    what they are for.
    """

    code = "lock_held"
    severity = "info"
    concept = "lock"
    en = Words(
        "{task} held {lock} for {held}, most of it waiting for {kind}.",
        "{others} waited for the lock meanwhile, {waited} in all.",
        "Hold the lock only around what must not be interrupted, and do the slow await before or after it.",
        "data = await slow()  # nothing is held here\nasync with lock:\n    ...  # quick",
    )
    zh = Words(
        "{task} 持有{lock}长达 {held}，其中大部分时间在等待{kind}。",
        "期间 {others} 一直在等这把锁，合计 {waited}。",
        "只在真正不能被打断的部分持有锁，把慢的 await 放到锁的前面或后面。",
        "data = await slow()  # 这时不持有锁\nasync with lock:\n    ...  # 很快",
    )

    def check(self, fold: Fold) -> Iterator[Finding]:
        """Yield one finding for each lock that others waited long for."""
        for lock in fold.resources.values():
            if lock.kind == "lock" and lock.holders and lock.waiters:
                waited_by = _Waiting(fold, lock)
                worst = max(lock.holders, key=lambda holding: waited_by.within(holding.start_ns, _end(fold, holding)))
                holder = fold.tasks.get(worst.task)
                waited = _waited(fold, lock, worst)
                slow = _slow_waits(fold, holder, worst) if holder is not None and waited >= _LONG else Counter[str]()
                held = _end(fold, worst) - worst.start_ns
                if slow.total() * 2 < held or not slow:
                    continue
                site = _where(holder, worst) if holder is not None else None
                others = [w for w in lock.waiters if w.task != worst.task and _overlap(fold, w, worst) > 0]
                yield self.found(
                    max(worst.start_ns, *(w.start_ns for w in others)),
                    worst.task,
                    site,
                    task=say.task(fold, worst.task),
                    lock=say.resource(fold, lock.id),
                    held=say.time(held),
                    kind=say.kind(slow.most_common(1)[0][0]),
                    others=say.several([say.task(fold, other) for other in dict.fromkeys(w.task for w in others)]),
                    waited=say.time(waited),
                )


class _Waiting:
    """How long tasks waited for a lock, up to any instant: a run may have as many holdings as waits.

    Up to t it is the sum of t - start of all waits that have begun, less the sum of t - end of those that are over.
    """

    def __init__(self, fold: Fold, lock: Resource) -> None:
        self._starts = sorted(waiting.start_ns for waiting in lock.waiters)
        self._ends = sorted(_end(fold, waiting) for waiting in lock.waiters)
        self._start_sums = [0, *accumulate(self._starts)]
        self._end_sums = [0, *accumulate(self._ends)]

    def within(self, start_ns: int, end_ns: int) -> int:
        """Nanoseconds, of all waits together, between two instants."""
        return self._until(end_ns) - self._until(start_ns)

    def _until(self, t: int) -> int:
        begun, over = bisect_right(self._starts, t), bisect_right(self._ends, t)
        return (t * begun - self._start_sums[begun]) - (t * over - self._end_sums[over])


def _end(fold: Fold, interval: Interval) -> int:
    return interval.end_ns if interval.end_ns is not None else fold.clock.now_ns


def _overlap(fold: Fold, one: Interval, other: Interval) -> int:
    return max(0, min(_end(fold, one), _end(fold, other)) - max(one.start_ns, other.start_ns))


def _waited(fold: Fold, lock: Resource, holding: Interval) -> int:
    return sum(_overlap(fold, waiting, holding) for waiting in lock.waiters if waiting.task != holding.task)


def _slow_waits(fold: Fold, holder: Task, holding: Interval) -> Counter[str]:
    """Nanoseconds of the holder's waits during the holding, by kind."""
    spent: Counter[str] = Counter()
    for wait in holder.waits:
        if wait.kind in _SLOW and wait.start_ns >= holding.start_ns and wait.start_ns < _end(fold, holding):
            spent[wait.kind] += min(length(wait, fold.clock.now_ns), _end(fold, holding) - wait.start_ns)
    return spent


def _where(holder: Task, holding: Interval) -> Place | None:
    waits = [wait for wait in holder.waits if wait.start_ns >= holding.start_ns and wait.stack]
    return innermost_own(waits[0].stack) if waits else None
