"""How to read a task without disturbing it.

No method that a user may have written is called: not ``repr``, not ``__str__``, no override of a subclass, no
``__getattr__`` of a callback. Reading an outcome does not count as retrieving it, so that asyncio still warns.
"""

from __future__ import annotations

import gc
from asyncio import base_events, futures, locks, queues, tasks
from functools import partial
from types import (
    AsyncGeneratorType,
    BuiltinMethodType,
    CoroutineType,
    FrameType,
    FunctionType,
    GeneratorType,
    MemberDescriptorType,
    MethodType,
)
from typing import Any, cast

try:
    import _asyncio
except ImportError:  # an interpreter without asyncio's C parts
    _asyncio = None

_PyTask: Any = cast("Any", tasks)._PyTask
_PyFuture: Any = cast("Any", futures)._PyFuture
# Not asyncio.Task and asyncio.Future: nest_asyncio puts the classes written in Python in their place.
_Task: Any = getattr(_asyncio, "Task", _PyTask)
_Future: Any = getattr(_asyncio, "Future", _PyFuture)
TASKS = (_Task, _PyTask)
"""The classes of all tasks, in C and in Python."""

FUTURES = (_Future, _PyFuture)
"""The classes of all futures; tasks are made from them."""

_get_name: Any = _Task.get_name
_args: Any = vars(BaseException)["args"].__get__  # a subclass may have an ``args`` of its own

_DEEPEST_PARTIAL = 5


class _NoLoop:
    """As much of a loop as it takes to see what a new task queues."""

    def call_soon(self, callback: Any, *_: Any, **__: Any) -> None:
        self.step = callback

    def get_debug(self) -> bool:
        return False


def _type_of_step() -> type[object]:
    async def nothing() -> None:
        pass

    loop: Any = _NoLoop()
    coroutine = nothing()
    # With a name, or the first task of the program would be Task-2.
    _Task(coroutine, loop=loop, name="aioscope")._log_destroy_pending = False
    coroutine.close()
    step: object = loop.step
    return type(step)


Step: Any = _type_of_step()
"""The type of a task's step as the loop queues it, ``TaskStepMethWrapper``."""


_class_dict: Any = cast("Any", type).__dict__["__dict__"].__get__  # a metaclass may have a ``__dict__`` of its own


def own(thing: Any, name: str) -> Any:
    """An object's own attribute, read without a method of the user's; None: it has none, or only code could tell.

    Not ``thing.__dict__``: from Python 3.11 on, asking for it once makes an object bigger and slower for ever.

    >>> class Shy:
    ...     def __init__(self): self.age = 7
    ...     name = property(lambda self: print("asked"))
    ...     def __getattribute__(self, name): print("asked")
    >>> own(Shy(), "age"), own(Shy(), "name"), own(Shy(), "size")
    (7, None, None)
    """
    kind = cast("Any", type(thing))
    if id(kind) not in _PLAIN:
        for cls in _mro(kind):
            held = _class_dict(cls)
            if name in held:
                held_kind = cast("Any", type(held[name]))
                if held_kind is not MemberDescriptorType and any("__get__" in _class_dict(c) for c in _mro(held_kind)):
                    return None
                break
    try:
        return object.__getattribute__(thing, name)
    except AttributeError:
        return None


_mro: Any = cast("Any", type).__dict__["__mro__"].__get__
_PLAIN = {id(cls) for cls in (queues.Queue, queues.PriorityQueue, queues.LifoQueue, locks.Semaphore)}
"""Classes of asyncio's own of which nothing that is read here is computed, by ``id()``."""


def task_of(handle: Any) -> Any:
    """The task whose step or wake-up a handle is; None: another callback, or a cancelled handle.

    A task is queued as a ``TaskStepMethWrapper`` (its first step, ``sleep(0)``), as the builtin method
    ``task_wakeup``, or, for tasks of the pure Python class, as a bound method. Other methods of a task, such as the
    ``task.cancel`` of a timer, are callbacks like any other.
    """
    callback = handle._callback
    kind = cast("Any", type(callback))
    if kind is Step:
        return callback.__self__
    if kind is MethodType and callback.__func__ is _PyTask._Task__step:
        return callback.__self__
    return woken_by(callback)


def woken_by(callback: Any) -> Any:
    """The task whose wake-up a future's callback is; None: it is another callback."""
    kind = cast("Any", type(callback))
    if kind is BuiltinMethodType:
        return callback.__self__ if callback.__name__ == "task_wakeup" else None
    if kind is MethodType:
        return callback.__self__ if callback.__func__ is _PyTask._Task__wakeup else None
    return None


def awaited_by(handle: Any) -> Any:
    """The future whose end a task's wake-up handle brings; None: it is a step that no future brought."""
    args = handle._args
    return args[0] if args else None


def is_cancelled(future: Any) -> bool:
    """Was this future (or task) cancelled? Objects of other types count as not."""
    kind = cast("Any", type(future))
    return (kind is _Future or issubclass(kind, FUTURES)) and future._state == "CANCELLED"


