"""Which tasks a gather, a wait, an ``as_completed()`` or a TaskGroup waits for.

They are told when a task waits for the group, and later those that are new. A group in which there is anything but
tasks that are shown has no members in the log: it may end by what nobody sees, and who reads that all of its members
are stuck would call that a deadlock.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from types import FunctionType
from typing import TYPE_CHECKING, Any, cast

from . import reading
from .known import Known
from .waits import Gathering

if TYPE_CHECKING:
    from .recorder import Recorder

MOST = 10_000
"""Members of one group that are told."""

MOST_OF_ALL = 1_000_000
"""Members of all groups of a run that are told; a loop of ``wait()`` calls names the same tasks again and again."""

_LOOKED_AT = 1_000
"""Tasks, the youngest first, that are asked whether they are in an ``as_completed()``."""

_COMPLETION = "as_completed.<locals>._on_completion"


class Members:
    """The groups of one run (see :class:`aioscope.hooks.groups.Watcher`).

    Args:
        recorder: whose run.
    """

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self._told: dict[int, set[int]] = {}  # by number of the group
        self._joined: dict[int, list[Known]] = {}  # in a merged window
        self._left = MOST_OF_ALL
        recorder.resources.kept += [self._told, self._joined]

    def waited_for(self, number: int, group: Any, futures: Iterable[Any] | None, waiter: Known) -> None:
        """A task waits for a group.

        Args:
            number: of the group, as a resource.
            group: the object.
            futures: those in it; None: not known yet.
            waiter: the task.
        """
        if futures is None:
            futures = self._in_as_completed(group)
        members = self._members(futures)
        if members is None:
            return
        if type(group) is Gathering:  # a cancellation of the waiter goes through to them
            for known in members:
                known.waiter = waiter
        self._tell(number, members)

    def joins(self, group: Any, task: Any) -> None:
        """A TaskGroup has just made this task."""
        if self._recorder.listens():
            self._recorder.quietly(self._join, group, task)

    def settle(self, most: int | None) -> bool:
        """A merged window is over: tell who has joined in it, of so many groups; return whether that was all."""
        for number in list(islice(self._joined, most)):
            if joined := self._joined.pop(number, None):  # a group may die meanwhile
                self._tell(number, [known for known in joined if not known.ended])
        return not self._joined

    def _join(self, group: Any, task: Any) -> None:
        number = self._recorder.resources.number_of(group, "task_group")
        if not number:
            return  # nobody waits for it yet
        known = self._recorder.tasks.get(id(task))
        if known is not None and known.number and not known.ended:
            if not self._recorder.single():
                self._joined.setdefault(number, []).append(known)
            else:
                self._recorder.log.stamp()
                self._tell(number, [known])

    def _tell(self, number: int, members: list[Known]) -> None:
        told = self._told.setdefault(number, set())
        new = sorted(known.number for known in members if known.number not in told)  # they may come out of a set
        new = new[: max(0, min(MOST - len(told), self._left))]
        if new:
            self._left -= len(new)
            told.update(new)
            self._recorder.log.note("members_named", number, tuple(new))

    def _members(self, futures: Iterable[Any]) -> list[Known] | None:
        """The tasks that have not ended, those of gathers in the group too; None: there is something else."""
        get = self._recorder.tasks.get
        found: list[Known] = []
        inner = list(islice(futures, MOST))
        for future in inner:
            known = get(id(future))
            if known is not None and known.number:
                if not known.ended:
                    found.append(known)
            elif not reading.is_done(future):
                if type(future) is not Gathering or len(inner) >= MOST:
                    return None
                inner += future._children  # looked at in this same loop
        return found

    def _in_as_completed(self, queue: Any) -> Iterable[Any]:
        """Before Python 3.13 nothing leads from what is awaited to its futures; they know it by their callback."""
        for known in islice(reversed(self._recorder.tasks.known.values()), _LOOKED_AT):
            task = known()
            for callback, _ in (task._callbacks if task is not None else None) or ():
                if type(callback) is FunctionType and callback.__qualname__ == _COMPLETION:
                    inside = dict(zip(callback.__code__.co_freevars, callback.__closure__ or (), strict=True))
                    if inside["done"].cell_contents is queue:
                        return cast("set[Any]", inside["todo"].cell_contents)
        return ()
