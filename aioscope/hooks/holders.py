"""Who holds a lock or semaphore: asyncio keeps no owner, so acquire and release are noted.

A Condition takes its lock's methods when it is made; one made while they are wrapped keeps the wrappers, which later
only call through.
"""

from __future__ import annotations

from asyncio import locks
from typing import Any, Protocol

from .methods import Undo, Wrapped


class Watcher(Protocol):
    """What is told. It runs inside the user's program: it must be quick and must not raise."""

    def holds(self, resource: Any) -> None:
        """The running task has just acquired this lock or semaphore."""
        ...

    def gives_back(self, resource: Any) -> None:
        """This lock or semaphore has just been released."""
        ...


def _acquire(method: Any, watchers: list[Watcher]) -> Any:
    async def acquire(self: Any) -> bool:
        result = await method(self)
        for watcher in watchers:
            watcher.holds(self)
        return result

    return acquire


def _release(method: Any, watchers: list[Watcher]) -> Any:
    def release(self: Any) -> None:
        method(self)
        for watcher in watchers:
            watcher.gives_back(self)

    return release


_METHODS = Wrapped(
    (locks.Lock, "acquire", _acquire),
    (locks.Lock, "release", _release),
    (locks.Semaphore, "acquire", _acquire),
    (locks.Semaphore, "release", _release),
)


def watch_holders(watcher: Watcher) -> Undo:
    """Let ``watcher`` see every acquire and release of asyncio's locks and semaphores, from now on."""
    return _METHODS.watch(watcher)
