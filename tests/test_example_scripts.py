"""Every example as *Insert as script* writes it: a plain program that runs, ends well and leaves nothing behind."""

from __future__ import annotations

import functools
import json
import shutil
import subprocess
import sys

import pytest

from tests.course import FOLDER, NAMES, read, shape

ROOT = FOLDER.parent
EXAMPLES = [cell.course["id"] for name in NAMES for cell in read("en", name).cells if cell.role == "example"]

pytestmark = pytest.mark.skipif(
    shutil.which("node") is None or not (ROOT / "node_modules" / "typescript").is_dir(),
    reason="the panel's own rule makes the scripts: needs Node and the npm packages",
)


@functools.cache
def scripts() -> dict[tuple[str, str], dict[str, str]]:
    done = subprocess.run(
        ["node", "scripts/list_scripts.mjs"], cwd=ROOT, check=True, capture_output=True, encoding="utf-8"
    )
    return {(each["id"], each["language"]): each for each in json.loads(done.stdout)}


def test_every_example_has_a_script_in_both_languages():
    assert set(scripts()) == {(example, language) for example in EXAMPLES for language in ("en", "zh-CN")}


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_script_runs_as_a_program(example, tmp_path):
    script = scripts()[example, "en"]
    (tmp_path / script["name"]).write_text(script["program"], encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-X", "dev", "-W", "ignore", script["name"]],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()
    assert "Traceback" not in done.stderr
    left = [path.name for path in tmp_path.iterdir() if path.name not in (script["name"], "__pycache__")]
    assert left == []


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_script_is_the_same_program_in_chinese(example):
    english, chinese = (scripts()[example, language]["program"] for language in ("en", "zh-CN"))
    assert shape(english) == shape(chinese)
