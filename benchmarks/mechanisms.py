"""What is measured: the recorder, and what else watches an asyncio program.

None of the others is made for the same purpose: viztracer and yappi trace function calls, aiomonitor tells who made a
task, debug mode looks for mistakes. So each says what it sees beside what it costs, and "N times faster than" would be
a claim about different things.

A mechanism is a context manager around one run of a workload on a loop. What it does to get ready and to clear up is
not timed; what it gives (``Watching.drain``) is called while the clock still runs, for work that the run has caused.
Each is imported where it is used: a process that measures one has nothing of the others in it.
"""

# ruff: noqa: ARG001, PLC0415

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, NamedTuple

from . import installed

_LONGER = 3
"""So that the first window, which is exact, counts little beside the merged ones."""


class Watching:
    """One run under a mechanism."""

    def __init__(self, drain: Callable[[], None] = lambda: None) -> None:
        self.drain = drain
        self.facts = 0
        """Facts that the recorder kept of this run."""
        self.dropped = 0
        """What the recorder only counted, since its log was full."""
        self.merged = 0
        """Windows that the recorder has merged."""

    def count(self, log: list[tuple[Any, ...]]) -> None:
        """Count what the recorder has kept. Not through ``Run``, which would fold it all."""
        self.facts = len(log)
        self.dropped = sum(fact[2] for fact in log[-2:] if fact[0] == "facts_dropped")
        self.merged = sum(fact[0] == "window_merged" for fact in log)


class Mechanism(NamedTuple):
    """A way to watch an asyncio program."""

    key: str
    title: str
    sees: str
    watch: Callable[[asyncio.AbstractEventLoop], AbstractContextManager[Watching]]
    needs: tuple[str, ...] = ()
    """Distributions that have to be installed."""
    longer: int = 1
    """How many times the workload's size is run: the default changes its ways after a while."""

    @property
    def missing(self) -> list[str]:
        """Those of them that this Python does not have."""
        return installed.missing(self.needs)

    @property
    def versions(self) -> str:
        """What was measured, as ``viztracer 1.1.1``."""
        return ", ".join(f"{name} {installed.version_of(name)}" for name in self.needs)


@contextmanager
def _nothing(loop: asyncio.AbstractEventLoop) -> Iterator[Watching]:
    """Bare beside bare: what the measurement says where there is nothing to measure."""
    yield Watching()


@contextmanager
def _off(loop: asyncio.AbstractEventLoop) -> Iterator[Watching]:
    """Record a first task on this very loop, stop, and only then let the workload run."""
    import aioscope

    async def before() -> None:
        await asyncio.Lock().acquire()

    with aioscope.record():
        loop.run_until_complete(before())
    yield Watching()


def _recorder(loop: asyncio.AbstractEventLoop) -> AbstractContextManager[Watching]:
    return _recording(exact=False)


def _exact(loop: asyncio.AbstractEventLoop) -> AbstractContextManager[Watching]:
    return _recording(exact=True)


@contextmanager
def _recording(exact: bool) -> Iterator[Watching]:
    """As ``aioscope.record()`` does it, but for keeping the run: bare runs shall not share the heap with it."""
    from aioscope.recording import Recording

    problems: list[str] = []
    recording = Recording(exact=exact, on_problem=lambda *problem: problems.append(problem[1]))
    recording.begin()
    watching = Watching(recording.stop)
    yield watching
    _hear(problems)
    watching.count(recording.recorder.facts)


def _hear(problems: list[str]) -> None:
    """A recorder that has gone deaf costs nothing, and says nothing about what it costs. Raises RuntimeError."""
    if problems:
        raise RuntimeError(f"a hook failed: {problems[0]}")


