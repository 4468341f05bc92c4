"""What touches asyncio: the doors of one loop, and the four methods that say who holds a lock.

Everything a loop runs goes through its ready queue: each task's first step, each wake-up, each timer and each file
descriptor that became ready is appended there and taken out again. So a queue that notes what passes sees every step,
every birth and every wake of every task, however the task was started, but for an eager task's first step::

    call_soon, timers, I/O ──append──▶ loop._ready ──popleft──▶ the handle runs
                                  │                       │
                     who was born or woken,      the step before has ended: what does
                     and by whom                 its task wait for? The next one begins.

``select`` is noted too: before it all tasks are suspended, and the loop sleeps in it. Nothing of ours stands in the
call stack of a user's step, and nothing of asyncio's is copied.

An eager task (3.12 and newer) has its first step inside the call that makes it; there, and only from 3.12 on, the
loop's ``create_task`` is noted too.

Tried and dropped (measured in CPU time against bare asyncio): wrapping ``Handle._run`` costs the same but puts our
frame into every traceback and hits all loops of the process; a task factory and a wrapped coroutine change
``get_coro()`` and occupy the one factory slot; ``sys.monitoring`` is not there on 3.10 and 3.11 and does not know the
task; ``sys.setprofile`` costs 3 to 7 times the program; debug mode up to 20 times.
"""

from __future__ import annotations

import asyncio
import functools
import sys
from asyncio import base_events, locks
from collections import deque
from collections.abc import Callable
from typing import Any, Protocol, cast

Undo = Callable[[], None]


class Watcher(Protocol):
    """What the hooks tell. Every method runs inside the user's program: it must be quick and must not raise."""

    def scheduled(self, handle: asyncio.Handle) -> None:
        """A handle is about to enter the ready queue. May run on another thread (call_soon_threadsafe)."""
        ...

    def begins(self, handle: asyncio.Handle) -> None:
        """The step before has ended, and this handle runs next."""
        ...

    def pauses(self, idle: bool) -> None:
        """The step before has ended and the loop polls for I/O; idle: it may sleep there."""
        ...

    def resumes(self) -> None:
        """The poll is over: what is scheduled until the next handle begins is due to a timer or to I/O."""
        ...

    def created(self, task: Any) -> None:
        """A task was made. An eager one has had its first step already, past the queue."""
        ...

    def holds(self, resource: Any) -> None:
        """The running task has just acquired this lock or semaphore."""
        ...

    def gives_back(self, resource: Any) -> None:
        """This lock or semaphore has just been released."""
        ...


class NotSupported(RuntimeError):
    """The loop has no ready queue that can be watched; the text names its type."""


class AlreadyWatched(RuntimeError):
    """Another recording listens to the loop; the text says what to do."""


class _Ready(deque[asyncio.Handle]):
    """A ready queue that is watched."""

    __slots__ = ()


def watch_loop(loop: asyncio.AbstractEventLoop, watcher: Watcher) -> Undo:
    """Let ``watcher`` see all that ``loop`` runs, from now on. Call it on the loop's own thread.

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
            "this event loop is being recorded already (Watch is on, or the cell has %%aioscope): read the run with "
            "aioscope.last_run() in the next cell, or switch Watch off"
        )
    if not isinstance(loop, base_events.BaseEventLoop) or queue is not deque or selector is None:
        raise NotSupported(
            f"aioscope cannot watch a {type(loop).__module__}.{type(loop).__qualname__}: it watches the loops of "
            "asyncio itself"
        )
    scheduled, begins, poll = watcher.scheduled, watcher.begins, selector.select

    class Ready(_Ready):
        __slots__ = ()

        def append(self, handle: asyncio.Handle) -> None:
            scheduled(handle)
            push(handle)

        def popleft(self) -> asyncio.Handle:
            handle = pop()
            begins(handle)
            return handle

    def select(timeout: float | None = None) -> Any:
        watcher.pauses(timeout != 0)
        events = poll(timeout)
        watcher.resumes()
        return events

    undo_create = _watch_create(host, watcher) if sys.version_info >= (3, 12) else None
    ready = host._ready = Ready(host._ready)
    plain: Any = super(_Ready, ready)
    push, pop = plain.append, plain.popleft
    selector.select = select

    def undo() -> None:
        nonlocal push, pop
        if host._ready is ready:
            host._ready = after = deque[asyncio.Handle](ready)
            push, pop = after.append, after.popleft  # a hook that fails undoes itself within an append
        if selector.__dict__.get("select") is select:
            del selector.select
        if undo_create is not None:
            undo_create()

    return undo


def _watch_create(loop: Any, watcher: Watcher) -> Undo:
    """Eager tasks alone need this: their first step runs inside the call that makes them."""
    before = loop.__dict__.get("create_task")
    make = loop.create_task

    @functools.wraps(make)
    def create_task(coro: Any, **options: Any) -> Any:
        task = make(coro, **options)
        watcher.created(task)
        return task

    loop.create_task = create_task

    def undo() -> None:
        if loop.__dict__.get("create_task") is create_task:
            if before is None:
                del loop.create_task
            else:
                loop.create_task = before

    return undo


_holder_watchers: list[Watcher] = []
_unwrap: list[Undo] = []


def watch_holders(watcher: Watcher) -> Undo:
    """Let ``watcher`` see every acquire and release of asyncio's locks and semaphores, from now on.

    asyncio keeps no owner, so the methods themselves are wrapped while anybody watches. A Condition takes its lock's
    methods when it is made; one made while they are wrapped keeps the wrappers, which later only call through.
    """
    _holder_watchers.append(watcher)
    if not _unwrap:
        _unwrap.extend(_wrap_holder(cls) for cls in (locks.Lock, locks.Semaphore))

    def undo() -> None:
        if watcher in _holder_watchers:
            _holder_watchers.remove(watcher)
        while _unwrap and not _holder_watchers:
            _unwrap.pop()()

    return undo


def _wrap_holder(cls: Any) -> Undo:
    acquire, release = cls.acquire, cls.release

    @functools.wraps(acquire)
    async def acquired(self: Any) -> bool:
        result = await acquire(self)
        for watcher in _holder_watchers:
            watcher.holds(self)
        return result

    @functools.wraps(release)
    def released(self: Any) -> None:
        release(self)
        for watcher in _holder_watchers:
            watcher.gives_back(self)

    cls.acquire, cls.release = acquired, released

    def undo() -> None:
        if cls.acquire is acquired:
            cls.acquire = acquire
        if cls.release is released:
            cls.release = release

    return undo
