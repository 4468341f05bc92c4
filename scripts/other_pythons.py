"""Runs the Python tests on every Python >= 3.10 that is found here: what `make test-pythons` does.

    python scripts/other_pythons.py [--notebooks] [PYTHON ...]

Each interpreter gets an environment of its own below .venvs. With --notebooks that has the course's libraries, too, and
every notebook runs in its kernel, which takes a quarter of an hour more each; `make test` does that on one interpreter.
What needs a browser stays there.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VERSIONS = ["3.10", "3.11", "3.12", "3.13", "3.14", "3.15"]
IDENTITY = "import sys; print('%d.%d' % sys.version_info[:2])"


def version_of(python: str) -> str | None:
    """Return the interpreter's version, as 3.12; None if it does not run."""
    try:
        asked = subprocess.run([python, "-c", IDENTITY], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return asked.stdout.strip()


def found() -> dict[str, str]:
    """Return the interpreters on PATH and in pyenv, by version."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    pythons: dict[str, str] = {}
    for version in VERSIONS:
        candidates = [shutil.which(f"python{version}"), *sorted(map(str, pyenv.glob(f"{version}.*/bin/python")))]
        working = [python for python in candidates if python and version_of(python) == version]
        if working:
            pythons[version] = working[0]
    return pythons


def test(version: str, python: str, notebooks: bool) -> bool:
    """Install the package into the version's environment and run the tests there; tell whether they passed."""
    wanted, left_out = (".[course,test]", []) if notebooks else (".[test]", ["--ignore=tests/test_notebooks.py"])
    venv = ROOT / ".venvs" / version
    own = str(venv / "bin" / "python")
    environment = {**os.environ, "SKIP_JUPYTER_BUILDER": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    (ROOT / "aioscope" / "labextension").mkdir(exist_ok=True)
    print(f"--- Python {version} ({python})", flush=True)
    commands = [
        [own, "-m", "pip", "install", "--quiet", "--editable", wanted],
        [own, "-m", "pytest", "-q", *left_out, "-p", "no:cacheprovider"],
    ]
    if version_of(own) != version:
        commands.insert(0, [python, "-m", "venv", "--clear", str(venv)])
    return all(subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode == 0 for command in commands)


def main(arguments: list[str]) -> int:
    """Test the interpreters named, or all that are found."""
    parser = argparse.ArgumentParser(prog="other_pythons.py")
    parser.add_argument("pythons", nargs="*", metavar="PYTHON", help="an interpreter; without one, all that are found")
    parser.add_argument("--notebooks", action="store_true", help="run the course's notebooks as well")
    options = parser.parse_args(arguments)
    named = {version_of(python) or python: python for python in options.pythons}
    pythons = named or found()
    if not pythons:
        print("No Python >= 3.10 was found on PATH or in pyenv.")
        return 1
    results = {version: test(version, python, options.notebooks) for version, python in pythons.items()}
    for version, passed in results.items():
        print(f"Python {version}: {'ok' if passed else 'FAILED'}")
    return 0 if all(results.values()) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
