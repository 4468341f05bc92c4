"""Methods of asyncio's classes, wrapped while anybody watches.

What the loop's own doors do not show (who holds a lock, what a queue holds) has to be seen where it is done. A wrapper
calls the method that it stands for and then tells each watcher; with no watcher left the methods are put back.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable
from typing import Any, cast

Undo = Callable[[], None]
Make = Callable[[Any, list[Any]], Any]
"""Makes the wrapper of a method: gets the method, and the list of those who watch, which changes with time."""

open_watchers: list[Any] = []
"""Everybody who watches anything; empty when nothing is recorded."""


_lock = threading.RLock()
"""Two threads may begin and end recordings at once."""


def _nothing(*_: Any) -> None:
    pass


class _Nobody:
    """Stands where a watcher stood."""

    def __getattr__(self, name: str) -> Callable[..., None]:
        return _nothing


_NOBODY = _Nobody()


class Watching(list[Any]):
    """Those who watch something; another thread may be in the middle of telling each.

    So nobody's place in the list changes while anybody is in it: where one leaves, a deaf one stands, until another
    comes.

    >>> watching = Watching()
    >>> watching.add("a"), watching.add("b"), watching.discard("a"), watching.add("c"), list(watching)
    (None, None, True, None, ['c', 'b'])
    >>> watching.discard("b"), bool(watching), watching.discard("c"), bool(watching)
    (True, True, True, False)
    """

    def add(self, watcher: Any) -> None:
        """One more watches."""
        for index, each in enumerate(self):
            if each is _NOBODY:
                self[index] = watcher
                return
        self.append(watcher)

    def discard(self, watcher: Any) -> bool:
        """One watches no longer. Returns whether it did."""
        found = next((index for index, each in enumerate(self) if each is watcher), None)
        if found is not None:
            self[found] = _NOBODY
        if all(each is _NOBODY for each in self):
            self.clear()
        return found is not None


class Wrapped:
    """Some methods (or functions of modules) that are wrapped together.

    Args:
        methods: (its class or module, its name, what makes its wrapper) each; names that this Python lacks are left
            out.

    >>> class Door:
    ...     def open(self): return "open"
    >>> def noisy(method, watchers):
    ...     def opened(self):
    ...         for watcher in watchers: watcher.append("opens")
    ...         return method(self)
    ...     return opened
    >>> doors, heard = Wrapped((Door, "open", noisy)), []
    >>> undo = doors.watch(heard)
    >>> Door().open(), undo(), Door().open(), heard
    ('open', None, 'open', ['opens'])
    """

    def __init__(self, *methods: tuple[Any, str, Make]) -> None:
        self._methods = [each for each in methods if each[1] in vars(each[0])]
        self._watchers = Watching()
        self._undos: list[Undo] = []

    def watch(self, watcher: Any) -> Undo:
        """Let ``watcher`` be told, until the function that is returned is called."""
        with _lock:
            self._watchers.add(watcher)
            open_watchers.append(watcher)
            if not self._undos:
                self._undos.extend(self._wrap(*each) for each in self._methods)

        def undo() -> None:
            with _lock:
                if self._watchers.discard(watcher):
                    open_watchers.remove(watcher)
                while self._undos and not self._watchers:
                    self._undos.pop()()

        return undo

    def _wrap(self, owner: Any, name: str, make: Make) -> Undo:
        found = cast("Any", vars(owner))[name]
        wrapper = cast("Any", functools.wraps(found)(make(found, self._watchers)))
        setattr(owner, name, wrapper)

        def undo() -> None:
            if owner.__dict__.get(name) is wrapper:
                setattr(owner, name, found)

        return undo
