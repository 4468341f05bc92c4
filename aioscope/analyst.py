"""Findings and deadlocks of a run while it is recorded, told as facts for the browser.

It reads the log as everybody else does, on the sender's thread, and is given a twentieth of the time: a look that took
long is followed by a longer pause. While the program runs, what is certain and urgent is told; the rest, which may
still change, when a cell or the run is over. A script that reads ``run.findings`` needs no analyst: the same rules run
over the same facts then. A run that is saved gets what its log lacks (:func:`untold`): who reads the file may have
no rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from . import gaps
from .facts import Fact
from .findings import as_fact, find
from .fold import Fold
from .log import Log

_PAUSE = 100_000_000
"""Nanoseconds between two looks, at least."""

_SHARE = 20
"""One part in so many of the time may go into looking."""


class _Told:
    """What the log of a run says of deadlocks and findings, and what it lacks."""

    def __init__(self) -> None:
        self._deadlocks = 0
        self._said: dict[tuple[Any, ...], Any] = {}

    def note(self, fact: Fact) -> None:
        """The log has this fact."""
        if fact[0] == "deadlock_found":
            self._deadlocks += 1
        elif fact[0] == "finding":
            self._said[_about(fact)] = _words(fact)

    def lacks(self, fold: Fold, now: int, *, again: bool) -> list[Fact]:
        """The facts that say what else is found; again: those too whose words have changed since they were told."""
        circles = fold.graph.deadlocks[self._deadlocks :]
        facts: list[Fact] = [("deadlock_found", now, circle.tasks, circle.resources) for circle in circles]
        for fact in (as_fact(finding, fold) for finding in find(fold)):
            said = self._said.get(_about(fact))
            if said is None or (again and said != _words(fact)):
                facts.append(fact)
        return facts


def _about(fact: Fact) -> tuple[Any, ...]:
    """Code, task and site: a later finding of the same stands in the place of the earlier."""
    return fact[2], fact[4], fact[5]


def _words(fact: Fact) -> Any:
    """Message, evidence, fix and snippet."""
    return fact[8:]


def untold(log: Sequence[Fact], fold: Fold) -> list[Fact]:
    """The deadlocks and findings of a run that its log does not have: it is not recorded in a kernel, or not over.

    Args:
        log: of the run.
        fold: of all its facts.
    """
    told = _Told()
    for fact in log:
        told.note(fact)
    return told.lacks(fold, fold.clock.now_ns, again=True)


class Analyst:
    """Looks at the log of one run. All calls come from one thread.

    Args:
        log: the run's log.
    """

    def __init__(self, log: Log) -> None:
        self._log, self._fold = log, Fold()
        self._told = _Told()
        self._cells_ended = 0
        self._next = 0
        self._blind = False

    def look(self) -> None:
        """Look at what is new, if it is time to."""
        if not self._blind and self._log.now() >= self._next and self._fold.taken < len(self._log.facts):
            self._look(at_end=False)

    def conclude(self) -> None:
        """The run is over: tell all that is left to tell."""
        if not self._blind:
            self._look(at_end=True)

    def _look(self, at_end: bool) -> None:
        began = self._log.now()
        try:
            self._fold.take(self._log.facts)
            cells_ended = sum(cell.outcome != "running" for cell in self._fold.cells)
            at_end = at_end or cells_ended > self._cells_ended
            self._cells_ended = cells_ended
            for fact in self._told.lacks(self._fold, self._log.now(), again=at_end):
                if at_end or _is_urgent(fact):
                    self._told.note(fact)
                    self._log.facts.append(fact)
        except Exception as error:
            # A fact that the fold does not understand: what was told stands, and the sending must go on.
            self._blind = True
            detail = type(error).__name__
            self._log.tell("unseen", "findings", detail, gaps.said("findings", detail))
        took = self._log.now() - began
        self._next = began + max(_PAUSE, took * _SHARE)


def _is_urgent(fact: Fact) -> bool:
    return fact[0] == "deadlock_found" or fact[3] == "error" or fact[2] == "blocked_loop"
