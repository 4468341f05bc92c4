"""What the recorder knows: facts, in the order in which they became true.

A fact is a plain tuple ``(kind, t, ...)`` whose items stand in the order of :data:`FIELDS`. Tuples of numbers and
short strings are the cheapest record that can be made on the loop's thread, and they keep no task, frame or result
alive. The same facts as JSON objects are the contract with the browser and with saved files:
``protocol/events.schema.json`` gives the unit of every field and the meaning of its absence.

Tried and dropped: named tuples (four times the cost to make), dicts (twice the cost, three times the memory).
"""

from __future__ import annotations

from typing import Any

FORMAT = 1
"""Version of the contract; goes into every run's first fact."""

Fact = tuple[Any, ...]

FIELDS: dict[str, tuple[str, ...]] = {
    "run_started": ("format", "run", "name", "python", "clock"),
    "run_ended": ("overhead",),
    "cell_started": ("cell", "count", "task"),
    "cell_ended": ("cell", "outcome"),
    "place_named": ("place", "cell", "file", "line", "function"),
    "task_created": ("task", "name", "coroutine", "parent", "cell", "site", "role"),
    "task_renamed": ("task", "name"),
    "step": ("task",),
    "wait_started": ("task", "wait", "on", "until", "stack"),
    "task_woken": ("task", "by"),
    "task_ended": ("task", "outcome", "error", "message"),
    "resource_seen": ("resource", "type", "name", "capacity"),
    "acquired": ("resource", "task"),
    "released": ("resource", "task"),
    "facts_dropped": ("count",),
}
"""The fields of each kind after ``kind`` and ``t``, as in the schema."""

_NAMES = {kind: ("kind", "t", *fields) for kind, fields in FIELDS.items()}

IDLE = 0
"""In a step fact: the loop has nothing to run and sleeps."""

LOOP = -1
"""In a step fact: the loop runs a callback that belongs to no watched task."""


def to_json(fact: Fact) -> dict[str, Any]:
    """Return the JSON object of a fact.

    >>> to_json(("task_woken", 1500, 3, ("task", 2)))
    {'kind': 'task_woken', 't': 1500, 'task': 3, 'by': {'kind': 'task', 'task': 2}}
    """
    json = dict(zip(_NAMES[fact[0]], fact, strict=True))
    if fact[0] == "task_woken":
        json["by"] = {"kind": fact[3][0], "task": fact[3][1]}
    elif fact[0] == "wait_started":
        json["stack"] = list(fact[6])
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
    if kind == "task_woken":
        values[1] = (values[1]["kind"], values[1]["task"])
    elif kind == "wait_started":
        values[4] = tuple(values[4])
    return (kind, json["t"], *values)
