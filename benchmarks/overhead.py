"""What watching costs: every workload under every mechanism, and the tables of it.

Each pair of them is measured in a process of its own (``measure.py``), one after the other; what is printed meanwhile
goes to stderr, the tables to stdout, as Markdown.
"""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

from .mechanisms import MECHANISMS
from .tables import spread, table
from .workloads import WORKLOADS

ROOT = Path(__file__).resolve().parent.parent


LONGEST = 600
"""Seconds after which a measurement is given up."""


class NotInstalled(Exception):
    """A mechanism cannot be measured in this Python; the text names the distributions that it lacks."""


class Failed(Exception):
    """A measurement ended without a result; the text is the last thing that it said."""


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
    versions: str


class Size(NamedTuple):
    """A workload as it is measured: what ``measure.py --calibrate`` found."""

    size: int
    steps: int
    python: str


Rows = dict[tuple[str, str], Row]


def overhead(python: str, workloads: list[str], mechanisms: list[str], effort: Effort) -> bool:
    """Measure with one interpreter and print its tables; return whether all that is installed could be measured."""
    sizes: dict[str, Size] = {}
    rows: Rows = {}
    why_not: dict[str, str] = {}

    def look(workload: str, mechanism: str) -> None:
        try:
            if workload not in sizes:
                sizes[workload] = Size(**_measured(python, workload, "--calibrate", str(effort.bare_seconds)))
            rows[workload, mechanism] = row = _row(python, workload, mechanism, sizes[workload], effort)
            _say(f"{workload} {mechanism}: {spread(row.ratios)}")
        except NotInstalled as missing:
            why_not[mechanism] = f"not installed in this Python: {missing}"
        except Failed as failed:
            _say(f"{workload} {mechanism} failed: {failed}")

    for workload in workloads:
        for mechanism in mechanisms:
            if mechanism not in why_not:
                look(workload, mechanism)
    shown = [key for key in mechanisms if key not in why_not]
    if sizes:
        _print_tables(sizes, shown, rows)
    for key, why in why_not.items():
        print(f"\n{MECHANISMS[key].title}: {why}.")
    return all((workload, key) in rows for workload in workloads for key in shown)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _row(python: str, workload: str, mechanism: str, size: Size, effort: Effort) -> Row:
    """Measure one workload under one mechanism. Raises NotInstalled, Failed."""
    options = [f"--size={size.size}", f"--pairs={effort.pairs}", f"--seconds={effort.seconds}"]
    found = _measured(python, workload, mechanism, *options)
    if missing := found.get("missing"):
        raise NotInstalled(", ".join(missing))
    bare, watched = found["bare"], found["watched"]
    beside = [(before + after) / 2 for before, after in itertools.pairwise(bare)]
    return Row(
        ratios=[spent / base for spent, base in zip(watched, beside, strict=True)],
        costs_us=[(spent - base) / size.steps * 1e6 for spent, base in zip(watched, beside, strict=True)],
        facts=found["facts"],
        dropped=found["dropped"],
        versions=found["versions"],
    )


def _measured(python: str, *arguments: str) -> dict[str, Any]:
    """Run ``measure.py`` and return what it prints. Raises Failed with the last thing it said, if it fails."""
    # With one of these asyncio's debug mode would be on in bare runs, too.
    environment = {k: v for k, v in os.environ.items() if k not in {"PYTHONASYNCIODEBUG", "PYTHONDEVMODE"}}
    command = [python, "-m", "benchmarks.measure", *arguments]
    try:
        done = subprocess.run(
            command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True, timeout=LONGEST
        )
    except subprocess.TimeoutExpired as error:
        raise Failed(f"it did not end within {LONGEST} s") from error
    if done.returncode != 0:
        raise Failed((done.stderr.strip().splitlines() or [f"it ended with {done.returncode}"])[-1])
    return json.loads(done.stdout.splitlines()[-1])


def _print_tables(sizes: dict[str, Size], mechanisms: list[str], rows: Rows) -> None:
    python = next(iter(sizes.values())).python
    keys = list(sizes)

    def cells(workload: str, mechanism: str, of: str, digits: int) -> str:
        row = rows.get((workload, mechanism))
        return "failed" if row is None else spread(getattr(row, of), digits)

    print(f"\n### Python {python}\n")
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
    heads = ["", "what", "steps", "facts of the recorder"]
    print(table(heads, [[w, WORKLOADS[w].title, f"{sizes[w].steps:,}", _facts(w, rows)] for w in keys]))


def _version(mechanism: str, rows: Rows) -> str:
    return next((row.versions for (_, key), row in rows.items() if key == mechanism), "")


def _facts(workload: str, rows: Rows) -> str:
    row = rows.get((workload, "recorder"))
    if row is None:
        return ""
    return f"{row.facts:,}" + (f" kept, {row.dropped:,} only counted" if row.dropped else "")
