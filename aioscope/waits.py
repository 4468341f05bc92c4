"""What a suspended task waits for, told from its await chain.

The chain runs from the task's coroutine inwards, along ``cr_await``, to the frame that is suspended. If that frame is
one of asyncio's own primitives, its code says the kind and one of its local variables is the object::

    main ─await─▶ worker ─async with─▶ Semaphore.__aenter__ ─▶ Semaphore.acquire   (self: the semaphore)

Otherwise the future that the task stands on says it. Works the same on Python 3.10 to 3.15 (measured). A wait for
several is one for a group, and it is read who is in it.

Async generators, ``anext`` and ``__await__`` objects break the chain: their wrappers are opaque, and only the garbage
collector knows what they refer to. Local variables are read in frames of asyncio's own functions alone, never in the
user's: reading them would keep the user's objects alive on Python 3.12 and older.
"""

from __future__ import annotations

import asyncio
import gc
from asyncio import base_subprocess, locks, queues, selector_events, streams
from collections.abc import Callable, Mapping
from types import AsyncGeneratorType, CodeType, CoroutineType, FrameType, FunctionType, GeneratorType
from typing import Any, cast

from . import reading
from .places import Places

_HIDDEN = ("kernel", "aioscope")

Link = tuple[CodeType, int]
"""One suspended frame of an await chain: its code and instruction offset."""


class Shape:
    """An await chain as far as its code goes: the same functions, suspended at the same instructions.

    A program has few of them and comes to each over and over, so all that follows from the code alone is found once.

    ``links`` are its frames, outermost first; ``stack`` the places of those that are shown, filled in by who numbers
    places; ``user`` the innermost one of the user's own, or None.
    """

    __slots__ = ("_kind", "_local", "_timed", "_where", "links", "stack", "user")

    def __init__(self, links: list[Link]) -> None:
        self.links = links
        self.stack: tuple[int, ...] = ()
        self.user: Link | None = None
        self._kind: str | None = None  # None: the future that is awaited says it
        self._local: Local = _nothing
        self._where = self._timed = -1  # which frame has the variables; which one is wait_for's
        for index, (code, _) in enumerate(links):
            if code is _WAIT_FOR:
                self._timed = index
        if links and (found := _PRIMITIVES.get(links[-1][0])):
            self._kind, self._local, self._where = *found, len(links) - 1
        for index, (code, _) in enumerate(links):
            if found := _OUTER.get(code):
                self._kind, self._local, self._where = *found, index

    def read(self, frames: list[FrameType], awaited: Any) -> tuple[str, Any, float | None, Any]:
        """What a chain of this shape waits for, read from its frames.

        Returns:
            One of the schema's WaitKind; the task or primitive, or None; when the timer is due in the loop's own
            seconds, or None; the futures that are waited for together, or None: none, or not to be told.
        """
        due = None
        if self._timed >= 0:  # from 3.12 on it has neither of the two: it runs what it waits for in itself
            local = frames[self._timed].f_locals
            due = _when(local.get("timeout_handle"))
            if self._timed == len(frames) - 1:
                awaited = local.get("fut", awaited)
        if self._kind is None:
            kind, on = _future(awaited)
            return kind, on, due, on._children if kind == "gather" else None
        on, timer, members = self._local(frames[self._where].f_locals)
        if (end := _when(timer)) is not None and (due is None or end < due):
            due = end
        return self._kind, on, due, members


