"""What a notebook's cells leave behind."""

from __future__ import annotations

from collections.abc import Iterator

from aioscope.fold import Cell, Fold, Task

from . import say
from .finding import Finding, Rule, Words


class LeakedTask(Rule):
    """A task outlived its cell, and was still pending when the run ended. One that came to its end is no leak."""

    code = "leaked_task"
    severity = "warning"
    concept = "task"
    en = Words(
        "{task} goes on after its cell has ended.",
        "{cell} ended after {ran}; {later} later the task was still pending, waiting for {kind}.",
        "Await it before the cell ends, or cancel it when it is no longer needed.",
        "task = asyncio.create_task({coroutine}(...))\n"
        "...\n"
        "task.cancel()\n"
        "await asyncio.gather(task, return_exceptions=True)",
    )
    zh = Words(
        "单元格已经结束，{task} 还在运行。",
        "{cell} 在 {ran} 后结束；又过了 {later}，这个任务仍未完成，正在等待{kind}。",
        "在单元格结束前 await 它，或者不再需要时取消它。",
        "task = asyncio.create_task({coroutine}(...))\n"
        "...\n"
        "task.cancel()\n"
        "await asyncio.gather(task, return_exceptions=True)",
    )

    def check(self, fold: Fold) -> Iterator[Finding]:
        """Yield one finding for each task that each cell left over, when the run has ended."""
        if not fold.frame.ended:
            return
        for cell in fold.cells:
            for number in cell.leftovers:
                task = fold.tasks[number]
                if task.outcome == "pending" and task.destroyed_ns is None and cell.ended_ns is not None:
                    yield self.found(
                        cell.ended_ns,
                        task.id,
                        task.site,
                        task=say.task(fold, task.id),
                        coroutine=say.called(task.coroutine),
                        cell=say.task(fold, cell.task),
                        ran=say.time(cell.ended_ns - cell.started_ns),
                        later=say.time(fold.clock.now_ns - cell.ended_ns),
                        kind=say.kind(task.waits[-1].kind if task.waits else ""),
                    )


class OldCopy(Rule):
    """A cell was run again while a task of its former run was alive, and started the same task once more.

    That an older task is of this cell is known if the recorder says so; else the same coroutine function in the same
    place and the same name, given by the user, must do: two tasks of one function may well be meant.
    """

    code = "old_copy"
    severity = "warning"
    concept = "cancellation"
    en = Words(
        "{task} of the cell's former run still runs beside the new one.",
        "{coroutine} was alive when {cell} began, and the cell started another one.",
        "Cancel the old one first, at the top of the cell.",
        "if 'task' in globals():\n    task.cancel()\ntask = asyncio.create_task({function}(...))",
    )
    zh = Words(
        "这个单元格上一次运行留下的 {task} 还在和新的一起运行。",
        "{cell} 开始时 {coroutine} 仍未结束，而单元格又启动了一个。",
        "先取消旧的，写在单元格开头。",
        "if 'task' in globals():\n    task.cancel()\ntask = asyncio.create_task({function}(...))",
    )

    def check(self, fold: Fold) -> Iterator[Finding]:
        """Yield one finding for each older task that has a new copy."""
        older = [task for task in fold.tasks.values() if task.role == "earlier" and task.coroutine]
        if not older:
            return
        newer = {task.coroutine: task for task in fold.tasks.values() if task.role == "task"}
        for cell in fold.cells:
            for old in older:
                new = newer.get(old.coroutine)
                if new is not None and new.cell == cell.id and _is_copy(old, new, cell):
                    yield self.found(
                        new.created_ns,
                        old.id,
                        new.site,
                        task=say.task(fold, old.id),
                        coroutine=say.short(old.coroutine),
                        function=say.called(old.coroutine),
                        cell=say.task(fold, cell.task),
                    )


def _is_copy(old: Task, new: Task, cell: Cell) -> bool:
    if old.ended_ns is not None and old.ended_ns <= new.created_ns:
        return False
    if old.cancel_requests and old.cancel_requests[0].t_ns <= new.created_ns:
        return False
    if old.cell is not None:
        return old.cell == cell.id
    return old.name == new.name and _outermost(old) == _outermost(new)


def _outermost(task: Task) -> tuple[str | None, str] | None:
    stack = next((wait.stack for wait in task.waits if wait.stack), None)
    return (stack[0].cell, stack[0].function) if stack else None
