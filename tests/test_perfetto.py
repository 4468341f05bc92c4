"""A run as a Chrome trace: the format's own rules hold, and it says what happened."""

from __future__ import annotations

import asyncio
import functools
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from aioscope import load, perfetto
from aioscope.fold import Fold
from tests import findings_told as tell
from tests.virtual_time import MS

FIXTURES = sorted((Path(__file__).resolve().parent.parent / "protocol" / "fixtures").glob("*.json"))


def check(trace):
    """The rules of the trace event format, as ui.perfetto.dev reads it; times compared in whole nanoseconds."""
    assert set(trace) == {"traceEvents", "displayTimeUnit", "otherData"}
    events = trace["traceEvents"]
    lanes = {(e["pid"], e["tid"]) for e in events if e["ph"] == "M" and e["name"] == "thread_name"}
    processes = {e["pid"] for e in events if e["ph"] == "M" and e["name"] == "process_name"}
    assert len(lanes) == sum(e["ph"] == "M" and e["name"] == "thread_name" for e in events), "a lane named twice"
    slices = {lane: [] for lane in lanes}
    flows = {}
    for event in events:
        phase, lane = event["ph"], (event["pid"], event["tid"])
        assert event["pid"] in processes
        assert isinstance(event["name"], str)
        if phase == "M":
            continue
        assert event["ts"] >= 0
        if phase == "X":
            start = round(event["ts"] * 1e3)
            slices[lane].append((start, start + round(event["dur"] * 1e3)))
        elif phase in "sf":
            flows.setdefault(event["id"], []).append(
                (phase, lane, round(event["ts"] * 1e3), event["cat"], event["name"])
            )
            assert phase == "s" or event["bp"] == "e"
        elif phase == "i":
            assert event["s"] == "t"
            assert lane in lanes
        else:
            assert phase == "C"
            assert all(isinstance(value, int) for value in event["args"].values())
    for spans in slices.values():
        nested(spans)
    for (begin, from_, at, *names), (end, to, then, *same) in flows.values():
        assert (begin, end, names) == ("s", "f", same)
        assert at <= then
        assert any(start <= at <= stop for start, stop in slices[from_])
        assert any(start <= then <= stop for start, stop in slices[to])


def nested(spans):
    """Slices of one lane lie in each other or apart."""
    open_ends = []
    for start, stop in sorted(spans, key=lambda span: (span[0], -span[1])):
        while open_ends and open_ends[-1] <= start:
            open_ends.pop()
        assert not open_ends or stop <= open_ends[-1]
        open_ends.append(stop)


def trace_of(run, path):
    run.to_perfetto(path)
    trace = json.loads(path.read_text(encoding="utf-8"))
    check(trace)
    return trace["traceEvents"]


def in_lane(events, name):
    """The slices of a task's lane: (name, start, end) in milliseconds; the first is its life."""
    tid = next(e["tid"] for e in events if e["ph"] == "M" and e["args"].get("name", "").startswith(name + " ("))
    found = [e for e in events if e["ph"] == "X" and e["tid"] == tid and e["pid"] == 1]
    return [(e["name"], round(e["ts"] / 1e3), round((e["ts"] + e["dur"]) / 1e3)) for e in found]


@pytest.fixture
def run(watch, clock):
    async def work(key):
        async with key:
            clock.spend(5)
            await asyncio.sleep(0.01)

    async def main():
        key = asyncio.Lock()
        a, b = (asyncio.create_task(work(key), name=name) for name in "ab")
        await asyncio.sleep(0.02)
        b.cancel()
        await asyncio.wait([a, b])

    return watch(main)


def test_lanes(run, tmp_path):
    events = trace_of(run, tmp_path / "trace.json")
    assert in_lane(events, "a") == [("a", 0, 15), ("running", 0, 5), ("sleep", 5, 15)]
    assert in_lane(events, "b") == [("b", 0, 20), ("ready", 0, 5), ("lock", 5, 15), ("running", 15, 20)]
    life = next(e for e in events if e["ph"] == "X" and e["name"] == "b")
    assert life["args"]["outcome"] == "cancelled"
    assert life["args"]["at"].startswith("test_perfetto.py:")


def test_an_arrow_from_who_wakes_to_who_is_woken(run, tmp_path):
    events = trace_of(run, tmp_path / "trace.json")
    names = {e["tid"]: e["args"]["name"][0] for e in events if e["ph"] == "M" and e["name"] == "thread_name"}
    arrows = [(names[e["tid"]], e["ts"] / 1e3) for e in events if e["ph"] in "sf"]
    pairs = list(zip(arrows[::2], arrows[1::2], strict=True))
    assert (("a", 15.0), ("b", 15.0)) in pairs
    assert (("b", 20.0), ("m", 20.0)) in pairs  # the main task, which is called after its coroutine


