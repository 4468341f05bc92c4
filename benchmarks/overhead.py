"""What watching costs: every workload under every mechanism, and the tables of it.

Each pair of them is measured in a process of its own (``measure.py``), one after the other; what is printed meanwhile
goes to stderr, the tables to stdout, as Markdown.
"""

from __future__ import annotations

import itertools
from typing import Any, NamedTuple

from .children import Failed, ask, say
from .mechanisms import MECHANISMS
from .tables import spread, table
from .workloads import WORKLOADS


class NotInstalled(Exception):
    """Something cannot be measured in this Python; the text names the distributions that it lacks."""


class Effort(NamedTuple):
    """How long to look."""

    bare_seconds: float
    pairs: int
    seconds: float


FULL = Effort(bare_seconds=0.2, pairs=9, seconds=8.0)
QUICK = Effort(bare_seconds=0.02, pairs=3, seconds=0.5)


class Row(NamedTuple):
    """One workload under one mechanism; the two lists have one item for each watched run."""

    ratios: list[float]
    costs_us: list[float]
    facts: int
    dropped: int
    merged: int
    versions: str


class Size(NamedTuple):
    """A workload as it is measured: what ``measure.py --calibrate`` found."""

    size: int
    steps: int


Rows = dict[tuple[str, str], Row]


def overhead(python: str, workloads: list[str], mechanisms: list[str], effort: Effort) -> bool:
    """Measure with one interpreter and print its tables; return whether all that is installed could be measured."""
    sizes: dict[str, Size] = {}
    rows: Rows = {}
    why_not: dict[str, str] = {}

    def look(workload: str, mechanism: str) -> None:
        try:
            rows[workload, mechanism] = row = _row(python, workload, mechanism, sizes[workload], effort)
            say(f"{workload} {mechanism}: {spread(row.ratios)}")
        except NotInstalled as missing:
            why_not[MECHANISMS[mechanism].title] = f"not installed in this Python: {missing}"
            shown.remove(mechanism)
        except Failed as failed:
            say(f"{workload} {mechanism} failed: {failed}")

    shown, wanted = list(mechanisms), len(workloads)
    for workload in workloads:
        try:
            found = _measured(python, workload, "--calibrate", str(effort.bare_seconds))
            sizes[workload] = Size(**found)
        except NotInstalled as missing:
            why_not[f"{workload} ({WORKLOADS[workload].title})"] = f"not installed in this Python: {missing}"
            wanted -= 1
            continue
        except Failed as failed:
            say(f"{workload} failed: {failed}")
            continue
        for mechanism in list(shown):
            look(workload, mechanism)
    if sizes:
        _print_tables(sizes, shown, rows)
    for what, why in why_not.items():
        print(f"\n{what}: {why}.")
    return len(sizes) == wanted and all((workload, key) in rows for workload in sizes for key in shown)


def _row(python: str, workload: str, mechanism: str, size: Size, effort: Effort) -> Row:
    """Measure one workload under one mechanism. Raises NotInstalled, Failed."""
    longer = MECHANISMS[mechanism].longer
    options = [f"--size={longer * size.size}", f"--pairs={effort.pairs}", f"--seconds={effort.seconds}"]
    found = _measured(python, workload, mechanism, *options)
    bare, watched = found["bare"], found["watched"]
    beside = [(before + after) / 2 for before, after in itertools.pairwise(bare)]
    return Row(
        ratios=[spent / base for spent, base in zip(watched, beside, strict=True)],
        costs_us=[(spent - base) / (longer * size.steps) * 1e6 for spent, base in zip(watched, beside, strict=True)],
        facts=found["facts"],
        dropped=found["dropped"],
        merged=found["merged"],
        versions=found["versions"],
    )


def _measured(python: str, *arguments: str) -> dict[str, Any]:
    """What ``measure.py`` prints. Raises NotInstalled, Failed."""
    found = ask(python, "measure", *arguments)
    if missing := found.get("missing"):
        raise NotInstalled(", ".join(missing))
    return found


def _print_tables(sizes: dict[str, Size], mechanisms: list[str], rows: Rows) -> None:
    keys = list(sizes)

    def cells(workload: str, mechanism: str, of: str, digits: int) -> str:
        row = rows.get((workload, mechanism))
        return "failed" if row is None else spread(getattr(row, of), digits)

    print("Whole run: CPU time / CPU time of the bare run, median (quartiles).\n")
    body = [[MECHANISMS[key].title, *(cells(w, key, "ratios", 2) for w in keys)] for key in mechanisms]
    print(table(["", *keys], body))
    print("\nAdded to each step (a task's, or a plain callback's), in us, median (quartiles).\n")
    body = [[MECHANISMS[key].title, *(cells(w, key, "costs_us", 2) for w in keys)] for key in mechanisms]
    print(table(["", *keys], body))
    print("\nWhat each sees.\n")
    body = [[MECHANISMS[key].title, MECHANISMS[key].sees, _version(key, rows)] for key in mechanisms]
    print(table(["", "sees", "version"], body))
    print("\nThe workloads, at the size that was run.\n")
    heads = ["", "what", "steps", "facts, exact", f"facts, default, {MECHANISMS['recorder'].longer} times as long"]
    body = [
        [w, WORKLOADS[w].title, f"{sizes[w].steps:,}", _facts(w, "exact", rows), _facts(w, "recorder", rows)]
        for w in keys
    ]
    print(table(heads, body))


def _version(mechanism: str, rows: Rows) -> str:
    return next((row.versions for (_, key), row in rows.items() if key == mechanism), "")


def _facts(workload: str, mechanism: str, rows: Rows) -> str:
    row = rows.get((workload, mechanism))
    if row is None:
        return ""
    notes = [f"{row.merged} windows merged"] * bool(row.merged) + [f"{row.dropped:,} only counted"] * bool(row.dropped)
    return ", ".join([f"{row.facts:,}", *notes])
