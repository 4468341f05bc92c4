"""CPython's own asyncio tests with the recorder on and off, on every Python >= 3.10 found here: `make conformance`.

    python scripts/conformance.py [--modules NAME,NAME] [--rounds 2] [--jobs 2] [--write FILE] [PYTHON ...]

Every module of test.test_asyncio runs in a process of its own, twice without the recorder, which tells what is flaky
anyway, and twice with it. A test whose outcome is sometimes another one is repeated alone before it counts. The result
is a table in Markdown; the exit code is 1 if a test differs, if a hook failed, if something of the recorder was left
in asyncio, or if nothing was watched.

The whole suite in one process was dropped: a test that hangs or ends the process would take all later ones along.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from conformance_compare import NOT_REACHED, Outcomes, Result, Verdict, compare
from conformance_excluded import EXCLUDED
from conformance_report import render
from other_pythons import found, version_of

PROGRAM = Path(__file__).with_name("conformance_tests.py")
TIMEOUT = 900
"""Seconds for one module; the longest takes about a minute here."""

REPEATS = 5


def listed(python: str) -> tuple[str, list[str]]:
    """The interpreter's version and the modules with asyncio's tests; none if it came without them."""
    done = subprocess.run([python, str(PROGRAM), "list"], stdout=subprocess.PIPE, text=True, check=True)
    said = json.loads(done.stdout)
    return said["python"], said["modules"]


def run(python: str, how: str, names: Iterable[str]) -> Outcomes:
    """Run modules, or single tests, in one process; ``how`` is on or off."""
    outcomes, begun = Outcomes(), ""
    with tempfile.TemporaryDirectory(prefix="conformance-") as folder, tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(
            [python, str(PROGRAM), how, *names],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=said,
            text=True,
            start_new_session=True,
        )
        try:
            out = process.communicate(timeout=TIMEOUT)[0]
            reason = f"the process ended with {process.returncode}"
        except subprocess.TimeoutExpired:
            reason = f"it took more than {TIMEOUT} s"
            os.killpg(process.pid, signal.SIGKILL)
            out = process.communicate()[0]
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # what the tests have started, and left
        ended = False
        for text in out.splitlines():
            line: dict[str, Any] = json.loads(text)
            begun = line.get("begins", begun)
            ended = ended or "ended" in line
            take(outcomes, line)
        if not ended:
            said.seek(0)
            outcomes.cut = f"{begun or ' '.join(names)}: {reason}: {said.read()[-600:]}"
    return outcomes


def take(outcomes: Outcomes, line: dict[str, Any]) -> None:
    """Enter one line that the process wrote."""
    if "test" in line:
        outcomes.tests[line["test"]] = line["outcome"]
        outcomes.texts[line["test"]] = line["text"]
    elif "watch" in line:
        outcomes.counts.update(line["watch"])
        outcomes.unwatched.update(line["unwatched"])
        outcomes.problems += line["problems"]


def check(python: str, wanted: set[str], rounds: int, jobs: int) -> Result | None:
    """Run everything on one interpreter; None: it has no such tests."""
    version, every = listed(python)
    modules = [module for module in every if not wanted or module.split(".")[-1] in wanted]
    if not modules:
        print(f"Python {version}: it came without {'these tests' if every else 'the package test'}.")
        return None
    print(f"Python {version}: {len(modules)} modules", flush=True)
    runs = [(module, how, at) for module in modules for at in range(rounds) for how in ("off", "on")]
    sums = {(how, at): Outcomes() for how in ("off", "on") for at in range(rounds)}
    with ThreadPoolExecutor(jobs) as pool:
        done = pool.map(lambda each: run(python, each[1], [each[0]]), runs)
        for (module, how, at), outcomes in zip(runs, done, strict=True):
            sums[how, at].add(outcomes)
            if (how, at) == runs[-1][1:]:
                print(f"  {module.removeprefix('test.test_asyncio.')}: {len(outcomes.tests)} tests", flush=True)
    off, on = ([sums[how, at] for at in range(rounds)] for how in ("off", "on"))
    verdict = compare([each.tests for each in off], [each.tests for each in on], EXCLUDED)
    settle(python, verdict)
    for name in verdict.differs:
        texts = dict.fromkeys(each.texts[name] for each in on if name in each.texts)
        print(f"  DIFFERS {name}: {' / '.join(texts) or NOT_REACHED}", flush=True)
    together = Outcomes(problems=list(dict.fromkeys(problem for each in on for problem in each.problems)))
    together.counts, together.unwatched = on[0].counts, on[0].unwatched
    for problem in together.problems:
        print(f"  PROBLEM {problem}", flush=True)
    return Result(version, len(modules), verdict, together)


def settle(python: str, verdict: Verdict) -> None:
    """Repeat the doubtful tests, each alone: they differ if the recorder does to them what else never happens."""
    for name in verdict.doubtful:
        off, on = ({run(python, how, [name]).tests.get(name, "") for _ in range(REPEATS)} for how in ("off", "on"))
        (verdict.differs if on - off else verdict.flaky).append(name)
    verdict.doubtful.clear()


def main(arguments: list[str]) -> int:
    """Check the interpreters named, or all that are found."""
    parser = argparse.ArgumentParser(description="CPython's asyncio tests with the recorder on and off.")
    parser.add_argument("pythons", nargs="*", metavar="PYTHON")
    parser.add_argument("--modules", default="", help="only these, as test_locks,test_tasks")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1), help="processes at a time")
    parser.add_argument("--write", type=Path, help="write the tables into this file, too")
    options = parser.parse_args(arguments)
    pythons = {version_of(python) or python: python for python in options.pythons} or found()
    wanted = set(filter(None, options.modules.split(",")))
    checked = [check(python, wanted, options.rounds, options.jobs) for python in pythons.values()]
    results = [result for result in checked if result is not None]
    if not results:
        print("There was nothing to run.")
        return 1
    report = render(results, EXCLUDED, options.rounds)
    print(report)
    if options.write:
        options.write.write_text(report, encoding="utf-8")
    return 0 if all(result.passed for result in results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
