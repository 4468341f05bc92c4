"""What the recorder knows: facts, in the order in which they became true.

A fact is a plain tuple ``(kind, t, ...)`` whose items stand in the order of :data:`FIELDS`. Tuples of numbers and
short strings are the cheapest record that can be made on the loop's thread, and they keep no task, frame or result
alive. The same facts as JSON objects are the contract with the browser and with saved files:
``protocol/events.schema.json`` gives the unit of every field and the meaning of its absence.

Tried and dropped: named tuples (four times the cost to make), dicts (twice the cost, three times the memory).
"""

from __future__ import annotations

from typing import Any

FORMAT = 2
"""Version of the contract; goes into every run's first fact. Format 1 still loads: see :mod:`aioscope.run`."""

Fact = tuple[Any, ...]

FIELDS: dict[str, tuple[str, ...]] = {
    "run_started": ("format", "run", "name", "python", "clock"),
    "run_ended": ("overhead",),
    "cell_started": ("cell", "count", "task"),
    "cell_ended": ("cell", "outcome"),
    "place_named": ("place", "cell", "file", "line", "function"),
    "task_created": ("task", "name", "coroutine", "parent", "cell", "site", "role"),
    "task_renamed": ("task", "name"),
    "iteration": ("polled", "ready", "timers", "due"),
    "callback_named": ("callback", "function", "site"),
    "step": ("task",),
    "eager_yielded": ("task",),
    "wait_started": ("task", "wait", "on", "until", "stack"),
    "task_woken": ("task", "by"),
    "task_ended": ("task", "outcome", "error", "message"),
    "cancel_requested": ("task", "by", "site", "requests"),
    "cancel_withdrawn": ("task", "requests"),
    "task_destroyed": ("task",),
    "exception_unretrieved": ("task",),
    "never_awaited": ("coroutine", "task", "site"),
    "generator_unclosed": ("generator", "site"),
    "resource_seen": ("resource", "type", "name", "capacity", "detail"),
    "acquired": ("resource", "task"),
    "released": ("resource", "task"),
    "resized": ("resource", "size", "task"),
    "members_named": ("resource", "tasks"),
    "timeout_set": ("resource", "task", "until"),
    "work_submitted": ("work", "type", "function", "task", "site"),
    "work_started": ("work", "worker"),
    "work_ended": ("work", "outcome"),
    "loop_blocked": ("task", "since", "stack"),
    "loop_unblocked": ("task", "since", "stack", "delayed", "delays"),
    "window_merged": ("since", "tasks", "steps", "busy"),
    "deadlock_found": ("tasks", "resources"),
    "finding": ("code", "severity", "task", "site", "concept", "at", "message", "evidence", "fix", "snippet"),
    "unseen": ("code", "detail", "message"),
    "overhead_told": ("overhead",),
    "facts_dropped": ("count",),
}
"""The fields of each kind after ``kind`` and ``t``, as in the schema."""

_LISTED = {"stack", "tasks", "resources", "steps", "busy", "delayed", "delays"}
"""Fields that are tuples here and lists in JSON."""

_NAMES = {kind: ("kind", "t", *fields) for kind, fields in FIELDS.items()}

IDLE = 0
"""In a step fact: the loop has nothing to run and sleeps."""

LOOP = -1
"""In a step fact: the loop runs a callback that belongs to no watched task and has no name; less: one that has."""

WAKERS = ("task", "timer", "io", "thread", "cancel", "callback", "unknown", "scope")
"""The kinds of a waker, in the order of the schema's enum."""

_LISTS = {kind: tuple(i for i, field in enumerate(fields) if field in _LISTED) for kind, fields in FIELDS.items()}
_BY = {"task_woken": 1, "cancel_requested": 1}


def to_json(fact: Fact) -> dict[str, Any]:
    """Return the JSON object of a fact.

    >>> to_json(("task_woken", 1500, 3, ("task", 2)))
    {'kind': 'task_woken', 't': 1500, 'task': 3, 'by': {'kind': 'task', 'task': 2}}
    """
    kind = fact[0]
    json = dict(zip(_NAMES[kind], fact, strict=True))
    if kind in _BY:
        by = json["by"]
        json["by"] = {"kind": by[0], "task": by[1]}
    for index in _LISTS[kind]:
        json[FIELDS[kind][index]] = list(fact[index + 2])
    return json


def from_json(json: dict[str, Any]) -> Fact:
    """Return the fact of a JSON object.

    Raises:
        KeyError: a field is missing, or the kind is not one of :data:`FIELDS`.
        TypeError: ``json`` is not an object.

    >>> from_json({'kind': 'step', 't': 1500, 'task': 3})
    ('step', 1500, 3)
    """
    kind = json["kind"]
    values = [json[field] for field in FIELDS[kind]]
    if kind in _BY:
        values[1] = (values[1]["kind"], values[1]["task"])
    for index in _LISTS[kind]:
        values[index] = tuple(values[index])
    return (kind, json["t"], *values)
