"""The log of one run: its facts, the clock they are timed by, and how many of them are kept."""

from __future__ import annotations

import itertools
import time
from typing import Any

from .facts import Fact

LIMIT = 300_000
"""Facts after which single steps and waits are no longer kept, about 45 MB: the rest of the run is merged."""

MOST_TASKS = 100_000
"""Tasks of one run that are told apart; those born later are only counted."""

MOST_RESOURCES = 100_000
"""Locks, queues, futures and so on of one run that are told apart; those met later are only counted."""


class Log:
    """Facts in the order in which they became true, and the instant that is being told of.

    >>> log = Log()
    >>> log.note("task_renamed", 1, "fetch")
    >>> log.facts
    [('task_renamed', 0, 1, 'fetch')]
    """

    __slots__ = ("clock", "dropped", "facts", "number", "start", "t", "wall")

    def __init__(self) -> None:
        self.facts: list[Fact] = []
        self.clock = time.perf_counter_ns
        self.start = self.clock()
        self.wall = time.time_ns() // 1_000_000
        """Wall clock at the run's start, in milliseconds since 1970 UTC."""
        self.t = 0
        """The time of all facts that one hook call notes."""
        self.dropped = 0
        """Facts that were not kept."""
        self.number = itertools.count(1).__next__
        """Makes the next id of the run, for tasks, resources and works."""

    def now(self) -> int:
        """Nanoseconds since the run's start."""
        return self.clock() - self.start

    def stamp(self) -> None:
        """What is noted from here on is true now."""
        self.t = self.clock() - self.start

    def note(self, kind: str, *values: Any) -> None:
        """Note a fact at the present stamp."""
        self.facts.append((kind, self.t, *values))

    def tell(self, kind: str, *values: Any) -> None:
        """Note a fact at this very moment; for other threads, whose facts may stand a little out of order."""
        self.facts.append((kind, self.now(), *values))

    @property
    def full(self) -> bool:
        """Whether single steps and waits are no longer kept."""
        return len(self.facts) >= LIMIT
