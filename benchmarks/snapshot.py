"""What the reading at the end of a merged window costs: with N tasks alive, of which k have run in it.

    python -m benchmarks.snapshot 1000 --repeats 5

It should grow with k, not with N. The reading is done as the recorder does it, but all at once: in a real window it is
given 0.8 ms, and what does not fit in stays for the next one. Prints JSON; ``print_snapshot`` makes the table.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import math
import statistics
import time
from typing import Any

from .children import ask_or_say, say
from .crowds import Crowd
from .tables import table

_CROWDS = (100, 1_000, 10_000, 100_000)
_RAN = (1, 10, *_CROWDS)


def print_snapshot(python: str, quick: bool) -> bool:
    """Measure with one interpreter and print its table; return whether all could be measured."""
    crowds = _CROWDS[:3] if quick else _CROWDS
    found: dict[int, dict[str, float]] = {}
    for size in crowds:
        answer = ask_or_say(python, "snapshot", str(size), f"--repeats={2 if quick else 7}")
        if answer is not None:
            found[size] = answer
            say(f"snapshot {size}: {answer}")
    if not found:
        print("Nothing could be measured.")
        return False
    changes = [str(ran) for ran in _RAN if ran <= crowds[-1]]
    heads = ["tasks alive", *(f"{int(ran):,} ran" for ran in changes)]
    print("All at once, in us of CPU time, median.\n")
    print(table(heads, [[f"{size:,}", *(_cell(row, key) for key in changes)] for size, row in found.items()]))
    print("\nFor each task that ran, in us.\n")
    body = [[f"{size:,}", *(_cell(row, key, int(key)) for key in changes)] for size, row in found.items()]
    print(table(heads, body))
    return len(found) == len(crowds)


def _cell(row: dict[str, float], key: str, share: int = 1) -> str:
    return f"{row[key] / share:,.1f}" if key in row else ""


async def measure(size: int, repeats: int) -> dict[int, float]:
    """Microseconds of the reading, by how many tasks ran; median."""
    from aioscope import merged  # noqa: PLC0415 - the parent, which prints, has no use for them
    from aioscope.recording import Recording  # noqa: PLC0415

    recording = Recording()
    recording.begin()
    recorder = recording.recorder
    windows: Any = recorder.windows
    windows.end = lambda _: None  # they end when it is said here
    while not windows.merging:
        recorder.left = 0
        await asyncio.sleep(0)
    crowd = Crowd(size)
    await crowd.wake(0)
    found: dict[int, list[int]] = {}

    def read(ran: int) -> None:
        if recorder.deaf or not windows.merging:
            raise RuntimeError("the recorder is deaf" if recorder.deaf else "this window is an exact one")
        recorder.log.stamp()
        told = len(recorder.facts)
        began = time.thread_time_ns()
        everything = merged.sum_up(recorder, recorder.log.t, pause=math.inf)
        recorder.settle()
        took = time.thread_time_ns() - began
        assert everything
        assert sum(fact[0] == "wait_started" for fact in recorder.facts[told:]) >= ran
        found.setdefault(ran, []).append(took)
        del recorder.facts[told:]  # the log shall not fill up

    async def read_when_all_wait(ran: int) -> None:
        done = asyncio.get_running_loop().create_future()

        def between_steps() -> None:
            try:
                done.set_result(read(ran))
            except Exception as error:  # noqa: BLE001 - else nobody would ever come for it
                done.set_exception(error)

        asyncio.get_running_loop().call_soon(between_steps)
        await done

    gc.disable()  # its time would count where it happens to come
    await read_when_all_wait(size)
    for _ in range(repeats):
        for ran in _RAN:
            if ran <= size:
                await crowd.wake(ran)
                await read_when_all_wait(ran)
    gc.enable()
    await crowd.leave()
    recording.stop()
    return {ran: statistics.median(times) / 1000 for ran, times in found.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the reading at the end of a merged window; prints JSON.")
    parser.add_argument("size", type=int, help="tasks alive")
    parser.add_argument("--repeats", type=int, default=7)
    given = parser.parse_args()
    print(json.dumps(asyncio.run(measure(given.size, given.repeats))))


if __name__ == "__main__":
    main()
