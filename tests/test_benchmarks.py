"""The benchmarks run, and their tables hold a row for everything. How big the figures are is nobody's business here."""

from __future__ import annotations

import asyncio
import contextlib
import re
import subprocess
import sys
from pathlib import Path
from typing import ClassVar

import pytest

from aioscope import merged
from aioscope.complaints import Complaints
from aioscope.facts import FIELDS, to_json
from aioscope.hooks.methods import open_watchers
from aioscope.recording import Recording
from aioscope.windows import Windows
from benchmarks.__main__ import PARTS
from benchmarks.browser.report import print_browser, report
from benchmarks.crowds import Crowd, pairs
from benchmarks.holding import DOORS, Stopwatches
from benchmarks.measure import count_steps, timed
from benchmarks.mechanisms import MECHANISMS
from benchmarks.memory import weigh
from benchmarks.overhead import QUICK, overhead
from benchmarks.pauses import WATCHED, measure, print_pauses
from benchmarks.sizes import holds, loaded_at_start, sizes
from benchmarks.tables import spread, table
from benchmarks.workloads import IDLE, WORKLOADS, Workload

ROOT = Path(__file__).resolve().parent.parent


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "benchmarks", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)


def number(cell: str) -> float:
    return float(cell.replace(",", ""))


def rows_of(report: str, above: str) -> dict[str, list[str]]:
    """The rows of the table that follows this sentence, by their first cell."""
    lines = report.partition(above)[2].strip().splitlines()
    after_rule = lines[next(index for index, line in enumerate(lines) if line.startswith("| -")) + 1 :]
    until_blank = after_rule[: after_rule.index("")] if "" in after_rule else after_rule
    cells = ([cell.strip() for cell in line.strip("|").split("|")] for line in until_blank)
    return {first: others for first, *others in cells}


