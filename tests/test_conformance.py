"""The judge behind `make conformance`, on one module of CPython's tests; the long run is no part of `make test`."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

import conformance
from conformance_compare import Outcomes, Result, Verdict, compare
from conformance_report import render

ROOT = Path(__file__).resolve().parent.parent
MODULE = "test_locks"


@pytest.fixture(scope="module", autouse=True)
def with_tests() -> None:
    if not conformance.listed(sys.executable)[1]:
        pytest.skip("this Python came without the package test; on Debian it is libpython3-testsuite")


@pytest.fixture
def bent_tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A copy of the recorder with some lines at its end; the judge is sent there."""

    def bend(*lines: str) -> None:
        for folder in ("aioscope", "scripts"):
            shutil.copytree(
                ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("labextension", "__pycache__")
            )
        with (tmp_path / "aioscope" / "__init__.py").open("a", encoding="utf-8") as file:
            file.write("\n".join(["", *lines, ""]))
        monkeypatch.setattr(conformance, "PROGRAM", tmp_path / "scripts" / conformance.PROGRAM.name)

    return bend


def check(module: str = MODULE) -> Result:
    result = conformance.check(sys.executable, {module}, rounds=1, jobs=2)
    assert result is not None
    return result


def test_locks_end_alike_and_were_watched() -> None:
    result = check()
    assert result.verdict.differs == []
    assert result.on.problems == []
    assert result.passed
    assert result.verdict.same + len(result.verdict.flaky) > 40
    assert result.on.counts["tests"] > 20
    assert result.on.counts["watched"] == result.on.counts["runs"] > 20


def test_a_recorder_that_changes_something_is_found(bent_tree) -> None:
    bent_tree("import asyncio", "asyncio.Lock.__repr__ = lambda lock: '<a lock>'")
    result = check()
    assert result.verdict.differs == ["test.test_asyncio.test_locks.LockTests.test_repr"]
    assert not result.passed


def test_a_hook_that_fails_is_found(bent_tree) -> None:
    bent_tree("from . import reading", "reading.task_of = None")
    result = check()
    assert any("hook_failed" in problem for problem in result.on.problems)
    assert not result.passed


def test_a_process_that_ends_early_is_found(bent_tree) -> None:
    bent_tree("import os, asyncio", "asyncio.Lock.release = lambda lock: os._exit(3)")
    result = check()
    assert any("the process ended with 3" in problem for problem in result.on.problems)
    assert not result.passed


def test_nothing_watched_does_not_pass() -> None:
    assert not Result("3.11.7", 1, Verdict(same=70), Outcomes()).passed


def test_an_excluded_test_is_listed_with_its_reason() -> None:
    verdict = compare([{"m.T.a": "passed"}], [{"m.T.a": "failed"}], ["m.T."])
    assert (verdict.differs, verdict.excluded) == ([], ["m.T.a"])
    assert "- excluded: `m.T.`: it counts frames" in render(
        [Result("3.11.7", 1, verdict, Outcomes())], {"m.T.": "it counts frames"}, rounds=1
    )


def test_a_test_that_was_not_reached_differs() -> None:
    assert compare([{"a": "passed"}], [{}]).differs == ["a"]


def test_a_module_that_takes_too_long_is_ended_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conformance, "TIMEOUT", 0.01)
    outcomes = conformance.run(sys.executable, "off", [f"test.test_asyncio.{MODULE}"])
    assert "test_locks: it took more than 0.01 s" in outcomes.cut
