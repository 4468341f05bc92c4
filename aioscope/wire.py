"""Facts as the browser gets them: numbers as binary columns, the rest as JSON.

See FactsMessage in ``protocol/events.schema.json``. A message explains itself: what its columns refer to (kinds of
wait, await chains) is in it, so that any of them may be lost or sent again.

Tried and dropped: JSON for steps (four times the bytes, twenty times the time); only steps in columns (half of a busy
program's facts are waits and wakes: packing them cost more than recording them); narrower numbers than float64 (a
third of the bytes, and a reader for each column).
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Sequence
from math import nan
from typing import Any

from .facts import WAKERS, Fact, to_json

COLUMNS = ("step", "iteration", "wait_started", "task_woken", "acquired", "released", "resized")
"""Kinds whose fields are numbers, in the schema's order."""

_WAKERS = {kind: index for index, kind in enumerate(WAKERS)}

Shapes = dict[tuple[str, tuple[int, ...]], int]
"""(kind of wait, await chain) -> its index in the message."""


def encode(run: str, log: Sequence[Fact], first: int, end: int, now: int) -> tuple[dict[str, Any], list[bytes]]:
    """Make the message of the facts ``first`` .. ``end - 1`` of a run.

    Args:
        run: its unique name.
        log: its facts.
        first: index of the first fact to send.
        end: index after the last.
        now: the run's clock in nanoseconds.

    Returns:
        The JSON object, and one buffer for each of its ``columns``.

    >>> data, buffers = encode("r", [("step", 7, 1), ("task_renamed", 8, 1, "a")], 0, 2, 9)
    >>> data["columns"], [fact["kind"] for fact in data["facts"]], array("d", buffers[0]).tolist()
    ([{'kind': 'step', 'count': 1}], ['task_renamed'], [0.0, 7.0, 1.0])
    """
    positions: dict[str, list[int]] = {kind: [] for kind in COLUMNS}
    chosen: dict[str, list[Fact]] = {kind: [] for kind in COLUMNS}
    others: list[dict[str, Any]] = []
    for position, fact in enumerate(log[first:end]):
        facts = chosen.get(fact[0])
        if facts is None:
            others.append(to_json(fact))
        else:
            facts.append(fact)
            positions[fact[0]].append(position)
    shapes: Shapes = {}
    columns = [kind for kind in COLUMNS if chosen[kind]]
    buffers = [_pack(positions[kind], _fields(kind, chosen[kind], shapes)) for kind in columns]
    data = {
        "kind": "facts",
        "run": run,
        "first": first,
        "count": end - first,
        "now": now,
        "columns": [{"kind": kind, "count": len(chosen[kind])} for kind in columns],
        "shapes": [{"wait": wait, "stack": list(stack)} for wait, stack in shapes],
        "facts": others,
    }
    return data, buffers


def _fields(kind: str, facts: list[Fact], shapes: Shapes) -> Iterable[Sequence[float | None]]:
    """The columns of some facts of one kind: t, and then its fields."""
    _, *columns = zip(*facts, strict=True)
    if kind == "wait_started":
        t, task, wait, on, until, stack = columns
        indices = [shapes.setdefault(shape, len(shapes)) for shape in zip(wait, stack, strict=True)]
        return t, task, indices, on, until
    if kind == "task_woken":
        t, task, by = columns
        return t, task, [_WAKERS[each[0]] for each in by], [each[1] for each in by]
    return columns


def _pack(positions: list[int], columns: Iterable[Sequence[float | None]]) -> bytes:
    packed = array("d", positions)
    for column in columns:
        try:  # at C speed for most columns
            packed.extend(array("d", column))  # pyright: ignore[reportArgumentType, reportCallIssue]
        except TypeError:  # noqa: PERF203 - there is a None in it
            packed.extend([nan if value is None else value for value in column])
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()
