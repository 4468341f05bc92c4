"""The programs behind `make lab` and `make test`: what they copy, keep and count."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import browser
import lab
import run_checks
import summary

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def english_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")


@pytest.mark.usefixtures("english_locale")
class TestLanguage:
    @pytest.mark.parametrize("wanted", ["zh-CN", "zh", "zh_CN.UTF-8", "zh_TW:en"])
    def test_chinese_where_asked_for(self, wanted: str) -> None:
        assert lab.language_of(wanted) == "zh-CN"

    @pytest.mark.parametrize("wanted", ["", "en", "fr_FR", "C"])
    def test_english_otherwise(self, wanted: str) -> None:
        assert lab.language_of(wanted) == "en"

    def test_the_environment_decides_where_nothing_is_asked_for(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("LANG", "zh_CN.UTF-8")
        assert lab.language_of("") == "zh-CN"
        assert lab.language_of("en") == "en"


def test_copying_the_course_overwrites_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "notebooks" / "en"
    source.mkdir(parents=True)
    for name in ("02-task.ipynb", "01-loop.ipynb"):
        (source / name).write_text("ours", encoding="utf-8")
    monkeypatch.setattr(lab, "ROOT", tmp_path)
    target = tmp_path / "course"
    target.mkdir()
    (target / "02-task.ipynb").write_text("mine", encoding="utf-8")

    assert lab.copy_course("en", target) == ([target / "01-loop.ipynb", target / "02-task.ipynb"], 1)
    assert (target / "01-loop.ipynb").read_text(encoding="utf-8") == "ours"
    assert (target / "02-task.ipynb").read_text(encoding="utf-8") == "mine"
    assert lab.copy_course("en", target)[1] == 0


def test_a_taken_port_is_left_alone() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        other = lab.free_port("127.0.0.1", port)
        assert other != port
    assert lab.free_port("127.0.0.1", other) == other


def test_browser_that_is_not_there_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHROMIUM_PATH", "/nowhere/chromium")
    assert browser.main() == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "/nowhere/chromium" in said.err


class TestSummary:
    """The reports are what the runners really write, cut down to what is counted."""

    def test_counts_add_up_over_the_reports_that_are_there(self, tmp_path: Path) -> None:
        assert summary.count(tmp_path) == (0, 0, 0)
        self.write(
            tmp_path / "jest.json",
            {
                "numPassedTests": 5,
                "numFailedTests": 1,
                "numPendingTests": 2,
                "numTodoTests": 1,
                "numRuntimeErrorTestSuites": 1,
            },
        )
        assert summary.count(tmp_path) == (5, 2, 3)
        stats = {"expected": 3, "unexpected": 1, "flaky": 1, "skipped": 1}
        self.write(tmp_path / "playwright.json", {"stats": stats, "errors": [{"message": "no server"}]})
        assert summary.count(tmp_path) == (8, 5, 4)

    def test_what_pytest_writes_is_counted(self, tmp_path: Path) -> None:
        (tmp_path / "test_few.py").write_text(
            "import pytest\n"
            "def test_good(): pass\n"
            "def test_bad(): assert False\n"
            "@pytest.fixture\n"
            "def broken(): raise ValueError\n"
            "def test_error(broken): pass\n"
            "@pytest.mark.skip\n"
            "def test_later(): pass\n",
            encoding="utf-8",
        )
        command = [sys.executable, "-m", "pytest", "-q", "-c", os.devnull, "--rootdir=.", "--junitxml=pytest.xml"]
        subprocess.run([*command, "test_few.py"], cwd=tmp_path, capture_output=True, check=False)
        assert str(summary.count(tmp_path)) == "1 passed, 2 failed, 1 skipped"

    @staticmethod
    def write(path: Path, report: object) -> None:
        path.write_text(json.dumps(report), encoding="utf-8")


class TestRunChecks:
    def test_a_failing_step_is_told_and_the_next_one_still_runs(
        self, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(run_checks, "ROOT", tmp_path)
        monkeypatch.setattr(run_checks, "REPORTS", tmp_path / "reports")
        monkeypatch.setattr(run_checks, "prepare", lambda: True)
        steps = [
            run_checks.Step("bad", [sys.executable, "-c", "print('what is wrong'); raise SystemExit(3)"]),
            run_checks.Step("gone", ["no-such-program-at-all"]),
            run_checks.Step("good", [sys.executable, "-c", "print('nobody needs to know')"]),
        ]
        monkeypatch.setattr(run_checks, "STEPS", steps)
        assert run_checks.main([]) == 1
        said = capfd.readouterr().out
        assert "what is wrong" in said
        assert "no-such-program-at-all could not be started" in said
        assert "[3/3] good ... ok" in said
        assert "nobody needs to know" not in said
        assert said.splitlines()[-2:] == ["FAILED: bad, gone.", "0 passed, 0 failed, 0 skipped"]
        assert run_checks.main(["good"]) == 0
        assert "All checks passed." in capfd.readouterr().out

    def test_an_unknown_step_is_refused(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run_checks.main(["nonsense"]) == 2
        assert "There is no step nonsense; there are course, " in capsys.readouterr().out


def test_one_version_everywhere() -> None:
    """pyproject takes the version from package.json; what is installed here shows it."""
    import aioscope

    version = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["version"]
    assert aioscope.__version__ == version
