"""The locks, queues, futures and so on of one run: their numbers, names and capacities."""

from __future__ import annotations

import asyncio
import weakref
from collections import OrderedDict, deque
from types import CodeType, FrameType
from typing import Any, cast

from . import log as logs
from .details import detail_of
from .log import Log
from .naming import module_name, name_on_line, path_to
from .places import Places
from .reading import own
from .waits import Gathering, Link

_TYPES = {
    "Lock": "lock",
    "Semaphore": "semaphore",
    "Condition": "condition",
    "Event": "event",
    "Barrier": "barrier",
    "Queue": "queue",
    "StreamReader": "stream",
    "StreamWriter": "stream",
    "FlowControlMixin": "stream",
    "BaseSubprocessTransport": "subprocess",
    "socket": "socket",
    "Future": "future",
    "_GatheringFuture": "gather",
    "TaskGroup": "task_group",
    "Timeout": "timeout",
}
_LIMITS = {"semaphore": "_value", "queue": "_maxsize", "barrier": "_parties"}
_MADE = {"future", "task_group", "timeout", "other"}
"""Types of which one may be made in the line that enters it."""

_NEWER: Any = getattr(asyncio, "Timeout", asyncio.Lock)  # 3.11+
_MANY: list[Any] = [asyncio.Lock, asyncio.Semaphore, asyncio.Queue, asyncio.Event, asyncio.Future, _NEWER]
_FAST = {id(cls): _TYPES[cls.__name__] for cls in _MANY}
"""The types of which there may be very many, by id() of the class: a metaclass may have a ``__hash__`` of its own."""


class _Ref(weakref.ref[Any]):
    """A weak reference that knows whose it is; a closure for each resource costs twice as much."""

    __slots__ = ("key", "number", "what")
    key: int
    number: int
    what: str


