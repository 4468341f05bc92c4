"""Every notebook of the course, in both languages: its form, and what it does in a fresh kernel from top to bottom."""

from __future__ import annotations

import itertools
import sys
import time

import pytest

pytest.importorskip("jupyter_client")
pytest.importorskip("ipykernel")

from tests.course import FOLDER, LANGUAGES, NAMES, read, read_file, shape
from tests.live_kernel import LiveKernel

EACH = list(itertools.product(LANGUAGES, NAMES))
LAYERS = {"foundations", "basics", "primitives", "patterns", "applications"}
CONCEPTS = [
    *("sync-vs-async", "coroutine", "async-await", "event-loop", "blocking-io"),
    *("asyncio-run", "task", "gather", "wait-for", "sleep"),
    *("future", "lock", "semaphore", "event", "queue"),
    *("async-with", "async-for", "async-generator", "cancellation", "contextvars"),
    *("network-io", "file-io", "database", "web-server", "processes"),
    *("task-group", "timeout", "wait-and-as-completed", "shield-and-uncancel", "condition"),
    *("barrier", "async-comprehension", "exit-stack", "streams", "subprocess"),
    *("threads", "signals-and-shutdown", "eager-tasks-and-ordering", "debugging", "testing"),
    "uvloop-and-runners",
]

MINE = """import asyncio
print(sorted(t.get_coro().__qualname__ for t in asyncio.all_tasks()))"""


def test_the_languages_have_the_same_notebooks():
    assert len(NAMES) >= 8
    for language in LANGUAGES:
        assert sorted(path.name for path in (FOLDER / language).glob("*.ipynb")) == NAMES


@pytest.mark.parametrize(("language", "name"), EACH)
def test_metadata(language, name):
    notebook = read(language, name)
    course = notebook.course
    assert set(course) == {
        "concept",
        "order",
        "layer",
        "title",
        "summary",
        "prerequisites",
        "related",
        "python",
        "requires",
    }
    assert name == f"{course['order']:02d}-{course['concept']}.ipynb"
    assert CONCEPTS.index(course["concept"]) + 1 == course["order"]
    assert course["layer"] in LAYERS
    assert {*course["prerequisites"], *course["related"]} <= {*CONCEPTS} - {course["concept"]}
    assert course["title"].strip()
    assert course["summary"].strip()
    ids = [cell.id for cell in notebook.cells]
    assert len(set(ids)) == len(ids)
    for cell in notebook.cells:
        if cell.role is None:
            assert cell.course == {}
            continue
        assert cell.role in {"example", "exercise", "check", "script", "solution"}
        assert set(cell.course) <= {"role", "id", "title", "watch", "python", "requires"}
        assert cell.course["id"].startswith(course["concept"])
        assert cell.role == "solution" or cell.course["title"].strip()
        assert (cell.type == "markdown") == (cell.role == "solution")
    roles = [cell.role for cell in notebook.cells if cell.role in ("exercise", "check", "solution")]
    assert roles == ["exercise", "check", "solution"] * (len(roles) // 3)
    assert "exercise" in roles
    assert "example" in [cell.role for cell in notebook.cells]


@pytest.mark.parametrize("name", NAMES)
def test_the_languages_differ_in_words_only(name):
    english, chinese = (read(language, name) for language in LANGUAGES)
    same = ("concept", "order", "layer", "prerequisites", "related", "python", "requires")
    assert {key: english.course[key] for key in same} == {key: chinese.course[key] for key in same}
    for ours, theirs in itertools.zip_longest(english.cells, chinese.cells):
        assert (ours.id, ours.type) == (theirs.id, theirs.type)
        assert {**ours.course, "title": ""} == {**theirs.course, "title": ""}
        if ours.type == "code" or ours.role == "solution":
            assert shape(ours.code) == shape(theirs.code), ours.id


@pytest.mark.parametrize(("language", "name"), EACH)
def test_it_runs_from_top_to_bottom(language, name):
    runs_from_top_to_bottom(read(language, name))


SAMPLE = FOLDER.parent / "docs" / "own-course"


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLE.iterdir()))
def test_the_sample_for_teachers_runs(name):
    runs_from_top_to_bottom(read_file(SAMPLE / name))


def runs_from_top_to_bottom(notebook):
    """Examples twice in a row; a check fails on the exercise as it is given, and passes on the solution.

    What is for a newer Python than this one says so in a line, and does nothing else.
    """
    kernel = LiveKernel()
    try:
        kernel.run("%load_ext aioscope")
        before = kernel.run(MINE).stdout

        def run(source, cell):
            done = kernel.run(source, cell.id, seconds=60)
            assert done.status == "ok", f"{cell.id}: {done.error}\n{done.trace}"
            assert done.stderr == "", f"{cell.id}: {done.stderr}"
            return done.stdout.splitlines()

        checks = []
        for cell in notebook.cells:
            if cell.type == "code":
                lines = run(cell.source, cell)
                too_old = sys.version_info < cell.python
                if too_old and cell.role in ("example", "check"):
                    assert len(lines) == 1, cell.id
                    assert f"Python {cell.course['python']}" in lines[0], cell.id
                if cell.role == "example":
                    again = run(cell.source, cell)
                    assert len(again) == len(lines), cell.id
                elif cell.role == "check":
                    checks.append((cell, lines))
                    crosses = [line for line in lines if line.startswith("✗")]
                    assert crosses or too_old, f"{cell.id}: nothing is left to do"
            elif cell.role == "solution":
                check, before_it = checks.pop()
                run(cell.code, cell)
                passed = run(check.source, check)
                if sys.version_info < check.python:
                    assert passed == before_it, check.id
                else:
                    assert [line for line in passed if not line.startswith("✓")] == [], check.id
                    assert len(passed) == len(before_it)
        assert checks == []
        time.sleep(0.1)
        assert kernel.run(MINE).stdout == before, "a task outlives the notebook"
    finally:
        kernel.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_missing_library_gets_a_sentence(language):
    """Each example that needs a library says in a kernel without it how to get it, and does not fail."""
    needing = [
        (cell, package)
        for name in NAMES
        for cell in read(language, name).cells
        for package in cell.course.get("requires", [])
    ]
    assert needing
    kernel = LiveKernel()
    try:
        kernel.run("%load_ext aioscope")
        for cell, package in needing:
            kernel.run(f"import sys\nsys.modules[{package!r}] = None")  # as if it were not installed
            done = kernel.run(cell.source, cell.id)
            assert done.status == "ok", f"{cell.id}: {done.error}\n{done.trace}"
            assert f"%pip install {package}" in done.stdout
    finally:
        kernel.close()
