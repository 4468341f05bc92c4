"""Awaits of the same kind, one after the other, that could be under way together."""

from __future__ import annotations

from collections.abc import Iterator

from aioscope.fold import Fold, Place, Task, Wait

from . import say
from .finding import Finding, Rule, Words
from .look import length, own

_IDLE = {"sleep", "stream", "socket", "executor", "subprocess", "future"}
"""Kinds of waits in which nothing is held and nothing else is done."""

_WORTH = 50_000_000
"""Nanoseconds to be saved, at the least."""


class SequentialAwaits(Rule):
    """One function awaits the same function twice or more, on lines that follow each other, each time waiting idly.

    Whether one needs the other's result cannot be seen, so this is a hint. A loop over one line is not told from one
    call that waits often, and is left out; tasks that are made and awaited one by one are not left out. Nor is it one
    row where the function waits for something else in between, or where a library's code is what awaits.
    """

    code = "sequential_awaits"
    severity = "info"
    concept = "gather"
    en = Words(
        "{task} awaits {function}() {times} times in a row; these waits could overlap.",
        "The waits took {total} one after the other, at {where}; together they would take {longest}.",
        "If none needs another's result, await them together.",
        "await asyncio.gather({function}(...), {function}(...))",
    )
    zh = Words(
        "{task} 连续 {times} 次 await {function}()，这些等待其实可以重叠。",
        "在 {where} 依次等待共用 {total}；如果同时进行只需 {longest}。",
        "如果彼此不需要对方的结果，就一起 await。",
        "await asyncio.gather({function}(...), {function}(...))",
    )

    def check(self, fold: Fold) -> Iterator[Finding]:
        """Yield one finding for each row of such awaits."""
        seen: set[tuple[str, Place]] = set()
        for task in fold.tasks.values():
            for row in [*_rows_of_calls(fold, task), *_rows_of_tasks(fold, task)]:
                function, first, last = row[0][0], row[0][1], row[-1][1]
                spent = [ns for _, _, ns, _ in row]
                if sum(spent) - max(spent) >= _WORTH and (function, first) not in seen:
                    seen.add((function, first))
                    yield self.found(
                        row[-1][3],
                        task.id,
                        first,
                        task=say.task(fold, task.id),
                        function=say.called(function),
                        times=len(row),
                        total=say.time(sum(spent)),
                        longest=say.time(max(spent)),
                        where=say.several([say.place(fold, place) for place in dict.fromkeys((first, last))]),
                    )


_Call = tuple[str, Place, int, int]
"""What was called, on which line, how long it waited, when it began to wait last."""


def _rows_of_calls(fold: Fold, task: Task) -> Iterator[list[_Call]]:
    """Runs of calls of one function, each from a later line of the same caller than the one before."""
    row: list[_Call] = []
    for wait in task.waits:
        call = _call(fold, wait)
        if call is not None and row:
            function, line, spent, _ = row[-1]
            if call[0] == function and call[1] == line:
                row[-1] = (function, line, spent + call[2], call[3])
                continue
            same = call[0] == function and call[1].function == line.function and call[1].line > line.line
            if same:
                row.append(call)
                continue
        if len(row) > 1:
            yield row
        row = [call] if call is not None else []
    if len(row) > 1:
        yield row


def _call(fold: Fold, wait: Wait) -> _Call | None:
    """The user's function that waits, and the line that called it; None: not such a wait."""
    stack = [place for place in wait.stack if own(place)]
    if wait.kind not in _IDLE or len(stack) < 2 or wait.end_ns is None:
        return None
    return stack[-1].function, stack[-2], length(wait, fold.clock.now_ns), wait.start_ns


def _rows_of_tasks(fold: Fold, task: Task) -> Iterator[list[_Call]]:
    """Runs of tasks of one function, each made after the one before had been awaited, and had returned.

    After one that failed or was cancelled comes a second try, and that could not have begun earlier.
    """
    row: list[_Call] = []
    before: Task | None = None
    for wait in task.waits:
        awaited = fold.tasks.get(wait.on) if wait.kind == "task" and wait.on is not None else None
        call = _task_call(fold, task, awaited, wait)
        if call is None or awaited is None or before is None or not _follows(before, awaited):
            if len(row) > 1:
                yield row
            row = []
        if call is not None:
            row.append(call)
        before = awaited if call is not None else None
    if len(row) > 1:
        yield row


def _follows(before: Task, after: Task) -> bool:
    """Whether a task was made only when the one before had returned."""
    ended = before.ended_ns
    early = ended is None or before.outcome != "returned" or after.created_ns < ended
    return not early and before.coroutine == after.coroutine


def _task_call(fold: Fold, task: Task, awaited: Task | None, wait: Wait) -> _Call | None:
    """The function of a task that this one has made and awaited, and on which line; None: it is not such a wait."""
    line = next((place for place in reversed(wait.stack) if own(place)), None)
    if awaited is None or awaited.parent != task.id or line is None or wait.end_ns is None:
        return None
    return awaited.coroutine, line, awaited.waiting_ns, wait.start_ns
