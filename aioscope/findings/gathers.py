"""A gather that gave up at the first failure, and left the others running."""

from __future__ import annotations

from collections.abc import Iterator

from aioscope.fold import Fold, Resource, Task, Wait

from . import say
from .finding import Finding, Rule, Words
from .look import innermost_own


class SiblingsLeftRunning(Rule):
    """A member raised, whoever awaited the gather went on, and other members neither ended nor were cancelled.

    ``wait()`` and ``as_completed()`` leave tasks running on purpose, a ``TaskGroup`` cancels them, and
    ``return_exceptions=True`` waits for all: none of these counts.
    """

    code = "siblings_left"
    severity = "warning"
    concept = "gather"
    en = Words(
        "A gather failed with {error}, and left {number} running.",
        "{failed} raised, and with it ended the gather at {where}; {siblings} went on, for {longest} more.",
        "A TaskGroup cancels the others; a gather with return_exceptions=True waits for all of them.",
        "async with asyncio.TaskGroup() as group:\n    group.create_task({coroutine}(...))",
    )
    zh = Words(
        "gather 因 {error} 失败，却留下 {number}继续运行。",
        "{failed} 抛出异常，{where} 的 gather 随即结束，但 {siblings} 又继续运行了 {longest}。",
        "TaskGroup 会取消其余任务；带 return_exceptions=True 的 gather 会等全部结束。",
        "async with asyncio.TaskGroup() as group:\n    group.create_task({coroutine}(...))",
    )

    def check(self, fold: Fold) -> Iterator[Finding]:
        """Yield one finding for each such gather."""
        for gather in fold.resources.values():
            wait = _awaited(fold, gather)
            if wait is None or wait.end_ns is None:
                continue
            members = [fold.tasks[member] for member in gather.members if member in fold.tasks]
            failed = next((t for t in members if t.outcome == "raised" and _ended_by(t, wait.end_ns)), None)
            left = [task for task in members if _left(task, wait.end_ns)]
            if failed is not None and left:
                now = fold.clock.now_ns
                ends = [task.ended_ns if task.ended_ns is not None else now for task in left]
                site = innermost_own(wait.stack)
                yield self.found(
                    wait.end_ns,
                    failed.id,
                    site,
                    coroutine=say.called(failed.coroutine),
                    error=failed.error or "?",
                    number=say.count(len(left), "task", "tasks", "个任务"),
                    failed=say.task(fold, failed.id),
                    where=say.place(fold, site),
                    siblings=say.several([say.task(fold, task.id) for task in left]),
                    longest=say.time(max(ends) - wait.end_ns),
                )


def _awaited(fold: Fold, gather: Resource) -> Wait | None:
    """The wait for it that ended, if it is a gather() and not a wait() or as_completed()."""
    if gather.kind != "gather" or not gather.members:
        return None
    for waiting in gather.waiters:
        task = fold.tasks.get(waiting.task)
        for wait in task.waits if task is not None else ():
            library = bool(wait.stack) and wait.stack[-1].file.startswith("asyncio/")
            cancelled = wait.woken_by is not None and wait.woken_by.kind == "cancel"
            if wait.on == gather.id and wait.end_ns is not None and not library and not cancelled:
                return wait
    return None


def _ended_by(task: Task, t_ns: int) -> bool:
    return task.ended_ns is not None and task.ended_ns <= t_ns


def _left(task: Task, t_ns: int) -> bool:
    """Whether it was alive after that, and not on its way out."""
    asked = any(request.t_ns >= t_ns for request in task.cancel_requests)
    return (task.ended_ns is None or task.ended_ns > t_ns) and task.destroyed_ns is None and not asked
