"""The fold of facts into notebook cells, and what each of them left over."""

from __future__ import annotations

from .records import Cell
from .tasks import Tasks


class Cells:
    """The cells of a run, in order; each method takes the facts of its name.

    Args:
        tasks: the run's tasks, folded before this.
    """

    def __init__(self, tasks: Tasks) -> None:
        self.all: list[Cell] = []
        self._tasks = tasks

    def cell_started(self, t: int, cell: str, count: int, task: int) -> None:
        """A notebook cell began to run."""
        self.all.append(Cell(cell, count, task, t))

    def cell_ended(self, t: int, cell: str, outcome: str) -> None:
        """The cell ended; what is pending has outlived it."""
        for each in reversed(self.all):
            if each.id == cell:
                each.ended_ns, each.outcome, each.leftovers = t, outcome, self._pending()
                break

    def leftovers(self) -> list[int]:
        """Tasks that outlived their cell; without one, or while it runs, those that are pending."""
        if self.all and self.all[-1].ended_ns is not None:
            return self.all[-1].leftovers
        return self._pending()

    def _pending(self) -> list[int]:
        return [task.id for task in self._tasks.by_id.values() if task.outcome == "pending" and task.role == "task"]
