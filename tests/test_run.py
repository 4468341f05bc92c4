"""The reading surface of a run: what exercises and tests of other people rest on."""

from __future__ import annotations

import asyncio
import json

import pytest

from aioscope import Run, expect, last_run, load, record
from aioscope.costs import DOOR_NS, METHOD_NS
from aioscope.fold import Resource
from aioscope.report import report
from tests import virtual_time
from tests.virtual_time import MS


async def hold(resource, milliseconds):
    async with resource:
        await asyncio.sleep(milliseconds / 1000)


@pytest.fixture
def run(clock):
    """Two overlapping tasks, one after them, one left over; a lock, two semaphores; one long step."""

    async def main():
        key, narrow, wide = asyncio.Lock(), asyncio.Semaphore(1), asyncio.Semaphore(3)
        named = lambda name, *what: asyncio.create_task(hold(*what), name=name)  # noqa: E731
        await asyncio.gather(named("a", wide, 10), named("b", wide, 30))
        await named("c", narrow, 10)
        async with key:
            clock.spend(7)
        main.left = named("left", wide, 1000)
        await asyncio.sleep(0.01)

    async def recorded():
        with record("rich") as found:
            await main()
        main.left.cancel()
        await asyncio.wait([main.left])
        return found

    return virtual_time.run(recorded(), clock)


def test_what_it_is(run):
    assert run.name == "rich"
    assert run.ended
    assert len(run.id) == 32
    assert repr(run) == "<aioscope run rich: 5 tasks, 0.057 s>"
    assert run.duration_ns == 57 * MS
    assert run.max_lag_ns == 7 * MS
    assert run.dropped == 0


def test_what_the_doors_cost_is_estimated(watch):
    """In virtual time the hooks take none; what is left is what their calls cost, as found before, by their number."""

    async def main(times):
        lock = asyncio.Lock()
        for _ in range(times):
            async with lock:
                pass

    for times in (10, 60):
        overhead = watch(lambda times=times: main(times)).overhead_ns
        passes_of_queue_and_poll = overhead - 2 * times * METHOD_NS
        assert passes_of_queue_and_poll > 0
        assert passes_of_queue_and_poll % DOOR_NS == 0


def test_what_a_long_run_costs_is_estimated_from_samples(watch):
    async def main():
        for _ in range(times):
            await asyncio.sleep(0.001)

    times = 3_200
    passes = watch(main).overhead_ns / DOOR_NS
    assert passes == pytest.approx(6 * times, rel=0.1)  # each time a timer and a step are queued and run, and two polls


def test_a_task_by_its_name(run):
    assert run.task("b").ended_ns == 30 * MS
    with pytest.raises(KeyError, match=r"no task is called 'z'; there are: .*a, b, c, left"):
        run.task("z")


def test_the_last_of_several_tasks_of_one_name(watch):
    async def main():
        for n in (1, 2):
            await asyncio.create_task(asyncio.sleep(n / 1000), name="same")

    assert watch(main).task("same").ended_ns == 3 * MS


def test_overlaps(run):
    assert run.overlaps("a", "b")
    assert run.overlaps("b", "a")
    assert not run.overlaps("a", "c")
    assert not run.overlaps("b", "c")  # one begins in the instant in which the other ends
    with pytest.raises(KeyError, match="no task is called 'z'"):
        run.overlaps("a", "z")


def test_concurrency(run):
    assert run.concurrency() == 2
    assert run.concurrency(names=["a", "c"]) == 1
    assert run.concurrency(names=[]) == 0
    assert run.concurrency("abc") == 0  # one name
    assert run.concurrency("a") == 1
    assert run.concurrency(names=["nobody"]) == 0


def test_concurrency_counts_from_the_first_step(watch, clock):
    async def work(n):
        clock.spend(n)

    async def main():
        await asyncio.gather(*(asyncio.create_task(work(5), name=str(n)) for n in range(3)))

    assert watch(main).concurrency() == 1  # created together, but each ends in the step in which it begins


def test_max_holders(run):
    semaphores = [r for r in run.resources if r.kind == "semaphore"]
    assert sorted((r.capacity, run.max_holders(r)) for r in semaphores) == [(1, 1), (3, 2)]
    assert run.max_holders("key") == run.max_holders("lock") == 1
    with pytest.raises(KeyError, match=r"2 resources are called 'semaphore'; there are: .*semaphore"):
        run.max_holders("semaphore")
    with pytest.raises(KeyError, match="no resources are called 'door'; there are: "):
        run.max_holders("door")


