"""Awaits of the same kind, one after the other, that could be under way together."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from aioscope.fold import Fold, Place, Task, Wait

from . import say
from .finding import Finding, Rule, Words
from .look import innermost_own, length, own

_IDLE = {"sleep", "stream", "socket", "executor", "subprocess", "future"}
"""Kinds of waits in which nothing is held and nothing else is done."""

_WORTH = 50_000_000
"""Nanoseconds to be saved, at the least."""


class SequentialAwaits(Rule):
    """One function awaits the same function twice or more, on lines that follow each other, each time waiting idly.

    Whether one needs the other's result cannot be seen, so this is a hint. A loop over one line is not told from one
    call that waits often, and is left out; tasks that are made and awaited one by one are not left out.
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
    """Runs of tasks of one function, each made after the one before had been awaited."""
    awaited = [(fold.tasks[wait.on], wait) for wait in task.waits if wait.kind == "task" and wait.on in fold.tasks]
    row: list[_Call] = []
    for (before, _), (after, wait) in pairwise([(None, None), *awaited]):
        line = innermost_own(wait.stack) if wait is not None else None
        if wait is None or wait.end_ns is None or after is None or line is None or after.parent != task.id:
            continue
        call = (after.coroutine, line, after.waiting_ns, wait.start_ns)
        follows = (
            before is not None
            and before.ended_ns is not None
            and before.ended_ns <= after.created_ns
            and before.coroutine == after.coroutine
            and row
        )
        if not follows:
            if len(row) > 1:
                yield row
            row = []
        row.append(call)
    if len(row) > 1:
        yield row
