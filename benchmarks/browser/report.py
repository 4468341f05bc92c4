"""``python -m benchmarks browser``: what the scope costs in Chromium, and speedscope beside it, as tables."""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.children import ROOT
from benchmarks.tables import table

_NEEDED = ("node_modules/@rspack/core", "node_modules/speedscope", "ui-tests/node_modules/@playwright/test")


def print_browser(quick: bool, root: Path = ROOT) -> bool:
    """Measure and print; False: it could not be measured.

    Without Node, the npm packages of the extension and of its journeys it says what is missing, which is no failure.
    """
    node = shutil.which("node")
    if node is None or not all((root / needed).is_dir() for needed in _NEEDED):
        print("Needs Node and the npm packages of the journeys: run make build, and npm ci in ui-tests.")
        return True
    command = [node, "benchmarks/browser/measure.mjs", *["--quick"] * quick]
    done = subprocess.run(command, cwd=root, check=False, stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        return False
    print(report(json.loads(done.stdout)))
    return True


def quantile(values: Sequence[float], share: float) -> float:
    """The value that ``share`` of the values are not above.

    >>> quantile([3.0, 1.0, 2.0], 0.5)
    2.0
    """
    return sorted(values)[int(share * (len(values) - 1))]


def _both(values: Sequence[float]) -> list[str]:
    """Median, and what 95 of 100 are not above."""
    return [f"{quantile(values, 0.5):.1f}", f"{quantile(values, 0.95):.1f}"]


def report(measured: dict[str, Any]) -> str:
    """All tables, with a sentence above each."""
    panned = [["an empty page", "", "", *_frames(measured["empty"])]]
    panned += [[*_size(row), row["part"], *_frames(row)] for row in measured["pan"]]
    parts = [
        "Facts are decoded and folded, then the whole panel (tree, timeline, header) is shown; then the cursor jumps:",
        table(
            ["facts", "lanes", "million facts/s", "first paint: ms", "seek: ms", "p95"],
            [
                [*_size(row), f"{row['rate'] / 1e6:.2f}", f"{row['paint']:.0f}", *_both(row["seeks"])]
                for row in measured["show"]
            ],
        ),
        "The Timeline alone is panned with the wheel:",
        table(["facts", "lanes", "shown", "interval: ms", "p95", "main thread: ms", "p95"], panned),
        "Facts arrive 20 times a second; from each message to its paint, kernel and network not included:",
        table(
            ["facts before", "lanes", "facts in a message", "ms", "p95"],
            [
                [f"{row['before']:,.0f}", f"{row['lanes']:,}", f"{row['perMessage']:,}", *_both(row["spent"])]
                for row in measured["live"]
            ],
        ),
        "The same run from a file, in the Timeline and in speedscope in turns; both show a half of it and are panned:",
        table(
            ["facts", "", "first paint: ms", "interval: ms", "p95", "main thread: ms", "p95"],
            [line for row in measured["beside"] for line in _beside(row)],
        ),
        f"{measured['browser']}, without a graphics card. Median, and p95, of what was measured once each.",
    ]
    return "\n\n".join(parts)


def _size(row: dict[str, Any]) -> list[str]:
    return [f"{row['facts']:,.0f}", f"{row['lanes']:,}"]


def _frames(row: dict[str, Any]) -> list[str]:
    return [*_both(row["intervals"]), *_both(row["costs"])]


def _beside(row: dict[str, Any]) -> list[list[str]]:
    """Ours, theirs, and ours over theirs."""
    rounds = row["rounds"]
    sides = [[each[side] for each in rounds] for side in (0, 1)]
    figures = [
        [
            statistics.median(one["opened"] for one in side),
            *(
                quantile([value for one in side for value in one[key]], share)
                for key in ("intervals", "costs")
                for share in (0.5, 0.95)
            ),
        ]
        for side in sides
    ]
    ratios = [ours / theirs for ours, theirs in zip(*figures, strict=True)]
    facts = f"{row['facts']:,.0f}"
    return [
        [facts, "aioscope", f"{figures[0][0]:.0f}", *(f"{value:.1f}" for value in figures[0][1:])],
        [facts, "speedscope", f"{figures[1][0]:.0f}", *(f"{value:.1f}" for value in figures[1][1:])],
        [facts, "ratio", *(f"{ratio:.2f}" for ratio in ratios)],
    ]
