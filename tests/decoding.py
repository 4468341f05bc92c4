"""A message of facts, put together again as the contract tells the browser to."""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence
from typing import Any

FIELDS = {
    "step": ("task",),
    "iteration": ("polled", "ready", "timers", "due"),
    "wait_started": ("task", "shape", "on", "until"),
    "task_woken": ("task", "kind", "by"),
    "acquired": ("resource", "task"),
    "released": ("resource", "task"),
    "resized": ("resource", "size", "task"),
}
WAKERS = ("task", "timer", "io", "thread", "cancel", "callback", "unknown", "scope")


def decode(data: dict[str, Any], buffers: Sequence[bytes]) -> list[dict[str, Any]]:
    """The facts of a message, as JSON objects in their order."""
    assert len(buffers) == len(data["columns"])
    found: dict[int, dict[str, Any]] = {}
    for column, buffer in zip(data["columns"], buffers, strict=True):
        kind, count = column["kind"], column["count"]
        numbers = [None if math.isnan(n) else int(n) for n in array("d", buffer)]
        names = ("position", "t", *FIELDS[kind])
        assert len(numbers) == count * len(names)
        for row in range(count):
            fields = {name: numbers[index * count + row] for index, name in enumerate(names)}
            position = fields.pop("position")
            assert position not in found
            found[position] = {"kind": kind, **_whole(kind, fields, data["shapes"])}
    others = iter(data["facts"])
    facts = [found[p] if p in found else next(others) for p in range(data["count"])]
    assert list(others) == []
    return facts


def _whole(kind: str, fields: dict[str, Any], shapes: list[dict[str, Any]]) -> dict[str, Any]:
    if kind == "wait_started":
        t, task, shape, on, until = fields.values()
        return {
            "t": t,
            "task": task,
            "wait": shapes[shape]["wait"],
            "on": on,
            "until": until,
            "stack": shapes[shape]["stack"],
        }
    if kind == "task_woken":
        return {"t": fields["t"], "task": fields["task"], "by": {"kind": WAKERS[fields["kind"]], "task": fields["by"]}}
    return fields
