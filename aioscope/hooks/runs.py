"""Which loops begin to run, in any thread: ``run_forever`` of every class of loops there is.

asyncio's loops have it from ``BaseEventLoop``, and ``run_until_complete`` and ``asyncio.run`` come to it. uvloop and
Pyodide have one of their own. A class that is made while somebody watches, as when a program imports uvloop only now,
is met through ``__init_subclass__``. ``nest_asyncio`` makes ``run_until_complete`` run the loop itself; where it was
applied before, that is watched too.

A loop class of the user's whose ``run_forever`` is not its own but inherited is met through the one it inherits.
"""

from __future__ import annotations

import asyncio
import functools
import threading
from collections.abc import Iterator
from typing import Any, Protocol, cast

from .methods import Undo, Watching

_Loop: Any = asyncio.AbstractEventLoop


class Watcher(Protocol):
    """What is told. It runs inside the user's program: it must be quick and must not raise."""

    def enters(self, loop: Any) -> Undo | None:
        """A loop is about to run in this thread. Returns what is to be done when it stops, or None."""
        ...


_watching = Watching()
_undos: list[Undo] = []
_lock = threading.RLock()


def watch_runs(watcher: Watcher) -> Undo:
    """Let ``watcher`` know of every loop that begins to run, from now on."""
    with _lock:
        _watching.add(watcher)
        if not _undos:
            _undos.extend(_wrap_all(_Loop))
            _undos.append(_watch_new_classes())

    def undo() -> None:
        with _lock:
            _watching.discard(watcher)
            while _undos and not _watching:
                _undos.pop()()

    return undo


def _wrap_all(cls: Any) -> Iterator[Undo]:
    """Wrap what needs it in the classes made from this one, and in it, base classes first."""
    if cls is not _Loop:
        yield from _wrap_one(cls)
    for inner in type.__subclasses__(cls):
        yield from _wrap_all(inner)


def _wrap_one(cls: Any) -> Iterator[Undo]:
    names = ["run_forever"]
    if "_nest_patched" in vars(cls):
        names.append("run_until_complete")
    for name in names:
        bases: list[Any] = [base for base in cls.__mro__ if name in vars(base)]
        found = cast("Any", vars(bases[0]))[name] if bases else None
        if found is not None and found is not vars(_Loop)[name] and _MARK not in getattr(found, "__dict__", ()):
            yield _wrap(cls, name, found)


_MARK = "__aioscope_watches__"


def _wrap(cls: Any, name: str, method: Any) -> Undo:
    @functools.wraps(method)
    def watched(self: Any, *args: Any, **options: Any) -> Any:
        undos = [undo for watcher in reversed(list(_watching)) if (undo := watcher.enters(self)) is not None]
        try:
            return method(self, *args, **options)
        finally:
            for undo in reversed(undos):
                undo()

    setattr(watched, _MARK, True)
    own = name in vars(cls)
    setattr(cls, name, watched)

    def undo() -> None:
        if cls.__dict__.get(name) is watched:
            if own:
                setattr(cls, name, method)
            else:
                delattr(cls, name)

    return undo


def _watch_new_classes() -> Undo:
    """Wrap the classes of loops that are made from now on."""

    def made(cls: Any, **options: Any) -> None:
        super(_Loop, cls).__init_subclass__(**options)  # pyright: ignore[reportUnknownMemberType]
        with _lock:
            if _undos:
                _undos[:0] = _wrap_one(cls)

    if "__init_subclass__" in vars(_Loop):
        return lambda: None  # somebody else's
    _Loop.__init_subclass__ = classmethod(made)  # pyright: ignore[reportUnknownMemberType]
    mine = cast("Any", vars(_Loop))["__init_subclass__"]

    def undo() -> None:
        if _Loop.__dict__.get("__init_subclass__") is mine:
            del _Loop.__init_subclass__

    return undo
