"""What a queue holds: every put and every get of asyncio's queues, however it is done, goes through two methods.

``put()`` and ``get()`` end in ``put_nowait()`` and ``get_nowait()``, and so do those of LifoQueue and PriorityQueue.
``shutdown()`` (3.13 and newer) may empty a queue at once. A queue that overrides one of them without calling it is not
seen.
"""

from __future__ import annotations

from asyncio import queues
from typing import Any, Protocol

from .methods import Undo, Wrapped


class Watcher(Protocol):
    """What is told. It runs inside the user's program: it must be quick and must not raise."""

    def resizes(self, queue: Any, taken: int) -> None:
        """The queue has just been put into (``taken`` -1), got from (1), or possibly emptied (0)."""
        ...


def _put(method: Any, watchers: list[Watcher]) -> Any:
    def put_nowait(self: Any, item: Any) -> None:
        method(self, item)
        for watcher in watchers:
            watcher.resizes(self, -1)

    return put_nowait


def _get(method: Any, watchers: list[Watcher]) -> Any:
    def get_nowait(self: Any) -> Any:
        item = method(self)
        for watcher in watchers:
            watcher.resizes(self, 1)
        return item

    return get_nowait


def _shutdown(method: Any, watchers: list[Watcher]) -> Any:
    def shutdown(self: Any, immediate: bool = False) -> None:
        method(self, immediate)
        for watcher in watchers:
            watcher.resizes(self, 0)

    return shutdown


_METHODS = Wrapped(
    (queues.Queue, "put_nowait", _put),
    (queues.Queue, "get_nowait", _get),
    (queues.Queue, "shutdown", _shutdown),
)


def watch_queues(watcher: Watcher) -> Undo:
    """Let ``watcher`` see what all of asyncio's queues take and give, from now on."""
    return _METHODS.watch(watcher)
