"""The benchmarks run, and their tables hold a row for everything. How big the figures are is nobody's business here."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.measure import count_steps, timed
from benchmarks.mechanisms import MECHANISMS
from benchmarks.sizes import holds, loaded_at_start, sizes
from benchmarks.tables import spread, table
from benchmarks.workloads import WORKLOADS

ROOT = Path(__file__).resolve().parent.parent


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "benchmarks", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)


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
        _, steps, facts = rows_of(done.stdout, "The workloads")["W6"]
        assert int(facts.replace(",", "")) >= int(steps.replace(",", "")) > 0

    def test_an_unknown_name_is_answered_with_the_known_ones(self) -> None:
        done = bench("--only", "W6,W9")
        assert done.returncode == 2
        assert "there is no W9; there are W1, W2" in done.stderr

    def test_each_step_is_counted_once(self) -> None:
        sleepers = WORKLOADS["W1"]
        assert count_steps(sleepers, 300) - count_steps(sleepers, 100) == 200

    def test_the_recorder_that_is_measured_notes_each_step(self) -> None:
        fewer, more = (timed(WORKLOADS["W1"], size, MECHANISMS["recorder"])[1] for size in (100, 300))
        assert more - fewer >= 200

    @pytest.mark.parametrize("workload", WORKLOADS.values(), ids=list(WORKLOADS))
    def test_a_workload_leaves_no_task_behind(self, workload: object) -> None:
        async def alone() -> set[asyncio.Task[object]]:
            await workload.main(40)  # a socket left open would fail this test as a ResourceWarning
            return asyncio.all_tasks() - {asyncio.current_task()}

        assert asyncio.run(alone()) == set()


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
