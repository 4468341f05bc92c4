"""A run as a still picture: well-formed, without anything that runs, of a size that does not follow the run's."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from aioscope import Run, load, picture
from tests import findings_told as tell
from tests.virtual_time import MS

FIXTURES = sorted((Path(__file__).resolve().parent.parent / "protocol" / "fixtures").glob("*.json"))
SVG = "{http://www.w3.org/2000/svg}"


def drawn(run, path, language="en"):
    run.to_svg(path, language)
    text = path.read_text(encoding="utf-8")
    root = ET.fromstring(text)
    for element in root.iter():
        assert element.tag.removeprefix(SVG) in {"svg", "title", "desc", "style", "rect", "path", "text"}
        assert not [name for name in element.attrib if name.startswith("on") or "href" in name]
    assert "url(" not in text
    assert "@import" not in text
    assert root.get("role") == "img"
    return root


def texts(root):
    return [element.text for element in root.iter(f"{SVG}text")]


def bars(root, kind, y):
    """The marks of a kind in the lane at a height: (start, end) in pixels of the picture."""
    for path in root.iter(f"{SVG}path"):
        marks = re.findall(r"M([\d.]+) (\d+)h([\d.]+)", path.get("d"))
        if path.get("class") == kind and marks[0][1] == str(y):
            return [(float(x), float(x) + float(wide)) for x, _, wide in marks]
    return []


@pytest.fixture
def run(watch, clock):
    async def work(milliseconds):
        clock.spend(50)
        await asyncio.sleep(milliseconds / 1000)

    async def main():
        await asyncio.gather(*(asyncio.create_task(work(100), name=name) for name in "ab"))

    return watch(main)


def test_lanes_are_drawn_to_scale(run, tmp_path):
    root = drawn(run, tmp_path / "run.svg")
    # 600 pixels from 190 on for 200 ms. a: 0-50 runs, 50-150 sleeps; b: 0-50 is ready, 50-100 runs, 100-200 sleeps.
    assert bars(root, "running", 104) == [(190.0, 340.0)]
    assert bars(root, "waiting", 104) == [(340.0, 640.0)]
    assert bars(root, "ready", 124) == [(190.0, 340.0)]
    assert bars(root, "running", 124) == [(340.0, 490.0)]
    assert bars(root, "waiting", 124) == [(490.0, 790.0)]
    assert {"a", "b", "done", "sleep", "200 ms"} <= set(texts(root))


def test_it_says_the_same_in_words(run, tmp_path):
    root = drawn(run, tmp_path / "run.svg")
    assert root.find(f"{SVG}title").text.endswith(": 3 tasks, 200 ms")
    assert "a: done; ran 50 ms, waited 100 ms." in root.find(f"{SVG}desc").text
    chinese = drawn(run, tmp_path / "run.svg", "zh-CN")
    assert chinese.get("lang") == "zh-CN"
    assert "a：完成；运行 50 ms，等待 100 ms。" in chinese.find(f"{SVG}desc").text
    assert {"运行中", "就绪", "等待"} <= set(texts(chinese))


def test_dark_and_light(run, tmp_path):
    style = drawn(run, tmp_path / "run.svg").find(f"{SVG}style").text
    assert "@media (prefers-color-scheme: dark)" in style


HOSTILE = [
    "<script>alert(1)</script>",
    "]]>",
    "&amp;",
    "\x00\x1b[31m",
    "\ud800",
    "\u202eabc",
    "x" * 100_000,
    "a\nb",
    "{name}",
]


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_names_are_text(name, tmp_path):
    log = [("run_started", 0, 2, "r", name, "3.12.1", 0), tell.task(1, name), ("step", 1 * MS, 1)]
    log += [("task_ended", 2 * MS, 1, "raised", name, name), ("exception_unretrieved", 2 * MS, 1)]
    root = drawn(Run(log), tmp_path / "run.svg")
    assert max(len(text) for text in texts(root)) < 300
    assert (tmp_path / "run.svg").stat().st_size < 20_000


def test_a_big_run_makes_a_small_picture_that_says_so(tmp_path):
    log = [("run_started", 0, 2, "r", None, "3.12.1", 0)]
    log += [tell.task(number, f"t{number}") for number in range(1, 501)]
    for t in range(50_000):
        log += [("step", t * MS, 1 + t % 70), ("wait_started", t * MS + 1000, 1 + t % 70, "sleep", None, None, ())]
        log.append(("task_woken", t * MS + 2000, 1 + t % 70, ("timer", None)))
    root = drawn(Run(log), tmp_path / "run.svg")
    assert "440 more tasks are not drawn." in texts(root)
    assert (tmp_path / "run.svg").stat().st_size < 1_000_000


def test_findings_and_drops_are_told(tmp_path):
    log = [("run_started", 0, 2, "r", None, "3.12.1", 0), tell.task(1, "a"), tell.task(2, "b")]
    log += [("wait_started", 1 * MS, 1, "task", 2, None, ()), ("wait_started", 1 * MS, 2, "task", 1, None, ())]
    log += [("facts_dropped", 9 * MS, 7), ("run_ended", 9 * MS, 0)]
    words = texts(drawn(Run(log), tmp_path / "run.svg"))
    assert "• Deadlock: a, b wait for each other, and none can ever go on." in words
    assert "The log was full: 7 facts were not kept." in words


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_fixtures(path, tmp_path):
    run = load(path)
    root = drawn(run, tmp_path / "run.svg")
    assert {"running", "ready", "waiting", *(picture._cut(task.label, picture._NAME) for task in run.tasks)} <= set(
        texts(root)
    )


def test_an_empty_run(tmp_path):
    log = [("run_started", 0, 2, "r" * 32, None, "3.12.1", 0)]
    assert texts(drawn(Run(log), tmp_path / "run.svg"))[0] == "Run rrrrrrrr: 0 tasks, 0 ms"


def test_escape():
    assert picture.escape("a<b>\x00") == "a&lt;b&gt;�"
