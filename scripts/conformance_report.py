"""The result of `make conformance` as a page of Markdown, which is docs/conformance.md."""

from __future__ import annotations

import datetime as dt
import platform
from collections.abc import Mapping, Sequence

from conformance_compare import Result, Verdict

HEAD = """\
# CPython's own tests, watched

{date}, on {machine}. Law 1 says that watching never changes the watched. Its sharpest judge is CPython's own
`test.test_asyncio`: each test of it has to end with the recorder on as it ends with it off, on every Python.

```
make conformance        # all Pythons that are found; PYTHONS="python3.13" for some
```

Each module runs in a process of its own, {rounds} without the recorder, which tells what is flaky anyway, and as often
with it. Each test has a recording of its own, from before its `setUp` to after its clean-ups, of every loop that runs
in the main thread; afterwards the run is read, and asyncio is searched for what the recorder may have left in it. A
test that only sometimes ends otherwise is repeated alone, five times each way, before it counts. `make conformance`
fails if a test differs, if a hook failed, if something was left, or if nothing was watched.
`PYTHONASYNCIODEBUG=1 make conformance` does the same in asyncio's debug mode.

A Python that lives elsewhere is named by a program that starts it. 3.14 and 3.15 came from Debian's unstable suite in a
folder of its own (`debootstrap`, then `apt-get install libpython3.14-testsuite` in it), each with a `python3.14` of
three lines that binds `/dev`, `/proc` and this checkout there and ends in `exec chroot`.

`same`: tests that end alike, skipped ones too; `failing`: those of them that fail both ways, with or without the
recorder; `flaky`: not the same twice without it, or a difference that did not come again.
"""

WATCHED = """\
## What was watched

The loops that ran in the main thread during a test, and what the runs hold. Not every test runs a loop: many call its
methods one by one, or run it in another thread. Not watched are loops whose selector is a mock or missing (many tests
make such a `BaseEventLoop`), and those that only raise: closed ones, and one that is run within another.
"""


def table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Lay out a table; columns but the first hold figures.

    >>> print(table(["Python", "same"], [["3.10.13", 7]]))
    | Python  | same |
    | ------- | ---: |
    | 3.10.13 |    7 |
    """
    every = [list(heads), *([str(cell) for cell in row] for row in rows)]
    widths = [max(4, *map(len, column)) for column in zip(*every, strict=True)]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    lines = [
        [cells[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(cells[1:], widths[1:], strict=True))]
        for cells in every
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in [lines[0], rule, *lines[1:]])


def render(results: Sequence[Result], excluded: Mapping[str, str], rounds: int) -> str:
    """The whole page."""
    times = {1: "once", 2: "twice"}.get(rounds, f"{rounds} times")
    parts = [
        HEAD.format(
            rounds=times,
            date=dt.datetime.now(dt.timezone.utc).date(),
            machine=f"{platform.system()} {platform.machine()}",
        ),
        table(
            ["Python", "modules", "tests", "same", "failing", "differ", "flaky", "excluded"],
            [[result.version, result.modules, *_figures(result.verdict)] for result in results],
        ),
        "\n".join(
            line for kind in ("differs", "flaky", "failing") for result in results for line in _names(result, kind)
        ),
        "\n".join(f"- excluded: `{name}`: {reason}" for name, reason in excluded.items()),
        WATCHED,
        table(
            ["Python", "tests with steps", "tasks", "steps", "waits", "runs of a loop", "watched", "problems"],
            [_watched(result) for result in results],
        ),
        "\n".join(filter(None, map(_unwatched, results))),
    ]
    return "\n\n".join(part.strip("\n") for part in parts if part) + "\n"


def _figures(verdict: Verdict) -> list[int]:
    apart = [len(verdict.differs), len(verdict.flaky), len(verdict.excluded)]
    return [verdict.same + sum(apart), verdict.same, len(verdict.failing), *apart]


def _names(result: Result, kind: str) -> list[str]:
    """One line for each class of tests."""
    classes: dict[str, list[str]] = {}
    names: list[str] = getattr(result.verdict, kind)
    for name in names:
        cls, _, test = name.removeprefix("test.test_asyncio.").rpartition(".")
        classes.setdefault(cls, []).append(f"`{test}`")
    return [f"- {result.version} {kind}: {cls}: {', '.join(tests)}" for cls, tests in classes.items()]


def _watched(result: Result) -> list[object]:
    counts = result.on.counts
    seen = [counts[name] for name in ("tests", "tasks", "steps", "waits", "runs", "watched")]
    return [result.version, *seen, len(result.on.problems)]


def _unwatched(result: Result) -> str:
    kinds = ", ".join(f"{count} of {kind}" for kind, count in sorted(result.on.unwatched.items()))
    return f"- {result.version} not watched: {kinds}" if kinds else ""
