"""The Pythons that ``make bench`` measures with: each in an environment of its own below .venvs, with the other tools.

    python -m benchmarks.pythons                  all that are found on PATH and in pyenv
    python -m benchmarks.pythons python3.10       this one

Prints the interpreters of the environments, with commas, as ``python -m benchmarks --pythons`` takes them.
"""

from __future__ import annotations

import os
import subprocess
import sys

from scripts.other_pythons import found, version_of

from .children import ROOT, say


def environment(version: str, python: str) -> str | None:
    """Make the environment, or bring it up to date, and return its interpreter; None: that could not be done."""
    venv = ROOT / ".venvs" / f"bench-{version}"
    own = str(venv / "bin" / "python")
    say(f"Preparing Python {version} ({python}).")
    (ROOT / "aioscope" / "labextension").mkdir(exist_ok=True)
    variables = {**os.environ, "SKIP_JUPYTER_BUILDER": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    commands = [[own, "-m", "pip", "install", "--quiet", "--editable", ".[bench]"]]
    if version_of(own) != version:
        commands.insert(0, [python, "-m", "venv", "--clear", str(venv)])
    done = (subprocess.run(command, cwd=ROOT, env=variables, check=False, stdout=sys.stderr) for command in commands)
    return own if all(command.returncode == 0 for command in done) else None


def main(named: list[str]) -> int:
    """Prepare those that are named, or all that are found; 1: none is there."""
    pythons = {version_of(python): python for python in named} if named else found()
    for python in (python for version, python in pythons.items() if version is None):
        say(f"{python} does not run.")
    ready = [environment(version, python) for version, python in pythons.items() if version is not None]
    print(",".join(python for python in ready if python is not None))
    return 0 if any(ready) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
