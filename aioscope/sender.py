"""From the log to the browser: a thread that sends what is new, at most twenty times a second, findings included.

A thread, because the panel must stay alive while the user's code blocks the loop; it runs only while there is a run to
send. The log itself is the snapshot: a browser that comes late, or finds a gap, asks for
the facts from an index on and gets them like everybody else.

Tried and dropped: sending from a loop callback (nothing arrives while the loop is blocked).
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Protocol

from .analyst import Analyst
from .recorder import Recorder
from .wire import encode

_PERIOD = 0.05
_HEARTBEAT = 4
"""Periods without facts after which the clock alone is sent, so that waiting times grow on screen."""

_MOST = 20_000
"""Facts in one message."""

_COST_EVERY = 1_000_000_000
"""Nanoseconds between two facts that say what the recorder has cost, at least."""


class Channel(Protocol):
    """The part of a comm that is used here."""

    def send(self, data: dict[str, Any], *, buffers: list[bytes]) -> None:
        """Send one message to every browser."""
        ...


class Sender:
    """Sends the facts of one run as they come, until the run has ended and all of it is sent.

    Args:
        recorder: whose facts.
        channel: where to; asked for anew each time, since a comm may be closed and opened again. None: nobody listens.
    """

    def __init__(self, recorder: Recorder, channel: Callable[[], Channel | None]) -> None:
        self._recorder, self._channel = recorder, channel
        self._analyst = Analyst(recorder.log)
        self._concluded = False
        self._cost, self._cost_told_at = 0, 0
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
            ended = self._analyse()
            more = self._send_some(quiet >= _HEARTBEAT)
            quiet = 0 if more or quiet >= _HEARTBEAT else quiet + 1
            with self._lock:
                if ended and self._sent >= len(self._recorder.facts):
                    self._thread = None
                    return
            if not (ended and more):
                self._wake.wait(_PERIOD)
            self._wake.clear()

    def _analyse(self) -> bool:
        """Let the analyst look; return whether the run has ended and nothing more will be told of it."""
        if not self._recorder.ended:
            self._analyst.look()
            self._tell_cost()
        elif not self._concluded:
            self._concluded = True
            self._analyst.conclude()
        return self._recorder.ended

    def _tell_cost(self) -> None:
        """Say what the recorder has cost by now, if that has grown and was not said lately."""
        log, cost = self._recorder.log, self._recorder.spent()
        if cost > self._cost and log.now() >= self._cost_told_at + _COST_EVERY:
            self._cost, self._cost_told_at = cost, log.now()
            log.tell("overhead_told", cost)

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
            if self._recorder.ended:
                now = self._recorder.log.t  # the clock stands where the run ended
            data, buffers = encode(self._recorder.id, log, first, end, now)
            try:
                channel.send(data, buffers=buffers)
            except Exception:
                # A socket that is being closed, an interrupt of the kernel: the browser sees the gap and asks again.
                return end > first
        return end > first
