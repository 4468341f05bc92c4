"""The locks, queues, futures and so on of one run: their numbers, names, capacities and holders."""

from __future__ import annotations

import sys
import weakref
from types import FrameType
from typing import Any

from .log import Log
from .places import Places, name_on_line
from .waits import Link

_TYPES = {
    "Lock": "lock",
    "Semaphore": "semaphore",
    "Condition": "condition",
    "Event": "event",
    "Barrier": "barrier",
    "Queue": "queue",
    "StreamReader": "stream",
    "FlowControlMixin": "stream",
    "socket": "socket",
    "Future": "future",
    "_GatheringFuture": "gather",
}
_LIMITS = {"semaphore": "_value", "queue": "_maxsize", "barrier": "_parties"}


class Resources:
    """What the tasks of one run wait for and hold.

    Args:
        log: the run's log.
        places: its places; they tell the user's code, whose text names a resource.
    """

    def __init__(self, log: Log, places: Places) -> None:
        self._log, self._places = log, places
        self._known: dict[int, tuple[int, Any]] = {}
        self._holders: dict[int, list[int]] = {}
        self._before: dict[int, list[int]] = {}  # of those that changed in a merged window: who held them before it

    def waited_for(self, resource: Any, user: Link | None) -> int | None:
        """The number of a resource that is waited for in this link of the user's; None: it cannot be referred to."""
        entry = self._known.get(id(resource))
        if entry is not None:
            return entry[0]
        return self._meet(resource, name_on_line(*user) if user is not None else None, 0)

    def acquired(self, resource: Any, task: int) -> None:
        """A task holds the resource from now on."""
        entry = self._known.get(id(resource))
        number = entry[0] if entry is not None else self._meet(resource, self._name_here(sys._getframe(1)), 1)
        if number is not None:
            self._log.note("acquired", number, task)
            self._holders.setdefault(number, []).append(task)

    def released(self, resource: Any, task: int | None) -> None:
        """A permit was given back by ``task``; None: by no watched task.

        The holder it is taken from is the releasing task if it holds one, else the task that holds it longest. If
        nobody was seen to acquire it, nothing is told.
        """
        entry = self._known.get(id(resource))
        holders = self._holders.get(entry[0]) if entry is not None else None
        if entry is not None and holders:
            holder = task if task is not None and task in holders else holders[0]
            holders.remove(holder)
            self._log.note("released", entry[0], holder)

    def acquired_unseen(self, resource: Any, task: int) -> bool:
        """As :meth:`acquired`, in a merged window: it is told when that is over. False: the resource is not known."""
        entry = self._known.get(id(resource))
        if entry is None:
            return False
        holders = self._holders.setdefault(entry[0], [])
        if entry[0] not in self._before:
            self._before[entry[0]] = list(holders)
        holders.append(task)
        return True

    def released_unseen(self, resource: Any, task: int | None) -> None:
        """As :meth:`released`, in a merged window."""
        entry = self._known.get(id(resource))
        holders = self._holders.get(entry[0]) if entry is not None else None
        if entry is not None and holders:
            if entry[0] not in self._before:
                self._before[entry[0]] = list(holders)
            holders.remove(task if task is not None and task in holders else holders[0])

    def settle(self) -> None:
        """A merged window is over: tell who holds no longer, and who holds now."""
        for number, before in self._before.items():
            after = list(self._holders.get(number, ()))
            for task in before:
                if task in after:
                    after.remove(task)
                else:
                    self._log.note("released", number, task)
            for task in after:
                self._log.note("acquired", number, task)
        self._before.clear()

    def clear(self) -> None:
        """Forget all of them."""
        self._known.clear()
        self._holders.clear()
        self._before.clear()

    def _meet(self, resource: Any, name: str | None, taken: int) -> int | None:
        number, key = self._log.number(), id(resource)

        def died(ref: Any) -> None:
            if (entry := self._known.get(key)) is not None and entry[0] == number:
                del self._known[key]
                self._holders.pop(number, None)

        try:
            self._known[key] = (number, weakref.ref(resource, died))
        except TypeError:  # its class has no room for weak references
            return None
        kind = next((_TYPES[cls.__name__] for cls in type(resource).__mro__ if cls.__name__ in _TYPES), "other")
        self._log.note("resource_seen", number, kind, name, _capacity(resource, kind, taken), None)
        return number

    def _name_here(self, frame: FrameType | None) -> str | None:
        while frame is not None and self._places.origin(frame.f_code) != "user":
            frame = frame.f_back
        return name_on_line(frame.f_code, frame.f_lasti) if frame is not None else None


def _capacity(resource: Any, kind: str, taken: int) -> int | None:
    """How many may hold it or fit in it; None: no limit. ``taken`` permits are no longer in its own count."""
    if kind == "lock":
        return 1
    left = resource.__dict__.get(_LIMITS[kind]) if kind in _LIMITS else None
    return (left + taken) or None if type(left) is int else None
