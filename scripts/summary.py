"""Counts tests over the reports that jest, pytest and Playwright leave in .make/reports.

Prints one line, ``N passed, N failed, N skipped``, for whoever reads the end of `make test`.
"""

from __future__ import annotations

import json
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any, NamedTuple

REPORTS = Path(__file__).resolve().parent.parent / ".make" / "reports"


class Counts(NamedTuple):
    """How many tests ended how."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def plus(self, other: Counts) -> Counts:
        """Add up two counts."""
        return Counts(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def of_jest(report: dict[str, Any]) -> Counts:
    """Count jest's --json report; a spec file that could not even start is one failure."""
    failed = report["numFailedTests"] + report["numRuntimeErrorTestSuites"]
    return Counts(report["numPassedTests"], failed, report["numPendingTests"] + report["numTodoTests"])


def of_pytest(root: ET.Element) -> Counts:
    """Count pytest's --junitxml report; an error in a fixture or while collecting is a failure."""
    total = Counts()
    for suite in root.iter("testsuite"):
        tests, failures, errors, skipped = (
            int(suite.get(key, 0)) for key in ("tests", "failures", "errors", "skipped")
        )
        total = total.plus(Counts(tests - failures - errors - skipped, failures + errors, skipped))
    return total


def of_playwright(report: dict[str, Any]) -> Counts:
    """Count Playwright's JSON report; a test that passed only when repeated is a failure, as is each global error."""
    stats = report["stats"]
    return Counts(stats["expected"], stats["unexpected"] + stats["flaky"] + len(report["errors"]), stats["skipped"])


def count(reports: Path) -> Counts:
    """Add up the reports that are there."""
    total = Counts()
    for name, counter in (("jest", of_jest), ("playwright", of_playwright)):
        path = reports / f"{name}.json"
        if path.exists():
            total = total.plus(counter(json.loads(path.read_text(encoding="utf-8"))))
    path = reports / "pytest.xml"
    if path.exists():
        total = total.plus(of_pytest(ET.parse(path).getroot()))  # noqa: S314 - our own pytest wrote it
    return total


if __name__ == "__main__":
    sys.stdout.write(f"{count(REPORTS)}\n")
