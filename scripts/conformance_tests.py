"""Runs some of CPython's asyncio tests in this interpreter, each with a recording around it, or all without.

    python scripts/conformance_tests.py list
    python scripts/conformance_tests.py on|off NAME...        e.g. test.test_asyncio.test_locks

`make conformance` starts it once for each module, and reads the JSON lines that it writes: what it is, the test that
begins, how it ended, and at the end what was watched. What the tests themselves print goes to standard error.

Each test has a recording of its own, from before its setUp to after its clean-ups: a log stays small, and what one
test leaves behind is not blamed on the next. One recording around the whole process was dropped: after 200,000 facts
it only counts.
"""

from __future__ import annotations

import faulthandler
import functools
import importlib
import json
import os
import platform
import signal
import sys
import threading
import types
import unittest
from asyncio import base_events
from collections import Counter, deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "test.test_asyncio"
PATCHED = {"asyncio", "concurrent", "warnings"}
"""Where the recorder may put anything while it records."""

LONGEST = 120
"""Seconds for one test; then its process ends and says where it stood."""


def modules() -> list[str]:
    """The names of the modules with asyncio's tests; none if this Python came without them, or cannot run them."""
    try:
        package = importlib.import_module(PACKAGE)
    except (ImportError, unittest.SkipTest):
        return []
    return sorted(f"{PACKAGE}.{file.stem}" for folder in package.__path__ for file in Path(folder).glob("test_*.py"))


class Watch:
    """Records one test after the other, and counts what there was to see, what was seen, and what went wrong."""

    def __init__(self) -> None:
        # Late, because an interpreter that runs the tests without the recorder must not even import it.
        import aioscope  # noqa: PLC0415
        from aioscope import recording  # noqa: PLC0415

        self.counts = {"tests": 0, "tasks": 0, "steps": 0, "waits": 0, "runs": 0, "watched": 0}
        self.unwatched: Counter[str] = Counter()
        self.problems: list[str] = []
        self._aioscope, self._test = aioscope, ""
        self._recorded: Any = None
        self._own = os.path.dirname(aioscope.__file__) + os.sep  # noqa: PTH120 - to compare with co_filename
        recording._say = self._problem  # a hook that fails only tells it; here it is a failure
        self._count_loops()

    def _problem(self, code: str, detail: str) -> None:
        self.problems.append(f"{self._test}: {code}: {detail}")

    def _count_loops(self) -> None:
        """Count each time that a loop runs in this thread during a test, and whether its doors are watched by then.

        unittest's own IsolatedAsyncioTestCase runs its loop once more after the test is over.
        """
        base: Any = base_events.BaseEventLoop
        run_forever, thread = base.run_forever, threading.get_ident()

        @functools.wraps(run_forever)
        def counted(loop: Any) -> None:
            if self._recorded is not None and threading.get_ident() == thread:
                self.counts["runs"] += 1
                if type(loop._ready) is not deque or "select" in getattr(loop._selector, "__dict__", ()):
                    self.counts["watched"] += 1
                else:
                    self.unwatched[type(loop).__qualname__] += 1
            run_forever(loop)

        base.run_forever = counted

    def begin(self, test: str) -> None:
        """Record from here on."""
        self._test = test
        self._recorded = self._aioscope.record(test)
        self._run = self._recorded.__enter__()

    def end(self) -> None:
        """Stop, read the run as a user would, and look whether asyncio is as it was found."""
        self._recorded.__exit__(None, None, None)
        self._recorded = None
        try:
            tasks, run = self._run.tasks, self._run
            _ = run.resources, run.leftovers, run.concurrency(), run.duration_ns
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
            self._problem("unreadable", f"{type(error).__name__}: {error}")
            return
        self.counts["tests"] += any(task.steps for task in tasks)
        self.counts["tasks"] += len(tasks)
        self.counts["steps"] += sum(task.steps for task in tasks)
        self.counts["waits"] += sum(len(task.waits) for task in tasks)
        for name in self._left():
            self._problem("left", name)

    def _left(self) -> Iterator[str]:
        """What of the recorder is still in asyncio and its neighbours, or runs."""
        for module in [module for name, module in sys.modules.items() if name.split(".")[0] in PATCHED]:
            for name, thing in list(vars(module).items()):
                if isinstance(thing, type) and thing.__module__ == module.__name__:
                    yield from (f"{name}.{key}" for key, value in vars(thing).items() if self._is_own(value))
                elif self._is_own(thing):
                    yield name
        yield from (thread.name for thread in threading.enumerate() if thread.name.startswith("aioscope"))

    def _is_own(self, thing: object) -> bool:
        return isinstance(thing, types.FunctionType) and thing.__code__.co_filename.startswith((self._own, "<aioscope"))


