"""Plausible wrong answers to the course's exercises: each runs without an error, and its check says what is wrong.

A file in wrong_answers/ is a whole cell, named by its exercise and, in short, by what is wrong with it. Its second line
says so in words and quotes the expectations that must fail. All answers of a layer run in one kernel, as a reader's
attempts do; only the English checks are asked: the Chinese ones are the same code (test_notebooks.py).

Running each answer in a kernel of its own was dropped: starting one takes longer than the answer and its check.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

pytest.importorskip("jupyter_client")
pytest.importorskip("ipykernel")

from tests.course import NAMES, Cell, read
from tests.live_kernel import LiveKernel

FOLDER = Path(__file__).parent / "wrong_answers"


@dataclass(frozen=True)
class Exercise:
    """An exercise with its check and the layer it stands in."""

    layer: str
    start: Cell
    check: Cell


def exercises() -> dict[str, Exercise]:
    """Every exercise of the course by its id."""
    found = {}
    for name in NAMES:
        notebook = read("en", name)
        cells = {cell.course["id"]: cell for cell in notebook.cells if cell.role in ("exercise", "check")}
        for each, cell in cells.items():
            if cell.role == "exercise":
                found[each] = Exercise(notebook.course["layer"], cell, cells[f"{each}-check"])
    return found


def exercise_of(answer: Path) -> str:
    """The id of the exercise that a file answers: of those its name begins with, the longest."""
    return max((each for each in EXERCISES if answer.stem.startswith(f"{each}-")), key=len, default="")


EXERCISES = exercises()
ANSWERS = sorted(FOLDER.glob("*.py"))
EACH = [
    pytest.param(EXERCISES[exercise].layer, exercise, answer, id=answer.stem)
    for answer in ANSWERS
    if (exercise := exercise_of(answer))
]


def telling(check: str) -> list[re.Pattern[str]]:
    """What the expectations of a check look like that put what was seen into their text."""
    patterns = []
    for node in ast.walk(ast.parse(check)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "aioscope.expect":
            text = node.args[0]
            if isinstance(text, ast.JoinedStr):
                parts = [re.escape(p.value) if isinstance(p, ast.Constant) else ".*" for p in text.values]
                patterns.append(re.compile("".join(parts)))
    return patterns


def promised(answer: str) -> list[str]:
    """The expectations that the second line of an answer quotes."""
    quoted = re.findall(r"""(?<!\w)(["'])(.+?)\1(?!\w)""", answer.split("\n")[1])  # not the ' of "the log's place"
    return [text for _, text in quoted]


@pytest.fixture(scope="module")
def kernel(request: pytest.FixtureRequest) -> Iterator[LiveKernel]:
    """A kernel in which aioscope is loaded; the parameter is the layer that it serves."""
    live = LiveKernel()
    try:
        assert live.run("%load_ext aioscope").status == "ok"
        yield live
    finally:
        live.close()


def test_every_wrong_answer_belongs_to_an_exercise():
    assert ANSWERS
    assert [answer.name for answer in ANSWERS if not exercise_of(answer)] == []


@pytest.mark.parametrize("exercise", EXERCISES)
def test_every_exercise_has_two_or_more(exercise: str):
    assert len([answer for answer in ANSWERS if exercise_of(answer) == exercise]) >= 2


@pytest.mark.parametrize(("kernel", "exercise", "answer"), EACH, indirect=["kernel"])
def test_the_check_says_what_is_wrong(kernel: LiveKernel, exercise: str, answer: Path):
    asked = EXERCISES[exercise]
    if sys.version_info < asked.start.python:
        pytest.skip(f"the exercise needs Python {asked.start.course['python']}")
    source = answer.read_text(encoding="utf-8")
    assert source.startswith("%%aioscope\n# ")
    done = kernel.run(source, asked.start.id, seconds=20)
    assert done.status == "ok", f"{done.error}\n{done.trace}"
    checked = kernel.run(asked.check.source, asked.check.id)
    assert checked.status == "ok", f"{checked.error}\n{checked.trace}"
    crosses = [line[2:] for line in checked.stdout.splitlines() if line.startswith("✗ ")]
    assert crosses, f"the check passes it:\n{checked.stdout}"
    patterns = telling(asked.check.source)
    assert any(pattern.fullmatch(cross) for pattern in patterns for cross in crosses), crosses
    missed = [each for each in promised(source) if not any(each in cross for cross in crosses)]
    assert promised(source), "its second line quotes no expectation"
    assert not missed, f"{missed} not among {crosses}"
