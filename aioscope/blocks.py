"""Steps that block the loop: seen by another thread while they last, told with whom they delayed when they are over.

While a step lasts, ``recorder.t`` is when it began; while the loop polls it lies in the far future. So one comparison
tells both sides whether a step is too long: the watchdog, which looks now and then, and the recorder, at the step's
end. Where the code stands is read from the frames of the loop's thread, which are let go before anything else is done
with what they said: the last reference to a frame must not be ours, or its variables would die in our thread.

Who was delayed is read from what stands in the ready queue at the step's end, and from the timers that came due in it:
each leads to a task, and the log tells since when it could have run. What I/O came meanwhile only the next poll finds
out; those tasks are not among them. In merged windows the log has no wakes: a task that became ready during the step
counts there as one that was ready before.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterator
from itertools import chain, islice
from types import CodeType, FrameType, MethodType, SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

from . import facts, reading
from .places import is_step

if TYPE_CHECKING:
    from .hooks.loop import Door
    from .recorder import Recorder

LIMIT = 100_000_000
"""Nanoseconds after which a step counts as blocking the loop."""

NO_STEP = sys.maxsize
"""As ``recorder.t``: no step runs, the loop polls."""

_DEEPEST = 200
"""Frames of the loop's thread that are looked at, innermost first."""

_MOST = 1_000
"""Ready handles that are looked at, to see whom a step delayed."""

_TIMERS = 20_000
"""Timers that are looked at for the same."""

_Timeout: Any = getattr(asyncio, "Timeout", None)  # 3.11+
_LATE = {"work_submitted", "work_started", "work_ended"}
"""Facts whose time may lie before that of the fact before them."""


class Blocks:
    """The blocking steps of one run.

    Args:
        recorder: whose.
    """

    def __init__(self, recorder: Recorder) -> None:
        self.asleep: Callable[[], None] | None = None
        """Starts the watchdog, which has ended because the process forked; None: it runs, or is not wanted."""
        self.outside = 0
        """Frames of the loop's thread that are outside of the loop, where no frame of its own shows that."""
        self._recorder = recorder
        self._seen: tuple[int, tuple[int, ...]] = (NO_STEP, ())  # the step that was seen last, and where it stood
        self._again = LIMIT  # how long that step must have lasted to be looked at again
        self._door: Door | None = None

    def opened(self, door: Door) -> None:
        """A loop is watched from now on."""
        self._door = door

    def clear(self) -> None:
        """Forget the loop."""
        self._door = self.asleep = None

    def look(self, thread: int) -> None:
        """If the present step has lasted for longer than the limit, tell it; called by the watchdog's thread.

        A step is looked at again each time its duration has doubled, and told again if it stands elsewhere by then.

        Args:
            thread: the loop's.
        """
        recorder = self._recorder
        since = recorder.t
        lasted = recorder.now() - since
        seen, before = self._seen
        if lasted <= LIMIT or (since == seen and lasted < self._again):
            return
        task = self._number()
        links = _links(thread, self.outside)
        stack = tuple(recorder.places.number(*link) for link in links if recorder.places.origin(link[0]) in _SHOWN)
        if recorder.t == since and not recorder.deaf:
            self._seen, self._again = (since, stack), 2 * lasted
            if since != seen or stack != before:
                recorder.log.tell("loop_blocked", task, since, stack)

    def over(self, t: int, popped: Any = None) -> None:
        """The present step is over and has lasted for longer than the limit; called on the loop's thread.

        Args:
            t: now.
            popped: a handle that was taken out of the ready queue already, to run next.
        """
        log, since = self._recorder.log, self._recorder.t
        log.t = t
        task = self._number()
        stack = self._seen[1] if self._seen[0] == since else ()
        delays = self._delays(since, t, popped)
        delays.pop(task, None)
        log.note("loop_unblocked", task, since, stack, tuple(delays), tuple(delays.values()))

    def _number(self) -> int:
        """Whose step it is, as in step facts."""
        recorder = self._recorder
        running, last = recorder.running, recorder.last_step
        if running is not None:
            return running.number
        return last if last is not None and last < 0 else facts.LOOP

    def _delays(self, since: int, t: int, popped: Any) -> dict[int, int]:
        """How long each task that could have run since then has waited for that until now."""
        recorder, delays = self._recorder, dict[int, int]()
        if self._door is None:
            return delays
        loop, since_when = self._door.loop, self._ready_since(since)
        now = loop.time()
        due = (timer for timer in islice(loop._scheduled, _TIMERS) if timer._when <= now)
        for handle in chain(() if popped is None else (popped,), islice(self._door.ready, _MOST), due):
            for task, source in _led_to(handle):
                number = recorder.tasks.number_of(task)
                if number is None:
                    continue
                ready = since_when.get(number if source is None else recorder.works.number_of(source) or 0, since)
                if isinstance(handle, asyncio.TimerHandle):
                    ready = max(ready, recorder.when(loop, handle.when()))
                if t > ready:
                    delays[number] = max(t - ready, delays.get(number, 0))
        return delays

    def _ready_since(self, since: int) -> dict[int, int]:
        """When, from then on, each task became ready and each work was over."""
        found: dict[int, int] = {}
        for fact in reversed(self._recorder.facts):
            if fact[1] < since and fact[0] not in _LATE:
                break
            if fact[0] in ("task_woken", "task_created", "work_ended"):
                found[fact[2]] = max(fact[1], since)
        return found


_SHOWN = ("user", "library")


def _links(thread: int, outside: int) -> list[tuple[CodeType, int]]:
    """Where the code of the loop's present step stands in that thread, outermost first. No frame outlives the call.

    ``outside``: so many frames of the thread do not belong to it, if no frame of the loop is found.
    """
    links: list[tuple[CodeType, int]] = []
    frame: FrameType | None = sys._current_frames().get(thread)
    while frame is not None and not is_step(frame.f_code) and len(links) < _DEEPEST:
        links.append((frame.f_code, frame.f_lasti))
        frame = frame.f_back
    if frame is None and outside:
        del links[-outside:]
    links.reverse()
    return links


def _led_to(handle: Any) -> Iterator[tuple[Any, Any]]:
    """The tasks that a handle runs or lets go on, each with the executor's future that brought it, or None."""
    if handle._cancelled:
        return
    task = reading.task_of(handle)
    callback, args = handle._callback, handle._args
    if task is not None:
        yield task, None
    elif cast("Any", type(callback)) is MethodType and type(callback.__self__) is _Timeout:
        yield callback.__self__._task, None
    elif args and issubclass(cast("Any", type(args[0])), reading.FUTURES):
        for waiting, _ in args[0]._callbacks or ():  # a sleep's future, or an executor's and its own one
            task = reading.task_of(SimpleNamespace(_callback=waiting))
            if task is not None:
                yield task, args[1] if len(args) > 1 else None
