"""The course's notebooks as the tests see them."""

from __future__ import annotations

import ast
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent / "notebooks"
LANGUAGES = ("en", "zh-CN")
NAMES = sorted(path.name for path in (FOLDER / "en").glob("*.ipynb"))

_SOLUTION = re.compile(r"```python\n(.*?)```", re.DOTALL)


@dataclass(frozen=True)
class Cell:
    """A cell: its id, ``code`` or ``markdown``, its text, and what it is in the course."""

    id: str
    type: str
    source: str
    course: dict[str, Any]

    @property
    def role(self) -> str | None:
        """example, exercise, check, solution, or None."""
        return self.course.get("role")

    @property
    def python(self) -> tuple[int, ...]:
        """The oldest Python that it is for. On an older one it runs as well, and says in a sentence what it needs."""
        return tuple(int(part) for part in self.course.get("python", "3.10").split("."))

    @property
    def code(self) -> str:
        """The program in it: its own, or the one block of Python in a solution."""
        if self.type == "code":
            return self.source
        (block,) = _SOLUTION.findall(self.source)
        return block


@dataclass(frozen=True)
class Notebook:
    """A notebook of the course."""

    path: Path
    course: dict[str, Any]
    cells: list[Cell]


def read(language: str, name: str) -> Notebook:
    """Read one of the course's notebooks."""
    return read_file(FOLDER / language / name)


def read_file(path: Path) -> Notebook:
    """Read a notebook."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    cells = [
        Cell(c["id"], c["cell_type"], "".join(c["source"]), c["metadata"].get("aioscope", {})) for c in raw["cells"]
    ]
    return Notebook(path, raw["metadata"]["aioscope"], cells)


class _Wordless(ast.NodeTransformer):
    """Empties string literals: they are what a translation translates."""

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        return ast.Constant("") if isinstance(node.value, str) else node

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.AST:
        values = [self.visit(value) for value in node.values if isinstance(value, ast.FormattedValue)]
        return ast.JoinedStr(sorted(values, key=ast.dump))  # the order of words differs, too


def shape(code: str) -> tuple[list[str], str]:
    """A cell's lines that are for IPython, and the syntax tree of the others, without words and comments."""
    lines = code.split("\n")
    magics = [line for line in lines if line.startswith("%")]
    program = "\n".join("" if line.startswith("%") else line for line in lines)
    tree = compile(program, "<cell>", "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    return magics, ast.dump(_Wordless().visit(tree))