class TestOverhead:
    def test_each_mechanism_gets_a_row_or_a_reason(self) -> None:
        done = bench("overhead", "--quick", "--only", "W6")
        assert done.returncode == 0, done.stderr
        ratios = rows_of(done.stdout, "Whole run")
        costs = rows_of(done.stdout, "Added to each step")
        for mechanism in MECHANISMS.values():
            if mechanism.missing:
                assert f"{mechanism.title}: not installed in this Python" in done.stdout
                continue
            (ratio,), (cost,) = ratios[mechanism.title], costs[mechanism.title]
            assert 0 < float(ratio.split()[0]) < 1000
            assert re.fullmatch(r"-?[\d.]+ \(-?[\d.]+--?[\d.]+\)", cost)
        _, steps, facts, _ = rows_of(done.stdout, "The workloads")["W6"]
        assert int(facts.split(", ")[0].replace(",", "")) >= int(steps.replace(",", "")) > 0

    def test_an_unknown_name_is_answered_with_the_known_ones(self) -> None:
        done = bench("--only", "W6,W9")
        assert done.returncode == 2
        assert "there is no W9; there are W1, W2" in done.stderr

    def test_each_step_is_counted_once(self) -> None:
        sleepers = WORKLOADS["W1"]
        assert count_steps(sleepers, 300) - count_steps(sleepers, 100) == 200

    def test_the_recorder_that_is_measured_notes_each_step(self) -> None:
        fewer, more = (timed(WORKLOADS["W1"], size, MECHANISMS["recorder"]).facts for size in (100, 300))
        assert more - fewer >= 200

    def test_a_recorder_that_has_gone_deaf_is_not_measured(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fails(self: object) -> None:
            raise ValueError

        monkeypatch.setattr(Windows, "spend", fails)
        with pytest.raises(RuntimeError, match="a hook failed: ValueError in fails"):
            timed(WORKLOADS["W1"], 100, MECHANISMS["recorder"])

    def test_the_budget_shows_in_long_runs(self) -> None:
        default, exact = (timed(WORKLOADS["W1"], 20_000, MECHANISMS[key]) for key in ("recorder", "exact"))
        assert default.merged > 0
        assert default.facts < 20_000 < exact.facts
        assert exact.merged == 0

    @pytest.mark.parametrize("workload", [*WORKLOADS.values(), IDLE], ids=lambda workload: workload.key)
    def test_a_workload_leaves_no_task_behind(self, workload: Workload) -> None:
        if workload.missing:
            pytest.skip(f"not installed: {', '.join(workload.missing)}")

        async def alone() -> set[asyncio.Task[object]]:
            await workload.main(
                8 if workload is IDLE else 40
            )  # a socket left open would fail this test as a ResourceWarning
            return asyncio.all_tasks() - {asyncio.current_task()}

        assert asyncio.run(alone()) == set()

    def test_a_workload_that_cannot_run_is_skipped_with_words(self, capsys: pytest.CaptureFixture[str]) -> None:
        web = WORKLOADS["W7"]
        if not web.missing:
            pytest.skip("aiohttp is installed")
        assert overhead(sys.executable, ["W7"], ["null"], QUICK)
        assert "W7 (an aiohttp service, 20 clients): not installed in this Python: aiohttp" in capsys.readouterr().out


async def recorded_watchers(told: list[object]) -> None:
    told.extend(open_watchers)


class TestPauses:
    def test_each_workload_and_crowd_gets_a_row_in_each_table(self) -> None:
        done = bench("pauses", "--quick", "--only", "W2")
        assert done.returncode == 0, done.stderr
        for what in WATCHED.values():
            assert list(rows_of(done.stdout, f"{what}:")) == [
                "W2 bounded queue, 4 consumers",
                "100 tasks in pairs",
                "1,000 tasks in pairs",
            ]
        for times, p50, p90, p99, *_, by in rows_of(done.stdout, "A single hook call, exact windows:").values():
            assert number(times) > 1000
            assert 0 <= number(p50) <= number(p90) <= number(p99)
            assert by in {
                "append",
                "popleft",
                "pauses",
                "resumes",
                "created",
                "holds",
                "gives_back",
                "resizes",
                "joins",
            }
        for times, *_, by in rows_of(done.stdout, "End of a merged window, all of it:").values():
            assert number(times) > 0
            assert by in {"end", ""}
        assert "aim: none over 2,000 us" in done.stdout

    def test_a_stopwatch_changes_nothing_that_is_recorded(self) -> None:
        def facts(watched: bool) -> list[tuple[object, ...]]:
            recording = Recording(exact=True)
            with Stopwatches(recording.recorder, hooks=True) if watched else contextlib.nullcontext():
                recording.begin()
                asyncio.run(pairs(30, 3))
                recording.stop()
            whole = [to_json(fact) for fact in recording.recorder.facts[1:-1]]
            of_this_run = {"t", "polled", "due", "until", "name"}
            return [tuple((k, str(v)) for k, v in fact.items() if k not in of_this_run) for fact in whole]

        assert facts(watched=True) == facts(watched=False)

    def test_each_part_that_a_door_tells_is_timed(self) -> None:
        recording = Recording()
        recorder = recording.recorder
        recording.begin()
        asyncio.run(recorded_watchers(told := []))
        recording.stop()
        timed_parts = [getattr(recorder, part) for part in DOORS if part not in {"", "births"}]  # told by the loop's
        elsewhere = [each for each in told if each is not recorder.works and type(each) is not Complaints]
        assert [each for each in elsewhere if each not in timed_parts] == []
        assert set(timed_parts) <= set(told)

    def test_a_program_in_which_nothing_is_merged_is_not_measured(self) -> None:
        with pytest.raises(RuntimeError, match="nothing to time: no window was merged"):
            measure(lambda: pairs(2, 1))

    def test_where_nothing_could_be_measured_no_pause_is_called_the_longest(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr("benchmarks.pauses.ask_or_say", lambda *_: None)
        assert print_pauses(sys.executable, ["W2"], quick=True) is False
        assert capsys.readouterr().out == "Nothing could be measured.\n"

    def test_what_was_timed_is_put_back(self) -> None:
        before = merged.sum_up
        with Stopwatches(Recording().recorder, hooks=True):
            assert merged.sum_up is not before
        assert merged.sum_up is before


class TestSnapshot:
    def test_there_is_a_figure_for_each_share_of_each_crowd(self) -> None:
        done = bench("snapshot", "--quick")
        assert done.returncode == 0, done.stderr
        together = rows_of(done.stdout, "All at once")
        assert list(together) == ["100", "1,000", "10,000"]
        assert [[cell != "" for cell in row] for row in together.values()] == [
            [True, True, True, False, False],
            [True, True, True, True, False],
            [True, True, True, True, True],
        ]
        assert number(together["10,000"][0]) < number(together["10,000"][4])

    def test_a_crowd_wakes_as_many_as_it_is_told(self) -> None:
        async def main() -> list[int]:
            crowd, counts = Crowd(5), list[int]()
            for first in (0, 2, 5):
                await crowd.wake(first)
                counts.append(crowd.steps)
            await crowd.leave()
            return counts

        assert asyncio.run(main()) == [5, 7, 12]


class TestMemory:
    def test_tasks_and_facts_are_weighed(self) -> None:
        done = bench("memory", "--quick")
        assert done.returncode == 0, done.stderr
        for itself, live, facts, _ in rows_of(done.stdout, "Bytes for each task").values():
            assert min(number(itself), number(live), number(facts)) > 0
        kinds = rows_of(done.stdout, "Bytes for each fact")
        assert {"step", "wait_started", "task_woken", "task_created", "acquired", "resized", "all"} <= set(kinds)
        assert set(kinds) - {"all"} <= set(FIELDS)

    def test_what_two_facts_share_counts_once(self) -> None:
        shared = (1_000_000_001,)
        facts = [("kind", shared), ("kind", shared)]
        seen: set[int] = set()
        once = sys.getsizeof("kind") + sys.getsizeof(shared) + sys.getsizeof(shared[0])
        assert [weigh(fact, seen) - sys.getsizeof(fact) for fact in facts] == [once, 0]


class TestIdle:
    def test_each_way_of_recording_gets_a_row_or_a_reason(self) -> None:
        done = bench("idle", "--quick")
        assert done.returncode == 0, done.stderr
        rows = rows_of(done.stdout, "50 tasks nap for 10 ms")
        for key in ("null", "off", "recorder", "exact", "sending"):
            if MECHANISMS[key].missing:
                assert f"{MECHANISMS[key].title}: not installed in this Python" in done.stdout
                continue
            ratio, bare, watched, merged_windows = rows[MECHANISMS[key].title]
            assert 0 < float(ratio.split()[0]) < 100
            assert min(float(bare), float(watched)) > 0
            assert int(merged_windows) == 0


class TestSizes:
    ENTRY = '{"./extension":()=>n.e(9).then(()=>()=>n(3)),"./style":()=>Promise.all([n.e(26),n.e("7a")]).then(()=>5)}'

    def test_the_entry_tells_what_is_loaded_at_start(self) -> None:
        found = loaded_at_start(self.ENTRY, ["./extension", "./style"])
        assert found == {"9": "./extension", "26": "./style", "7a": "./style"}

    def test_an_entry_that_is_written_otherwise_is_an_error(self) -> None:
        with pytest.raises(LookupError, match=r"in which chunk \./index is"):
            loaded_at_start(self.ENTRY, ["./index"])

    def test_a_chunk_is_known_by_what_it_holds(self) -> None:
        assert holds("push([[8],{30(e,t,n){n.d(t,{TasksPanel:()=>w,x:()=>y});var a=1}}])") == "TasksPanel"
        assert holds(r"""e.exports=JSON.parse('[{"source":["# Tasks\\n"]}]')""") == "JSON: # Tasks"

    def test_without_a_build_it_says_how_to_get_one(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert sizes(tmp_path) is False
        assert "jlpm build:prod" in capsys.readouterr().out


class TestBrowser:
    SHOWN: ClassVar = {"intervals": [16.7, 16.7], "costs": [4.0, 8.0]}
    MEASURED: ClassVar = {
        "browser": "Chromium 1",
        "show": [{"facts": 1e6, "lanes": 100, "rate": 2.5e6, "paint": 300.4, "seeks": [9.0, 10.0, 20.0]}],
        "empty": SHOWN,
        "pan": [{"facts": 1e6, "lanes": 100, "part": "half", **SHOWN}],
        "live": [{"before": 1e6, "lanes": 100, "perMessage": 250, "spent": [20.0]}],
        "beside": [
            {"facts": 1e6, "lanes": 100, "rounds": [[{"opened": 900.0, **SHOWN}, {"opened": 1800.0, **SHOWN}]] * 3}
        ],
    }

    def test_every_measurement_has_its_row(self) -> None:
        told = report(self.MEASURED)
        assert rows_of(told, "then the cursor jumps")["1,000,000"] == ["100", "2.50", "300", "10.0", "10.0"]
        panned = rows_of(told, "panned with the wheel")
        assert panned["an empty page"] == ["", "", "16.7", "16.7", "4.0", "4.0"]
        assert panned["1,000,000"][:2] == ["100", "half"]
        assert rows_of(told, "20 times a second")["1,000,000"] == ["100", "250", "20.0", "20.0"]
        assert rows_of(told, "in speedscope in turns")["1,000,000"][:2] == ["ratio", "0.50"]

    def test_without_the_packages_it_says_what_it_needs(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert print_browser(quick=True, root=tmp_path) is True
        assert "Needs Node" in capsys.readouterr().out

    def test_it_is_a_part_of_its_own(self) -> None:
        assert "browser" in PARTS


class TestTables:
    def test_figures_stand_to_the_right(self) -> None:
        assert table(["", "kB", "what"], [["entry", "15.1", "1 file"], ["all", "7", ""]]).splitlines() == [
            "|       |   kB | what   |",
            "| ----- | ---: | ------ |",
            "| entry | 15.1 | 1 file |",
            "| all   |    7 |        |",
        ]

    def test_a_spread_is_the_median_and_the_quartiles(self) -> None:
        assert spread([1.3, 1.0, 1.1]) == "1.10 (1.05-1.20)"
