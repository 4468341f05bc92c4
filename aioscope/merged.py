"""Windows in which the program is busier than the event budget: sums instead of steps.

Every step is still counted and timed, and every birth and end is still a fact; single steps, waits, wakes and holders
are not told. When the window is over, the tasks that ran in it get one fact with their sums (``window_merged``), and
what each waits for is read from it and told as ever. That reading is the dear part: it is given 0.8 ms a
window, and what does not fit in stays for the next one.

Tried and dropped: recording only a part of each window (sums would be guesses); a list of handles and times that is
summed up later (no faster than summing up at once, and it keeps the tasks alive meanwhile).
"""

from __future__ import annotations

from itertools import islice
from types import BuiltinMethodType
from typing import TYPE_CHECKING, Any

from . import reading
from .blocks import LIMIT
from .causes import UNKNOWN
from .costs import DOOR_NS, SAMPLE
from .hooks.loop import PopLeft
from .known import Known

if TYPE_CHECKING:
    from .recorder import Recorder

WINDOW = 50_000_000
"""Nanoseconds of a window."""

BUDGET = 3_000
"""Steps in a window that are recorded one by one."""

_PAUSE = 800_000
"""Nanoseconds that reading what tasks wait for may hold the loop at the end of a window."""

_AT_ONCE = 4
"""Tasks read between two looks at the clock."""

MOST = 500
"""Locks, timeouts, groups and queues each that are told of at the end of a merged window."""

_READY = 1_000
"""Handles in the ready queue that are looked at when a merged window ends."""

_STEP = reading.Step


def merged_queue(recorder: Recorder, pop: Any) -> PopLeft:  # noqa: C901 - as in exact.py
    """Make ``popleft`` of a watched queue (see :class:`aioscope.hooks.loop.Watcher`)."""
    log, tasks, ran = recorder.log, recorder.tasks, recorder.ran
    clock, start, get = log.clock, log.start, tasks.get

    def popleft(ready: Any) -> Any:
        handle = pop()
        try:
            t = clock() - start
            lasted = t - recorder.t
            recorder.t = t
            known = recorder.running
            if lasted > LIMIT:
                recorder.t = t - lasted
                recorder.blocks.over(t, handle)
                recorder.t = t
            if known is not None:
                known.busy += lasted
                if recorder.running_task._state != "PENDING":
                    log.t = t
                    recorder.ends(known, recorder.running_task)
            recorder.left = left = recorder.left - 1
            callback = handle._callback
            kind = type(callback)  # pyright: ignore[reportUnknownVariableType]
            if kind is _STEP or (kind is BuiltinMethodType and callback.__name__ == "task_wakeup"):
                task = callback.__self__
            else:
                task = reading.task_of(handle)
            known = get(id(task)) if task is not None else None
            if known is not None and known.steps:
                known.steps += 1
                recorder.running, recorder.running_task = known, task
            else:
                log.t = t
                begins(task, known)
            if not left & SAMPLE:
                recorder.overhead += (clock() - start - t + DOOR_NS) * (SAMPLE + 1)
        except Exception as error:
            recorder.fail(error)
        return handle

    def begins(task: Any, known: Known | None) -> None:
        """A callback begins (no task), or the first step that a task has in this window."""
        if task is not None and known is None:
            known = tasks.meet(task, None, None, earlier=True)
        if known is None or not known.number:
            recorder.running = recorder.running_task = None
        else:
            known.enlist(ran)
            known.steps = 1
            recorder.running, recorder.running_task = known, task

    return popleft


def sum_up(recorder: Recorder, since: int, pause: float = _PAUSE) -> bool:
    """Tell the sums of a merged window, and what its tasks wait for now. Every task is suspended.

    Args:
        recorder: whose window.
        since: when it began.
        pause: nanoseconds after which no further tasks are read.

    Returns:
        Whether all were told; else the rest is for the next time.
    """
    log, ran = recorder.log, recorder.ran
    recorder.tasks.settle_name()
    limit = log.now() + pause
    done: list[Known] = []
    waiting: list[tuple[Known, Any]] = []
    while ran and (not done or len(done) % _AT_ONCE or log.now() < limit):
        known = ran.popleft()
        known.listed = False
        done.append(known)
        task = None if known.ended else known()
        if task is not None:
            recorder.tasks.rename(known, task)
            known.elsewhere, known.waiting = False, reading.is_waiting(task)
            if known.waiting:
                waiting.append((known, recorder.read_wait(known, task)))
    columns = zip(*((known.number, known.steps, known.busy) for known in done), strict=True)
    log.note("window_merged", since, *(columns if done else ((), (), ())))
    for known, wait in waiting:
        log.note("wait_started", known.number, *wait)
    for known in done:
        known.steps = known.busy = 0
    return not ran


def tell_ready(recorder: Recorder, ready: Any) -> None:
    """A merged window is over: tell of tasks that wait no longer, and have not run yet."""
    for handle in islice(ready, _READY):
        task = reading.task_of(handle)
        known = recorder.tasks.get(id(task)) if task is not None else None
        if known is not None and known.waiting:
            known.waiting = known.elsewhere = False
            recorder.log.note("task_woken", known.number, UNKNOWN)


def is_busy(steps: int, ns: int) -> bool:
    """Return whether so many steps in so much time are too many for exact windows.

    >>> is_busy(4_000, 50_000_000), is_busy(1_800, 50_000_000)
    (True, False)
    """
    return steps * WINDOW * 3 > BUDGET * ns * 2