def test_max_holders_of_a_condition_are_those_of_its_lock(watch):
    async def main():
        changed = asyncio.Condition()

        async def enter():
            async with changed:
                await asyncio.sleep(0.01)
                changed.notify_all()

        async def listen():
            async with changed:
                await changed.wait()

        listener = asyncio.create_task(listen())
        await asyncio.gather(enter(), enter(), listener)

    run = watch(main)
    assert run.max_holders("changed") == 1
    assert run.resource("changed").kind == "condition"
    assert [(w.start_ns // MS, w.end_ns // MS) for w in run.resource("changed").waiters] == [(0, 10)]


def test_max_holders_of_something_still_held(run):
    wide = next(r for r in run.resources if r.capacity == 3)
    assert wide.holders[-1].end_ns is None
    assert run.max_holders(wide) == 2
    assert run.max_holders(Resource(99, "lock", None, 1)) == 0


def test_leftovers(run):
    assert [task.name for task in run.leftovers] == ["left"]
    assert run.task("left").outcome == "pending"
    assert (run.task("left").ended_ns, run.task("left").ready_ns) == (None, 0)


def test_nothing_is_known_of_an_empty_run():
    with record() as run:
        pass
    with pytest.raises(KeyError, match="there are: none"):
        run.task("a")
    with pytest.raises(KeyError, match="there are: none"):
        run.max_holders("lock")
    assert report(run).splitlines()[0].endswith(": 0 ms, 0 tasks.")
    assert (run.findings, run.deadlocks, run.works, run.iterations, run.cells) == ([], [], [], [], [])


def test_a_run_that_is_saved_and_loaded_is_the_same(run, tmp_path):
    path = tmp_path / "run.json"
    run.save(path)
    again = load(path)
    assert again._log == run._log
    assert again.tasks == run.tasks
    assert again.resources == run.resources
    assert (again.id, again.name, again.python, again.ended) == (run.id, run.name, run.python, True)
    assert report(again) == report(run)
    assert json.loads(path.read_text(encoding="utf-8"))["format"] == 2


def test_a_run_can_be_saved_while_it_is_recorded(clock, tmp_path):
    async def main():
        with record() as run:
            await asyncio.sleep(0.01)
            run.save(tmp_path / "part.json")
        return load(tmp_path / "part.json")

    part = virtual_time.run(main(), clock)
    assert (part.ended, part.tasks[0].outcome, part.overhead_ns) == (False, "pending", 0)


GOOD = '{"kind": "run_started", "t": 0, "format": 1, "run": "r", "name": null, "python": "3.11.7", "clock": 0}'


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "is not a run saved by aioscope"),
        ("hello", "is not a run saved by aioscope"),
        ("[]", "is not a run saved by aioscope"),
        ("{}", "is not a run saved by aioscope"),
        ('{"format": 3, "facts": []}', r"is not a run of format 2 or older \(it says 3\); a newer aioscope may"),
        ('{"format": true, "facts": []}', r"is not a run of format 2 or older \(it says True\)"),
        ('{"format": 2,\n"facts": [}', r"line 2, column 11: Expecting value"),
        ('{"format": 1, "facts": []}', "a run begins with run_started; this one does not"),
        ('{"format": 1}', "fact 0 is broken"),
        ('{"format": 1, "facts": null}', "fact 0 is broken"),
        ('{"format": 1, "facts": [1]}', "fact 0 is broken"),
        ('{"format": 1, "facts": [{"kind": "step", "t": 0, "task": 1}]}', "a run begins with run_started"),
        (f'{{"format": 1, "facts": [{GOOD}, {{"kind": "step", "t": 1}}]}}', "fact 1 is broken"),
        (f'{{"format": 1, "facts": [{GOOD}, {{"kind": "dance", "t": 1}}]}}', "fact 1 is broken"),
        (
            f'{{"format": 1, "facts": [{GOOD}, {{"kind": "task_woken", "t": 1, "task": 1, "by": 3}}]}}',
            "fact 1 is broken",
        ),
    ],
)
def test_a_broken_file_gets_a_sentence(tmp_path, text, sentence):
    path = tmp_path / "broken.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=sentence) as raised:
        load(path)
    assert "broken.json" in str(raised.value)


def test_a_file_that_is_no_text_gets_a_short_sentence(tmp_path):
    path = tmp_path / "broken.json"
    path.write_bytes(b"{}" + b"\xff" * 200_000)
    with pytest.raises(ValueError, match="is not a run saved by aioscope: byte 2 is not UTF-8 text") as raised:
        load(path)
    assert len(str(raised.value)) < 500
    path.write_text("[" * 100_000, encoding="utf-8")
    with pytest.raises(ValueError, match="is not a run saved by aioscope"):
        load(path)


