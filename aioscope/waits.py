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
from asyncio import base_subprocess, locks, queues, selector_events, streams, tasks
from collections.abc import Callable
from types import AsyncGeneratorType, CodeType, CoroutineType, FrameType, GeneratorType
from typing import Any, NamedTuple

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


def _primitive(function: Any, kind: str, variable: str = "self") -> None:
    _PRIMITIVES[function.__code__] = (kind, variable)


_primitive(tasks.sleep, "sleep", "h")
_primitive(locks.Lock.acquire, "lock")
_primitive(locks.Semaphore.acquire, "semaphore")
_primitive(locks.Event.wait, "event")
_primitive(locks.Condition.wait, "condition")
_primitive(queues.Queue.get, "queue.get")
_primitive(queues.Queue.put, "queue.put")
_primitive(streams.StreamReader._wait_for_data, "stream")  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
_primitive(streams.FlowControlMixin._drain_helper, "stream")  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
_primitive(base_subprocess.BaseSubprocessTransport._wait, "subprocess")  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
_primitive(tasks._wait, "gather", "")  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
for _name in ("sock_recv", "sock_recv_into", "sock_recvfrom", "sock_sendall", "sock_accept", "sock_connect"):
    if _function := getattr(selector_events.BaseSelectorEventLoop, _name, None):  # sock_recvfrom is 3.11+
        _primitive(_function, "socket", "sock")

_OUTER: dict[CodeType, tuple[str, str]] = {queues.Queue.join.__code__: ("event", "self")}
"""As _PRIMITIVES, for functions that wait through another primitive and say more than it does."""

if hasattr(locks, "Barrier"):
    _OUTER[locks.Barrier.wait.__code__] = ("barrier", "self")
if hasattr(asyncio, "TaskGroup"):
    for _name in ("__aexit__", "_aexit"):
        if _function := getattr(asyncio.TaskGroup, _name, None):
            _primitive(_function, "gather", "")

_OPAQUE = {"async_generator_asend", "async_generator_athrow", "coroutine_wrapper", "anext_awaitable"}
_EXECUTOR = "_chain_future.<locals>._call_check_cancel"
_WAIT_FOR = tasks.wait_for.__code__


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
            if frame.f_code is _WAIT_FOR:
                handle = frame.f_locals.get("timeout_handle")
                due = handle.when() if isinstance(handle, asyncio.TimerHandle) else None
        innermost = frames[-1]
        if found := _PRIMITIVES.get(innermost.f_code):
            kind, variable = found
            on = innermost.f_locals.get(variable) if variable else None
            if kind == "sleep":
                return Suspension("sleep", None, on.when() if isinstance(on, asyncio.TimerHandle) else None, chain)
            return Suspension(kind, on, due, chain)
    return Suspension(*_future(awaited), due, chain)


def _future(awaited: Any) -> tuple[str, Any]:
    """The kind of a bare future, and the object: by its type, or by who waits for its end."""
    if isinstance(awaited, asyncio.Task):
        return "task", awaited
    if type(awaited) is tasks._GatheringFuture:  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
        return "gather", awaited
    if not isinstance(awaited, asyncio.Future):
        return "unknown", None
    for callback in getattr(awaited, "_callbacks", None) or ():
        if getattr(callback[0], "__qualname__", "") == _EXECUTOR:
            return "executor", None
    return "future", awaited


def _frames(coroutine: Any) -> list[FrameType]:
    """The suspended frames of a coroutine and of all that it awaits, outermost first."""
    frames: list[FrameType] = []
    while coroutine is not None:
        reader = _READERS.get(type(coroutine))
        if reader is not None:
            frame, coroutine = reader(coroutine)
            if frame is None:
                break
            frames.append(frame)
        elif type(coroutine).__name__ in _OPAQUE:
            coroutine = next((inner for inner in gc.get_referents(coroutine) if _is_link(inner)), None)
        else:
            break
    return frames


def _is_link(thing: Any) -> bool:
    return type(thing) in _READERS or type(thing).__name__ in _OPAQUE


_READERS: dict[type, Callable[[Any], tuple[FrameType | None, Any]]] = {
    CoroutineType: lambda c: (c.cr_frame, c.cr_await),
    GeneratorType: lambda c: (c.gi_frame, c.gi_yieldfrom),
    AsyncGeneratorType: lambda c: (c.ag_frame, c.ag_await),
}
