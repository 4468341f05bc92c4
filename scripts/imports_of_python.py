"""What Python files and notebooks import, and whether they may (the data is in allowed_imports.py)."""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

import allowed_imports as allowed

Problem = tuple[int, str]
"""A line number and a sentence about it."""


class Import(NamedTuple):
    """One import; late: inside a function."""

    line: int
    module: str
    names: list[str]
    late: bool


def imports_of(tree: ast.AST, package: str = "", *, late: bool = False) -> Iterator[Import]:
    """Yield every import of a syntax tree; relative ones are made absolute with the package's name."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(node.lineno, alias.name, [], late)
        elif isinstance(node, ast.ImportFrom):
            module = ".".join(filter(None, [package if node.level else "", node.module or ""]))
            yield Import(node.lineno, module, [alias.name for alias in node.names], late)
        inside = late or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        yield from imports_of(node, package, late=inside)


def check_package_file(path: PurePosixPath, text: str) -> Iterator[Problem]:
    """Yield what a file of the Python package imports that it may not."""
    outside = allowed.OUTSIDE.get(path.name, [])
    for found in imports_of(ast.parse(text), allowed.PACKAGE):
        top, *below = found.module.split(".")
        if top == allowed.PACKAGE:
            # `from . import magic` names the module after the word import, `from .magic import x` before it.
            for module in below[:1] or found.names:
                if f"{module}.py" in allowed.OUTSIDE and f"{module}.py" != path.name:
                    yield from _check_jupyter_half(path, found, module)
        elif top not in sys.stdlib_module_names and top not in outside:
            yield found.line, f"the recorder is standard library only: {path.name} may not import {top}."


def _check_jupyter_half(path: PurePosixPath, found: Import, module: str) -> Iterator[Problem]:
    if module not in allowed.KNOWS_JUPYTER.get(path.name, []):
        yield found.line, f"{path.name} may not import {module}: the recorder does not know Jupyter."
    elif path.name == "__init__.py" and not found.late:
        yield found.line, f"import {module} inside a function: import aioscope must not load IPython."


def check_script(path: PurePosixPath, text: str, siblings: set[str]) -> Iterator[Problem]:
    """Yield what a program that runs before anything is installed imports besides the standard library."""
    may = {*sys.stdlib_module_names, *siblings, *allowed.INSTALLED.get(path.name, [])}
    for found in imports_of(ast.parse(text)):
        top = found.module.split(".")[0]
        if top not in may:
            yield found.line, f"scripts run before anything is installed: they may not import {top}."


def public_names(init: str) -> set[str] | None:
    """Return the names in ``__all__`` of the package's ``__init__.py``; None if it has no literal one.

    >>> sorted(public_names("__all__ = ['record', 'load']"))
    ['load', 'record']
    """
    for node in ast.parse(init).body:
        if isinstance(node, ast.Assign) and any(ast.unparse(target) == "__all__" for target in node.targets):
            return set(ast.literal_eval(node.value))
    return None


def check_notebook(text: str, public: set[str]) -> Iterator[Problem]:
    """Yield what code cells import besides public names, the standard library and what their metadata requires.

    A line number counts within its cell, which the sentence names.
    """
    notebook = json.loads(text)
    for number, cell in enumerate(notebook["cells"], start=1):
        source = "".join(cell["source"])
        if cell["cell_type"] != "code" or re.match(r"%%(?!aioscope\b)", source):
            continue
        try:
            tree = ast.parse(_without_magics(source))
        except SyntaxError as error:
            yield error.lineno or 1, f"cell {number} is not Python: {error.msg}."
            continue
        requires = _requires(notebook) | _requires(cell)
        for line, sentence in [*_imports_of_cell(tree, public, requires), *_uses_of_cell(tree, public)]:
            yield line, f"cell {number} {sentence}"


def _without_magics(source: str) -> str:
    """Return the cell with magics and shell lines replaced by ``pass``, so that every line keeps its number."""
    return re.sub(r"^([ \t]*)[%!].*$", r"\1pass", source, flags=re.MULTILINE)


def _requires(holder: dict[str, dict[str, dict[str, list[str]]]]) -> set[str]:
    """Return the packages that a notebook or cell says it requires, without their version limits."""
    listed = holder.get("metadata", {}).get("aioscope", {}).get("requires", [])
    return {re.split(r"[\[<>=!~ ]", name)[0] for name in listed}


def _imports_of_cell(tree: ast.AST, public: set[str], requires: set[str]) -> Iterator[Problem]:
    for found in imports_of(tree):
        top, *below = found.module.split(".")
        if top == allowed.PACKAGE:
            for name in [*below, *(name for name in found.names if name not in public)]:
                yield found.line, f"imports {name}, which is not a public name of {allowed.PACKAGE}."
        elif top not in sys.stdlib_module_names and top not in requires:
            yield found.line, f"imports {top}, which is not listed under requires in its metadata."


def _uses_of_cell(tree: ast.AST, public: set[str]) -> Iterator[Problem]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr not in public and ast.unparse(node.value) == allowed.PACKAGE:
            yield node.lineno, f"uses {allowed.PACKAGE}.{node.attr}, which is not a public name."
