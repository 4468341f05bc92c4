"""Tasks that wait for each other in a circle."""

from __future__ import annotations

from collections.abc import Iterator

from aioscope.fold import Fold
from aioscope.graph import Deadlock

from . import say
from .finding import Finding, Rule, Words
from .look import innermost_own


class InDeadlock(Rule):
    """Every cycle of the wait-for graph (see :mod:`aioscope.graph`, which names only what is certain)."""

    code = "deadlock"
    severity = "error"
    concept = "lock"
    en = Words(
        "Deadlock: {who}.",
        "{chain}.",
        "Take the locks in the same order everywhere, and never one that is held already; do not await, while "
        "holding one, a task that needs it.",
        "{snippet}",
    )
    zh = Words(
        "死锁：{who}。",
        "{chain}。",
        "在所有地方按同样的顺序获取锁，不要重复获取已持有的锁；持有锁时不要 await 需要这把锁的任务。",
        "{snippet}",
    )

    def check(self, fold: Fold) -> Iterator[Finding]:
        """Yield one finding for each cycle."""
        for deadlock in fold.graph.deadlocks:
            first = fold.tasks.get(deadlock.tasks[0])
            wait = next((w for w in reversed(first.waits) if w.start_ns <= deadlock.t_ns), None) if first else None
            yield self.found(
                deadlock.t_ns,
                deadlock.tasks[0],
                innermost_own(wait.stack) if wait is not None else None,
                who=_who(fold, deadlock),
                chain=_chain(fold, deadlock),
                snippet=_in_order(deadlock),
            )


def _in_order(deadlock: Deadlock) -> say.Said:
    """Locks that several tasks took in different orders; no line mends a circle with another kind of link."""
    mends = len(deadlock.tasks) > 1 and all(deadlock.resources)

    def said(language: str) -> str:
        comment = "每个任务都按同一顺序" if language == "zh-CN" else "in every task the same order"
        return f"first, second = sorted((one, other), key=id)  # {comment}\nasync with first, second:\n    ..."

    return said if mends else lambda language: ""


def _who(fold: Fold, deadlock: Deadlock) -> say.Said:
    tasks = say.several([say.task(fold, task) for task in deadlock.tasks])
    alone = len(deadlock.tasks) == 1

    def said(language: str) -> str:
        if language == "zh-CN":
            return f"{tasks(language)} " + ("在等待自己，永远无法继续" if alone else "互相等待，谁也无法继续")
        return tasks(language) + (
            " waits for itself, and can never go on" if alone else " wait for each other, and none can ever go on"
        )

    return said


def _chain(fold: Fold, deadlock: Deadlock) -> say.Said:
    """Who waits for what, and who has it."""
    links: list[say.Said] = []
    nexts = (*deadlock.tasks[1:], deadlock.tasks[0])
    for task, resource, holder in zip(deadlock.tasks, deadlock.resources, nexts, strict=True):
        links.append(_link(say.task(fold, task), resource and say.resource(fold, resource), say.task(fold, holder)))
    return say.several(links)


def _link(task: say.Said, resource: say.Said | int | None, holder: say.Said) -> say.Said:
    def said(language: str) -> str:
        chinese = language == "zh-CN"
        if callable(resource):
            if chinese:
                return f"{task(language)} 等待 {holder(language)} 持有的{resource(language)}"
            return f"{task(language)} waits for {resource(language)}, which {holder(language)} holds"
        if chinese:
            return f"{task(language)} 等待任务 {holder(language)}"
        return f"{task(language)} waits for the task {holder(language)}"

    return said
