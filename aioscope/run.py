"""A recorded run, to be read: its tasks, what they waited for, who held what, what went wrong.

A :class:`Run` is a list of facts and the fold of it. It can be read while it is still recorded; saved, it is one JSON
file of the same facts that the browser gets.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from . import facts, output, perfetto, picture, saving
from .analyst import untold
from .findings import Finding, find
from .fold import Block, Callback, Cell, Fold, Iteration, Resource, Task, Window, Work


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

    # ---- the run itself --------------------------------------------------------------------------------------------

    @property
    def id(self) -> str:
        """The run's unique name."""
        return self._fold().frame.id

    @property
    def name(self) -> str | None:
        """The name its author gave it; None: none."""
        return self._fold().frame.name

    @property
    def python(self) -> str:
        """The version of the Python that ran, as ``3.11.7``."""
        return self._fold().frame.python

    @property
    def ended(self) -> bool:
        """Whether the recording is over."""
        return self._fold().frame.ended

    @property
    def duration_ns(self) -> int:
        """Nanoseconds from the run's start to the end of the last step or cell in it."""
        return self._fold().last_ns

    @property
    def dropped(self) -> int:
        """Facts that did not fit into the log."""
        return self._fold().frame.dropped

    @property
    def overhead_ns(self) -> int:
        """Nanoseconds that the recorder cost the loop's thread, about; 0 while a script records.

        A kernel tells it once a second while it records. An estimate: one pass of its hooks in 32 is timed and stands
        for all, what a call of each costs around that was measured when aioscope was imported, and the calls are
        counted. What its objects cost Python's garbage collector is not in it.
        """
        return self._fold().frame.overhead_ns

    @property
    def merged(self) -> Sequence[Window]:
        """The windows in which the program was so busy that only each task's sums were recorded."""
        return list(self._fold().loop.merged)

    @property
    def unseen(self) -> Sequence[str]:
        """What this run cannot show, a sentence each, without its full stop."""
        return self.unseen_in("en")

    def unseen_in(self, language: str) -> Sequence[str]:
        """As :attr:`unseen`, in ``en`` or ``zh-CN``.

        >>> import asyncio, threading, aioscope
        >>> with aioscope.record() as run:
        ...     thread = threading.Thread(target=asyncio.run, args=(asyncio.sleep(0),), name="other")
        ...     thread.start(), thread.join()
        (None, None)
        >>> run.unseen
        ['another event loop ran in the thread other: a recording sees the loops of its own thread only']
        """
        return [gap.message.get(language, gap.message["en"]) for gap in self._fold().frame.gaps]

    @property
    def cells(self) -> Sequence[Cell]:
        """Each time a notebook cell ran."""
        return list(self._fold().cells)

    # ---- tasks -----------------------------------------------------------------------------------------------------

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
    def leftovers(self) -> Sequence[Task]:
        """Tasks that outlived the cell they were started in, though they may have ended since.

        Without a cell, or while it still runs: those that are pending at the run's end, or now.
        """
        fold = self._fold()
        return [fold.tasks[task] for task in fold.leftovers]

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
            names: count only tasks of these names, or of this one; None: all but the cell, the code under ``record()``
                and what was alive before.
        """
        names = [names] if isinstance(names, str) else names
        chosen = [task for task in self.tasks if (task.role == "task" if names is None else task.name in names)]
        return _most([self._life(task) for task in chosen if task.started_ns is not None])

    # ---- what they wait for and hold -------------------------------------------------------------------------------

    @property
    def resources(self) -> Sequence[Resource]:
        """Every lock, queue, future and so on that a task waited for or held, in the order of first sight."""
        return list(self._fold().resources.values())

    def resource(self, name: str) -> Resource:
        """The resource of this name, or, where there is only one, of this kind, as ``"semaphore"``.

        A condition and the lock in it have one name: that of the condition.

        Raises:
            KeyError: there is none, or several; the text lists what there is.

        >>> import asyncio, aioscope
        >>> async def main():
        ...     limit = asyncio.Semaphore(3)
        ...     async with limit: pass
        >>> with aioscope.record() as run:
        ...     asyncio.run(main())
        >>> run.resource("limit").capacity, run.resource("semaphore").kind
        (3, 'semaphore')
        """
        found = [each for each in self.resources if each.name == name]
        if sorted(each.kind for each in found) == ["condition", "lock"]:
            found = [each for each in found if each.kind == "condition"]
        return self._only(name, found or [each for each in self.resources if each.kind == name])

    def max_holders(self, resource: Resource | str) -> int:
        """The most tasks that held a lock or semaphore at once.

        Args:
            resource: it, or its name, or, where there is only one, its kind as ``"semaphore"``. Of a condition the
                lock in it is meant.

        Raises:
            KeyError: there is none that can be held, or several; the text lists what there is.
        """
        if isinstance(resource, str):
            held = [each for each in self.resources if each.kind in ("lock", "semaphore")]
            found = (
                [each for each in held if each.name == resource]
                or [each for each in held if each.name == f"{resource}._lock"]  # a condition's
                or [each for each in held if each.kind == resource]
            )
            resource = self._only(resource, found)
        return _most([(h.start_ns, h.end_ns if h.end_ns is not None else self._now()) for h in resource.holders])

    @property
    def works(self) -> Sequence[Work]:
        """What was given to threads, pools of processes and subprocesses."""
        return list(self._fold().works.values())

    # ---- the loop --------------------------------------------------------------------------------------------------

    @property
    def iterations(self) -> Sequence[Iteration]:
        """The loop's rounds; none in merged windows."""
        return list(self._fold().loop.iterations)

    @property
    def callbacks(self) -> Mapping[int, Callback]:
        """The loop's plain callbacks that have a name, by their number in step facts, -2 and less."""
        return dict(self._fold().loop.callbacks)

    @property
    def blocked(self) -> Sequence[Block]:
        """The steps that were longer than the limit: where they stood, and whom they delayed."""
        return list(self._fold().loop.blocked)

    @property
    def max_lag_ns(self) -> int:
        """The longest single step: for so long no other task could run."""
        return self._fold().longest_step_ns

    # ---- what went wrong -------------------------------------------------------------------------------------------

    @property
    def deadlocks(self) -> Sequence[Sequence[int]]:
        """Every cycle seen during the run: ids of tasks, each of which waited for the next, the last for the first.

        Only what is certain counts: see :mod:`aioscope.graph`.

        >>> import asyncio, aioscope
        >>> async def main():
        ...     lock = asyncio.Lock()
        ...     async def again():
        ...         async with lock: await lock.acquire()
        ...     await asyncio.wait([asyncio.create_task(again(), name="again")], timeout=0.01)
        >>> with aioscope.record() as run:
        ...     asyncio.run(main())
        >>> run.deadlocks == [[run.task("again").id]]
        True
        """
        return [list(found.tasks) for found in self._fold().graph.deadlocks]

    @property
    def findings(self) -> Sequence[Finding]:
        """What is probably wrong in the program, and why, the gravest first: see :mod:`aioscope.findings`."""
        return find(self._fold())

    # ---- files -----------------------------------------------------------------------------------------------------

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the run as JSON, as ``protocol/events.schema.json`` describes it; :func:`load` reads it.

        What is found by then is in the file as well, for readers that only show.

        Raises:
            OSError: the file cannot be written.
        """
        saving.write(self._told(), path)

    def to_perfetto(self, path: str | os.PathLike[str]) -> None:
        """Write the run as a trace that https://ui.perfetto.dev and chrome://tracing open: a lane for each task.

        Raises:
            OSError: the file cannot be written.
        """
        perfetto.write(list(self._log), self._fold(), path)

    def to_svg(self, path: str | os.PathLike[str], language: str | None = None) -> None:
        """Write a still picture of the run: lanes and words, readable in dark and in light.

        Args:
            path: where to.
            language: of its words, ``en`` or ``zh-CN``; None: the reader's, as the browser told it, else English.

        Raises:
            OSError: the file cannot be written.
        """
        picture.write(list(self._log), self._fold(), path, language)

    def output(self, language: str | None = None) -> dict[str, Any]:
        """The run as a notebook's output, by MIME type: views in JupyterLab, elsewhere a picture and words.

        A run that is a cell's last value is shown so; ``%%aioscope`` does it by itself.

        Args:
            language: of the words, ``en`` or ``zh-CN``; None: the reader's, as the browser told it, else English.

        >>> import asyncio, aioscope
        >>> async def main(): await asyncio.sleep(0.01)
        >>> with aioscope.record("nap") as run:
        ...     asyncio.run(main())
        >>> sorted(run.output())
        ['application/vnd.aioscope.v1+json', 'text/html', 'text/plain']
        """
        return output.bundle(self, self._told(), self._fold(), language)

    def _repr_mimebundle_(self, **_which: object) -> dict[str, Any]:
        """What IPython asks a value for that it shows."""
        return self.output()

    # ---- small things ----------------------------------------------------------------------------------------------

    def _told(self) -> list[facts.Fact]:
        """The facts, with what is found by now."""
        log = list(self._log)
        return [*log, *untold(log, self._fold())]

    def _only(self, wanted: str, found: Sequence[Resource]) -> Resource:
        if len(found) != 1:
            known = ", ".join(f"{each.kind} {each.name or each.id}" for each in self.resources) or "none"
            raise KeyError(f"{len(found) or 'no'} resources are called {wanted!r}; there are: {known}")
        return found[0]

    def _now(self) -> int:
        return self._fold().clock.now_ns

    def _life(self, task: Task) -> tuple[int, int]:
        start = task.started_ns if task.started_ns is not None else task.created_ns
        return start, task.ended_ns if task.ended_ns is not None else self._now()


def load(path: str | os.PathLike[str]) -> Run:
    """Read a run that :meth:`Run.save` wrote, in this format or an older one.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is not a run of a format known here; the text says where it breaks.
    """
    log = saving.read(path)
    run = Run(log)
    try:
        run._fold()
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        where = run._folded.taken
        raise ValueError(f"{os.fspath(path)}: fact {where} ({log[where][0]}) does not fit: {error!r}") from None
    return run


def _most(stretches: list[tuple[int, int]]) -> int:
    """The most stretches (start, end) at one time; where one ends and another begins, the first is over."""
    level = most = 0
    for _, change in sorted([(start, 1) for start, _ in stretches] + [(end, -1) for _, end in stretches]):
        level += change
        most = max(most, level)
    return most