class Resources:
    """What the tasks of one run wait for, hold and use.

    Args:
        log: the run's log.
        places: its places; they tell the user's code, whose text names a resource.
    """

    def __init__(self, log: Log, places: Places) -> None:
        self._log, self._places = log, places
        self._known: dict[int, _Ref] = {}
        self._dies = self._died  # one bound method for all
        self._told = 0
        self._names: dict[tuple[int, int, bool], str | None] = {}  # by id() of code that the places keep alive
        self.kept: list[dict[int, Any]] = []
        """What is known by number of a resource, here and elsewhere; it is dropped when the resource dies."""
        self.kept_by_id: list[dict[int, Any]] = []
        """The same by ``id()``."""

    def seen(self, resource: Any) -> int | None:
        """The number of a resource that was seen; None: it was not; 0: it is not shown."""
        known = self._known.get(id(resource))
        return known.number if known is not None else None

    def alive(self, key: int) -> Any:
        """The resource that was seen with this ``id()``; None: it is dead, or was not seen."""
        known = self._known.get(key)
        return known() if known is not None else None

    def number_of(self, resource: Any, what: str) -> int | None:
        """The number of a resource of this type that was seen; None: it was not; 0: it is no such thing to the user."""
        known = self._known.get(id(resource))
        if known is None:
            return None
        return known.number if known.what == what else 0

    def waited_for(self, resource: Any, kind: str, user: Link | None, frames: list[FrameType]) -> int | None:
        """The number of a resource that is waited for.

        Args:
            resource: the object.
            kind: of the wait, in the schema's words.
            user: the innermost link of the user's own in the await chain.
            frames: the await chain.

        Returns:
            None: it cannot be referred to.
        """
        known = self._known.get(id(resource))
        if known is not None and known.number:
            return known.number
        what = type_of(resource)
        if kind == "gather" and what != "task_group":
            what = "gather"
        name = None
        if user is not None:
            last = max(i for i, frame in enumerate(frames) if frame.f_code is user[0])
            if what != "gather" or (type(resource) is Gathering and last == len(frames) - 1):  # else nothing holds it
                name = self._name(*user, what)
            if name is not None:
                name += path_to(resource, frames[last + 1 :])
        return self._meet(resource, what, name, 0)

    def used(self, resource: Any, frame: FrameType | None, taken: int = 0) -> int | None:
        """The number of a resource that is used in these frames.

        Args:
            resource: the object.
            frame: the innermost frame.
            taken: permits or items that this use has taken from it already; less than 0: has put into it.

        Returns:
            None: it cannot be referred to.
        """
        number = self.seen(resource)
        if number is not None:
            return number
        what = type_of(resource)
        return self._meet(resource, what, self._name_here(resource, what, frame), taken)

    def hide(self, resource: Any) -> None:
        """The resource is asyncio's own, and not shown."""
        self._enter(resource, "other", 0)

    def clear(self) -> None:
        """Forget all of them."""
        self._known.clear()
        for kept in (*self.kept, *self.kept_by_id):
            kept.clear()

    def _meet(self, resource: Any, what: str, name: str | None, taken: int) -> int | None:
        if self._told >= logs.MOST_RESOURCES:
            if id(resource) not in self._known:
                self.hide(resource)
                self._log.dropped += 1
            return None
        number = self._log.number()
        if not self._enter(resource, what, number):
            return None
        self._told += 1
        capacity = _capacity(resource, what, taken)
        self._log.note("resource_seen", number, what, name, capacity, detail_of(resource, what))
        if what == "queue":
            before = (size_of(resource) or 0) + taken
            if before > 0:  # in it before it was seen, by nobody knows whom
                self._log.note("resized", number, before, None)
        return number

    def _enter(self, resource: Any, what: str, number: int) -> bool:
        try:
            ref = _Ref(resource, self._dies)
        except TypeError:  # its class has no room for weak references
            return False
        ref.key, ref.number, ref.what = id(resource), number, what
        self._known[ref.key] = ref
        return True

    def _died(self, ref: Any) -> None:
        if self._known.get(ref.key) is ref:
            del self._known[ref.key]
            for kept in self.kept:
                kept.pop(ref.number, None)
            for kept in self.kept_by_id:
                kept.pop(ref.key, None)

    def _name_here(self, resource: Any, what: str, frame: FrameType | None) -> str | None:
        inner: list[FrameType] = []
        user = self._places.user_frame(frame, inner)
        if user is None:
            return None
        name = self._name(user.f_code, user.f_lasti, what)
        if name is None:
            return None
        return module_name(resource, name, user) + path_to(resource, reversed(inner))

    def _name(self, code: CodeType, offset: int, what: str) -> str | None:
        key = (id(code), offset, what in _MADE)
        if key not in self._names:
            self._names[key] = name_on_line(code, offset, key[2])
        return self._names[key]


def type_of(resource: Any) -> str:
    """The type of a resource in the schema's words, by the names of its classes.

    >>> import asyncio
    >>> type_of(asyncio.BoundedSemaphore()), type_of(object())
    ('semaphore', 'other')
    """
    if (found := _FAST.get(id(cast("Any", type(resource))))) is not None:
        return found
    return next((_TYPES[cls.__name__] for cls in type(resource).__mro__ if cls.__name__ in _TYPES), "other")


def size_of(queue: Any) -> int | None:
    """How many items are in a queue; None: it keeps them in something that only it can count.

    >>> import asyncio
    >>> size_of(asyncio.PriorityQueue())
    0
    """
    items = own(queue, "_queue")
    kind = cast("Any", type(items))  # a container of the user's own is not asked
    if kind is deque or kind is list or kind is set or kind is dict or kind is OrderedDict:
        return len(items)
    return None


def _capacity(resource: Any, kind: str, taken: int) -> int | None:
    """How many may hold it or fit in it; None: no limit. ``taken`` permits are no longer in its own count."""
    if kind == "lock":
        return 1
    left = own(resource, _LIMITS[kind]) if kind in _LIMITS else None
    if type(left) is not int:
        return None
    return (left + (taken if kind == "semaphore" else 0)) or None
