"""A recorded run in few words, so that a test can say exactly what it expects.

A wait is ``kind [of what] start-end waker``, in milliseconds: ``lock of key 0-20 task a``. The code under ``record()``
is called ``main``, whatever number asyncio gave its task.
"""

from __future__ import annotations

from aioscope import Place, Run, Task, Wait
from tests.virtual_time import MS


def name(run: Run, task: int | None) -> str | None:
    """The name of a task by its id."""
    return None if task is None else next(label(t) for t in run.tasks if t.id == task)


def label(task: Task) -> str:
    """What a test calls a task."""
    return "main" if task.role == "main" else task.name


def created(run: Run) -> list[tuple[str, str | None]]:
    """Each task and its parent, in the order of creation."""
    return [(label(task), name(run, task.parent)) for task in run.tasks]


def outcomes(run: Run) -> dict[str, str]:
    """How each task ended."""
    return {label(task): task.outcome for task in run.tasks}


def steps(run: Run) -> list[str | None]:
    """Whose step each was, in order; the loop's own doings left out."""
    return [name(run, fact[2]) for fact in run._log if fact[0] == "step" and fact[2] > 0]


def times(run: Run) -> dict[str, tuple[int, int | None]]:
    """When each task was created and when it ended, in milliseconds."""
    return {label(t): (t.created_ns // MS, t.ended_ns // MS if t.ended_ns is not None else None) for t in run.tasks}


def waits(run: Run, task: str) -> list[str]:
    """The waits of a task, a line each."""
    return [_told(run, wait) for t in run.tasks if label(t) == task for wait in t.waits]


def _told(run: Run, wait: Wait) -> str:
    exact = [t for t in (wait.start_ns, wait.end_ns) if t is not None]
    assert all(t % MS == 0 for t in exact), f"not a whole millisecond: {exact}"
    words = [wait.kind]
    if wait.on is not None:
        words += ["of", _on(run, wait.on)]
    words.append(f"{wait.start_ns // MS}-{'' if wait.end_ns is None else wait.end_ns // MS}")
    if wait.woken_by is not None:
        words.append(wait.woken_by.kind)
        if wait.woken_by.task is not None:
            words.append(str(name(run, wait.woken_by.task)))
    return " ".join(words)


def _on(run: Run, thing: int) -> str:
    for resource in run.resources:
        if resource.id == thing:
            return resource.name or resource.kind
    for work in run.works:
        if work.id == thing:
            return work.function.rsplit(".", 1)[-1]
    return str(name(run, thing))


def works(run: Run) -> list[str]:
    """What was done elsewhere, a line each: ``thread resize of main 0 0-20 in 1 returned`` (submitted, run, lane)."""
    lines: list[str] = []
    for work in run.works:
        times = [None if t is None else t // MS for t in (work.submitted_ns, work.started_ns, work.ended_ns)]
        submitted, started, ended = ("" if t is None else str(t) for t in times)
        words = [work.kind, work.function.rsplit(".", 1)[-1], "of", name(run, work.task), submitted]
        words += [f"{started}-{ended}", "in", "-" if work.worker is None else work.worker, work.outcome]
        lines.append(" ".join(str(word) for word in words))
    return lines


def holders(run: Run, resource: str) -> list[tuple[str, int, int | None]]:
    """Who held a lock or semaphore of this name, from when to when, in milliseconds."""
    found = [r for r in run.resources if r.name == resource and r.kind in ("lock", "semaphore")]
    assert len(found) == 1, [(r.kind, r.name) for r in run.resources]
    return [
        (str(name(run, h.task)), h.start_ns // MS, h.end_ns // MS if h.end_ns is not None else None)
        for h in found[0].holders
    ]


def members(run: Run) -> list[str]:
    """Whom each gather or group waits for, a line each: ``gather pages: a b``."""
    groups = [r for r in run.resources if r.kind in ("gather", "task_group")]
    return [f"{r.kind} {r.name}: " + " ".join(str(name(run, task)) for task in r.members) for r in groups]


def sizes(run: Run, resource: str) -> list[tuple[int, int, str | None]]:
    """How many items a queue of this name held, from when on (milliseconds), and who put or got."""
    (queue,) = (r.id for r in run.resources if r.name == resource and r.kind == "queue")
    facts = [fact for fact in run._log if fact[0] == "resized" and fact[2] == queue]
    return [(t // MS, size, name(run, task)) for _, t, _, size, task in facts]


def timeouts(run: Run) -> list[str]:
    """When timeouts were set, moved and left: ``0 scope of main 100`` (at, name, task, until), a line each."""
    names = {r.id: r.name for r in run.resources if r.kind == "timeout"}
    lines: list[str] = []
    for fact in run._log:
        if fact[0] == "timeout_set":
            _, t, resource, task, until = fact
            end = "-" if until is None else until // MS
            lines.append(f"{t // MS} {names[resource]} of {name(run, task)} {end}")
    return lines


def chain(wait: Wait) -> list[tuple[str, int]]:
    """The user's own part of an await chain: function and line, outermost first."""
    return [(_bare(place), place.line) for place in wait.stack if "/" not in place.file]


def _bare(place: Place) -> str:
    return place.function.rsplit(".", 1)[-1]
