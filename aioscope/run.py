"""A recorded run, to be read: its tasks, what they waited for, who held what.

A :class:`Run` is a list of facts and the fold of it. It can be read while it is still recorded; saved, it is one JSON
file of the same facts that the browser gets.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from . import facts
from .fold import Fold, Resource, Task


class Run:
    """One recorded run.

    Args:
        log: the run's facts, from its ``run_started`` on; it may still grow.

    >>> import asyncio, aioscope
    >>> async def nap(): await asyncio.sleep(0.01)
    >>> async def main():
    ...     await asyncio.gather(*(asyncio.create_task(nap(), name=name) for name in "ab"))
    >>> with aioscope.record() as run:
    ...     asyncio.run(main())
    >>> [task.name for task in run.tasks if task.coroutine == "nap"], run.overlaps("a", "b")
    (['a', 'b'], True)
    >>> run.task("a").outcome, run.task("a").waits[0].kind
    ('returned', 'sleep')
    """

    def __init__(self, log: list[facts.Fact]) -> None:
        self._log = log
        self._folded = Fold()

    def _fold(self) -> Fold:
        self._folded.take(self._log)
        return self._folded

    def __repr__(self) -> str:
        return f"<aioscope run {self.name or self.id[:8]}: {len(self.tasks)} tasks, {self.duration_ns / 1e9:.3f} s>"

    @property
    def id(self) -> str:
        """The run's unique name."""
        return self._log[0][3]

    @property
    def name(self) -> str | None:
        """The name its author gave it; None: none."""
        return self._log[0][4]

    @property
    def python(self) -> str:
        """The version of the Python that ran, as ``3.11.7``."""
        return self._log[0][5]

    @property
    def ended(self) -> bool:
        """Whether the recording is over."""
        return self._log[-1][0] == "run_ended"

    @property
    def tasks(self) -> Sequence[Task]:
        """Every task, in the order of creation. The cell, or the code under ``record()``, is a task too."""
        return list(self._fold().tasks.values())

    def task(self, name: str) -> Task:
        """The task of this name; the last one, if several had it.

        Raises:
            KeyError: no task has it; the text lists the names there are.
        """
        for task in reversed(self.tasks):
            if task.name == name:
                return task
        raise KeyError(
            f"no task is called {name!r}; there are: {', '.join(task.name for task in self.tasks) or 'none'}"
        )

    @property
    def resources(self) -> Sequence[Resource]:
        """Every lock, queue, future and so on that a task waited for or held, in the order of first sight."""
        return list(self._fold().resources.values())

    @property
    def duration_ns(self) -> int:
        """Nanoseconds from the run's start to the end of the last step or cell in it."""
        return self._fold().last_ns

    @property
    def leftovers(self) -> Sequence[Task]:
        """Tasks that outlived the cell they were started in, though they may have ended since.

        Without a cell, or while it still runs: those that are pending at the run's end, or now.
        """
        fold = self._fold()
        return [fold.tasks[task] for task in fold.leftovers]

    @property
    def max_lag_ns(self) -> int:
        """The longest single step: for so long no other task could run."""
        return self._fold().longest_step_ns

    @property
    def dropped(self) -> int:
        """Facts that did not fit into the log."""
        return self._fold().frame.dropped

    @property
    def overhead_ns(self) -> int:
        """Nanoseconds that the recorder spent on the loop's thread; 0 while it records."""
        return self._log[-1][2] if self.ended else 0

    def overlaps(self, a: str, b: str) -> bool:
        """Whether the lives of two tasks, from first step to end, overlap.

        Raises:
            KeyError: there is no task of one of these names.
        """
        (a_from, a_to), (b_from, b_to) = self._life(self.task(a)), self._life(self.task(b))
        return a_from < b_to and b_from < a_to

    def concurrency(self, names: Collection[str] | None = None) -> int:
        """The most tasks that lived at once, each counted from its first step to its end.

        Args:
            names: count only tasks of these names; None: all but the cell, the code under ``record()`` and what was
                alive before.
        """
        chosen = [task for task in self.tasks if (task.role == "task" if names is None else task.name in names)]
        lives = [self._life(task) for task in chosen if task.started_ns is not None]
        return _most([(start, 1) for start, _ in lives] + [(end, -1) for _, end in lives])

    def max_holders(self, resource: Resource | str) -> int:
        """The most tasks that held a lock or semaphore at once.

        Args:
            resource: it, or its name, or, where there is only one, its kind as ``"semaphore"``.

        Raises:
            KeyError: there is none, or several of that kind.
        """
        if isinstance(resource, str):
            found = [r for r in self.resources if r.name == resource] or [
                r for r in self.resources if r.kind == resource
            ]
            if len(found) != 1:
                known = ", ".join(f"{r.kind} {r.name or r.id}" for r in self.resources) or "none"
                raise KeyError(f"{len(found) or 'no'} resources are called {resource!r}; there are: {known}")
            resource = found[0]
        ends = [(h.end_ns if h.end_ns is not None else self._now(), -1) for h in resource.holders]
        return _most([(h.start_ns, 1) for h in resource.holders] + ends)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the run as JSON, as ``protocol/events.schema.json`` describes it.

        Raises:
            OSError: the file cannot be written.
        """
        with Path(path).open("w", encoding="utf-8") as file:
            file.write(f'{{"format": {facts.FORMAT}, "facts": [\n')
            file.write(",\n".join(json.dumps(facts.to_json(fact), ensure_ascii=False) for fact in list(self._log)))
            file.write("\n]}\n")

    def _now(self) -> int:
        return self._log[-1][1]

    def _life(self, task: Task) -> tuple[int, int]:
        start = task.started_ns if task.started_ns is not None else task.created_ns
        return start, task.ended_ns if task.ended_ns is not None else self._now()


def load(path: str | os.PathLike[str]) -> Run:
    """Read a run that :meth:`Run.save` wrote.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is not a run of a format known here; the text says where it breaks.
    """
    try:
        saved: Any = json.loads(Path(path).read_text(encoding="utf-8"))
        version: Any = saved["format"]
    except (ValueError, TypeError, KeyError) as error:
        raise ValueError(f"{os.fspath(path)} is not a run saved by aioscope: {error!r}") from None
    if version != facts.FORMAT:
        raise ValueError(
            f"{os.fspath(path)} is not a run of format {facts.FORMAT} (it says {version!r}); a newer aioscope may"
        )
    log: list[facts.Fact] = []
    try:
        for fact in saved["facts"]:
            log.append(facts.from_json(fact))  # noqa: PERF401 - how far it came is what the error says
    except (KeyError, TypeError, IndexError) as error:
        raise ValueError(f"{os.fspath(path)}: fact {len(log)} is broken ({error!r})") from None
    if not log or log[0][0] != "run_started":
        raise ValueError(f"{os.fspath(path)}: a run begins with run_started; this one does not")
    return Run(log)


def _most(changes: list[tuple[int, int]]) -> int:
    """The highest running total of (time, +1 or -1); at equal times what ends goes first."""
    level = most = 0
    for _, change in sorted(changes):
        level += change
        most = max(most, level)
    return most
