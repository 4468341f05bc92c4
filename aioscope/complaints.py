"""What Python and asyncio complained of in a run: of which task, and where.

A task is thrown away by the garbage collector as a rule, and its weak references go before it complains: the recorder
has just forgotten it then, and :attr:`aioscope.known.Tasks.lost` still has its number.
"""

from __future__ import annotations

from types import CoroutineType, FrameType
from typing import TYPE_CHECKING, Any, cast

from . import reading

if TYPE_CHECKING:
    from .recorder import Recorder

_DESTROYED = "Task was destroyed but it is pending!"
_UNRETRIEVED = " exception was never retrieved"
"""What asyncio's messages are, or end with (the name of the task's class comes before it)."""


class Complaints:
    """The complaints of one run (see :class:`aioscope.hooks.complaints.Watcher`).

    Args:
        recorder: whose.
    """

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder

    def complained(self, context: Any) -> None:
        """The loop is told of something wrong."""
        if not self._recorder.deaf:
            self._recorder.quietly(self._complained, context)

    def thrown_away(self, coroutine: Any, frame: FrameType | None) -> None:
        """A coroutine is thrown away that was never awaited."""
        if self._recorder.listens():
            self._recorder.quietly(self._thrown_away, coroutine, frame)

    def _complained(self, context: Any) -> None:
        if cast("Any", type(context)) is not dict or type(message := context.get("message")) is not str:
            return
        if message == _DESTROYED:
            kind, task = "task_destroyed", context.get("task")
        elif message.endswith(_UNRETRIEVED):
            kind, task = "exception_unretrieved", context.get("future")
        else:
            return
        if not issubclass(cast("Any", type(task)), reading.TASKS):
            return
        tasks = self._recorder.tasks
        known = tasks.get(id(task)) or tasks.lost.pop(id(task), None)
        if known is not None and known.number:
            self._recorder.log.tell(kind, known.number)

    def _thrown_away(self, coroutine: Any, frame: FrameType | None) -> None:
        recorder = self._recorder
        if type(coroutine) is not CoroutineType:
            return
        recorder.log.stamp()
        current = recorder.current()
        task = current.number or None if current is not None else None
        site = recorder.places.site(frame)[0]
        recorder.log.note("never_awaited", coroutine.__qualname__, task, site)
