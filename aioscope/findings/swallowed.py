"""A cancellation that the task caught and did not pass on."""

from __future__ import annotations

from collections.abc import Iterator

from aioscope.fold import CancelRequest, Fold, Task, Wait

from . import say
from .finding import Finding, Rule, Words
from .look import innermost_own


class SwallowedCancellation(Rule):
    """Somebody asked for a cancellation, nobody withdrew it, and the task neither ended cancelled nor at once.

    Cleaning up takes time, too. So it counts when the task has waited anew *and* returned; or when, after a wait that
    came to its own end, it is still pending at the run's end. A task that was cut short in waiting for another task
    which swallowed the request is not to blame, nor is one that its own TaskGroup interrupted. Python 3.10 does not
    tell of ``uncancel()``, which timeouts there do without: only requests count that a task's own code made.
    """

    code = "swallowed_cancellation"
    severity = "warning"
    concept = "cancellation"
    en = Words(
        "{task} was cancelled, and went on.",
        "{by} asked for it; {later} later the task waited for {kind} at {where}, and it {end}.",
        "After cleaning up, pass the cancellation on.",
        "try:\n    ...\nexcept asyncio.CancelledError:\n    ...  # clean up\n    raise",
    )
    zh = Words(
        "{task} 被取消后仍继续运行。",
        "{by}；{later} 后任务又在 {where} 等待{kind}，最后{end}。",
        "清理之后要把取消继续抛出。",
        "try:\n    ...\nexcept asyncio.CancelledError:\n    ...  # 清理\n    raise",
    )

    def check(self, fold: Fold) -> Iterator[Finding]:
        """Yield one finding for each task that went on."""
        old_python = fold.frame.python.startswith("3.10.")
        swallowed = {
            task.id: (request, wait)
            for task in fold.tasks.values()
            for request in task.cancel_requests[-1:]
            if (not old_python or (request.by.kind == "task" and request.requests > 0))
            and not _by_own_group(fold, task, request)
            and (wait := _went_on(fold, task, request)) is not None
        }
        for number, (request, wait) in swallowed.items():
            task = fold.tasks[number]
            if _cut_short_in(task, request) not in swallowed:
                site = innermost_own(wait.stack)
                yield self.found(
                    wait.start_ns,
                    number,
                    site,
                    task=say.task(fold, number),
                    by=_asked(fold, request),
                    later=say.time(wait.start_ns - request.t_ns),
                    kind=say.kind(wait.kind),
                    where=say.place(fold, site),
                    end=_end(task),
                )


def _went_on(fold: Fold, task: Task, request: CancelRequest) -> Wait | None:
    """The wait that shows it; None: it did as it was asked, or may yet."""
    if request.withdrawn_ns is not None or task.outcome in ("cancelled", "raised"):
        return None
    cut = _cut(task, request)
    after = [wait for wait in task.waits if wait.start_ns >= request.t_ns and wait is not cut]
    if not after:
        return None
    if task.outcome == "returned":
        return after[0]
    over = any(wait.woken_by is not None and wait.woken_by.kind != "cancel" for wait in after[:-1])
    return after[0] if over and fold.frame.ended and task.destroyed_ns is None else None


def _by_own_group(fold: Fold, task: Task, request: CancelRequest) -> bool:
    """Whether a TaskGroup cut its own waiting short, because a child failed: it need not take that back."""
    cut, child = _cut(task, request), fold.tasks.get(request.by.task or 0)
    within = cut is not None and any(place.file.endswith("taskgroups.py") for place in cut.stack[-1:])
    return within and child is not None and child.parent == task.id


def _cut(task: Task, request: CancelRequest) -> Wait | None:
    """The wait that the request met, which it cut short, or another task did that was waited for."""
    for wait in task.waits:
        if wait.start_ns <= request.t_ns:
            cut = wait.woken_by is not None and wait.woken_by.kind == "cancel" and wait.end_ns == request.t_ns
            if cut or wait.end_ns is None or wait.end_ns > request.t_ns:
                return wait
    return None


def _cut_short_in(task: Task, request: CancelRequest) -> int | None:
    """The task that it waited for then."""
    wait = _cut(task, request)
    return wait.on if wait is not None and wait.kind == "task" else None


def _asked(fold: Fold, request: CancelRequest) -> say.Said:
    who, where = say.task(fold, request.by.task), say.place(fold, request.site)
    known, placed = request.by.task is not None, request.site is not None

    def said(language: str) -> str:
        if language == "zh-CN":
            return (who(language) if known else "有代码") + (f" 在 {where(language)}" if placed else "") + " 请求取消它"
        return (who(language) if known else "Somebody") + (f" ({where(language)})" if placed else "")

    return said


def _end(task: Task) -> say.Said:
    returned = task.outcome == "returned"
    if returned:
        return lambda language: "正常返回" if language == "zh-CN" else "returned as if nothing had been asked"
    return lambda language: "直到记录结束仍未完成" if language == "zh-CN" else "was still pending when the run ended"
