"""The fold of a run's facts into what a :class:`~aioscope.Run` shows. It only ever takes facts that are new to it.

Each subject folds the kinds of facts that it has a method for; a fact may concern several of them::

    wait_started ──▶ Tasks (a wait of the task), Resources (a waiter of what it waits for), Graph (who holds that)

Tried and dropped: one class with a method for each kind (400 lines in which everything touched everything).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from aioscope.facts import FIELDS, Fact
from aioscope.graph import Graph

from .cells import Cells
from .frame import Frame
from .loop import Loop
from .places import Places
from .records import Cell, Place, Resource, Task, Work
from .resources import Resources
from .tasks import Tasks
from .times import Clock
from .works import Works


class Fold:
    """Everything that is known from the facts taken so far.

    >>> fold = Fold()
    >>> fold.take([
    ...     ("task_created", 0, 1, "fetch", "fetch", None, None, None, "task"),
    ...     ("step", 3, 1),
    ...     ("wait_started", 5, 1, "sleep", None, 9, ()),
    ... ])
    >>> fold.tasks[1].ready_ns, fold.tasks[1].busy_ns, fold.tasks[1].wait.until_ns
    (3, 2, 9)
    """

    def __init__(self) -> None:
        self.clock = Clock()
        self.places = Places()
        self.loop = Loop(self.places)
        self._tasks = Tasks(self.clock, self.places)
        self._resources = Resources()
        self._works = Works(self.places)
        self._cells = Cells(self._tasks)
        self.frame = Frame(self.places)
        self.graph = Graph()
        parts = (
            self.places,
            self._tasks,
            self._resources,
            self._works,
            self.loop,
            self._cells,
            self.frame,
            self.graph,
        )
        self._takers: dict[str, list[Callable[..., None]]] = {
            kind: [getattr(part, kind) for part in parts if hasattr(part, kind)] for kind in FIELDS
        }
        self.taken = 0
        """Facts taken so far."""

    @property
    def tasks(self) -> dict[int, Task]:
        """Every task by its id, in the order of creation."""
        return self._tasks.by_id

    @property
    def resources(self) -> dict[int, Resource]:
        """Every resource by its id, in the order of first sight."""
        return self._resources.by_id

    @property
    def works(self) -> dict[int, Work]:
        """Every work by its id, in the order of submission."""
        return self._works.by_id

    @property
    def cells(self) -> list[Cell]:
        """Every run of a notebook cell."""
        return self._cells.all

    @property
    def last_ns(self) -> int:
        """The end of the last step or cell."""
        return self._tasks.last_ns

    @property
    def longest_step_ns(self) -> int:
        """The longest single step of a task or of a callback that has a name."""
        return self._tasks.longest_step_ns

    @property
    def leftovers(self) -> list[int]:
        """Tasks that outlived their cell; without one, or while it runs, those that are pending."""
        return self._cells.leftovers()

    def take(self, log: Sequence[Fact]) -> None:
        """Fold the facts of ``log`` that were not there the last time.

        Raises:
            KeyError: a fact is of no kind of the contract, or of a task or resource that was never told of.
        """
        for fact in log[self.taken : len(log)]:
            if not self.frame.ended:  # what follows is thought about the run, and takes no time of it
                self.clock.now_ns = max(self.clock.now_ns, fact[1])
            for taker in self._takers[fact[0]]:
                taker(*fact[1:])
            self.taken += 1

    def place(self, number: int | None) -> Place | None:
        """The place of a number; None: none."""
        return self.places.maybe(number)
