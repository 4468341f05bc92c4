"""Every check of the repository, one after the other: what `make test` runs once all is set up.

    python scripts/run_checks.py [STEP ...]      only these steps, e.g. eslint pytest

A failing step does not end the run, so that one run tells all. Quiet steps show what they said only when they fail;
those with tests speak while they run. The last line counts the tests of jest, pytest and Playwright.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from summary import REPORTS, count

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable


class Step(NamedTuple):
    """One check: its name, its command, where it runs."""

    name: str
    command: list[str]
    folder: str = "."
    loud: bool = False


STEPS = [
    # First what needs nothing built; the course files are imported by src/concepts.
    Step("course", ["node", "scripts/build_course.mjs"]),
    Step("protocol", ["node", "scripts/generate_protocol.mjs", "--check"]),
    Step("imports", [PYTHON, "scripts/check_imports.py"]),
    Step("tsc", ["tsc"]),
    Step("pyright", ["pyright"]),
    Step("eslint", ["jlpm", "eslint:check"]),
    Step("prettier", ["jlpm", "prettier:check"]),
    Step("stylelint", ["jlpm", "stylelint:check"]),
    Step("ruff", ["ruff", "check", "."]),
    Step("ruff-format", ["ruff", "format", "--check", "."]),
    Step("jest", ["jest", "--ci", "--passWithNoTests", "--json", f"--outputFile={REPORTS}/jest.json"], loud=True),
    Step("pytest", [PYTHON, "-m", "pytest", f"--junitxml={REPORTS}/pytest.xml"], loud=True),
    Step("build", ["make", "--no-print-directory", "build"]),
    Step("tsc-ui-tests", ["tsc", "-p", "."], folder="ui-tests"),
    Step("ui-tests", ["jlpm", "playwright", "test", "--pass-with-no-tests"], folder="ui-tests", loud=True),
]


def run(step: Step, number: str) -> bool:
    """Run one step, announce it in one line, and tell whether it passed."""
    print(f"[{number}] {step.name}", end="\n" if step.loud else " ... ", flush=True)
    begun = time.monotonic()
    try:
        done = subprocess.run(
            step.command,
            cwd=ROOT / step.folder,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=None if step.loud else subprocess.PIPE,
            stderr=None if step.loud else subprocess.STDOUT,
            text=True,
            errors="replace",
        )
        passed, said = done.returncode == 0, done.stdout or ""
    except OSError as error:
        passed, said = False, f"{step.command[0]} could not be started: {error}\n"
    print(f"{'ok' if passed else 'FAILED'} ({time.monotonic() - begun:.0f} s)", flush=True)
    if not passed:
        print(said, end="", flush=True)
    return passed


def prepare() -> bool:
    """Empty the reports, put our tools first on PATH, find a browser; tell whether there is one."""
    REPORTS.mkdir(parents=True, exist_ok=True)
    for report in REPORTS.iterdir():
        report.unlink()
    tools = [str(Path(PYTHON).parent), str(ROOT / "node_modules" / ".bin")]
    os.environ["PATH"] = os.pathsep.join([*tools, os.environ.get("PATH", "")])
    browser = subprocess.run([PYTHON, "scripts/browser.py"], cwd=ROOT, check=False, stdout=subprocess.PIPE, text=True)
    os.environ["CHROMIUM_PATH"] = browser.stdout.strip()
    return browser.returncode == 0


def main(names: list[str]) -> int:
    """Run the steps named, or all of them."""
    if unknown := set(names) - {step.name for step in STEPS}:
        print(f"There is no step {', '.join(sorted(unknown))}; there are {', '.join(step.name for step in STEPS)}.")
        return 2
    steps = [step for step in STEPS if not names or step.name in names]
    has_browser = prepare()
    failed: list[str] = []
    for index, step in enumerate(steps, start=1):
        number = f"{index}/{len(steps)}"
        if step.name == "ui-tests" and (missing := "build" if "build" in failed else "" if has_browser else "browser"):
            print(f"[{number}] {step.name} ... FAILED (not run: there is no {missing}, see above)", flush=True)
            failed.append(step.name)
        elif not run(step, number):
            failed.append(step.name)
    print(f"FAILED: {', '.join(failed)}." if failed else "All checks passed.")
    print(count(REPORTS))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