def test_what_cannot_be_written_leaves_the_file_that_is_there(tmp_path):
    path = tmp_path / "run.json"
    odd = Run([("run_started", 0, 2, "r", b"no text", "3.12.1", 0)])
    for write in (odd.save, odd.to_perfetto):
        path.write_text("precious", encoding="utf-8")
        with pytest.raises(TypeError):
            write(path)
        assert path.read_text(encoding="utf-8") == "precious"


def test_a_path_in_bytes(run, tmp_path):
    run.save(tmp_path / "run.json")
    assert load(bytes(tmp_path / "run.json"))._log == load(tmp_path / "run.json")._log


def test_a_fact_that_does_not_fit_is_named(tmp_path):
    path = tmp_path / "broken.json"
    step = '{"kind": "step", "t": 1, "task": 7}'
    path.write_text(f'{{"format": 1, "facts": [{GOOD}, {step}]}}', encoding="utf-8")
    with pytest.raises(ValueError, match=r"broken.json: fact 1 \(step\) does not fit: KeyError\(7\)"):
        load(path)


def test_a_run_of_format_1(tmp_path):
    path = tmp_path / "old.json"
    lock = '{"kind": "resource_seen", "t": 0, "resource": 2, "type": "lock", "name": "key", "capacity": 1}'
    path.write_text(f'{{"format": 1, "facts": [{GOOD}, {lock}]}}', encoding="utf-8")
    run = load(path)
    assert run.resource("key").detail is None
    run.save(path)
    assert load(path)._log == run._log
    assert json.loads(path.read_text(encoding="utf-8"))["facts"][0]["format"] == 2


def test_half_a_character_survives(tmp_path):
    log = [("run_started", 0, 2, "r", "\ud800 任务", "3.12.1", 0)]
    Run(log).save(tmp_path / "run.json")
    assert load(tmp_path / "run.json").name == "\ud800 任务"


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(FileNotFoundError):
        load(tmp_path / "none.json")


def test_report(run):
    lines = report(run).splitlines()
    assert lines[0] == "Run rich: 57 ms, 5 tasks."
    assert lines[2] == "- a: returned; ran 2 times, 0 ms in all; waited 10 ms (sleep)."
    assert lines[5] == "- left: pending; ran once, 0 ms in all; waited 10 ms (sleep)."
    assert lines[6] == "Still pending: left."
    assert lines[7] == "The recorder took 0.0 % of this run; 0 facts dropped, 0 windows merged."


def test_report_in_chinese(run):
    lines = report(run, language="zh-CN").splitlines()
    assert lines[0] == "运行 rich：57 ms，5 个任务。"
    assert lines[2] == "- a：返回；运行 2 次，共 0 ms；等待 10 ms（sleep）。"
    assert lines[6:] == ["仍未结束：left。", "记录器占用了这次运行的 0.0 %；丢弃 0 条事实，合并了 0 个时间窗。"]


def test_a_report_says_what_was_found_and_who_cancelled(watch):
    async def main():
        key = asyncio.Lock()

        async def again():
            async with key:
                await key.acquire()

        task = asyncio.create_task(again(), name="again")
        asyncio.current_task().set_name("boss")
        await asyncio.sleep(0.01)
        task.cancel()
        await asyncio.wait([task])

    lines = report(watch(main)).splitlines()
    assert lines[2].startswith("- again: cancelled by boss; ran 2 times")
    assert lines[3] == "Found:"
    assert lines[4].startswith("- Deadlock: again waits for itself, and can never go on. again waits for the lock key")
    assert lines[5].startswith("  Fix: Take the locks in the same order everywhere")


def test_a_report_of_many_tasks_is_cut():
    log = [("run_started", 0, 2, "r", None, "3.12.1", 0)]
    log += [("task_created", 0, n, f"t{n}", "f", None, None, None, "task") for n in range(1, 301)]
    lines = report(Run(log)).splitlines()
    assert lines[201] == "- and 100 tasks more."


def test_expect(capsys):
    expect("one", ok=True)
    expect("two", ok=[])
    assert capsys.readouterr().out == "✓ one\n✗ two\n"


def test_the_last_run(clock):
    async def main():
        await asyncio.sleep(0)

    with record("first"):
        virtual_time.run(main(), clock)
    with record("second") as second:
        assert last_run().name == "first"  # a run is the last one when it is over
    assert last_run() is second


def test_there_is_no_last_run_at_first(monkeypatch):
    from collections import deque

    from aioscope import recording

    monkeypatch.setattr(recording, "_finished", deque())
    with pytest.raises(LookupError, match=r"put %%aioscope on top of a cell and run it, press Watch, or use record"):
        last_run()
