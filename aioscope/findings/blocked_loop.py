"""A step that kept the loop from running tasks which could have run."""

from __future__ import annotations

from collections.abc import Iterator

from aioscope.fold import Block, Fold, Place
from aioscope.fold.times import READY

from . import say
from .finding import Finding, Rule, Words
from .look import innermost_own

_LATE = 10_000_000
"""Nanoseconds; a task that is late by less, as one that was made at the step's end, is none of its victims."""


class BlockedLoop(Rule):
    """A long step counts only if it delayed somebody: a cell that computes alone hurts no one. Once a line."""

    code = "blocked_loop"
    severity = "warning"
    concept = "blocking-io"
    en = Words(
        "{where} blocked the event loop for {longest}: no other task could run.",
        "{task} ran without an await for {longest} ({times} in all). Delayed: {delayed}.",
        "Give the blocking call to a thread; to pause, use asyncio's own sleep.",
        "result = await asyncio.to_thread(function, argument)\n"
        "# instead of time.sleep(seconds)\nawait asyncio.sleep(seconds)",
    )
    zh = Words(
        "{where} 把事件循环堵住了 {longest}，期间其他任务都无法运行。",
        "{task} 连续运行 {longest}，中间没有 await（共 {times}）。被耽误的任务：{delayed}。",
        "把阻塞调用交给线程；如果只是想停顿，用 asyncio 自己的 sleep。",
        "result = await asyncio.to_thread(function, argument)\n"
        "# 代替 time.sleep(seconds)\nawait asyncio.sleep(seconds)",
    )

    def check(self, fold: Fold) -> Iterator[Finding]:
        """Yield one finding for each line that blocked the loop, the longest time first in its words."""
        by_line: dict[tuple[int, Place | None], list[Block]] = {}
        for block in fold.loop.blocked:
            if _delayed(fold, block):
                by_line.setdefault((block.task, innermost_own(block.stack)), []).append(block)
        for (task, where), blocks in by_line.items():
            worst = max(blocks, key=lambda block: _length(fold, block))
            delayed = sorted(_delayed(fold, worst).items(), key=lambda item: -item[1])
            yield self.found(
                worst.since_ns,
                task if task > 0 else None,
                where,
                where=say.place(fold, where) if where is not None else _code(fold, task),
                task=_code(fold, task),
                longest=say.time(_length(fold, worst)),
                times=say.count(len(blocks), "time", "times", "次"),
                delayed=say.several([_late(fold, number, by) for number, by in delayed]),
            )


def _length(fold: Fold, block: Block) -> int:
    return (block.end_ns if block.end_ns is not None else fold.clock.now_ns) - block.since_ns


def _delayed(fold: Fold, block: Block) -> dict[int, int]:
    """By how much each task is late; while the block lasts, as far as can be told now."""
    if block.end_ns is not None:
        return {task: by for task, by in block.delayed.items() if by >= _LATE}
    late: dict[int, int] = {}
    now = fold.clock.now_ns
    for task in fold.tasks.values():
        if task.times.state == READY and task.id != block.task:
            late[task.id] = now - max(block.since_ns, task.times.since)
        elif task.wait is not None and task.wait.until_ns is not None and task.wait.until_ns < now:
            late[task.id] = now - max(block.since_ns, task.wait.until_ns)
    return {task: by for task, by in late.items() if by >= _LATE}


def _code(fold: Fold, number: int) -> say.Said:
    if number > 0:
        return say.task(fold, number)
    callback = fold.loop.callbacks.get(number)
    name = callback.function if callback is not None else "?"
    return lambda language: f"回调 {name}" if language == "zh-CN" else f"the callback {name}"


def _late(fold: Fold, number: int, by: int) -> say.Said:
    name = say.task(fold, number)

    def said(language: str) -> str:
        if language == "zh-CN":
            return f"{name(language)}（晚了 {say.time(by)}）"
        return f"{name(language)} (by {say.time(by)})"

    return said
