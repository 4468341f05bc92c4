"""From the log to the browser: a thread that sends what is new, at most twenty times a second.

A thread, because the panel must stay alive while the user's code blocks the loop; it runs only while there is a run to
send. Step facts travel as three binary columns (position, task, time), the rest as small JSON: see FactsMessage in
``protocol/events.schema.json``. The log itself is the snapshot: a browser that comes late, or finds a gap, asks for
the facts from an index on and gets them like everybody else.

Tried and dropped: sending from a loop callback (nothing arrives while the loop is blocked); JSON for steps (four times
the bytes, twenty times the time).
"""

from __future__ import annotations

import sys
import threading
from array import array
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from .facts import Fact, to_json
from .recorder import Recorder

_PERIOD = 0.05
_HEARTBEAT = 4
"""Periods without facts after which the clock alone is sent, so that waiting times grow on screen."""

_MOST = 20_000
"""Facts in one message."""


class Channel(Protocol):
    """The part of a comm that is used here."""

    def send(self, data: dict[str, Any], *, buffers: list[bytes]) -> None:
        """Send one message to every browser."""
        ...


def encode(run: str, log: Sequence[Fact], first: int, end: int, now: int) -> tuple[dict[str, Any], list[bytes]]:
    """Make the message of the facts ``first`` .. ``end - 1`` of a run.

    Args:
        run: its unique name.
        log: its facts.
        first: index of the first fact to send.
        end: index after the last.
        now: the run's clock in nanoseconds.

    Returns:
        The JSON object and its three buffers: positions (uint32), tasks (int32) and times (float64) of the steps.

    >>> data, buffers = encode("r", [("step", 7, 1), ("task_renamed", 8, 1, "a")], 0, 2, 9)
    >>> data["first"], data["count"], [fact["kind"] for fact in data["facts"]], [len(b) for b in buffers]
    (0, 2, ['task_renamed'], [4, 4, 8])
    """
    positions, tasks, times = array("I"), array("i"), array("d")
    others: list[dict[str, Any]] = []
    for position in range(end - first):
        fact = log[first + position]
        if fact[0] == "step":
            positions.append(position)
            tasks.append(fact[2])
            times.append(fact[1])
        else:
            others.append(to_json(fact))
    columns = (positions, tasks, times)
    if sys.byteorder == "big":
        for column in columns:
            column.byteswap()
    data = {"kind": "facts", "run": run, "first": first, "count": end - first, "now": now, "facts": others}
    return data, [column.tobytes() for column in columns]


class Sender:
    """Sends the facts of one run as they come, until the run has ended and all of it is sent.

    Args:
        recorder: whose facts.
        channel: where to; asked for anew each time, since a comm may be closed and opened again. None: nobody listens.
    """

    def __init__(self, recorder: Recorder, channel: Callable[[], Channel | None]) -> None:
        self._recorder, self._channel = recorder, channel
        self._sent = 0
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def run(self) -> str:
        """The unique name of the run it sends."""
        return self._recorder.id

    def start(self) -> None:
        """Begin to send, if it does not yet."""
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._send_all, name="aioscope-sender", daemon=True)
                self._thread.start()

    def resend(self, first: int) -> None:
        """Send the facts from this index on again."""
        with self._lock:
            self._sent = min(self._sent, max(first, 0))
        self.start()
        self._wake.set()

    def finish(self, timeout: float) -> None:
        """The run has ended: send the rest at once, and wait for that at most ``timeout`` seconds."""
        thread = self._thread
        self._wake.set()
        if thread is not None:
            thread.join(timeout)

    def _send_all(self) -> None:
        quiet = 0
        while True:
            ended = self._ended()
            more = self._send_some(quiet >= _HEARTBEAT)
            quiet = 0 if more or quiet >= _HEARTBEAT else quiet + 1
            with self._lock:
                if ended and self._sent >= len(self._recorder.facts):
                    self._thread = None
                    return
            if not (ended and more):
                self._wake.wait(_PERIOD)
            self._wake.clear()

    def _ended(self) -> bool:
        return self._recorder.facts[-1][0] == "run_ended"

    def _send_some(self, even_none: bool) -> bool:
        """Send one message's worth; return whether there were facts in it."""
        log = self._recorder.facts
        with self._lock:
            first, now = self._sent, self._recorder.now()
            end = min(len(log), first + _MOST)
            self._sent = end
        if first == end and not even_none:
            return False
        channel = self._channel()
        if channel is not None:
            now = log[-1][1] if log[-1][0] == "run_ended" else now
            data, buffers = encode(self._recorder.id, log, first, end, now)
            try:
                channel.send(data, buffers=buffers)
            except Exception:
                # A socket that is being closed, an interrupt of the kernel: the browser sees the gap and asks again.
                return end > first
        return end > first
