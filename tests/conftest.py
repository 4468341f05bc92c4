"""What every test gets: asyncio is as found before and after it, and virtual time where it asks for it."""

from __future__ import annotations

import asyncio
import gc
import inspect
import os
import threading
import warnings
from asyncio import base_events, base_subprocess, locks, queues
from collections import deque
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import Future, thread
from typing import Any

import hypothesis
import pytest

from aioscope import Run, log, record, recording
from aioscope.hooks import methods
from tests import virtual_time
from tests.virtual_time import Clock

collect_ignore = ["wrong_answers"]  # cells of notebooks; test_wrong_answers.py runs them

hypothesis.settings.register_profile("ci", derandomize=True, deadline=None, max_examples=100, print_blob=True)
hypothesis.settings.register_profile("dev", deadline=None, max_examples=100)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "dev")

_NEWER = [getattr(asyncio, name) for name in ("TaskGroup", "Timeout") if hasattr(asyncio, name)]  # 3.11+
_PATCHED = [
    (base_events.BaseEventLoop, "run_forever"),
    *((cls, name) for cls in (locks.Lock, locks.Semaphore) for name in ("acquire", "release")),
    *((queues.Queue, name) for name in ("put_nowait", "get_nowait", "shutdown") if hasattr(queues.Queue, name)),
    *((cls, "create_task") for cls in _NEWER[:1]),
    *((cls, name) for cls in _NEWER[1:] for name in ("reschedule", "__aexit__")),
    *((base_events.BaseEventLoop, name) for name in ("run_in_executor", "call_exception_handler")),
    (thread.ThreadPoolExecutor, "submit"),
    *((Future, name) for name in ("set_running_or_notify_cancel", "set_result", "set_exception", "cancel")),
    *((base_subprocess.BaseSubprocessTransport, name) for name in ("__init__", "_process_exited")),
    (warnings, "_warn_unawaited_coroutine"),
    (asyncio.Handle, "_run"),
    (asyncio, "create_task"),
]
_FOUND = [vars(owner)[name] for owner, name in _PATCHED]


def _differences() -> list[str]:
    """What is not as asyncio and the recorder leave it when nothing is recorded."""
    found = [
        f"{owner.__name__}.{name} is patched"
        for (owner, name), before in zip(_PATCHED, _FOUND, strict=True)
        if vars(owner)[name] is not before
    ]
    found += [f"thread {t.name} runs" for t in threading.enumerate() if t.name.startswith("aioscope")]
    if recording._in_cells or methods.open_watchers:
        found.append("a recording is open")
    return found


def _watched_loops() -> list[str]:
    """Every loop there is whose doors are not its own."""
    found = []
    for thing in gc.get_objects():
        if issubclass(type(thing), base_events.BaseEventLoop):
            selector = thing._selector
            doors = "create_task" in vars(thing) or (selector is not None and "select" in vars(selector))
            if doors or type(thing._ready) is not deque:
                found.append(f"{thing!r} is watched")
    return found


@pytest.fixture(autouse=True)
def asyncio_as_found() -> Iterator[None]:
    """Law 2 around every test: a patch, a thread or an open run that is left over fails it."""
    assert _differences() == []  # no need to look at the loops: the test before this one has
    yield
    assert _differences() + _watched_loops() == []


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Virtual time, for the loop and for the recorder."""
    clock = Clock()
    monkeypatch.setattr(log, "time", clock)
    return clock


@pytest.fixture
def watch(clock: Clock) -> Callable[[Callable[[], Coroutine[Any, Any, Any]]], Run]:
    """Run an async function on virtual time and return its recorded run."""

    def watched(main: Callable[[], Coroutine[Any, Any, Any]]) -> Run:
        with record() as run:
            virtual_time.run(main(), clock)
        return run

    return watched


@pytest.fixture
def line() -> Callable[[Callable[..., Any], str], int]:
    """The number of the one line of a function that has a text in it."""

    def number(function: Callable[..., Any], text: str) -> int:
        lines, first = inspect.getsourcelines(function)
        found = [first + index for index, source in enumerate(lines) if text in source]
        assert len(found) == 1, f"{text!r} is on {len(found)} lines of {function.__name__}"
        return found[0]

    return number
