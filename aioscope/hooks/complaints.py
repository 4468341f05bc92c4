"""What Python and asyncio complain of: lost exceptions, lost tasks, coroutines that nobody awaited.

asyncio hands a complaint to ``loop.call_exception_handler``, Python to ``warnings._warn_unawaited_coroutine``, which
the interpreter looks up in that module each time. Whoever handles them, by a handler or a filter, goes on doing so.

The warning is attributed to the second frame of the stack, which must stay the program's own. So the wrapper's code
bears a file name of the kind that ``warnings`` passes over: frames of ``importlib._bootstrap`` do not count.

Tried and dropped: ``warnings.showwarning`` (a filter that ignores or shows a place only once hides the rest).
"""

from __future__ import annotations

import sys
import warnings
from asyncio import base_events
from types import FrameType
from typing import Any, Protocol

from .methods import Undo, Wrapped

_PASSED_OVER = "<aioscope, passed over by warnings as importlib._bootstrap is>"


class Watcher(Protocol):
    """What is told. It runs inside the user's program: it must be quick and must not raise."""

    def complained(self, context: Any) -> None:
        """The loop is told of something wrong; ``context`` as in ``loop.call_exception_handler``. On any thread."""
        ...

    def thrown_away(self, coroutine: Any, frame: FrameType | None) -> None:
        """A coroutine that was never awaited is thrown away in this frame. On any thread."""
        ...


def _call_exception_handler(method: Any, watchers: list[Watcher]) -> Any:
    def call_exception_handler(self: Any, context: Any) -> None:
        for watcher in watchers:
            watcher.complained(context)
        method(self, context)

    return call_exception_handler


def _warn_unawaited(function: Any, watchers: list[Watcher]) -> Any:
    def _warn_unawaited_coroutine(coro: Any) -> None:
        frame = sys._getframe().f_back
        for watcher in watchers:
            watcher.thrown_away(coro, frame)
        del frame
        function(coro)

    code = _warn_unawaited_coroutine.__code__
    _warn_unawaited_coroutine.__code__ = code.replace(co_filename=_PASSED_OVER)
    return _warn_unawaited_coroutine


_METHODS = Wrapped(
    (base_events.BaseEventLoop, "call_exception_handler", _call_exception_handler),
    (warnings, "_warn_unawaited_coroutine", _warn_unawaited),
)


def watch_complaints(watcher: Watcher) -> Undo:
    """Let ``watcher`` hear what Python and asyncio complain of, from now on."""
    return _METHODS.watch(watcher)
