"""What watching costs a program that mostly sleeps, as most notebooks do: how much longer it takes, how much CPU.

A ratio of CPU times says little here: both are next to nothing.
"""

from __future__ import annotations

import itertools
import statistics

from .children import ask_or_say, say
from .mechanisms import MECHANISMS
from .tables import spread, table
from .workloads import IDLE

_SHOWN = ("null", "off", "recorder", "exact", "sending")


def print_idle(python: str, quick: bool) -> bool:
    """Measure with one interpreter and print its table; return whether all that is installed could be measured."""
    body: list[list[str]] = []
    good = True
    naps, pairs = (10, 2) if quick else (100, 9)
    for key in _SHOWN:
        found = ask_or_say(python, "measure", IDLE.key, key, f"--size={naps}", f"--pairs={pairs}", "--seconds=60")
        if found is None:
            good = False
            continue
        if missing := found.get("missing"):
            print(f"{MECHANISMS[key].title}: not installed in this Python: {', '.join(missing)}.\n")
            continue
        beside = [(before + after) / 2 for before, after in itertools.pairwise(found["bare_wall"])]
        ratios = [wall / base for wall, base in zip(found["watched_wall"], beside, strict=True)]
        shares = [_share(found["bare"], found["bare_wall"]), _share(found["watched"], found["watched_wall"])]
        body.append([MECHANISMS[key].title, spread(ratios, 3), *shares, str(found["merged"])])
        say(f"idle {key}: {spread(ratios, 3)}")
    print(f"{IDLE.title}, {naps} times each.\n")
    heads = ["", "wall / bare, median (quartiles)", "CPU bare, % of a core", "CPU watched, %", "windows merged"]
    print(table(heads, body))
    return good


def _share(cpu: list[float], wall: list[float]) -> str:
    return f"{statistics.median(100 * used / took for used, took in zip(cpu, wall, strict=True)):.1f}"
