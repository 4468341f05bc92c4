"""How long a task ran, could have run, and waited: at every instant the sums make up its life.

A merged window tells sums when it is over, and a birth or an end in it is told before: then what was charged beyond
the window's beginning is taken back. One stretch is enough to remember, since no task changes twice untold.
"""

from __future__ import annotations

READY, RUNNING, WAITING, MERGED, OVER = range(5)


class Clock:
    """The latest instant that a run's facts tell of."""

    __slots__ = ("now_ns",)

    def __init__(self) -> None:
        self.now_ns = 0


class Times:
    """The time account of one task.

    Args:
        clock: the run's, for the stretch that is not over.
        t: when the task was created; from then on it is ready.

    >>> clock = Clock()
    >>> times = Times(clock, 10)
    >>> times.enter(RUNNING, 15)
    >>> clock.now_ns = 22
    >>> times.spent(READY), times.spent(RUNNING)
    (5, 7)
    """

    __slots__ = ("_born", "_clock", "_last", "_spent", "since", "state")

    def __init__(self, clock: Clock, t: int) -> None:
        self._clock, self._born = clock, t
        self._spent = [0, 0, 0, 0]
        self._last: tuple[int, int, int] = (READY, t, t)
        self.state = READY
        self.since: int = t

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Times) and all(self.spent(s) == other.spent(s) for s in range(OVER))

    __hash__ = None  # type: ignore[assignment]

    def enter(self, state: int, t: int) -> None:
        """From ``t`` on it is in this state."""
        if self.state == OVER:
            return
        t = max(t, self.since)  # other threads tell their facts a little late
        self._spent[self.state] += t - self.since
        self._last = (self.state, self.since, t)
        self.state, self.since = state, t

    def spent(self, state: int) -> int:
        """Nanoseconds in a state so far."""
        more = self._clock.now_ns - self.since if state == self.state else 0
        return self._spent[state] + max(0, more)

    def recast(self, until: int) -> None:
        """Its last stretch, until then, was taken for an eager first step; it was a wait for its turn."""
        state, start, end = self._last
        ready = max(0, min(end, until) - start)
        self._spent[state] -= ready
        self._spent[READY] += ready

    def merge(self, since: int, t: int, busy: int) -> None:
        """Of ``since`` .. ``t`` it is only known that it ran for ``busy`` nanoseconds in all."""
        ended, born = self.state == OVER, max(since, self._born)
        state, start, end = self._last
        if end > born:
            self._spent[state] -= end - max(start, born)
        if not ended:
            self._spent[self.state] += max(0, born - self.since)
        within = (self.since if ended else t) - born
        self._spent[RUNNING] += busy
        self._spent[MERGED] += max(0, within - busy)
        self._last = (READY, born, born)
        if not ended:
            self.state, self.since = READY, t
