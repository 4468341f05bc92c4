"""The notebooks are the only source of the course: what breaks their contract must stop the build, in words."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
SCRIPT = ROOT / "scripts" / "build_course.mjs"

Notebook = dict[str, Any]

pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="needs Node")


def a_notebook() -> Notebook:
    return {
        "metadata": {
            "aioscope": {
                "concept": "lock",
                "order": 12,
                "layer": "primitives",
                "title": "Lock",
                "summary": "One at a time.",
                "prerequisites": [],
                "related": [],
                "python": "3.10",
                "requires": [],
            }
        },
        "cells": [
            {"cell_type": "markdown", "id": "intro", "metadata": {}, "source": "# Lock"},
            {
                "cell_type": "code",
                "id": "first",
                "metadata": {"aioscope": {"role": "example", "id": "lock-first", "title": "First"}},
                "source": "1",
                "outputs": [],
            },
        ],
    }


def build(root: Path, english: Notebook, chinese: Notebook | None = None) -> subprocess.CompletedProcess[str]:
    for language, notebook in (("en", english), ("zh-CN", chinese or a_notebook())):
        folder = root / "notebooks" / language
        folder.mkdir(parents=True)
        (folder / "12-lock.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    return subprocess.run(["node", SCRIPT, root], capture_output=True, text=True, check=False)


def test_writes_each_language_with_paths(tmp_path: Path) -> None:
    result = build(tmp_path, a_notebook())
    assert result.returncode == 0, result.stderr
    for language in ("en", "zh-CN"):
        written = tmp_path / "src" / "concepts" / "generated" / f"{language}.json"
        assert json.loads(written.read_text(encoding="utf-8")) == [{"path": "12-lock.ipynb", "notebook": a_notebook()}]


def with_metadata(**changes: object) -> Notebook:
    notebook = a_notebook()
    notebook["metadata"]["aioscope"].update(changes)
    return notebook


def with_cell(**changes: object) -> Notebook:
    notebook = a_notebook()
    notebook["cells"][1].update(changes)
    return notebook


def with_role(**own: object) -> Notebook:
    return with_cell(metadata={"aioscope": {"role": "example", "id": "lock-first", "title": "First", **own}})


@pytest.mark.parametrize(
    ("notebook", "sentence"),
    [
        (with_metadata(layer="advanced"), 'en/12-lock.ipynb: metadata.aioscope.layer is "advanced", not one of'),
        (with_metadata(title=""), "en/12-lock.ipynb: metadata.aioscope.title must be a text."),
        (with_metadata(related="task"), "metadata.aioscope.related must be a list of texts."),
        (with_role(role="sample"), 'en/12-lock.ipynb, cell 2 (first): role is "sample", not one of'),
        (with_role(title=None), "en/12-lock.ipynb, cell 2 (first): metadata.aioscope.title must be a text."),
        (with_cell(cell_type="markdown"), "cell 2 (first): a cell of role example must be a code cell."),
        (with_cell(outputs=[{"output_type": "stream"}]), "cell 2 (first): a course notebook holds no outputs"),
        (with_metadata(concept="key"), 'notebooks/en has no notebook of "lock"'),
        ({"metadata": {}, "cells": []}, "en/12-lock.ipynb: the notebook has no metadata.aioscope."),
    ],
)
def test_a_fault_stops_the_build_with_a_sentence(tmp_path: Path, notebook: Notebook, sentence: str) -> None:
    result = build(tmp_path, notebook)
    assert result.returncode == 1
    assert sentence in result.stderr
    assert not (tmp_path / "src").exists()


def test_an_id_used_twice_is_named(tmp_path: Path) -> None:
    notebook = a_notebook()
    notebook["cells"].append({**notebook["cells"][1], "id": "second"})
    result = build(tmp_path, notebook)
    assert "en/12-lock.ipynb, cell 3 (second): the id lock-first is used by another cell" in result.stderr
