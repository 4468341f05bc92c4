"""The fold of facts into works: what was given to threads, processes and subprocesses."""

from __future__ import annotations

from .places import Places
from .records import Work


class Works:
    """The works of a run, by id; each method takes the facts of its name.

    Args:
        places: the run's places.
    """

    def __init__(self, places: Places) -> None:
        self.by_id: dict[int, Work] = {}
        self._places = places

    def work_submitted(self, t: int, work: int, type: str, function: str, task: int | None, site: int | None) -> None:
        """It is queued."""
        self.by_id[work] = Work(work, type, function, task, self._places.maybe(site), t)

    def work_started(self, t: int, work: int, worker: int) -> None:
        """It runs. A subprocess does before it is known that it was asked for, which counts as at once."""
        started = self.by_id[work]
        started.started_ns, started.worker = max(t, started.submitted_ns), worker

    def work_ended(self, t: int, work: int, outcome: str) -> None:
        """It is over."""
        self.by_id[work].ended_ns, self.by_id[work].outcome = t, outcome
