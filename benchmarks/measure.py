"""One workload under one mechanism, in a process of its own. Prints one JSON object; ``overhead.py`` starts it.

    python -m benchmarks.measure W1 viztracer --size 130000 --pairs 9 --seconds 8
    python -m benchmarks.measure W1 --calibrate 0.2

Bare and watched runs take turns, each on a fresh loop::

    bare  watched  bare  watched  bare        ratio of a watched run = its CPU time / mean of its two neighbours'

so that a machine that gets slower meanwhile (heat, neighbours) slows both. CPU time (``process_time``) counts the
threads that a mechanism starts, and not the time in which others have the processor.

Tried and dropped: minimum of many runs (a watched run allocates more, and its minimum hides the garbage collector);
one process for all mechanisms (what one leaves behind, the next one pays for).
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import time
from asyncio import events
from typing import Any, NamedTuple

from .mechanisms import MECHANISMS, Mechanism
from .workloads import IDLE, WORKLOADS, Workload

FEWEST_PAIRS = 2

_ALL = WORKLOADS | {IDLE.key: IDLE}


class Timed(NamedTuple):
    """One run of a workload."""

    cpu: float
    """Seconds of all threads, also of those that the mechanism starts."""
    wall: float
    """Seconds on the clock."""
    facts: int
    """Facts of the recorder; 0 under another mechanism."""
    dropped: int
    """What the recorder only counted."""
    merged: int
    """Windows that the recorder merged."""


def timed(workload: Workload, size: int, mechanism: Mechanism) -> Timed:
    """Run once on a fresh loop."""
    loop = asyncio.new_event_loop()
    try:
        with mechanism.watch(loop) as watching:
            gc.collect()
            begun, since = time.process_time(), time.perf_counter()
            loop.run_until_complete(workload.main(size))
            watching.drain()
            cpu, wall = time.process_time() - begun, time.perf_counter() - since
        return Timed(cpu, wall, watching.facts, watching.dropped, watching.merged)
    finally:
        loop.close()


def measure(workload: Workload, mechanism: Mechanism, size: int, pairs: int, seconds: float) -> dict[str, Any]:
    """Let bare and watched runs take turns.

    Args:
        workload: what runs.
        mechanism: what watches it.
        size: the workload's size.
        pairs: most watched runs.
        seconds: after this time no further pair is begun, once there are FEWEST_PAIRS.
    """
    bare = MECHANISMS["null"]
    for each in (bare, mechanism):  # imports, caches, the specializing interpreter
        timed(workload, max(1, size // 10), each)
    begun = time.monotonic()
    without, watched = [timed(workload, size, bare)], list[Timed]()
    while len(watched) < pairs and (len(watched) < FEWEST_PAIRS or time.monotonic() - begun < seconds):
        watched.append(timed(workload, size, mechanism))
        without.append(timed(workload, size, bare))
    last = watched[-1]
    return {
        "bare": [run.cpu for run in without],
        "watched": [run.cpu for run in watched],
        "bare_wall": [run.wall for run in without],
        "watched_wall": [run.wall for run in watched],
        "facts": last.facts,
        "dropped": last.dropped,
        "merged": last.merged,
    }


def calibrate(workload: Workload, seconds: float) -> dict[str, Any]:
    """Find the size at which a bare run takes about ``seconds``, and count what the loop runs then."""
    bare, size = MECHANISMS["null"], workload.size
    for _ in range(3):
        spent = timed(workload, size, bare).cpu
        size = max(workload.size // 10, round(size * seconds / spent))
    return {"size": size, "steps": count_steps(workload, size)}


def count_steps(workload: Workload, size: int) -> int:
    """Count what the loop runs in one bare run, steps of tasks and plain callbacks, without the recorder."""
    steps = 0
    run = events.Handle._run

    def counted(handle: asyncio.Handle) -> None:
        nonlocal steps
        steps += 1
        run(handle)

    events.Handle._run = counted
    try:
        timed(workload, size, MECHANISMS["null"])
    finally:
        events.Handle._run = run
    return steps


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure one workload under one mechanism; prints JSON.")
    parser.add_argument("workload", choices=_ALL)
    parser.add_argument("mechanism", choices=MECHANISMS, nargs="?", default="null")
    parser.add_argument("--calibrate", type=float, metavar="SECONDS", help="only find the size for such a bare run")
    parser.add_argument("--size", type=int)
    parser.add_argument("--pairs", type=int, default=9)
    parser.add_argument("--seconds", type=float, default=8.0)
    given = parser.parse_args()
    workload, mechanism = _ALL[given.workload], MECHANISMS[given.mechanism]
    if missing := [*workload.missing, *mechanism.missing]:
        result = {"missing": missing}
    elif given.calibrate is not None:
        result = calibrate(workload, given.calibrate)
    else:
        result = measure(workload, mechanism, given.size or workload.size, given.pairs, given.seconds)
        result["versions"] = mechanism.versions
    print(json.dumps(result))


if __name__ == "__main__":
    main()
