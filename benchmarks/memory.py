"""What the recorder keeps in the kernel's memory: for each task that is alive, and for each fact.

    python -m benchmarks.memory --tasks 1000

Tasks: tracemalloc's bytes that were asked for in the recorder's own files, once with N tasks and once with 2 N, so that
what does not depend on them falls out; then once more without the log's facts. Then the tasks end, and as many come and
go again: what these leave behind would grow for ever (dicts stay as large as they were, but grow no more).

Facts: ``sys.getsizeof`` of each fact and of all that it refers to and no fact before it did, and 8 bytes for its place
in the log. Prints JSON; ``print_memory`` makes the tables.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import sys
import tracemalloc
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from .children import ask_or_say, say
from .crowds import pairs
from .tables import table
from .workloads import WORKLOADS

_TASKS = 1_000
_FEWEST = 100
"""Facts of a kind for which a figure is given."""


def print_memory(python: str, quick: bool) -> bool:
    """Measure with one interpreter and print its tables; return whether that could be done."""
    found = ask_or_say(python, "memory", f"--tasks={_TASKS // 10 if quick else _TASKS}")
    if found is None:
        return False
    heads = ["each task", "the task itself", "the recorder, of a live one", "its facts", "left by its like"]
    print("Bytes for each task (tracemalloc).\n")
    print(table(heads, [[what, *(f"{of[key]:,.0f}" for key in heads[1:])] for what, of in found["tasks"].items()]))
    print("\nBytes for each fact (sys.getsizeof, with what only it refers to).\n")
    body = [[kind, f"{of['count']:,}", f"{of['bytes'] / of['count']:,.0f}"] for kind, of in found["facts"].items()]
    count, total = (sum(of[key] for of in found["facts"].values()) for key in ("count", "bytes"))
    print(table(["", "counted", "bytes"], [*body, ["all", f"{count:,}", f"{total / count:,.0f}"]]))
    say(f"memory: {total / count:.0f} bytes a fact")
    return True


async def _sleeps() -> None:
    await asyncio.sleep(3600)


async def _gets() -> None:
    await asyncio.Queue[int]().get()


async def _holds() -> None:
    async with asyncio.Lock():
        await asyncio.get_running_loop().create_future()


async def _waits_in_time() -> None:
    await asyncio.wait_for(asyncio.Event().wait(), 3600)


_LIVE: dict[str, Callable[[], Awaitable[None]]] = {
    "sleeps": _sleeps,
    "gets from a queue of its own": _gets,
    "holds a lock, awaits a future": _holds,
    "waits for an event, with a timeout": _waits_in_time,
}


class Kept:
    """Bytes that are kept for some tasks."""

    def __init__(self) -> None:
        self.task = self.live = self.facts = self.left = 0


def measure_tasks(main: Callable[[], Awaitable[None]], number: int) -> Kept:
    """Let so many tasks wait, with the recorder and without."""
    from aioscope.recording import Recording  # noqa: PLC0415 - the parent, which prints, has no use for it

    kept = Kept()

    async def crowd(recording: Recording | None) -> None:
        before = _traced(None)
        tasks = [asyncio.ensure_future(main()) for _ in range(number)]
        await asyncio.sleep(0.01)
        kept.task = _traced(None) - before
        if recording is not None:
            with_facts = _traced("aioscope")
            recording.recorder.facts.clear()
            kept.live = _traced("aioscope")
            kept.facts = with_facts - kept.live
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        tasks.clear()

    async def watched() -> None:
        recording = Recording(exact=True)
        recording.begin()
        ended: list[int] = []
        for _ in range(2):
            await crowd(recording)
            await asyncio.sleep(0)  # the last step that held the tasks is over
            recording.recorder.facts.clear()
            ended.append(_traced("aioscope"))
        kept.left = ended[1] - ended[0]
        recording.stop()

    for run in (watched(), crowd(None)):
        tracemalloc.start()
        asyncio.run(run)
        tracemalloc.stop()
    return kept


def _traced(package: str | None) -> int:
    """Bytes that live and were asked for in a package's files; None: in whatever files."""
    gc.collect()
    if package is None:
        return tracemalloc.get_traced_memory()[0]
    files = str(Path(sys.modules[package].__file__ or "").parent / "*")
    snapshot = tracemalloc.take_snapshot().filter_traces([tracemalloc.Filter(True, files)])
    return sum(trace.size for trace in snapshot.traces)


def measure_facts() -> dict[str, dict[str, int]]:
    """Bytes and number of the facts of each kind, of all the workloads and a crowd in one exact run."""
    from aioscope.recording import Recording  # noqa: PLC0415 - as above

    async def all_of_them() -> None:
        for workload in WORKLOADS.values():
            if not workload.missing:
                await workload.main(workload.size // 5)
        await pairs(300, 10)
        for main in _LIVE.values():
            tasks = [asyncio.ensure_future(main()) for _ in range(_FEWEST)]
            await asyncio.sleep(0)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    recording = Recording(exact=True)
    recording.begin()
    asyncio.run(all_of_them())
    recording.stop()
    seen: set[int] = set()
    found: dict[str, dict[str, int]] = {}
    for fact in recording.recorder.facts:
        of = found.setdefault(fact[0], {"count": 0, "bytes": 0})
        of["count"] += 1
        of["bytes"] += 8 + weigh(fact, seen)
    common = {kind: of for kind, of in found.items() if of["count"] >= _FEWEST}
    return dict(sorted(common.items(), key=lambda item: -item[1]["count"]))


def weigh(value: Any, seen: set[int]) -> int:
    """Bytes of an object that was not met yet, and of what it refers to."""
    if id(value) in seen:
        return 0
    seen.add(id(value))
    return sys.getsizeof(value) + (sum(weigh(item, seen) for item in value) if type(value) is tuple else 0)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure what the recorder keeps in memory; prints JSON.")
    parser.add_argument("--tasks", type=int, default=_TASKS, help="tasks that are alive at once")
    number = parser.parse_args().tasks
    tasks: dict[str, dict[str, float]] = {}
    measure_tasks(_sleeps, 10)  # imports, and what is made once
    for what, each in _LIVE.items():
        fewer, more = measure_tasks(each, number), measure_tasks(each, 2 * number)
        tasks[what] = {
            "the task itself": (more.task - fewer.task) / number,
            "the recorder, of a live one": (more.live - fewer.live) / number,
            "its facts": (more.facts - fewer.facts) / number,
            "left by its like": more.left / (2 * number),
        }
    print(json.dumps({"tasks": tasks, "facts": measure_facts()}))


if __name__ == "__main__":
    main()
