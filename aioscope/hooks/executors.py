"""Work that is given to threads and to pools of processes: when it is handed over, when it begins, when it is over.

``submit`` is where work is handed over, whoever calls it: ``asyncio.to_thread``, ``loop.run_in_executor``, or the
program itself, which then waits by ``asyncio.wrap_future``. ``run_in_executor`` is watched besides, for executors
whose ``submit`` is their own, and for process pools that are first imported while something is recorded. What becomes
of the work shows in its future: each executor tells it when the work begins and how it ends.

Nothing is wrapped around the function, so that its traceback, and what is pickled for a process, are as ever.

Tried and dropped: a done callback on the future (it comes after asyncio's own, when the waiting task is already
woken); importing the process pools to wrap them (20 ms, and modules that the program did not ask for).
"""

from __future__ import annotations

import sys
from asyncio import base_events
from concurrent.futures import Future, thread
from types import FrameType
from typing import Any, Protocol, cast

from .methods import Undo, Wrapped


class Watcher(Protocol):
    """What is told. It runs inside the user's program: it must be quick and must not raise."""

    def gives(self) -> None:
        """Work is about to be handed over."""
        ...

    def gave(self, future: Any, pool: Any, function: Any, frame: FrameType | None) -> None:
        """Work was handed over in this frame.

        ``future`` is what stands for it, asyncio's or an executor's; None: it was refused. ``pool`` None: asyncio's
        own threads.
        """
        ...

    def starts(self, future: Any) -> None:
        """The work of this executor's future begins. Called on any thread, often the one that does the work."""
        ...

    def ends(self, future: Any, outcome: str) -> None:
        """It is over: ``returned``, ``raised`` or ``cancelled``. Called on any thread."""
        ...


def _submit(method: Any, watchers: list[Watcher]) -> Any:
    def submit(self: Any, fn: Any, /, *args: Any, **kwargs: Any) -> Any:
        watching, future = list(watchers), None
        for watcher in watching:
            watcher.gives()
        try:
            future = method(self, fn, *args, **kwargs)
        finally:
            for watcher in watching:
                watcher.gave(future, self, fn, sys._getframe(1))
        return future

    return submit


def _run_in_executor(method: Any, watchers: list[Watcher]) -> Any:
    def run_in_executor(self: Any, executor: Any, func: Any, *args: Any) -> Any:
        watching, future = list(watchers), None
        for watcher in watching:
            watcher.gives()
        try:
            future = method(self, executor, func, *args)
        finally:
            for watcher in watching:
                watcher.gave(future, executor, func, sys._getframe(1))
        return future

    return run_in_executor


def _starts(method: Any, watchers: list[Watcher]) -> Any:
    def set_running_or_notify_cancel(self: Any) -> Any:
        runs = method(self)
        if runs:
            for watcher in watchers:
                watcher.starts(self)
        return runs

    return set_running_or_notify_cancel


def _returns(method: Any, watchers: list[Watcher]) -> Any:
    def set_result(self: Any, result: Any) -> None:
        for watcher in watchers:  # before it wakes anybody
            watcher.ends(self, "returned")
        method(self, result)

    return set_result


def _raises(method: Any, watchers: list[Watcher]) -> Any:
    def set_exception(self: Any, exception: Any) -> None:
        for watcher in watchers:
            watcher.ends(self, "raised")
        method(self, exception)

    return set_exception


def _cancels(method: Any, watchers: list[Watcher]) -> Any:
    def cancel(self: Any) -> Any:
        cancelled = method(self)
        if cancelled:
            for watcher in watchers:
                watcher.ends(self, "cancelled")
        return cancelled

    return cancel


_METHODS = Wrapped(
    (base_events.BaseEventLoop, "run_in_executor", _run_in_executor),
    (thread.ThreadPoolExecutor, "submit", _submit),
    (Future, "set_running_or_notify_cancel", _starts),
    (Future, "set_result", _returns),
    (Future, "set_exception", _raises),
    (Future, "cancel", _cancels),
)

_PROCESSES = "concurrent.futures.process"
_process_pools: list[Wrapped] = []


def is_process_pool(pool: Any) -> bool:
    """Say whether this is one of the standard library's pools of processes, or of a class made from it.

    >>> is_process_pool(None)
    False
    """
    module = cast("Any", sys.modules.get(_PROCESSES))
    return module is not None and issubclass(cast("Any", type(pool)), module.ProcessPoolExecutor)


def watch_executors(watcher: Watcher) -> Undo:
    """Let ``watcher`` see what is given to threads and processes, from now on."""
    undos = [_METHODS.watch(watcher)]
    module = cast("Any", sys.modules.get(_PROCESSES))
    if module is not None:
        if not _process_pools:
            _process_pools.append(Wrapped((module.ProcessPoolExecutor, "submit", _submit)))
        undos.append(_process_pools[0].watch(watcher))

    def undo() -> None:
        while undos:
            undos.pop()()

    return undo