@contextmanager
def _sending(loop: asyncio.AbstractEventLoop) -> Iterator[Watching]:
    """Also with the thread that packs the facts for the browser and hands them to ZeroMQ, as in a kernel.

    It ends when all is sent: what the program outran is still its cost.
    """
    import zmq
    from jupyter_client.session import Session

    from aioscope.recording import Recording
    from aioscope.sender import Sender

    class Wire:
        """What a comm does with a message in the kernel: sign it, and publish it."""

        def send(self, data: dict[str, object], *, buffers: list[bytes]) -> None:
            content = {"comm_id": recording.recorder.id, "data": data}
            session.send(socket, "comm_msg", content, buffers=buffers)

    session = Session(key=b"benchmarks")
    with zmq.Context() as context, context.socket(zmq.PUB) as socket:
        socket.bind_to_random_port("tcp://127.0.0.1")
        problems: list[str] = []
        recording = Recording(on_problem=lambda *problem: problems.append(problem[1]))
        recording.begin()
        sender = Sender(recording.recorder, Wire)

        def drain() -> None:
            recording.stop()
            sender.finish(timeout=60)

        sender.start()
        watching = Watching(drain)
        yield watching
        _hear(problems)
        watching.count(recording.recorder.facts)


@contextmanager
def _viztracer(loop: asyncio.AbstractEventLoop) -> Iterator[Watching]:
    from viztracer import VizTracer

    tracer = VizTracer(log_async=True, verbose=0)
    tracer.start()
    try:
        yield Watching()
    finally:
        tracer.stop()
        tracer.clear()


@contextmanager
def _yappi(loop: asyncio.AbstractEventLoop) -> Iterator[Watching]:
    import yappi

    yappi.set_clock_type("wall")
    yappi.start()
    try:
        yield Watching()
    finally:
        yappi.stop()
        yappi.clear_stats()


@contextmanager
def _aiomonitor(loop: asyncio.AbstractEventLoop) -> Iterator[Watching]:
    from aiomonitor import Monitor

    monitor = Monitor(loop, termui_port=0, webui_port=0, console_enabled=False, hook_task_factory=True)
    with monitor:
        yield Watching()


@contextmanager
def _debug(loop: asyncio.AbstractEventLoop) -> Iterator[Watching]:
    loop.set_debug(True)
    yield Watching()


MECHANISMS = {
    mechanism.key: mechanism
    for mechanism in (
        Mechanism("null", "nothing (the noise)", "nothing: how far two bare runs differ", _nothing),
        Mechanism("off", "recorder, stopped", "nothing: the loop was recorded before, and is no longer", _off),
        Mechanism(
            "recorder",
            "recorder, default",
            "births, parents, ends, cancels, complaints; each step, wait (on what, where, until when), waker, holder, "
            "queue size, timeout and work, while the loop is below 3,000 events in 50 ms; above it sums of each task, "
            "and waits and holders of each 50 ms",
            _recorder,
            longer=_LONGER,
        ),
        Mechanism(
            "exact",
            "recorder, exact",
            "the same without the event budget: each single one, until the log is full",
            _exact,
        ),
        Mechanism(
            "sending",
            "recorder, and sending",
            "as the default; also findings, packed and published 20 times a second as in a kernel",
            _sending,
            ("jupyter_client", "pyzmq"),
            longer=_LONGER,
        ),
        Mechanism(
            "viztracer",
            "viztracer, log_async",
            "each function call, with the task it runs in; not what a task waits for, nor who wakes it",
            _viztracer,
            ("viztracer",),
        ),
        Mechanism(
            "yappi",
            "yappi, wall clock",
            "calls and time of each function, summed up; no tasks, no order",
            _yappi,
            ("yappi",),
        ),
        Mechanism(
            "aiomonitor",
            "aiomonitor, hooked factory",
            "tasks alive and ended, where and by whom each was made, cancelled by whom; no steps, no waits' times",
            _aiomonitor,
            ("aiomonitor",),
        ),
        Mechanism(
            "debug",
            "asyncio debug mode",
            "steps over 0.1 s; where each task, handle and never awaited coroutine was made",
            _debug,
        ),
    )
}
"""The mechanisms by key, in the order of the tables."""
