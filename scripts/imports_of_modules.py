"""What TypeScript and JavaScript files import, and whether their room may (the data is in allowed_imports.py).

Read with regular expressions: import statements are regular enough, and so the check needs neither Node nor a build.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from typing import NamedTuple

import allowed_imports as allowed

Problem = tuple[int, str]
"""A line number and a sentence about it."""

# Strings are matched too, so that a "//" inside one does not count as a comment.
COMMENT_OR_STRING = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?\*/)|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`""", re.DOTALL
)
# import '...', import names from '...', export names from '...'
STATEMENT = re.compile(
    r"""^[ \t]*(?:import|export)\b(?:(?P<names>[\w$*{},\s]+?)\bfrom\b)?\s*"""
    r"""(?P<quote>['"])(?P<source>[^'"\n]+)(?P=quote)""",
    re.MULTILINE,
)
# import('...'), require('...'), and the same with anything else between the brackets
CALL = re.compile(r"""\b(?:import|require)\s*\(\s*(?:(?P<quote>['"])(?P<source>[^'"\n]+)(?P=quote)|[^)\s])""")


class Import(NamedTuple):
    """One import; source is None where it is computed."""

    line: int
    source: str | None
    type_only: bool


def imports_of(text: str) -> Iterator[Import]:
    """Yield the static imports and re-exports of a file, then its dynamic imports and requires.

    >>> list(imports_of("import type { A } from './a';"))
    [Import(line=1, source='./a', type_only=True)]
    """
    code = COMMENT_OR_STRING.sub(_blank_comment, text)
    for match in STATEMENT.finditer(code):
        yield Import(_line(code, match.start("source")), match["source"], _are_types(match["names"] or ""))
    for match in CALL.finditer(code):
        yield Import(_line(code, match.start()), match["source"], type_only=False)


def _blank_comment(match: re.Match[str]) -> str:
    if match["comment"] is None:
        return match[0]
    return re.sub(r"[^\n]", " ", match[0])


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


def _are_types(names: str) -> bool:
    """Tell whether it is ``import type ...``, or every name in the braces says ``type``."""
    names = names.strip()
    if re.match(r"type\s*[\w{*]", names):
        return True
    listed = [name.strip() for name in names.strip("{} \n").split(",") if name.strip()]
    return names.startswith("{") and bool(listed) and all(re.match(r"type\s", name) for name in listed)


def room_of(path: PurePosixPath) -> str | None:
    """Return the innermost listed room that a file lies in. ``src`` is the room of its own files only."""
    for folder in map(str, path.parents):
        if folder in allowed.MODULES:
            return folder if folder != "src" or str(path.parent) == "src" else None
    return None


def check_module(path: PurePosixPath, text: str) -> Iterator[Problem]:
    """Yield what a TypeScript or JavaScript file imports that its room may not."""
    room = room_of(path)
    if room is None:
        yield 1, f"{path.parent} is no room: list it in scripts/allowed_imports.py."
        return
    may = list(allowed.MODULES[room])
    if re.search(r"\.spec\.tsx?$", path.name):
        may += allowed.SPECS
    types = allowed.TYPES_ONLY.get(room, [])
    for found in imports_of(text):
        if found.source is None:
            yield found.line, "imports a computed name, which nobody can check: write the name."
        elif not _may_import(path, room, found.source, [*may, *types] if found.type_only else may):
            hint = " but as a type (import type)" if found.source in types else ""
            yield found.line, f"{room} may not import {found.source}{hint}."


def _may_import(path: PurePosixPath, room: str, source: str, may: Iterable[str]) -> bool:
    if not source.startswith("."):
        return any(fnmatchcase(source, entry) or source.startswith(f"{entry}/") for entry in may)
    target = _resolve(path.parent, source)
    target_room = room_of(target / "index") or room_of(target)
    return target_room == room or any(target_room == entry or str(target).startswith(f"{entry}/") for entry in may)


def _resolve(folder: PurePosixPath, source: str) -> PurePosixPath:
    """Return the path from the root that a relative import means; ``..`` if it leaves the repository."""
    parts = list(folder.parts)
    for part in PurePosixPath(source).parts:
        if part != "..":
            parts.append(part)
        elif parts:
            parts.pop()
        else:
            return PurePosixPath("..")
    return PurePosixPath(*parts)
