"""What is done elsewhere: in threads, in pools of processes, in subprocesses.

A work is known by the future (of ``concurrent.futures``) or the transport that stands for it, which is referred to
weakly. It begins and ends on other threads, possibly before its submission has returned: what such a thread tells of
a future that nobody knows yet is kept until then.

Works are told in merged windows too, as births and ends of tasks are: each costs the program far more than the fact.
"""

from __future__ import annotations

import itertools
import os
import sys
import threading
import weakref
from concurrent.futures import Future
from contextvars import Context
from functools import partial
from pathlib import PurePath
from types import BuiltinMethodType, FrameType, FunctionType, MethodType
from typing import TYPE_CHECKING, Any, cast

from . import reading, waits
from .hooks.executors import is_process_pool

if TYPE_CHECKING:
    from .recorder import Recorder

MOST = 100_000
"""Works of one run that are told; later ones are only counted."""

_STOPPED = (-2, -9, -15)
"""Exit codes of a program that was interrupted, killed or terminated: it was cancelled."""

_DEEPEST = 5


class _Work:
    """A work as the recorder knows it."""

    __slots__ = ("lane", "number", "over", "ref")

    def __init__(self, number: int, lane: int | None) -> None:
        self.number = number
        self.lane = lane  # None: the thread in which it begins says it
        self.over = False
        self.ref: Any = None


class Works:
    """The works of one run.

    Args:
        recorder: whose.
    """

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self._known: dict[int, _Work] = {}  # by id() of its future or transport
        self._lanes: dict[int, int] = {}  # by thread; a thread that takes over a dead one's id takes its lane too
        self._next_lane = itertools.count(1).__next__
        self._lock = threading.RLock()
        self._giving = 0  # submissions that are under way
        self._early: list[tuple[int, str, int, Any]] = []
        self._told = 0

    def number_of(self, stand_in: Any) -> int | None:
        """The number of the work that an executor's future or a subprocess's transport stands for; None: unknown."""
        work = self._known.get(id(stand_in))
        return work.number if work is not None and work.ref() is stand_in else None

    def clear(self) -> None:
        """Forget all of them. No other thread tells anything from now on."""
        with self._lock:
            self._known.clear()
            self._early.clear()

    # ---- threads and pools (see hooks.executors.Watcher) -----------------------------------------------------------

    def gives(self) -> None:
        """Work is about to be handed over."""
        if self._recorder.listens():
            with self._lock:
                self._giving += 1

    def gave(self, future: Any, pool: Any, function: Any, frame: FrameType | None) -> None:
        """Work was handed over, or refused."""
        if self._recorder.listens():
            try:
                with self._lock:
                    self._gave(future, pool, function, frame)
            except Exception as error:
                self._recorder.fail(error)

    def starts(self, future: Any) -> None:
        """The work of a future begins in this thread."""
        self._change(future, "work_started", threading.get_ident())

    def ends(self, future: Any, outcome: str) -> None:
        """The work of a future is over."""
        self._change(future, "work_ended", outcome)

    # ---- subprocesses (see hooks.subprocesses.Watcher) -------------------------------------------------------------

    def spawns(self) -> int:
        """A program is about to be started."""
        return self._recorder.now()

    def spawned(self, transport: Any, since: int, program: Any, frame: FrameType | None) -> None:
        """It runs."""
        if self._recorder.listens():
            try:
                with self._lock:
                    work = self._meet(transport, since, "subprocess", _program(program), frame)
                    if work is not None:
                        self._tell(work, "work_started", self._recorder.now(), None)
            except Exception as error:
                self._recorder.fail(error)

    def exited(self, transport: Any, code: int) -> None:
        """It has exited."""
        self._change(transport, "work_ended", "cancelled" if code in _STOPPED else "raised" if code else "returned")

    # ---- small things ----------------------------------------------------------------------------------------------

    def _gave(self, future: Any, pool: Any, function: Any, frame: FrameType | None) -> None:
        self._giving = max(0, self._giving - 1)
        source = future if issubclass(cast("Any", type(future)), Future) else waits.executor_future(future)
        key = id(source)
        if source is None and (here := self._done_here(future)) is not None:
            source, key = future, here
        if source is not None and id(source) not in self._known:
            early = [each for each in self._early if each[0] == key]
            since = min([self._recorder.now(), *(each[2] for each in early)])
            kind = "process" if is_process_pool(pool) else "thread"
            work = self._meet(source, since, kind, _function(function), frame)
            if work is not None:
                for _, what, t, value in early:
                    self._tell(work, what, t, value)
        if not self._giving:
            self._early.clear()

    def _done_here(self, future: Any) -> int | None:
        """The ``id()`` of an executor's future that was done within ``submit``, on this thread; None: it was not so.

        From Python 3.14 on nothing leads to it from asyncio's future, which is done by then, too.
        """
        if not issubclass(cast("Any", type(future)), reading.FUTURES) or not reading.is_done(future):
            return None
        me = threading.get_ident()
        return next((key for key, what, _, value in self._early if what == "work_started" and value == me), None)

    def _meet(self, stand_in: Any, t: int, kind: str, function: str, frame: FrameType | None) -> _Work | None:
        recorder, log, key = self._recorder, self._recorder.log, id(stand_in)
        if self._told >= MOST:
            log.dropped += 1
            return None
        self._told += 1
        log.stamp()
        current = recorder.current()
        site = recorder.places.site(frame)[0]
        lane = {"thread": None, "process": 0}.get(kind, -1)
        work = _Work(log.number(), self._next_lane() if lane == -1 else lane)
        task = current.number or None if current is not None else None
        log.facts.append(("work_submitted", t, work.number, kind, function, task, site))

        def died(ref: Any) -> None:  # possibly in the middle of anything: no lock
            if self._known.get(key) is work:
                del self._known[key]

        work.ref = weakref.ref(stand_in, died)
        self._known[key] = work
        return work

    def _change(self, stand_in: Any, what: str, value: Any) -> None:
        recorder = self._recorder
        if recorder.deaf:
            return
        try:
            with self._lock:
                work = self._known.get(id(stand_in))
                if work is not None:
                    self._tell(work, what, recorder.now(), value)
                elif self._giving:
                    self._early.append((id(stand_in), what, recorder.now(), value))
        except Exception as error:
            recorder.fail(error)

    def _tell(self, work: _Work, what: str, t: int, value: Any) -> None:
        if work.over or self._recorder.deaf:
            return
        if what == "work_ended":
            work.over = True
        elif work.lane is None:
            value = work.lane = self._lanes.get(value) or self._lanes.setdefault(value, self._next_lane())
        else:
            value = work.lane
        self._recorder.log.facts.append((what, t, work.number, value))


