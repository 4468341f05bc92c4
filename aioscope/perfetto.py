"""A run as a trace that https://ui.perfetto.dev and chrome://tracing open.

The format is Chrome's trace event JSON: times are microseconds; a thread is a lane; slices of one lane lie in each
other or apart. Lanes are the loop, the tasks in order of creation, and each worker thread; a task's slice holds those
of its steps, waits and times in the queue; an arrow leads from the step that woke a task to the step it was woken to.
"""

from __future__ import annotations

import json
import os
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from .facts import Fact
from .findings import find
from .fold import Fold, Task, Wait
from .lanes import Lanes, Span

_TASKS, _WORKERS, _QUEUES = 1, 2, 3
_LOOP, _BLOCKED, _FIRST = 1, 2, 10
"""Numbers of lanes; a task's is _FIRST and its id."""

Event = dict[str, Any]


def write(log: Sequence[Fact], fold: Fold, path: str | os.PathLike[str]) -> None:
    """Write a run's trace.

    Raises:
        OSError: the file cannot be written.
    """
    head = json.dumps(
        {
            "displayTimeUnit": "ms",
            "otherData": {"run": fold.frame.name or fold.frame.id, "python": fold.frame.python},
        }
    )
    lines = ",\n".join(json.dumps(event) for event in events(log, fold))  # first, as in saving.py
    with Path(path).open("w", encoding="utf-8") as file:
        file.write(head[:-1] + ', "traceEvents": [\n')
        file.write(lines)
        file.write("\n]}\n")


def events(log: Sequence[Fact], fold: Fold) -> Iterator[Event]:
    """Yield the events of a run's trace, one lane after the other."""
    lanes = Lanes(log, fold)
    yield _named("process", _TASKS, 0, f"tasks of {fold.frame.name or fold.frame.id[:8]}")
    yield from _loop(lanes)
    flows = 0
    for index, task in enumerate(fold.tasks.values()):
        yield from _lane(_TASKS, _FIRST + task.id, f"{task.label} ({task.id})", 2 + index)
        yield from _life(lanes, task)
        for wait in task.waits:
            arrow = _arrow(lanes, task, wait, flows + 1)
            yield from arrow
            flows += bool(arrow)
    for finding in find(fold):
        lane = _FIRST + finding.task if finding.task in fold.tasks else _LOOP
        yield _instant(lane, finding.t_ns, f"finding: {finding.code}", message=finding.message, why=finding.evidence)
    yield from _works(fold)
    yield from _queues(fold)


def _loop(lanes: Lanes) -> Iterator[Event]:
    fold = lanes.fold
    yield from _lane(_TASKS, _LOOP, "event loop", 0)
    for start, end in lanes.polls:
        yield _slice((_TASKS, _LOOP), "poll", "loop", start, end)
    for number, callback in fold.loop.callbacks.items():
        for start, end in lanes.steps.get(number, ()):
            yield _slice((_TASKS, _LOOP), callback.function, "callback", start, end)
    if fold.loop.blocked:
        yield from _lane(_TASKS, _BLOCKED, "blocked", 1)
    for block in fold.loop.blocked:
        stack = [f"{place.file}:{place.line} {place.function}" for place in block.stack]
        end = block.end_ns if block.end_ns is not None else fold.clock.now_ns
        yield _slice((_TASKS, _BLOCKED), "blocked", "loop", block.since_ns, end, stack=stack)
    for window in fold.loop.merged:
        yield _instant(_LOOP, window.since_ns, "merged window", steps=window.steps, ends_us=window.end_ns / 1e3)


def _life(lanes: Lanes, task: Task) -> Iterator[Event]:
    lane, names = _FIRST + task.id, lanes.fold.tasks
    told: dict[str, Any] = {"name": task.name, "coroutine": task.coroutine, "outcome": task.outcome}
    if task.parent in names:
        told["created by"] = names[task.parent].label
    if task.site is not None:
        told["at"] = f"{task.site.file}:{task.site.line}"
    if task.error is not None:
        told["error"] = task.error
    yield _slice((_TASKS, lane), task.label, "task", task.created_ns, lanes.end_of(task), **told)
    for span in lanes.of(task):
        yield _stretch(lanes, lane, span)
    for request in task.cancel_requests:
        by = names[request.by.task].label if request.by.task in names else request.by.kind
        yield _instant(lane, request.t_ns, "cancel requested", by=by)


