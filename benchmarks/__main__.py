"""``make bench``: what watching costs, how big the browser half is, how fast it folds. Prints tables, judges nothing.

    python -m benchmarks                                  everything (about half an hour for each Python)
    python -m benchmarks --quick                          the same tables in some minutes, to see that they come
    python -m benchmarks sizes,fold                       only these parts
    python -m benchmarks overhead --only W1,W6 --mechanisms recorder,viztracer
    python -m benchmarks overhead --pythons python3.10,python3.13
    python -m benchmarks pauses,snapshot,memory,idle      how long it holds the loop; what it keeps; a calm program
    python -m benchmarks sizes                            what the browser loads, of the build in aioscope/labextension
    python -m benchmarks fold                             facts folded in a second, in Node
    python -m benchmarks browser                          paints, frames and seeks in Chromium, and speedscope beside it

No figure here is a gate: they move with the machine; a ratio of two that took turns moves least.
"""

from __future__ import annotations

import argparse
import datetime as dt
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable

from .browser.report import print_browser
from .children import ROOT, version_of
from .idle import print_idle
from .mechanisms import MECHANISMS
from .memory import print_memory
from .overhead import FULL, QUICK, overhead
from .pauses import print_pauses
from .sizes import sizes
from .snapshot import print_snapshot
from .tables import machine
from .workloads import WORKLOADS

KERNEL = {
    "overhead": "What watching costs",
    "pauses": "How long the recorder holds the loop",
    "snapshot": "The reading after a merged window: N tasks alive, of which k ran",
    "memory": "What the recorder keeps in memory",
    "idle": "A program that mostly sleeps",
}
"""The parts that are measured with each Python, and their headings."""

PARTS = [*KERNEL, "sizes", "fold", "browser"]


def _some_of(known: Iterable[str]) -> Callable[[str], list[str]]:
    """Make a reader of lists with commas of these words; it gives them in their own order."""

    def read(text: str) -> list[str]:
        wanted = [word.strip() for word in text.split(",")]
        if unknown := [word for word in wanted if word not in known]:
            raise argparse.ArgumentTypeError(f"there is no {', '.join(unknown)}; there are {', '.join(known)}")
        return [key for key in known if key in wanted]

    return read


def _interpreters(text: str) -> list[str]:
    found = {name: shutil.which(name) for name in text.split(",")}
    if missing := [name for name, path in found.items() if path is None]:
        raise argparse.ArgumentTypeError(f"not found: {', '.join(missing)}")
    return [path for path in found.values() if path is not None]


def _fold(quick: bool) -> bool:
    node = shutil.which("node")
    if node is None or not (ROOT / "node_modules" / "typescript").is_dir():
        print("Needs Node and the npm packages: run make build.")
        return True
    return subprocess.run([node, "benchmarks/fold.mjs", *["--quick"] * quick], cwd=ROOT, check=False).returncode == 0


def _measure(part: str, python: str, given: argparse.Namespace) -> bool:
    """Run one of the kernel's parts with one interpreter."""
    if part == "overhead":
        return overhead(python, given.only, given.mechanisms, QUICK if given.quick else FULL)
    if part == "pauses":
        return print_pauses(python, given.only, given.quick)
    return {"snapshot": print_snapshot, "memory": print_memory, "idle": print_idle}[part](python, given.quick)


def main() -> int:
    """Run the parts that are asked for; 1: something that should run did not."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", type=_some_of(PARTS), nargs="?", default=PARTS, help=", ".join(PARTS))
    parser.add_argument("--quick", action="store_true", help="short runs: the tables, not the figures")
    parser.add_argument("--only", type=_some_of(WORKLOADS), default=list(WORKLOADS), help=", ".join(WORKLOADS))
    parser.add_argument("--mechanisms", type=_some_of(MECHANISMS), default=list(MECHANISMS), help=", ".join(MECHANISMS))
    parser.add_argument(
        "--pythons", type=_interpreters, default=[sys.executable], help="interpreters; default: this one"
    )
    given = parser.parse_args()

    today = dt.datetime.now(tz=dt.timezone.utc).date()
    print(f"{today}, {machine()}. No gate: numbers move with the machine.", flush=True)
    good = True
    for part in (part for part in KERNEL if part in given.parts):
        print(f"\n## {KERNEL[part]}", flush=True)
        for python in given.pythons:
            print(f"\n### Python {version_of(python)}\n", flush=True)
            good &= _measure(part, python, given)
    if "sizes" in given.parts:
        print("\n## What the browser loads\n", flush=True)
        sizes()
    if "fold" in given.parts:
        print("\n## The fold\n", flush=True)
        good &= _fold(given.quick)
    if "browser" in given.parts:
        print("\n## The scope in the browser\n", flush=True)
        good &= print_browser(given.quick)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