class Shapes:
    """The shapes of one run. Frames of the kernel and of aioscope itself are not shown."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._known: dict[tuple[int, ...], Shape] = {}  # by ids of code objects, which the shapes keep alive

    def of(self, task: Any) -> tuple[Shape, list[FrameType]]:
        """The shape of a suspended task's await chain, and its frames, outermost first."""
        frames: list[FrameType] = []
        key: list[int] = []
        inner = task._coro
        while inner is not None:
            if type(inner) is CoroutineType:  # nearly always, so it comes first and is written out
                frame, inner = inner.cr_frame, inner.cr_await
            else:
                frame, inner = _other_link(inner)
            if frame is None:
                break
            frames.append(frame)
            key.append(id(frame.f_code))
            key.append(frame.f_lasti)
        if frames and frames[-1].f_code is _AWAIT:
            del frames[-1], key[-2:]
        shape = self._known.get(tuple(key))
        if shape is None:
            shape = self._known[tuple(key)] = Shape([(frame.f_code, frame.f_lasti) for frame in frames])
            self._describe(shape)
        return shape, frames

    def _describe(self, shape: Shape) -> None:
        origins = [(link, self._places.origin(link[0])) for link in shape.links]
        shape.stack = tuple(self._places.number(*link) for link, whose in origins if whose not in _HIDDEN)
        shape.user = next((link for link, whose in reversed(origins) if whose == "user"), None)


Local = Callable[[Mapping[str, Any]], tuple[Any, Any, Any]]
"""Tells from the local variables of a function of asyncio's: the object, the timer, the members of a group."""


def _nothing(_: Mapping[str, Any]) -> tuple[Any, Any, Any]:
    return None, None, None


def _self(local: Mapping[str, Any]) -> tuple[Any, Any, Any]:
    return local.get("self"), None, None


def _socket(local: Mapping[str, Any]) -> tuple[Any, Any, Any]:
    return local.get("sock"), None, None


def _sleep(local: Mapping[str, Any]) -> tuple[Any, Any, Any]:
    return None, local.get("h"), None


def _wait(local: Mapping[str, Any]) -> tuple[Any, Any, Any]:
    return local.get("waiter"), local.get("timeout_handle"), local.get("fs")


def _group(local: Mapping[str, Any]) -> tuple[Any, Any, Any]:
    group: Any = local.get("self")
    return group, None, group._tasks


def _completed(local: Mapping[str, Any]) -> tuple[Any, Any, Any]:
    todo: Any = local.get("self")
    return todo, todo._timeout_handle, todo._todo


def _completed_before_313(local: Mapping[str, Any]) -> tuple[Any, Any, Any]:
    return local.get("done"), None, None  # a queue; for the members see members.py


_PRIMITIVES: dict[CodeType, tuple[str, Local]] = {}
"""Code of asyncio's functions in which tasks are suspended -> (kind, how to read their variables)."""

_OUTER: dict[CodeType, tuple[str, Local]] = {}
"""As _PRIMITIVES, for functions that wait through another primitive and say more than it does."""

_tasks: Any = asyncio.tasks  # what is read here is private to asyncio, or newer than 3.10
_locks: Any = locks
_queues: Any = queues
_streams: Any = streams
_processes: Any = base_subprocess
Gathering: Any = _tasks._GatheringFuture
"""The type of what ``gather()`` returns."""


def _enter(table: dict[CodeType, tuple[str, Local]], function: Any, kind: str, local: Local = _self) -> None:
    table[function.__code__] = (kind, local)


_enter(_PRIMITIVES, _tasks.sleep, "sleep", _sleep)
_enter(_PRIMITIVES, _tasks._wait, "gather", _wait)
_enter(_PRIMITIVES, _locks.Lock.acquire, "lock")
_enter(_PRIMITIVES, _locks.Semaphore.acquire, "semaphore")
_enter(_PRIMITIVES, _locks.Event.wait, "event")
_enter(_PRIMITIVES, _locks.Condition.wait, "condition")
_enter(_PRIMITIVES, _queues.Queue.get, "queue.get")
_enter(_PRIMITIVES, _queues.Queue.put, "queue.put")
_enter(_PRIMITIVES, _streams.StreamReader._wait_for_data, "stream")
_enter(_PRIMITIVES, _streams.FlowControlMixin._drain_helper, "stream")
_enter(_PRIMITIVES, _processes.BaseSubprocessTransport._wait, "subprocess")
_enter(_OUTER, _queues.Queue.join, "event")
_enter(_OUTER, _streams.StreamWriter.drain, "stream")
_enter(_OUTER, _streams.StreamWriter.wait_closed, "stream")
for _name in ("sock_recv", "sock_recv_into", "sock_recvfrom", "sock_sendall", "sock_accept", "sock_connect"):
    if _function := getattr(selector_events.BaseSelectorEventLoop, _name, None):  # sock_recvfrom is 3.11+
        _enter(_PRIMITIVES, _function, "socket", _socket)
