"""What stands around a run's tasks: the notebook cell, or the code under ``record()``, that they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import facts, reading
from .known import Known

if TYPE_CHECKING:
    from .recorder import Recorder


class Frame:
    """The frame of one run. Every method is called on the loop's thread.

    Args:
        recorder: whose run.
    """

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self._cell: tuple[str, Known, Any] | None = None

    @property
    def in_cell(self) -> bool:
        """Whether a notebook cell runs."""
        return self._cell is not None

    def tasks_alive(self, tasks: set[Any]) -> None:
        """These tasks were alive before the run began."""
        recorder = self._recorder
        recorder.log.stamp()
        for task in tasks:
            if recorder.tasks.get(id(task)) is None and not reading.is_done(task):
                known = recorder.tasks.meet(task, None, None, earlier=True)
                if known.number and task._fut_waiter is not None and not recorder.samples.on:
                    recorder.waits(known, task)
        recorder.samples.follow()

    def tasks_queued(self, tasks: set[Any]) -> None:
        """A loop is about to run these tasks, which were made for it: the code under ``aioscope.record()``."""
        recorder = self._recorder
        recorder.log.stamp()
        for task in sorted(tasks, key=reading.name_of):
            if reading.is_housekeeping(task):
                recorder.tasks.hide(task)
            elif recorder.tasks.get(id(task)) is None and not reading.is_done(task):
                recorder.tasks.adopt(task, "main", reading.name_of(task), None)
        recorder.running = recorder.running_task = None
        recorder.samples.follow()

    def main_started(self, task: Any) -> None:
        """The code under ``aioscope.record()`` runs in this task's present step."""
        self._recorder.log.stamp()
        self._runs(self._recorder.tasks.adopt(task, "main", reading.name_of(task), None), task)

    def cell_started(self, cell: str, count: int, task: Any) -> None:
        """A notebook cell begins in the step of ``task`` that runs now; the task stands for it until it ends."""
        log = self._recorder.log
        log.stamp()
        known = self._recorder.tasks.adopt(task, "cell", f"cell [{count}]", cell)
        log.note("cell_started", cell, count, known.number)
        self._cell = (cell, known, task)
        self._runs(known, task)

    def cell_ended(self, outcome: str, error: BaseException | None) -> None:
        """The cell that runs has ended: ``ok``, ``raised`` or ``interrupted``."""
        if self._cell is None:
            return
        recorder, (cell, known, task) = self._recorder, self._cell
        self._cell = None
        recorder.log.stamp()
        recorder.step_over()
        if not recorder.samples.on:
            recorder.t = recorder.log.t
        recorder.tasks.settle_name()
        ended = {"ok": "returned", "interrupted": "cancelled"}.get(outcome, "raised")
        recorder.tasks.end(known, ended, error)
        recorder.log.note("cell_ended", cell, outcome)
        if recorder.running is known:
            recorder.running = recorder.running_task = None
            recorder.note_step(facts.LOOP)
        recorder.tasks.hide(task)  # its later steps are the kernel's again

    def clear(self) -> None:
        """Forget the program."""
        self._cell = None

    def _runs(self, known: Known, task: Any) -> None:
        recorder = self._recorder
        if recorder.samples.on:  # what runs on such a loop is not known
            recorder.samples.follow()
            return
        recorder.running, recorder.running_task, recorder.t = known, task, recorder.log.t
        recorder.note_step(known.number)
