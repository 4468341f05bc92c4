"""A run in words: what was found, each task in a line, and what the recording itself cost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from .findings.say import time as length
from .fold import Task
from .language import chosen

if TYPE_CHECKING:
    from .run import Run

_MOST = 200
"""Tasks that get a line."""

_WORDS: dict[str, tuple[str, str]] = {
    "run": ("Run {name}: {time}, {tasks}.", "运行 {name}：{time}，{tasks}。"),
    "tasks": ("{n} tasks", "{n} 个任务"),
    "task": ("1 task", "1 个任务"),
    "line": (
        "- {name}: {outcome}; ran {times}, {busy} in all{waits}.",
        "- {name}：{outcome}；运行 {times}，共 {busy}{waits}。",
    ),
    "line without steps": ("- {name}: {outcome}{waits}.", "- {name}：{outcome}{waits}。"),
    "times": ("{n} times", "{n} 次"),
    "time": ("once", "1 次"),
    "waits": ("; waited {time} ({kinds})", "；等待 {time}（{kinds}）"),
    "by": (" by {name}", "（由 {name} 取消）"),
    "more": ("- and {count} more.", "- 另有 {count}。"),
    "pending": ("Still pending: {names}.", "仍未结束：{names}。"),
    "found": ("Found:", "发现："),
    "finding": ("- {message} {evidence}", "- {message}{evidence}"),
    "fix": ("  Fix: {fix}", "  改法：{fix}"),
    "unseen": ("Not seen: {what}.", "没有看到：{what}。"),
    "cost": (
        "The recorder took {share} of this run; {dropped} facts dropped, {merged}.",
        "记录器占用了这次运行的 {share}；丢弃 {dropped} 条事实，{merged}。",
    ),
    "windows": ("{n} windows merged", "合并了 {n} 个时间窗"),
    "window": ("1 window merged", "合并了 1 个时间窗"),
    "pending task": ("pending", "未结束"),
    "returned": ("returned", "返回"),
    "raised": ("raised", "抛出"),
    "cancelled": ("cancelled", "已取消"),
    ", ": (", ", "、"),
}


def report(run: Run, language: str | None = None) -> str:
    """Say in words what happened in a run: each task in a line, in the order of creation, and what was found.

    Args:
        run: it; may still be recorded.
        language: ``en`` or ``zh-CN``; None: the reader's, as the browser told it, else English.

    >>> import asyncio, aioscope
    >>> async def main(): await asyncio.sleep(0.01)
    >>> with aioscope.record("nap") as run:
    ...     asyncio.run(main())
    >>> print(report(run))
    Run nap: ... ms, 1 task.
    - main #...: returned; ran 2 times, ... ms in all; waited ... ms (sleep).
    The recorder took ... % of this run; 0 facts dropped, 0 windows merged.
    """
    say, tasks = _Say(language), run.tasks
    lines = [say("run", name=run.name or run.id[:8], time=length(run.duration_ns), tasks=say.count("task", len(tasks)))]
    names = {task.id: task.label for task in tasks}
    lines += [_line(names, task, say) for task in tasks[:_MOST]]
    if len(tasks) > _MOST:
        lines.append(say("more", count=say.count("task", len(tasks) - _MOST)))
    if left := [task.label for task in run.leftovers]:
        lines.append(say("pending", names=say(", ").join(left)))
    lines += _found(run, say)
    lines += [say("unseen", what=gap) for gap in run.unseen_in(say.language)]
    if run.ended:
        share = f"{run.overhead_ns / max(run.duration_ns, 1):.1%}".replace("%", " %")
        lines.append(say("cost", share=share, dropped=run.dropped, merged=say.count("window", len(run.merged))))
    return "\n".join(lines)


class _Say:
    """The words of one language."""

    def __init__(self, language: str | None) -> None:
        self.language = chosen(language)

    def __call__(self, key: str, **values: object) -> str:
        return _WORDS[key][self.language == "zh-CN"].format(**values)

    def count(self, one: str, number: int) -> str:
        return self(one) if number == 1 else self(one + "s", n=number)


def _line(names: Mapping[int, str], task: Task, say: _Say) -> str:
    outcome = say("pending task" if task.outcome == "pending" else task.outcome) + (
        f" {task.error}" if task.error else ""
    )
    if (by := task.cancelled_by) is not None and by.task is not None:
        outcome += say("by", name=names[by.task])
    kinds = Counter(wait.kind for wait in task.waits)
    return say(
        "line" if task.steps else "line without steps",
        name=task.label,
        outcome=outcome,
        times=say.count("time", task.steps),
        busy=length(task.busy_ns),
        waits=say("waits", time=length(task.waiting_ns), kinds=say(", ").join(kinds)) if kinds else "",
    )


def _found(run: Run, say: _Say) -> list[str]:
    lines: list[str] = []
    for finding in run.findings:
        words = finding.said(say.language)
        lines.append(say("finding", message=words.message, evidence=words.evidence))
        if words.fix:
            lines.append(say("fix", fix=words.fix))
        lines += [f"      {line}" for line in words.snippet.splitlines()]
    return [say("found"), *lines] if lines else []
