"""Methods of asyncio's classes, wrapped while anybody watches.

What the loop's own doors do not show (who holds a lock, what a queue holds) has to be seen where it is done. A wrapper
calls the method that it stands for and then tells each watcher; with no watcher left the methods are put back.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

Undo = Callable[[], None]
Make = Callable[[Any, list[Any]], Any]
"""Makes the wrapper of a method: gets the method, and the list of those who watch, which changes with time."""

open_watchers: list[Any] = []
"""Everybody who watches anything; empty when nothing is recorded."""


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
        self._watchers: list[Any] = []
        self._undos: list[Undo] = []

    def watch(self, watcher: Any) -> Undo:
        """Let ``watcher`` be told, until the function that is returned is called."""
        self._watchers.append(watcher)
        open_watchers.append(watcher)
        if not self._undos:
            self._undos.extend(self._wrap(*each) for each in self._methods)

        def undo() -> None:
            if watcher in self._watchers:
                self._watchers.remove(watcher)
                open_watchers.remove(watcher)
            while self._undos and not self._watchers:
                self._undos.pop()()

        return undo

    def _wrap(self, owner: Any, name: str, make: Make) -> Undo:
        found = vars(owner)[name]
        wrapper = functools.wraps(found)(make(found, self._watchers))
        setattr(owner, name, wrapper)

        def undo() -> None:
            if vars(owner).get(name) is wrapper:
                setattr(owner, name, found)

        return undo