def _stretch(lanes: Lanes, lane: int, span: Span) -> Event:
    wait = span.wait
    if wait is None:
        return _slice((_TASKS, lane), span.state, span.state, span.start_ns, span.end_ns)
    told: dict[str, Any] = {"at": [f"{place.file}:{place.line} {place.function}" for place in wait.stack]}
    if wait.on is not None:
        resource, task = lanes.fold.resources.get(wait.on), lanes.fold.tasks.get(wait.on)
        told["on"] = task.label if task is not None else resource.name or resource.kind if resource else wait.on
    if wait.woken_by is not None:
        told["woken by"] = wait.woken_by.kind
    return _slice((_TASKS, lane), wait.kind, "waiting", span.start_ns, span.end_ns, **told)


def _arrow(lanes: Lanes, task: Task, wait: Wait, number: int) -> list[Event]:
    """An arrow from the step that ended a wait to the step after it; none if one of the two is not known."""
    by = wait.woken_by.task if wait.woken_by is not None else None
    if by is None or wait.end_ns is None or by not in lanes.fold.tasks:
        return []
    from_, to = lanes.steps.get(by, []), lanes.steps.get(task.id, [])
    begun, next_ = bisect_left(from_, (wait.end_ns + 1,)) - 1, bisect_left(to, (wait.end_ns,))
    if begun < 0 or next_ >= len(to) or from_[begun][1] < wait.end_ns:
        return []
    shared = {"cat": "wake", "name": "wake", "id": number, "pid": _TASKS}
    return [
        {**shared, "ph": "s", "tid": _FIRST + by, "ts": wait.end_ns / 1e3},
        {**shared, "ph": "f", "bp": "e", "tid": _FIRST + task.id, "ts": to[next_][0] / 1e3},
    ]


def _works(fold: Fold) -> Iterator[Event]:
    if fold.works:
        yield _named("process", _WORKERS, 0, "workers")
    lanes: dict[tuple[str, int], int] = {}
    for work in fold.works.values():
        if work.started_ns is None:
            continue
        # Of a pool of processes it is not known which one runs a work: then each gets a lane, for they may overlap.
        worker = work.worker or -work.id
        lane = lanes.setdefault((work.kind, worker), len(lanes) + 1)
        if lane == len(lanes):
            yield from _lane(
                _WORKERS, lane, f"{work.kind} {worker}" if worker > 0 else f"{work.kind}: {work.function}", lane
            )
        end = work.ended_ns if work.ended_ns is not None else fold.clock.now_ns
        queued = work.started_ns - work.submitted_ns
        by = fold.tasks[work.task].label if work.task in fold.tasks else None
        told = {"outcome": work.outcome, "by": by, "queued_us": queued / 1e3}
        yield _slice((_WORKERS, lane), work.function, "work", work.started_ns, end, **told)


def _queues(fold: Fold) -> Iterator[Event]:
    for queue in fold.resources.values():
        if queue.sizes:
            yield _named("process", _QUEUES, 0, "queues")
            break
    for queue in fold.resources.values():
        for t, size in queue.sizes:
            name = f"{queue.name or 'queue'} ({queue.id})"
            yield {"ph": "C", "pid": _QUEUES, "tid": 0, "ts": t / 1e3, "name": name, "args": {"items": size}}


def _named(what: str, process: int, lane: int, name: str) -> Event:
    return {"ph": "M", "name": f"{what}_name", "pid": process, "tid": lane, "args": {"name": name}}


def _lane(process: int, lane: int, name: str, position: int) -> Iterator[Event]:
    yield _named("thread", process, lane, name)
    order = {"sort_index": position}
    yield {"ph": "M", "name": "thread_sort_index", "pid": process, "tid": lane, "args": order}


def _slice(lane: tuple[int, int], name: str, category: str, start: int, end: int, /, **told: Any) -> Event:
    event: Event = {"ph": "X", "pid": lane[0], "tid": lane[1], "ts": start / 1e3, "dur": max(0, end - start) / 1e3}
    event.update(name=name, cat=category, args=told)
    return event


def _instant(lane: int, t: int, name: str, **told: Any) -> Event:
    return {"ph": "i", "s": "t", "pid": _TASKS, "tid": lane, "ts": t / 1e3, "name": name, "cat": "note", "args": told}