class Told(unittest.TestResult):
    """Tells of each test as it begins and ends, and has it recorded if there is a watch."""

    def __init__(self, lines: TextIO, watch: Watch | None) -> None:
        super().__init__()
        self._lines, self._watch, self._log = lines, watch, sys.stderr
        self._seen: Counter[str] = Counter()
        self._running = False
        self._ended: tuple[str, str] = ("passed", "")

    def say(self, **line: object) -> None:
        """Write one JSON line at once: what comes after it may end the process."""
        self._lines.write(json.dumps(line) + "\n")
        self._lines.flush()

    def run(self, name: str) -> None:
        """Run the tests of this name: a module, a class, or one test."""
        try:
            tests = unittest.defaultTestLoader.loadTestsFromName(name)
        except unittest.SkipTest as reason:  # a whole module: "Windows only"
            self.say(test=name, outcome="skipped", text=str(reason))
        else:
            tests.run(self)

    def startTest(self, test: unittest.TestCase) -> None:  # noqa: N802
        """A test begins; its setUp comes next."""
        super().startTest(test)
        self._running, self._ended = True, ("passed", "")
        self.say(begins=test.id())
        faulthandler.dump_traceback_later(LONGEST, exit=True, file=self._log)
        if self._watch is not None:
            self._watch.begin(test.id())

    def stopTest(self, test: unittest.TestCase) -> None:  # noqa: N802
        """It is over, and so are its clean-ups. Python 3.12.1 also says so of a test that it has not begun."""
        super().stopTest(test)
        if not self._running:
            return
        if self._watch is not None:
            self._watch.end()
        faulthandler.cancel_dump_traceback_later()
        self._running = False
        self._tell(test, *self._ended)

    def _tell(self, test: Any, outcome: str, text: str) -> None:
        self._seen[test.id()] += 1  # a class that load_tests adds twice has its tests twice
        again = self._seen[test.id()]
        self.say(test=test.id() if again == 1 else f"{test.id()} #{again}", outcome=outcome, text=text)

    def _note(self, test: Any, outcome: str, text: str) -> None:
        if not self._running:  # setUpClass, setUpModule and so on
            self._tell(test, outcome, text)
        elif self._ended[0] in {"passed", "skipped"}:
            self._ended = outcome, text

    def addError(self, test: Any, err: Any) -> None:  # noqa: N802
        """An exception that is no failed assertion."""
        self._note(test, "error", self._exc_info_to_string(err, test))

    def addFailure(self, test: Any, err: Any) -> None:  # noqa: N802
        """A failed assertion."""
        self._note(test, "failed", self._exc_info_to_string(err, test))

    def addSubTest(self, test: Any, subtest: Any, err: Any) -> None:  # noqa: N802
        """One of a test's subtests is over."""
        if err is not None:
            outcome = "failed" if issubclass(err[0], test.failureException) else "error"
            self._note(test, outcome, f"{subtest.id()}\n{self._exc_info_to_string(err, test)}")

    def addSkip(self, test: Any, reason: str) -> None:  # noqa: N802
        """The test, or one of its subtests, does not apply here."""
        self._note(test, "skipped", reason)

    def addExpectedFailure(self, test: Any, err: Any) -> None:  # noqa: N802, ARG002
        """CPython knows that it fails."""
        self._note(test, "expected failure", "")

    def addUnexpectedSuccess(self, test: Any) -> None:  # noqa: N802
        """CPython thinks that it fails."""
        self._note(test, "unexpected success", "")


def main(arguments: list[str]) -> None:
    """Run what is named, or list what there is."""
    # Copied, so that neither a test's print nor its subprocesses get into the lines.
    lines = open(os.dup(1), "w", encoding="utf-8")  # noqa: PTH123, SIM115
    os.dup2(2, 1)
    how, *names = arguments
    if how == "list":
        lines.write(json.dumps({"python": platform.python_version(), "modules": modules()}) + "\n")
        lines.close()
        return
    # A shell's background jobs ignore it, and tests that interrupt themselves then wait for ever.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.path[0] = str(ROOT)  # instead of the folder of this file, whose modules no test must meet
    watch = Watch() if how == "on" else None
    told = Told(lines, watch)
    for name in names:
        told.run(name)
    if watch is not None:
        told.say(watch=watch.counts, unwatched=watch.unwatched, problems=watch.problems)
    told.say(ended=True)
    sys.stderr.flush()
    os._exit(0)  # a test that has failed may have left a thread that never ends


if __name__ == "__main__":
    main(sys.argv[1:])
