"""A run in words."""

from __future__ import annotations

from collections import Counter

from .fold import Task
from .run import Run


def report(run: Run) -> str:
    """Say in words what happened in a run: one line a task, in the order of creation.

    >>> import asyncio, aioscope
    >>> async def main(): await asyncio.sleep(0.01)
    >>> with aioscope.record("nap") as run:
    ...     asyncio.run(main())
    >>> print(report(run))  # doctest: +ELLIPSIS
    Run nap: 0.0... s, 1 task.
    - ...: returned; ran 2 times, 0.00 s in all; waited 0.01 s (sleep).
    """
    tasks = run.tasks
    lines = [
        f"Run {run.name or run.id[:8]}: {run.duration_ns / 1e9:.2f} s, {len(tasks)} task{'s' * (len(tasks) != 1)}."
    ]
    if run.dropped:
        lines[0] += f" The log was full: {run.dropped} facts were not kept."
    lines += [f"- {_line(task)}" for task in tasks]
    if left := [task.name for task in run.leftovers]:
        lines.append(f"Still pending: {', '.join(left)}.")
    return "\n".join(lines)


def _line(task: Task) -> str:
    outcome = task.outcome + (f" {task.error}" if task.error else "")
    kinds = Counter(wait.kind for wait in task.waits)
    times = "once" if task.steps == 1 else f"{task.steps} times"
    words = f"{task.name}: {outcome}; ran {times}, {task.busy_ns / 1e9:.2f} s in all"
    if kinds:
        words += f"; waited {task.waiting_ns / 1e9:.2f} s ({', '.join(kinds)})"
    return words + "."
