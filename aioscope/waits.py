"""What a suspended task waits for, told from its await chain.

The chain runs from the task's coroutine inwards, along ``cr_await``, to the frame that is suspended. If that frame is
one of asyncio's own primitives, its code says the kind and one of its local variables is the object::

    main ─await─▶ worker ─async with─▶ Semaphore.__aenter__ ─▶ Semaphore.acquire   (self: the semaphore)

Otherwise the future that the task stands on says it. Works the same on Python 3.10 to 3.15 (measured).

Async generators, ``anext`` and ``__await__`` objects break the chain: their wrappers are opaque, and only the garbage
collector knows what they refer to. Local variables are read in frames of asyncio's own functions alone, never in the
user's: reading them would keep the user's objects alive on Python 3.12 and older.
"""

from __future__ import annotations

import asyncio
import gc
from asyncio import base_subprocess, locks, queues, selector_events, streams
from collections.abc import Callable
from types import AsyncGeneratorType, CodeType, CoroutineType, FrameType, FunctionType, GeneratorType
from typing import Any, NamedTuple, cast

Link = tuple[CodeType, int]
"""One suspended frame of an await chain: its code and instruction offset."""


class Suspension(NamedTuple):
    """Why a task stands still.

    ``kind`` is one of the schema's WaitKind; ``on`` the task or primitive it waits for, or None; ``due`` when its
    timer is due in the loop's own seconds, or None; ``chain`` the suspended frames, outermost first.
    """

    kind: str
    on: Any
    due: float | None
    chain: list[Link]


_PRIMITIVES: dict[CodeType, tuple[str, str]] = {}
"""Code of asyncio's functions in which tasks are suspended -> (kind, the local variable that names the object)."""


_tasks: Any = asyncio.tasks  # what is read here is private to asyncio, or newer than 3.10
_locks: Any = locks
_queues: Any = queues
_streams: Any = streams
_processes: Any = base_subprocess
_Future: Any = asyncio.Future


def _primitive(function: Any, kind: str, variable: str = "self") -> None:
    _PRIMITIVES[function.__code__] = (kind, variable)


_primitive(_tasks.sleep, "sleep", "h")
_primitive(_tasks._wait, "gather", "")
_primitive(_locks.Lock.acquire, "lock")
_primitive(_locks.Semaphore.acquire, "semaphore")
_primitive(_locks.Event.wait, "event")
_primitive(_locks.Condition.wait, "condition")
_primitive(_queues.Queue.get, "queue.get")
_primitive(_queues.Queue.put, "queue.put")
_primitive(_streams.StreamReader._wait_for_data, "stream")
_primitive(_streams.FlowControlMixin._drain_helper, "stream")
_primitive(_processes.BaseSubprocessTransport._wait, "subprocess")
for _name in ("sock_recv", "sock_recv_into", "sock_recvfrom", "sock_sendall", "sock_accept", "sock_connect"):
    if _function := getattr(selector_events.BaseSelectorEventLoop, _name, None):  # sock_recvfrom is 3.11+
        _primitive(_function, "socket", "sock")
for _name in ("__aexit__", "_aexit"):  # TaskGroup is 3.11+, its _aexit 3.14+
    if _function := getattr(getattr(asyncio, "TaskGroup", None), _name, None):
        _primitive(_function, "gather", "")

_OUTER: dict[CodeType, tuple[str, str]] = {_queues.Queue.join.__code__: ("event", "self")}
"""As _PRIMITIVES, for functions that wait through another primitive and say more than it does."""

if hasattr(_locks, "Barrier"):  # 3.11+
    _OUTER[_locks.Barrier.wait.__code__] = ("barrier", "self")

_OPAQUE = {"async_generator_asend", "async_generator_athrow", "coroutine_wrapper", "anext_awaitable"}
_EXECUTOR = "_chain_future.<locals>._call_check_cancel"
_WAIT_FOR = asyncio.wait_for.__code__


def suspension(task: Any, awaited: Any) -> Suspension:
    """Describe why a suspended task stands still.

    Args:
        task: an ``asyncio.Task`` that is not done and not running.
        awaited: the future it stands on, its ``_fut_waiter``.
    """
    frames = _frames(task._coro)
    chain = [(frame.f_code, frame.f_lasti) for frame in frames]
    due = None
    if frames:
        for frame in reversed(frames):
            if found := _OUTER.get(frame.f_code):
                return Suspension(found[0], frame.f_locals.get(found[1]), None, chain)
            if frame.f_code is _WAIT_FOR:  # on 3.12 and newer it has neither: it runs what it waits for in itself
                local = frame.f_locals
                due = _when(local.get("timeout_handle"))
                if frame is frames[-1]:
                    awaited = local.get("fut", awaited)
        innermost = frames[-1]
        if found := _PRIMITIVES.get(innermost.f_code):
            kind, variable = found
            on = innermost.f_locals.get(variable) if variable else None
            if kind == "sleep":
                return Suspension("sleep", None, _when(on), chain)
            return Suspension(kind, on, due, chain)
    return Suspension(*_future(awaited), due, chain)


def _when(timer: Any) -> float | None:
    return timer.when() if isinstance(timer, asyncio.TimerHandle) else None


def _future(awaited: Any) -> tuple[str, Any]:
    """The kind of a bare future, and the object: by its type, or by who waits for its end."""
    kind = cast("Any", type(awaited))
    if issubclass(kind, asyncio.Task):
        return "task", awaited
    if kind is _tasks._GatheringFuture:
        return "gather", awaited
    if not issubclass(kind, _Future):
        return "unknown", None
    for callback in getattr(awaited, "_callbacks", None) or ():
        function = callback[0]
        if type(function) is FunctionType and function.__qualname__ == _EXECUTOR:
            return "executor", None
    return "future", awaited


def _frames(coroutine: Any) -> list[FrameType]:
    """The suspended frames of a coroutine and of all that it awaits, outermost first."""
    frames: list[FrameType] = []
    while coroutine is not None:
        kind = cast("Any", type(coroutine))
        reader = _READERS.get(kind)
        if reader is not None:
            frame, coroutine = reader(coroutine)
            if frame is None:
                break
            frames.append(frame)
        elif kind.__name__ in _OPAQUE:
            coroutine = next((inner for inner in gc.get_referents(coroutine) if _is_link(inner)), None)
        else:
            break
    return frames


def _is_link(thing: Any) -> bool:
    kind = cast("Any", type(thing))
    return kind in _READERS or kind.__name__ in _OPAQUE


_READERS: dict[type, Callable[[Any], tuple[FrameType | None, Any]]] = {
    CoroutineType: lambda c: (c.cr_frame, c.cr_await),
    GeneratorType: lambda c: (c.gi_frame, c.gi_yieldfrom),
    AsyncGeneratorType: lambda c: (c.ag_frame, c.ag_await),
}
