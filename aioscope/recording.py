"""Starting and ending a recording, and the runs that were recorded.

A recording listens to one loop at a time. When it stops, asyncio is as it was found; nothing is patched and no thread
runs while nothing is recorded. ``record()`` here is for code; notebook cells are recorded by ``magic.py``.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import inspect
import sys
import threading
from collections import deque
from collections.abc import Callable
from typing import Any, TypeVar, overload

from .complaints import Complaints
from .hooks.complaints import watch_complaints
from .hooks.executors import watch_executors
from .hooks.foreign import name_of, watch_foreign_loop
from .hooks.groups import watch_groups
from .hooks.holders import watch_holders
from .hooks.loop import AlreadyWatched, NotSupported, Undo, is_own, watch_loop
from .hooks.queues import watch_queues
from .hooks.runs import watch_runs
from .hooks.subprocesses import watch_subprocesses
from .hooks.timeouts import watch_timeouts
from .recorder import Recorder
from .run import Run
from .watchdog import watch_blocks

F = TypeVar("F", bound=Callable[..., Any])

_KEPT = 3
_finished: deque[Run] = deque(maxlen=_KEPT)
_in_cells: list[Recording] = []


class Recording:
    """One recording. Every method is called on the thread of the loop it listens to.

    Args:
        name: what the author calls the run.
        cell_of: which notebook cell a file name belongs to.
        on_idle: called when no watched task is alive and no cell runs any more.
        on_problem: called with one of the schema's problem codes and its detail when a hook has failed.
        exact: no event budget: nothing is merged before the log is full.
    """

    def __init__(
        self,
        name: str | None = None,
        cell_of: Callable[[str], str | None] = lambda filename: None,
        on_idle: Callable[[], None] = lambda: None,
        on_problem: Callable[[str, str], None] = lambda code, detail: None,
        exact: bool = False,
    ) -> None:
        self.recorder = Recorder(name, cell_of, on_idle, self._failed, exact)
        self.run = Run(self.recorder.facts)
        self.is_reader = False
        self._on_problem = on_problem
        self._undos: list[Undo] = []
        self._undo_begin: Undo = lambda: None
        self._thread = threading.get_ident()
        self._loop: asyncio.AbstractEventLoop | None = None

    @property
    def listening(self) -> bool:
        """Whether it listens to a loop."""
        return bool(self._undos)

    def begin(self) -> asyncio.Task[Any] | None:
        """Listen to the running loop; without one, to each loop that begins to run in this thread.

        Returns:
            The task that runs now; None: there is none.

        Raises:
            NotSupported: the running loop cannot be watched.
            AlreadyWatched: another recording listens to it.
        """
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self._undo_begin = watch_runs(self)
            return None
        self.listen(loop)
        self._undo_begin = watch_runs(self)
        current = asyncio.current_task()
        others = {task for task in asyncio.all_tasks(loop) if task is not current}
        self.recorder.quietly(self.recorder.frame.tasks_alive, others)
        return current

    def enters(self, loop: Any) -> Undo | None:
        """A loop is about to run in this thread (see :class:`aioscope.hooks.runs.Watcher`).

        The loops of the recording's own thread are listened to, one at a time; of others the run says that it cannot
        show them.

        Returns:
            What is to be done when it stops; None: nothing.
        """
        recorder = self.recorder
        if recorder.deaf or recorder.ended:
            return None
        if threading.get_ident() != self._thread:
            thread = threading.current_thread()
            if not type(thread).__module__.startswith("ipykernel."):  # the kernel's own: its channels, its subshells
                recorder.gaps.tell("other_thread", thread.name)
            return None
        if self.listening:
            if loop is self._loop:
                return None
            recorder.gaps.tell("inner_loop", name_of(loop))
            recorder.turn_away(True)
            return lambda: recorder.turn_away(False)
        try:
            self.listen(loop)
        except NotSupported:
            recorder.gaps.tell("loop", name_of(loop))
            return None
        except AlreadyWatched:
            recorder.gaps.tell("other_recording", "")
            return None
        except Exception as error:
            recorder.fail(error)
            return None
        recorder.quietly(recorder.frame.tasks_queued, asyncio.all_tasks(loop))
        return self._left

    def _left(self) -> None:
        """The loop that was entered stops."""
        self.recorder.quietly(self.recorder.halts)
        self.pause()

    def listen(self, loop: asyncio.AbstractEventLoop) -> None:
        """Listen to a loop until :meth:`pause`. Raises as :meth:`begin`."""
        if is_own(loop):
            self._undos.append(watch_loop(loop, self.recorder, self.recorder.births))
        else:
            self._undos.append(watch_foreign_loop(loop, self.recorder.samples))
        self._loop = loop
        self._undos.append(watch_holders(self.recorder.holders))
        self._undos.append(watch_queues(self.recorder.queues))
        self._undos.append(watch_timeouts(self.recorder.timeouts))
        self._undos.append(watch_groups(self.recorder.members))
        self._undos.append(watch_executors(self.recorder.works))
        self._undos.append(watch_subprocesses(self.recorder.works))
        self._undos.append(watch_complaints(Complaints(self.recorder)))
        self._undos.append(watch_blocks(self.recorder))

    def pause(self) -> None:
        """Put asyncio back as it was found; the run stays open."""
        while self._undos:
            self._undos.pop()()
        self._loop = None

    def stop(self) -> None:
        """Stop listening, and end the run."""
        self._undo_begin()
        self.pause()
        self.recorder.finish()

    def _failed(self, error: Exception) -> None:
        self.pause()
        trace = error.__traceback__
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        where = f"{trace.tb_frame.f_code.co_name}, line {trace.tb_lineno}" if trace is not None else "?"
        self._on_problem("hook_failed", f"{type(error).__name__} in {where}")


@overload
def record(name: F) -> F: ...
@overload
def record(name: str | None = None, *, exact: bool = False) -> Recorded: ...
def record(name: Any = None, *, exact: bool = False) -> Any:
    """Record what asyncio does in a block, or in a function.

    Works with a running loop (``with aioscope.record() as run: await main()``) and without one (``with
    aioscope.record() as run: asyncio.run(main())``), in scripts, in pytest and in notebooks; as a decorator on plain
    and on ``async`` functions, with or without a name. The run can be read during the block and afterwards.

    Args:
        name: what to call the run; None: nothing.
        exact: record every step and wait, however many they are. Otherwise a stretch of 50 ms in which the loop runs
            more than about 3,000 steps is merged: births, ends and sums stay true, single steps and waits are not told.

    Raises:
        AlreadyWatched: the running loop is being recorded already.
        NotSupported: the running loop cannot be watched.
        TypeError: the name is not text, or what is decorated is no function that runs when it is called.

    >>> async def main(): await asyncio.sleep(0.01)
    >>> with record("nap") as run:
    ...     asyncio.run(main())
    >>> run.name, run.tasks[0].coroutine, run.tasks[0].waits[0].kind
    ('nap', 'main', 'sleep')
    >>> @record
    ... async def decorated(): await asyncio.sleep(0)
    >>> asyncio.run(decorated())
    >>> last_run().ended
    True
    """
    if callable(name):
        return Recorded(None, exact)(name)
    if name is not None and not isinstance(name, str):
        raise TypeError(f"record() takes the run's name as text, or a function; this is of type {type(name).__name__}")
    return Recorded(name, exact)


class Recorded:
    """What :func:`record` returns: a context manager that is a decorator too."""

    def __init__(self, name: str | None, exact: bool) -> None:
        self._name, self._exact = name, exact
        self._open: list[Recording] = []  # one may be entered within itself

    def __call__(self, function: F) -> F:
        """Return the function, recorded each time it is called.

        Raises:
            TypeError: it is a generator function, a class, or a method's wrapper: calling it does not run it.
        """
        if not _runs_when_called(function):
            raise TypeError(
                "record() decorates plain and async functions (below @staticmethod and @classmethod); around anything "
                "else write `with aioscope.record():` where it runs"
            )
        again = functools.partial(record, self._name, exact=self._exact)
        wrapper: Callable[..., Any]
        if _is_async(function):

            async def recorded(*args: Any, **kwargs: Any) -> Any:
                with again():
                    return await function(*args, **kwargs)

            wrapper = recorded
        else:

            def recorded_plain(*args: Any, **kwargs: Any) -> Any:
                with again():
                    return function(*args, **kwargs)

            wrapper = recorded_plain
        wrapped: Any = functools.update_wrapper(wrapper, function)
        return wrapped

    def __enter__(self) -> Run:
        """Begin to record. Raises as :func:`record`."""
        recording = Recording(self._name, on_problem=_say, exact=self._exact)
        current = recording.begin()
        self._open.append(recording)
        if current is not None:
            recording.recorder.quietly(recording.recorder.frame.main_started, current)
        return recording.run

    def __exit__(self, *error: object) -> None:
        if not self._open:
            raise RuntimeError("this recording was not begun, or has ended: enter it with `with`")
        recording = self._open.pop()
        recording.stop()
        _finished.append(recording.run)


def _is_async(function: Any) -> bool:
    return inspect.iscoroutinefunction(function) or inspect.iscoroutinefunction(type(function).__call__)


def _runs_when_called(function: object) -> bool:
    generates = inspect.isgeneratorfunction(function) or inspect.isasyncgenfunction(function)
    return not (generates or inspect.isclass(function) or isinstance(function, (staticmethod, classmethod)))


def _say(code: str, detail: str) -> None:
    """Tell of a hook that has failed. Not as a warning: filters may make an exception of it in the user's code."""
    with contextlib.suppress(Exception):  # there may be no such stream, or a closed one
        sys.stderr.write(
            f"aioscope met an error of its own and stopped recording this run; your code went on: {detail}\n"
        )


def cell_begins(recording: Recording) -> None:
    """A notebook cell is being recorded."""
    _in_cells.append(recording)


def cell_ends(recording: Recording, always_keep: bool) -> None:
    """The cell has ended: its run is now the last one, unless the cell read a run, or there is nothing in it."""
    if recording in _in_cells:
        _in_cells.remove(recording)
        tasks = recording.run.tasks
        worth = always_keep or len(tasks) > 1 or any(task.waits for task in tasks)
        if worth and not recording.is_reader:
            _finished.append(recording.run)


def last_run() -> Run:
    """The run that was recorded last: by ``record()``, by ``%%aioscope``, or by Watch.

    In a cell that is itself being recorded it is the run before: a cell that reads a run is not its subject. Cells
    under Watch in which no task was created and nothing waited do not count.

    Raises:
        LookupError: nothing was recorded yet; the text says how to.
    """
    for recording in _in_cells:
        recording.is_reader = True
    if not _finished:
        raise LookupError(
            "nothing was recorded yet: put %%aioscope on top of a cell and run it, press Watch, or use record()"
        )
    return _finished[-1]
