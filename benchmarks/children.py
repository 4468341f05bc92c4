"""Measurements in processes of their own: what one leaves behind, no other one pays for.

A measurement is a module here that can be run: it prints one JSON object. What is told meanwhile goes to stderr; the
tables, which their parents print, go to stdout.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent

LONGEST = 600
"""Seconds after which a measurement is given up."""


class Failed(Exception):
    """A measurement ended without a result; the text is the last thing that it said."""


def ask(python: str, module: str, *arguments: str) -> dict[str, Any]:
    """Run a module of the benchmarks and return what it prints.

    Args:
        python: the interpreter.
        module: as ``measure``.
        arguments: its command line.

    Raises:
        Failed: it failed, or took too long.
    """
    # With one of these asyncio's debug mode would be on in bare runs, too.
    environment = {k: v for k, v in os.environ.items() if k not in {"PYTHONASYNCIODEBUG", "PYTHONDEVMODE"}}
    command = [python, "-m", f"benchmarks.{module}", *arguments]
    try:
        done = subprocess.run(
            command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True, timeout=LONGEST
        )
    except subprocess.TimeoutExpired as error:
        raise Failed(f"it did not end within {LONGEST} s") from error
    if done.returncode != 0:
        raise Failed((done.stderr.strip().splitlines() or [f"it ended with {done.returncode}"])[-1])
    return json.loads(done.stdout.splitlines()[-1])


def ask_or_say(python: str, module: str, *arguments: str) -> dict[str, Any] | None:
    """As :func:`ask`; where that failed, say so, and return None."""
    try:
        return ask(python, module, *arguments)
    except Failed as failed:
        say(f"{module} {' '.join(arguments)} failed: {failed}")
        return None


def say(line: str) -> None:
    """Tell who waits how far it is."""
    print(line, file=sys.stderr, flush=True)


def version_of(python: str) -> str:
    """The version of an interpreter, as 3.11.7."""
    command = [python, "-c", "import platform; print(platform.python_version())"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
