"""Findings and deadlocks of a run while it is recorded, told as facts for the browser.

It reads the log as everybody else does, on the sender's thread, and is given a twentieth of the time: a look that took
long is followed by a longer pause. While the program runs, what is certain and urgent is told; the rest, which may
still change, when a cell or the run is over. A script that reads ``run.findings`` needs no analyst: the same rules run
over the same facts then.
"""

from __future__ import annotations

from .findings import Finding, as_fact, find
from .fold import Fold
from .log import Log

_PAUSE = 100_000_000
"""Nanoseconds between two looks, at least."""

_SHARE = 20
"""One part in so many of the time may go into looking."""


class Analyst:
    """Looks at the log of one run. All calls come from one thread.

    Args:
        log: the run's log.
    """

    def __init__(self, log: Log) -> None:
        self._log, self._fold = log, Fold()
        self._deadlocks = 0
        self._cells_ended = 0
        self._next = 0
        self._told: dict[tuple[str, int | None, object], str] = {}
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
            for found in self._fold.graph.deadlocks[self._deadlocks :]:
                self._log.tell("deadlock_found", found.tasks, found.resources)
                self._deadlocks += 1
            for finding in find(self._fold):
                if at_end or _is_urgent(finding):
                    self._tell(finding, again=at_end)
        except Exception as error:
            # A fact that the fold does not understand: what was told stands, and the sending must go on.
            self._blind = True
            self._log.tell("unseen", "findings", type(error).__name__)
        took = self._log.now() - began
        self._next = began + max(_PAUSE, took * _SHARE)

    def _tell(self, finding: Finding, again: bool) -> None:
        """Tell a finding once; again: once more, if there is more to say of it by now."""
        key = (finding.code, finding.task, finding.site)
        said = self._told.get(key)
        if said is None or (again and said != finding.message):
            self._told[key] = finding.message
            self._log.facts.append(as_fact(finding, self._fold))


def _is_urgent(finding: Finding) -> bool:
    return finding.severity == "error" or finding.code == "blocked_loop"