def name_of(task: Any) -> str:
    """A task's name.

    >>> import asyncio
    >>> async def main(): return name_of(asyncio.current_task())
    >>> loop = asyncio.new_event_loop()
    >>> loop.run_until_complete(loop.create_task(main(), name="fetch"))
    'fetch'
    >>> loop.close()
    """
    if type(task) is _Task or issubclass(type(task), _Task):
        return _get_name(task)
    return _PyTask.get_name(task)


def coroutine_of(task: Any, made_of: Any = None) -> tuple[str, Any]:
    """The qualified name of a task's coroutine and its code object (None: not written in Python).

    Args:
        task: whose.
        made_of: the coroutine that it was made of, if known: an eager task that is done has let go of it.
    """
    coroutine = task._coro
    if coroutine is None:
        coroutine = made_of
    kind = cast("Any", type(coroutine))
    if kind is CoroutineType:
        return coroutine.__qualname__, coroutine.cr_code
    if kind is GeneratorType:
        return coroutine.__qualname__, coroutine.gi_code
    if kind.__module__.startswith("_cython_"):  # uvloop's own
        return coroutine.__qualname__, None
    return kind.__name__, None


def closed_by(task: Any) -> Any:
    """The async generator that a task was made to close; None: it does something else."""
    coroutine = task._coro
    if type(coroutine).__name__ == "async_generator_athrow":
        for each in gc.get_referents(coroutine):
            if cast("Any", type(each)) is AsyncGeneratorType:
                return each
    return None


def has_begun(task: Any) -> bool:
    """Whether a task that was just made has had its first step, as an eager one has (3.12 and newer)."""
    if task._fut_waiter is not None or task._state != "PENDING":
        return True
    coroutine = task._coro
    return cast("Any", type(coroutine)) is CoroutineType and coroutine.cr_suspended  # it has yielded by ``sleep(0)``


def creator_of(task: Any, frame: FrameType | None) -> FrameType | None:
    """The frame outside of a task that runs in ``frame``: its creator's, if the task is eager and in its first step.

    A task that has just given way by ``sleep(0)`` has no frame there any more: then all of them are outside.
    """
    code, each = coroutine_of(task)[1], frame
    while each is not None and each.f_code is not code:
        each = each.f_back
    return each.f_back if each is not None else frame


_HOUSEKEEPING = {
    base_events.BaseEventLoop.shutdown_asyncgens.__code__,
    base_events.BaseEventLoop.shutdown_default_executor.__code__,
}
_HOUSEKEEPING_NAMES = {code.co_name for code in _HOUSEKEEPING}  # in uvloop they are not written in Python


def is_housekeeping(task: Any) -> bool:
    """Is this one of the tasks by which ``asyncio.run()`` clears up behind the program? They are not the program's."""
    name, code = coroutine_of(task)
    return code in _HOUSEKEEPING or (code is None and name.rpartition(".")[2] in _HOUSEKEEPING_NAMES)


def add_done_callback(task: Any, callback: Any, context: Any) -> None:
    """As ``task.add_done_callback``, which a subclass may have made its own."""
    _class_of(task).add_done_callback(task, callback, context=context)


def remove_done_callback(task: Any, callback: Any) -> None:
    """As ``task.remove_done_callback``."""
    _class_of(task).remove_done_callback(task, callback)


def _class_of(task: Any) -> Any:
    return _Task if issubclass(cast("Any", type(task)), _Task) else _PyTask


def is_task(thing: Any) -> bool:
    """A task factory may return another kind of future, or anything."""
    return issubclass(type(thing), TASKS)


def is_done(task: Any) -> bool:
    """As ``task.done()``, which a subclass may have made its own."""
    return task._state != "PENDING"


def is_waiting(task: Any) -> bool:
    """Whether this task is suspended on something that has not come yet."""
    awaited = task._fut_waiter
    return awaited is not None and (not issubclass(type(awaited), FUTURES) or awaited._state == "PENDING")


_cancelling: Any = getattr(_Task, "cancelling", None)  # 3.11+


def requests_of(task: Any) -> int | None:
    """How many requests to cancel the task are pending; None: Python 3.10 does not count them."""
    if _cancelling is None:
        return None
    if type(task) is _Task or issubclass(type(task), _Task):
        return _cancelling(task)
    return task._num_cancels_requested


def code_of(callback: Any) -> Any:
    """The code object of a callback's function; None: it has none that can be told without running its code."""
    for _ in range(_DEEPEST_PARTIAL):
        kind = cast("Any", type(callback))
        if kind is FunctionType:
            return callback.__code__
        if kind is MethodType:
            callback = callback.__func__
        elif kind is partial:
            callback = callback.func
        else:
            break
    return None


def outcome_of(task: Any) -> tuple[str, BaseException | None]:
    """How a done task ended: ``returned``, ``raised`` (and what) or ``cancelled``."""
    if task._state == "CANCELLED":
        return "cancelled", None
    error = task._exception
    return ("raised", error) if error is not None else ("returned", None)


def text_of(error: BaseException | None) -> str | None:
    """An exception's text if its arguments are builtin scalars, cut to 200 characters; else None.

    >>> text_of(ValueError("no such page", 404))
    'no such page, 404'
    >>> text_of(ValueError(object())) is None
    True
    """
    args = () if error is None else _args(error)
    if error is None or not all(type(arg) in (str, int, float, bool, type(None)) for arg in args):
        return None
    return ", ".join(str(arg) for arg in args)[:200]
