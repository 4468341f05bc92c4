"""When a timeout begins, is moved and is left: ``asyncio.timeout()`` and, from 3.12 on, ``wait_for()``.

Both are a ``Timeout`` (3.11 and newer). It sets its timer in ``reschedule()``, also when it is entered. Its
``__aexit__`` never suspends, so the plain function that stands for it tells, and hands on the coroutine: an await chain
has no frame of ours in it. On 3.10 and 3.11 ``wait_for()`` has a timer of its own, which is read where a task waits.
"""

from __future__ import annotations

import asyncio
from typing import Any, Protocol

from .methods import Undo, Wrapped


class Watcher(Protocol):
    """What is told. It runs inside the user's program: it must be quick and must not raise."""

    def sets(self, timeout: Any) -> None:
        """The timeout has just been entered or moved."""
        ...

    def leaves(self, timeout: Any) -> None:
        """The timeout is about to be left."""
        ...


def _reschedule(method: Any, watchers: list[Watcher]) -> Any:
    def reschedule(self: Any, when: float | None) -> None:
        method(self, when)
        for watcher in watchers:
            watcher.sets(self)

    return reschedule


def _aexit(method: Any, watchers: list[Watcher]) -> Any:
    def leave(self: Any, exc_type: Any, exc_val: Any, exc_tb: Any) -> Any:
        for watcher in watchers:
            watcher.leaves(self)
        return method(self, exc_type, exc_val, exc_tb)

    return leave


_Timeout: Any = getattr(asyncio, "Timeout", None)
_METHODS = Wrapped(
    *((_Timeout, name, make) for name, make in (("reschedule", _reschedule), ("__aexit__", _aexit)) if _Timeout)
)


def watch_timeouts(watcher: Watcher) -> Undo:
    """Let ``watcher`` see every timeout that is entered, moved and left, from now on."""
    return _METHODS.watch(watcher)