def _function(function: Any) -> str:
    """The qualified name of what a thread or a process is to call.

    >>> _function(partial(Context().run, Works.clear, 1)), _function(print), _function(Works)
    ('Works.clear', 'print', 'Works')
    """
    for _ in range(_DEEPEST):
        kind = cast("Any", type(function))
        if kind is partial:
            inner = function.func
            # asyncio.to_thread gives away Context.run of the function.
            is_run = type(inner) is BuiltinMethodType and type(inner.__self__) is Context and function.args
            function = function.args[0] if is_run else inner
        elif kind is MethodType:
            function = function.__func__
        elif kind is FunctionType:
            return function.__qualname__
        elif kind is BuiltinMethodType:
            return function.__name__
        else:
            break
    kind = cast("Any", type(function))
    return function.__qualname__ if issubclass(kind, type) else kind.__qualname__


def _program(program: Any) -> str:
    """The file name of a program; None: a shell's.

    >>> _program("/usr/bin/git"), _program(b"ls"), _program(None)
    ('git', 'ls', 'sh')
    """
    if program is None:
        return "cmd" if sys.platform == "win32" else "sh"
    kind = cast("Any", type(program))
    if kind is bytes:
        program = os.fsdecode(program)
    elif kind is not str:  # a class of the user's has its own __fspath__
        program = program.name if issubclass(kind, PurePath) and kind.__module__.startswith("pathlib") else ""
    return os.path.basename(program) or "?"
