"""Who joins a TaskGroup (3.11 and newer): a member may start another one while the group's owner waits for all."""

from __future__ import annotations

import asyncio
from typing import Any, Protocol

from .methods import Undo, Wrapped


class Watcher(Protocol):
    """What is told. It runs inside the user's program: it must be quick and must not raise."""

    def joins(self, group: Any, task: Any) -> None:
        """The group has just made this task."""
        ...


def _create_task(method: Any, watchers: list[Watcher]) -> Any:
    def create_task(self: Any, coro: Any, **options: Any) -> Any:
        task = method(self, coro, **options)
        try:
            for watcher in watchers:
                watcher.joins(self, task)
            return task
        finally:
            del task  # an eager task's exception may refer to this frame

    return create_task


_TaskGroup: Any = getattr(asyncio, "TaskGroup", None)
_METHODS = Wrapped(*([(_TaskGroup, "create_task", _create_task)] if _TaskGroup else []))


def watch_groups(watcher: Watcher) -> Undo:
    """Let ``watcher`` see every task that a TaskGroup makes, from now on."""
    return _METHODS.watch(watcher)
