"""How long the recorder holds the loop at one go: no task runs meanwhile, however little it costs in the long run.

    python -m benchmarks.pauses W1 --seconds 1
    python -m benchmarks.pauses 1000 --seconds 1

Two places: the end of a merged window, where what every task waits for is read, and the single hooks of exact windows,
each of which is short, but for what it might come upon. Prints JSON; ``print_pauses`` makes the tables of it.
"""

from __future__ import annotations

import argparse
import asyncio
import functools
import json
from collections.abc import Callable, Coroutine
from typing import Any

from .children import ask_or_say, say
from .crowds import pairs
from .holding import Collector, Held, Stopwatches
from .measure import calibrate
from .tables import table
from .workloads import WORKLOADS

AIM_US = 2_000
"""What none is to exceed."""

_CROWDS = (100, 1_000, 10_000, 100_000)
_STEPS = 300_000
"""In a crowd, about, however large it is: a second."""

WATCHED = {
    "windows": "End of a merged window, all of it",
    "reading": "of that: sums told, and waits read",
    "settling": "of that: holders, sizes, timeouts and members told",
    "hooks": "A single hook call, exact windows",
    "blocks": "of those: a step over 100 ms is told, and whom it delayed",
}
Program = Callable[[], Coroutine[Any, Any, None]]
Distribution = dict[str, "float | str | None"]


def print_pauses(python: str, workloads: list[str], quick: bool) -> bool:
    """Measure with one interpreter and print its tables; return whether all could be measured."""
    crowds = _CROWDS[:2] if quick else _CROWDS
    found: dict[str, dict[str, Any]] = {}
    wanted = [*(w for w in workloads if w in {"W1", "W2", "W3", "W4", "W5"}), *map(str, crowds)]
    for what in wanted:
        answer = ask_or_say(python, "pauses", what, f"--seconds={0.1 if quick else 1}")
        if answer is not None:
            found[what] = answer
            say(f"pauses {what}: a merged window's end holds the loop for {answer['windows']['max']} us at most")
    if not found:
        print("Nothing could be measured.")
        return False
    for key, title in WATCHED.items():
        print(f"{title}: us of CPU time.\n")
        print(table(["", "times", "p50", "p90", "p99", "max, collecting", "max else", "by"], _rows(found, key)))
        print()
    print("Python's garbage collector, wherever in the program it comes: us of CPU time.\n")
    heads = ["", "bare: times", "p50", "max", "exact: times", "p50", "max"]
    body = [
        [
            _title(what),
            *(_cell(found[what][run], of) for run in ("gc_bare", "gc_exact") for of in ("times", "p50", "max")),
        ]
        for what in found
    ]
    print(table(heads, body))
    longest, alone = (_longest(found, of) for of in ("max", "longest"))
    print(
        f"\nThe longest of all: {longest:,} us, {alone:,} us where nothing was collected; aim: none over {AIM_US:,} us."
    )
    return len(found) == len(wanted)


def _longest(found: dict[str, dict[str, Any]], of: str) -> float:
    return max((held[key][of] or 0 for held in found.values() for key in ("windows", "hooks")), default=0)


def _rows(found: dict[str, dict[str, Any]], key: str) -> list[list[str]]:
    columns = ("times", "p50", "p90", "p99", "collecting", "longest", "by")
    return [[_title(what), *(_cell(held[key], column) for column in columns)] for what, held in found.items()]


def _title(what: str) -> str:
    return f"{what} {WORKLOADS[what].title}" if what in WORKLOADS else f"{int(what):,} tasks in pairs"


def _cell(held: Distribution, column: str) -> str:
    value = held[column]
    return "" if value is None else value if isinstance(value, str) else f"{value:,}"


def distribution(held: Held) -> Distribution:
    """Counts and microseconds; None where there is nothing.

    >>> held = Held()
    >>> held.times.extend([1_000, 2_000, 3_000])
    >>> distribution(held)
    {'times': 3, 'p50': 2.0, 'p90': 3.0, 'p99': 3.0, 'max': 3.0, 'collecting': None, 'longest': None, 'by': None}
    """
    every = sorted([*held.times, *held.collecting])
    quantiles = {"p50": 0.5, "p90": 0.9, "p99": 0.99, "max": 1.0}
    counted: Distribution = {"times": len(every)}
    for name, share in quantiles.items():
        counted[name] = _us(every[min(int(share * len(every)), len(every) - 1)]) if every else None
    collecting = _us(max(held.collecting)) if held.collecting else None
    return {**counted, "collecting": collecting, "longest": _us(held.longest) if held.by else None, "by": held.by}


def _us(ns: int) -> float:
    return round(ns / 1000, 1)


def measure(program: Program) -> dict[str, Any]:
    """Run a program four times: to warm up, bare, under the event budget, and exactly.

    Raises:
        RuntimeError: there was nothing to time, which is no sign of short pauses.
    """
    asyncio.run(program())
    with Collector() as bare:
        asyncio.run(program())
    budgeted, _ = _watched(program, exact=False)
    exact, collector = _watched(program, exact=True)
    for held, missing in ((budgeted.windows, "no window was merged"), (exact.hooks, "no hook was called")):
        if not held.times and not held.collecting:
            raise RuntimeError(f"nothing to time: {missing}")
    return {
        "windows": distribution(budgeted.windows),
        "reading": distribution(budgeted.reading),
        "settling": distribution(budgeted.settling),
        "hooks": distribution(exact.hooks),
        "blocks": distribution(exact.blocks),
        "gc_bare": distribution(bare.held),
        "gc_exact": distribution(collector.held),
    }


def _watched(program: Program, exact: bool) -> tuple[Stopwatches, Collector]:
    from aioscope.recording import Recording  # noqa: PLC0415 - the parent, which prints, has no use for it

    recording = Recording(exact=exact)
    watches = Stopwatches(recording.recorder, hooks=exact)
    with watches, Collector() as collector:
        recording.begin()
        asyncio.run(program())
        recording.stop()
    if recording.recorder.facts[-1][0] != "run_ended":
        raise RuntimeError("the recorder has gone deaf")
    return watches, collector


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure how long the recorder holds the loop; prints JSON.")
    parser.add_argument("what", help="a workload, or how many tasks there are, in pairs")
    parser.add_argument("--seconds", type=float, default=1.0, help="of a bare run, about")
    given = parser.parse_args()
    if given.what in WORKLOADS:
        workload = WORKLOADS[given.what]
        size = calibrate(workload, given.seconds)["size"]
        program = functools.partial(workload.main, size)
    else:
        tasks = int(given.what)
        program = functools.partial(pairs, tasks, max(2, round(_STEPS * given.seconds) // tasks))
    print(json.dumps(measure(program)))


if __name__ == "__main__":
    main()
