"""The doors of one loop: its ready queue, its poll, and ``create_task``.

Everything a loop runs goes through its ready queue: each task's first step, each wake-up, each timer and each file
descriptor that became ready is appended there and taken out again. So a queue that notes what passes sees every step,
every birth and every wake of every task, however the task was started, but for an eager task's first step::

    call_soon, timers, I/O ──append──▶ loop._ready ──popleft──▶ the handle runs
                                  │                       │
                     who was born or woken,      the step before has ended: what does
                     and by whom                 its task wait for? The next one begins.

``select`` is noted too: before it all tasks are suspended, and the loop sleeps in it. Nothing of ours stands between
the loop and a user's step (below the loop there is ``run_forever``'s wrapper in runs.py, where a recording began before
its loop), and nothing of asyncio's is copied. ``create_task`` is noted for what the queue does not
show: an eager task (3.12 and newer), whose first step runs inside the call, and births in merged windows, where
``append`` is the deque's own again.

The queue changes its class, not itself, between exact, merged and deaf: that costs nothing while nothing changes, and
the loop may be in the middle of a round.

Tried and dropped (measured in CPU time against bare asyncio): wrapping ``Handle._run`` costs the same but puts our
frame into every traceback and hits all loops of the process; a task factory and a wrapped coroutine change
``get_coro()`` and occupy the one factory slot; ``sys.monitoring`` is not there on 3.10 and 3.11 and does not know the
task; ``sys.setprofile`` costs 3 to 7 times the program; debug mode up to 20 times. A pipeline of iterators in C
(``tee`` of ``zip`` of ``iter(popleft, ...)`` and ``iter(perf_counter_ns, ...)``) in place of a Python ``popleft``
costs 1.11 to 1.17 on empty steps where the Python one costs 1.10 to 1.15, and keeps handles alive.
"""

from __future__ import annotations

import asyncio
import functools
from asyncio import base_events
from collections import deque
from collections.abc import Callable
from typing import Any, Protocol, cast

Undo = Callable[[], None]
Append = Callable[[Any, asyncio.Handle], None]
PopLeft = Callable[[Any], asyncio.Handle]


class Door:
    """The watched ready queue of a loop; it can be switched at any moment, on the loop's thread."""

    def __init__(self, loop: Any, ready: Any, exact: type, merged: type) -> None:
        self.loop = loop
        self._ready, self._exact, self._merged = ready, exact, merged

    @property
    def ready(self) -> deque[asyncio.Handle]:
        """What is ready to run."""
        return self._ready

    def exact(self) -> None:
        """Let the watcher see all that enters and leaves."""
        self._ready.__class__ = self._exact

    def merge(self) -> None:
        """Let the watcher see what leaves, for sums."""
        self._ready.__class__ = self._merged

    def deafen(self) -> None:
        """Let the watcher see nothing."""
        self._ready.__class__ = _Ready


class Watcher(Protocol):
    """What the loop's doors tell. All of it runs inside the user's program: it must be quick and must not raise."""

    def opened(self, door: Door) -> None:
        """The loop is watched from now on."""
        ...

    def exact_queue(self, loop: Any, push: Any, pop: Any) -> tuple[Append, PopLeft]:
        """The queue's two methods in exact windows: they note what passes, then ``push`` it, or ``pop`` and return it.

        ``append`` may run on another thread (call_soon_threadsafe).
        """
        ...

    def merged_queue(self, pop: Any) -> PopLeft:
        """The queue's ``popleft`` in merged windows."""
        ...

    def pauses(self, idle: bool) -> None:
        """The step before has ended and the loop polls for I/O; idle: it may sleep there."""
        ...

    def resumes(self) -> None:
        """The poll is over: what is scheduled until the next handle begins is due to a timer or to I/O."""
        ...


class Makes(Protocol):
    """What ``create_task`` tells."""

    def created(self, task: Any, coroutine: Any) -> None:
        """A task was made of this coroutine; the caller's caller asked for it.

        An eager one has had its first step already, past the queue.
        """
        ...


class NotSupported(RuntimeError):
    """The loop has no door that can be watched; the text names its type."""


class AlreadyWatched(RuntimeError):
    """Another recording listens to the loop; the text says what to do."""


class _Ready(deque[asyncio.Handle]):
    """A ready queue that is watched; in this class it is silent."""

    __slots__ = ()


def quiet_door(loop: asyncio.AbstractEventLoop) -> Door:
    """The door of a loop whose ready queue cannot be had: nothing passes it."""
    return Door(loop, _Ready(), _Ready, _Ready)


