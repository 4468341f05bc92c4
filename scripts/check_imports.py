"""Checks that every file imports only what its room may: prints each violation and exits 1 if there is one.

    python scripts/check_imports.py [ROOT]

What is allowed is data, in allowed_imports.py; how imports are read is in imports_of_modules.py (TypeScript) and
imports_of_python.py (Python, notebooks).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import allowed_imports as allowed
from imports_of_modules import check_module
from imports_of_python import check_notebook, check_package_file, check_script, public_names

BUILT = {"node_modules", "generated", "labextension", "build", "lib", "test-results", "playwright-report", ".work"}
"""Folders that hold what was installed, built or left by a test."""

ROOMS = sorted({room.split("/")[0] for room in allowed.MODULES})
INIT = f"{allowed.PACKAGE}/__init__.py"


def check_tree(root: Path) -> tuple[int, list[str]]:
    """Return how many files were read and one line, ``file:line: sentence``, for each violation in them."""
    found: list[str] = []
    read: set[PurePosixPath] = set()
    for path, problems in _all_problems(root):
        found += [f"{path}:{line}: {sentence}" for line, sentence in problems]
        read.add(path)
    return len(read), found


def _all_problems(root: Path) -> Iterator[tuple[PurePosixPath, Iterator[tuple[int, str]]]]:
    for folder in ROOMS:
        for path, text in _files(root, folder, ".ts", ".tsx", ".js", ".mjs"):
            yield path, check_module(path, text)
    public: set[str] = set()
    for path, text in _files(root, allowed.PACKAGE, ".py"):
        yield path, check_package_file(path, text)
        if str(path) == INIT:
            names = public_names(text)
            public = names or set()
            if names is None:
                yield path, iter([(1, "has no __all__, which says what notebooks may use.")])
    scripts = list(_files(root, allowed.PYTHON_SCRIPTS, ".py"))
    for path, text in scripts:
        yield path, check_script(path, text, {script.stem for script, _ in scripts})
    for path, text in _files(root, "notebooks", ".ipynb"):
        yield path, check_notebook(text, public)


def _files(root: Path, folder: str, *suffixes: str) -> Iterator[tuple[PurePosixPath, str]]:
    """Yield the files below a folder that have one of the suffixes: path from the root, and text."""
    for file in sorted((root / folder).rglob("*")):
        path = PurePosixPath(file.relative_to(root).as_posix())
        if file.suffix in suffixes and file.is_file() and not BUILT.intersection(path.parts):
            yield path, file.read_text(encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Check the tree at the first argument, or this repository."""
    root = Path(arguments[0]) if arguments else Path(__file__).resolve().parent.parent
    count, found = check_tree(root)
    if found:
        print("\n".join(found))
        print(f"Violations: {len(found)}. What each room may import is in scripts/allowed_imports.py.")
        return 1
    print(f"{count} files import only what their rooms may.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