for _name in ("__aexit__", "_aexit"):  # TaskGroup is 3.11+, its _aexit 3.14+
    if _function := getattr(getattr(asyncio, "TaskGroup", None), _name, None):
        _enter(_PRIMITIVES, _function, "gather", _group)
if hasattr(_locks, "Barrier"):  # 3.11+
    _enter(_OUTER, _locks.Barrier.wait, "barrier")
if hasattr(_tasks, "_AsCompletedIterator"):  # 3.13+
    _enter(_OUTER, _tasks._AsCompletedIterator._wait_for_one, "gather", _completed)
else:
    for _code in asyncio.as_completed.__code__.co_consts:
        if getattr(_code, "co_name", "") == "_wait_for_one":
            _OUTER[_code] = ("gather", _completed_before_313)

_AWAIT: CodeType = cast("Any", asyncio.futures)._PyFuture.__await__.__code__
"""A future that is written in Python is a link of the chain itself; in C it is none."""

_OPAQUE = {"async_generator_asend", "async_generator_athrow", "coroutine_wrapper", "anext_awaitable"}
_EXECUTOR = "_chain_future.<locals>._call_check_cancel"
_WAIT_FOR = asyncio.wait_for.__code__


def _when(timer: Any) -> float | None:
    # uvloop has handles of its own; Pyodide's do not know when they are due.
    kind = cast("Any", type(timer))
    return timer.when() if issubclass(kind, asyncio.TimerHandle) or kind.__name__ == "TimerHandle" else None


def _future(awaited: Any) -> tuple[str, Any]:
    """The kind of a bare future, and the object: by its type, or by who waits for its end."""
    kind = cast("Any", type(awaited))
    if issubclass(kind, reading.TASKS):
        return "task", awaited
    if kind is Gathering:
        return "gather", awaited
    if not issubclass(kind, reading.FUTURES):
        return "unknown", None
    source = executor_future(awaited)
    return ("executor", source) if source is not None else ("future", awaited)


def executor_future(awaited: Any) -> Any:
    """The executor's future that one of asyncio's stands for (``run_in_executor``, ``wrap_future``); None: none."""
    if issubclass(cast("Any", type(awaited)), reading.FUTURES):
        for callback in awaited._callbacks or ():
            function = callback[0]
            if type(function) is FunctionType and function.__qualname__ == _EXECUTOR:
                variable = function.__code__.co_freevars.index("source")
                return cast("Any", function.__closure__)[variable].cell_contents
    return None


def _other_link(link: Any) -> tuple[FrameType | None, Any]:
    """The frame of a link that is no plain coroutine, and what it awaits in turn; (None, None): the chain ends."""
    while link is not None:
        kind = cast("Any", type(link))
        if (read := _READERS.get(kind)) is not None:
            return read(link)
        if kind.__name__ not in _OPAQUE:
            break
        link = next((inner for inner in gc.get_referents(link) if _is_link(inner)), None)
    return None, None


def _is_link(thing: Any) -> bool:
    kind = cast("Any", type(thing))
    return kind in _READERS or kind.__name__ in _OPAQUE


_READERS: dict[type, Callable[[Any], tuple[FrameType | None, Any]]] = {
    CoroutineType: lambda c: (c.cr_frame, c.cr_await),
    GeneratorType: lambda c: (c.gi_frame, c.gi_yieldfrom),
    AsyncGeneratorType: lambda c: (c.ag_frame, c.ag_await),
}