def is_own(loop: asyncio.AbstractEventLoop) -> bool:
    """Whether it is one of asyncio's own loops, or made from one: it has a ready queue."""
    return isinstance(loop, base_events.BaseEventLoop)


def watch_loop(loop: asyncio.AbstractEventLoop, watcher: Watcher, makes: Makes) -> Undo:
    """Let ``watcher`` see all that ``loop`` runs, and ``makes`` what it makes, from now on.

    Call it on the loop's own thread.

    Returns:
        A function that puts everything back; call it on the loop's thread too.

    Raises:
        NotSupported: it is not one of asyncio's own loops (uvloop, Pyodide), or another tool has taken its queue.
        AlreadyWatched: somebody watches it.
    """
    host = cast("Any", loop)
    selector: Any = getattr(loop, "_selector", None)
    queue = cast("Any", type(getattr(loop, "_ready", None)))
    if issubclass(queue, _Ready):
        raise AlreadyWatched(
            "this event loop is being recorded already (by record(), or Watch is on, or the cell has %%aioscope): end "
            "that recording first, or read its run with aioscope.last_run() in the next cell"
        )
    if not is_own(loop) or queue is not deque or not _can_be_hooked(selector):
        raise NotSupported(
            f"aioscope cannot watch a {type(loop).__module__}.{type(loop).__qualname__}: it watches the loops of "
            "asyncio itself"
        )
    ready = _Ready()
    _replace(host, ready)
    plain: Any = super(_Ready, ready)
    append, popleft = watcher.exact_queue(host, plain.append, plain.popleft)
    exact = type("Exact", (_Ready,), {"__slots__": (), "append": append, "popleft": popleft})
    merged = type("Merged", (_Ready,), {"__slots__": (), "popleft": watcher.merged_queue(plain.popleft)})
    undo_select = _watch_select(selector, watcher)
    undo_create = watch_create(host, makes)
    door = Door(loop, ready, exact, merged)
    door.exact()
    watcher.opened(door)

    def undo() -> None:
        door.deafen()
        if host._ready is ready:
            _replace(host, deque[asyncio.Handle]())
        undo_select()
        undo_create()

    return undo


def _replace(host: Any, new: Any) -> None:
    """Give the loop another queue, with what is in its own one. Other threads may append to it meanwhile."""
    old, host._ready = host._ready, new  # no call in between, so that no other thread gets in
    before: list[asyncio.Handle] = []
    move(old, functools.partial(deque[asyncio.Handle].popleft, old), before)
    new.extendleft(reversed(before))


def move(ready: Any, pop: Callable[[], asyncio.Handle], to: Any) -> None:
    """Move all handles of a queue that was replaced; another thread may do so at the same time."""
    while ready:
        try:
            to.append(pop())
        except IndexError:  # noqa: PERF203
            break


def _watch_select(selector: Any, watcher: Watcher) -> Undo:
    pauses, resumes, poll = watcher.pauses, watcher.resumes, selector.select

    def select(timeout: float | None = None) -> Any:
        pauses(timeout != 0)
        events = poll(timeout)
        resumes()
        return events

    selector.select = select

    def undo() -> None:
        if selector.select is select:
            del selector.select

    return undo


def _can_be_hooked(selector: Any) -> bool:
    """Whether it can get a ``select`` of its own, and lose it again: a selector with slots and a Mock cannot."""
    kind = cast("Any", type(selector))
    plain = kind.__setattr__ is object.__setattr__ and kind.__delattr__ is object.__delattr__
    return plain and kind.__dictoffset__ != 0


def watch_create(loop: Any, watcher: Makes) -> Undo:
    """Let ``watcher`` know of each task that the loop has made."""
    # Not loop.__dict__: from 3.11 on an object whose __dict__ was once asked for is slower ever after.
    make, created = loop.create_task, watcher.created
    before = None if getattr(make, "__func__", None) is cast("Any", type(loop)).create_task else make

    @functools.wraps(make)
    def create_task(coro: Any, **options: Any) -> Any:
        task = make(coro, **options)
        if trace := getattr(task, "_source_traceback", None):
            del trace[-1]  # ours: asyncio takes its own away too, so that repr names the line of the user
        created(task, coro)
        return task

    loop.create_task = create_task

    def undo() -> None:
        if loop.create_task is create_task:
            if before is None:
                del loop.create_task
            else:
                loop.create_task = before

    return undo
