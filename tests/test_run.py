"""The reading surface of a run: what exercises and tests of other people rest on."""

from __future__ import annotations

import asyncio
import json

import pytest

from aioscope import expect, last_run, load, record
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
    assert (run.dropped, run.overhead_ns) == (0, 0)  # virtual time: the recorder takes none


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
    assert report(run).endswith(": 0.00 s, 0 tasks.")


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


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(FileNotFoundError):
        load(tmp_path / "none.json")


def test_report(run):
    lines = report(run).splitlines()
    assert lines[0] == "Run rich: 0.06 s, 5 tasks."
    assert lines[2] == "- a: returned; ran 2 times, 0.00 s in all; waited 0.01 s (sleep)."
    assert lines[5] == "- left: pending; ran once, 0.00 s in all; waited 0.01 s (sleep)."
    assert lines[6] == "Still pending: left."


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
    with pytest.raises(LookupError, match=r"put %%aioscope on top of a cell and run it, or press Watch"):
        last_run()
