"""Subprocesses: when asyncio starts one, and when it learns that one has exited.

Each has a transport, whichever way it was started (``create_subprocess_exec``, ``create_subprocess_shell``, or the
loop's own methods); a task that waits for the exit waits in the transport.
"""

from __future__ import annotations

import sys
from asyncio import base_subprocess
from types import FrameType
from typing import Any, Protocol

from .methods import Undo, Wrapped


class Watcher(Protocol):
    """What is told. It runs inside the user's program: it must be quick and must not raise."""

    def spawns(self) -> int:
        """A program is about to be started; returns the time."""
        ...

    def spawned(self, transport: Any, since: int, program: Any, frame: FrameType | None) -> None:
        """It runs: ``program`` is its name or path (None: a shell); ``since``, what :meth:`spawns` returned."""
        ...

    def exited(self, transport: Any, code: int) -> None:
        """It has exited with this code; less than 0: by that signal."""
        ...


def _init(method: Any, watchers: list[Watcher]) -> Any:
    def init(self: Any, loop: Any, protocol: Any, args: Any, shell: Any, *rest: Any, **options: Any) -> None:
        watching = [(watcher, watcher.spawns()) for watcher in watchers]
        method(self, loop, protocol, args, shell, *rest, **options)
        for watcher, since in watching:
            watcher.spawned(self, since, None if shell else args[0], sys._getframe(1))

    return init


def _process_exited(method: Any, watchers: list[Watcher]) -> Any:
    def _process_exited(self: Any, returncode: int) -> None:
        for watcher in watchers:  # before it wakes anybody
            watcher.exited(self, returncode)
        method(self, returncode)

    return _process_exited


_METHODS = Wrapped(
    (base_subprocess.BaseSubprocessTransport, "__init__", _init),
    (base_subprocess.BaseSubprocessTransport, "_process_exited", _process_exited),
)


def watch_subprocesses(watcher: Watcher) -> Undo:
    """Let ``watcher`` see every subprocess that asyncio starts, from now on."""
    return _METHODS.watch(watcher)
