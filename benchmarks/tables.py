"""Tables as Markdown, and the words about the machine that stand above them."""

from __future__ import annotations

import os
import platform
import re
import statistics
from collections.abc import Sequence
from pathlib import Path

_FIGURE = re.compile(r"(-?[\d.,]+( \(.+\))?)?")


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Lay out a table so that it reads well in a terminal too; columns but the first that hold figures go to the right.

    >>> print(table(["", "kB"], [["entry", "15.1"], ["all", "7"]]))
    |       |   kB |
    | ----- | ---: |
    | entry | 15.1 |
    | all   |    7 |
    """
    every = [list(column) for column in zip(heads, *rows, strict=True)]
    widths = [max(len(cell) for cell in [*cells, "---:"]) for cells in every]
    right = [
        index > 0 and any(cells[1:]) and all(map(_FIGURE.fullmatch, cells[1:])) for index, cells in enumerate(every)
    ]
    rule = ["-" * (width - 1) + ":" if to_right else "-" * width for width, to_right in zip(widths, right, strict=True)]

    def line(cells: Sequence[str]) -> str:
        fitted = [
            cell.rjust(width) if to_right else cell.ljust(width)
            for cell, width, to_right in zip(cells, widths, right, strict=True)
        ]
        return f"| {' | '.join(fitted)} |"

    return "\n".join([line(heads), f"| {' | '.join(rule)} |", *(line(row) for row in rows)])


def spread(values: Sequence[float], digits: int = 2) -> str:
    """The median, and the quartiles in brackets.

    >>> spread([1.0, 1.1, 1.3])
    '1.10 (1.05-1.20)'
    """
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
    return f"{middle:.{digits}f} ({low:.{digits}f}-{high:.{digits}f})"


def machine() -> str:
    """The machine in one line.

    >>> machine().count(", ") >= 2
    True
    """
    return f"{_processor()}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or "unknown processor")