def test_a_cancel_and_a_queue(watch, tmp_path):
    log = [
        tell.task(1, "a"),
        ("resource_seen", 0, 2, "queue", "jobs", None, None),
        ("resized", 1 * MS, 2, 1, 1),
        ("resized", 2 * MS, 2, 0, 1),
        ("cancel_requested", 3 * MS, 1, ("task", 1), None, 1),
        ("work_submitted", 4 * MS, 5, "thread", "load", 1, None),
        ("work_started", 5 * MS, 5, 1),
        ("work_ended", 7 * MS, 5, "returned"),
        ("work_submitted", 4 * MS, 6, "process", "count", None, None),
        ("work_started", 5 * MS, 6, 0),
        ("window_merged", 9 * MS, 8 * MS, (1,), (4,), (9,)),
        ("loop_unblocked", 12 * MS, 1, 10 * MS, (), (), ()),
        ("run_ended", 20 * MS, 0),
    ]
    fold = Fold()
    log = [("run_started", 0, 2, "r", "by hand", "3.12.1", 0), *log]
    fold.take(log)
    perfetto.write(log, fold, tmp_path / "trace.json")
    trace = json.loads((tmp_path / "trace.json").read_text(encoding="utf-8"))
    check(trace)
    events = trace["traceEvents"]
    assert [(e["ts"], e["args"]["items"]) for e in events if e["ph"] == "C"] == [(1000, 1), (2000, 0)]
    assert [e["name"] for e in events if e["ph"] == "i"] == ["merged window", "cancel requested"]
    assert [(e["name"], e["dur"]) for e in events if e["ph"] == "X" and e["pid"] == 2] == [
        ("load", 2000),
        ("count", 15000),
    ]
    assert in_lane(events, "a") == [("a", 0, 20), ("ready", 0, 8), ("merged", 8, 9), ("ready", 9, 20)]


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_fixtures(path, tmp_path):
    trace_of(load(path), tmp_path / "trace.json")


def test_findings_are_notes(watch, tmp_path):
    async def fetch():
        await asyncio.sleep(0.1)

    async def main():
        await fetch()
        await fetch()

    events = trace_of(watch(main), tmp_path / "trace.json")
    assert [e["name"] for e in events if e["ph"] == "i"] == ["finding: sequential_awaits"]


@functools.cache
def panels_exports():
    command = ["node", "scripts/export_perfetto.mjs", *map(str, FIXTURES)]
    asked = subprocess.run(command, cwd=FIXTURES[0].parents[2], check=True, capture_output=True, encoding="utf-8")
    return json.loads(asked.stdout)


@pytest.mark.skipif(
    shutil.which("node") is None or not (FIXTURES[0].parents[2] / "node_modules" / "typescript").is_dir(),
    reason="the panel's own export is run: needs Node and the npm packages",
)
@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.stem)
def test_the_panels_export_says_the_same(fixture, tmp_path):
    """The browser's trace (src/model/perfetto.ts) keeps the rules too; lanes, lives, waits and works are the same."""
    browser = panels_exports()[FIXTURES.index(fixture)]
    check(browser)
    kernel = trace_of(load(fixture), tmp_path / "trace.json")
    for what in (lanes_of, lives_of, waits_of, works_of, counters_of, findings_of):
        assert what(browser["traceEvents"]) == what(kernel), what.__name__


def lanes_of(events):
    return {e["args"]["name"] for e in events if e["ph"] == "M" and e["name"] == "thread_name" and e["pid"] == 1}


def lives_of(events):
    return sorted((e["name"], e["ts"], e["dur"]) for e in events if e["ph"] == "X" and e["cat"] == "task")


def waits_of(events):
    return sorted((e["tid"], e["name"], e["ts"], e["dur"]) for e in events if e["ph"] == "X" and e["cat"] == "waiting")


def works_of(events):
    return sorted((e["name"], e["ts"], e["dur"]) for e in events if e["ph"] == "X" and e["cat"] == "work")


def counters_of(events):
    return [(e["name"], e["ts"], e["args"]["items"]) for e in events if e["ph"] == "C"]


def findings_of(events):
    return sorted((e["tid"], e["name"], e["args"]["message"]) for e in events if e["name"].startswith("finding:"))
