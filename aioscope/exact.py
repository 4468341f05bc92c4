"""The queue's two methods in exact windows: every birth, step, wait and wake becomes a fact as it happens.

This is the hot path: each of the two runs once for every handle of the loop. So what could be calls is written out,
and what can be told later is.

=========  ==========================================================================================
hook       facts
=========  ==========================================================================================
append     task_created (a first step enters the queue), task_woken (a wait is over, and why)
popleft    of the step before: task_ended, or wait_started (what it waits for), or nothing (ready);
           iteration, if the loop has polled since; step
=========  ==========================================================================================

One call in 32 is timed, which is enough to tell the recorder's own cost (see costs.py).
"""

from __future__ import annotations

import sys
from types import BuiltinMethodType
from typing import TYPE_CHECKING, Any

from . import facts, reading
from .blocks import LIMIT
from .causes import CALLBACK, UNKNOWN
from .costs import DOOR_NS
from .hooks.loop import Append, PopLeft, move
from .known import CLOSING

if TYPE_CHECKING:
    from .recorder import Recorder

_STEP = reading.Step


def exact_queue(  # noqa: C901, PLR0915 - the hot path: each call that is not there is won
    recorder: Recorder, loop: Any, push: Any, pop: Any
) -> tuple[Append, PopLeft]:
    """Make ``append`` and ``popleft`` of a watched queue (see :class:`aioscope.hooks.loop.Watcher`)."""
    log, tasks, causes = recorder.log, recorder.tasks, recorder.causes
    clock, start, told, get = log.clock, log.start, log.facts.append, tasks.get
    timers = loop._scheduled

    def append(ready: Any, handle: Any) -> None:
        try:
            began = 0 if recorder.left & recorder.sample else clock()
            if tasks.newborn is not None:
                log.stamp()
                tasks.settle_name()
            callback = handle._callback
            kind = type(callback)  # pyright: ignore[reportUnknownVariableType]
            if kind is _STEP or (kind is BuiltinMethodType and callback.__name__ == "task_wakeup"):
                task = callback.__self__
            else:
                task = reading.task_of(handle)
            if task is None:
                causes[id(handle)] = recorder.who(handle)
            elif task is recorder.running_task:
                recorder.running.woken_early = True  # pyright: ignore[reportOptionalMemberAccess]
            else:
                known = get(id(task))
                if known is None:
                    recorder.births.born(task, sys._getframe(3))  # outside of append, _call_soon and call_soon
                elif known.waiting:
                    recorder.woken(known, task, handle, sys._getframe(1))
            if began:
                recorder.overhead += (clock() - began + DOOR_NS) * (recorder.sample + 1)
        except Exception as error:
            recorder.fail(error)
            loop._ready.append(handle)  # the queue that was put back, if it was
            return
        push(handle)
        if loop._ready is not ready:  # the recording has stopped while this other thread was here
            move(ready, pop, loop._ready)

    def popleft(ready: Any) -> Any:  # noqa: C901, PLR0912, PLR0915
        handle = pop()
        try:
            t = clock() - start
            if t - recorder.t > LIMIT:
                recorder.blocks.over(t, handle)
            recorder.t = log.t = t
            if tasks.newborn is not None:
                tasks.settle_name()
            known = recorder.running
            if known is not None:
                task = recorder.running_task
                recorder.running = recorder.running_task = None
                if task._fut_waiter is not None:
                    if known.woken_early:
                        known.woken_early = False
                    else:
                        recorder.waits(known, task)
                elif task._state != "PENDING":
                    recorder.ends(known, task)
                else:
                    known.woken_early = False
            recorder.left -= 1
            if recorder.left <= 0 and recorder.windows.merges(t):
                ready.appendleft(handle)
                return ready.popleft()  # by the merged queue's method
            callback = handle._callback
            kind = type(callback)  # pyright: ignore[reportUnknownVariableType]
            if kind is _STEP or (kind is BuiltinMethodType and callback.__name__ == "task_wakeup"):
                task = callback.__self__
            else:
                task = reading.task_of(handle)
            if recorder.polled >= 0:
                due = timers[0]._when if timers else None
                if due is not None:
                    due = recorder.when(loop, due)
                told(("iteration", t, recorder.polled, len(ready) + 1, len(timers), due))
                recorder.polled, recorder.last_step = -1, None
            if task is None:
                number = recorder.callbacks.number(handle)
                recorder.cause = causes.pop(id(handle), CALLBACK)
            else:
                known = get(id(task)) or tasks.meet(task, None, None, earlier=True)
                if known.waiting:  # woken unseen: between two runs of the loop, or in a merged window
                    recorder.woken(known, task, handle, None, UNKNOWN)
                number = known.number
                recorder.cause = CALLBACK
                if number:
                    recorder.running, recorder.running_task = known, task
                else:
                    number = facts.LOOP
                    if known.role == CLOSING:
                        recorder.closings.step(known)
            if number != recorder.last_step:
                recorder.last_step = number
                told(("step", t, number))
            if not recorder.left & recorder.sample:
                recorder.overhead += (clock() - start - t + DOOR_NS) * (recorder.sample + 1)
        except Exception as error:
            recorder.fail(error)
        return handle

    return append, popleft
