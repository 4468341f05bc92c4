"""Findings and deadlocks are told while the run is recorded."""

from __future__ import annotations

import asyncio
import contextlib
import time
from contextlib import contextmanager

from aioscope import record, recording
from aioscope.analyst import Analyst
from aioscope.recorder import Recorder


def kinds(recorder, *wanted):
    return [fact for fact in recorder.facts if fact[0] in wanted]


async def crossed(left, right):
    async with left:
        await asyncio.sleep(0)
        async with right:
            pass


def block():
    time.sleep(0.5)


@contextmanager
def recorded():
    """A recording that listens to the running loop, and its analyst, which looks when it is told to."""
    open_ = recording.Recording()
    open_.recorder.frame.main_started(open_.begin())
    try:
        yield open_, Analyst(open_.recorder.log)
    finally:
        open_.stop()


def test_a_deadlock_is_told_while_it_lasts():
    async def main():
        left, right = asyncio.Lock(), asyncio.Lock()
        with recorded() as (open_, analyst):
            a = asyncio.create_task(crossed(left, right), name="a")
            b = asyncio.create_task(crossed(right, left), name="b")
            await asyncio.sleep(0.01)
            analyst.look()
            ((_, _, tasks, resources),) = kinds(open_.recorder, "deadlock_found")
            assert tasks == (open_.run.task("a").id, open_.run.task("b").id)
            assert None not in resources
            assert [fact[2] for fact in kinds(open_.recorder, "finding")] == ["deadlock"]
            analyst.conclude()
            assert len(kinds(open_.recorder, "deadlock_found", "finding")) == 2  # each once
            a.cancel()
            b.cancel()
            await asyncio.gather(a, b, return_exceptions=True)
        assert open_.run.deadlocks == [list(tasks)]
        assert open_.run.ended

    asyncio.run(main())


def test_what_may_still_change_is_told_at_the_end():
    async def main():
        jobs = asyncio.Queue()
        with recorded() as (open_, analyst):
            for job in range(150):
                jobs.put_nowait(job)
                await asyncio.sleep(0.001)
            analyst.look()
            assert kinds(open_.recorder, "finding") == []
        analyst.conclude()
        told = [fact[2] for fact in kinds(open_.recorder, "finding")]
        assert "unbounded_queue" in told
        assert sorted(told) == sorted(finding.code for finding in open_.run.findings)

    asyncio.run(main())


def test_what_was_told_too_early_is_told_again():
    async def main():
        with recorded() as (open_, analyst):
            told = []

            def look():
                time.sleep(0.3)
                analyst.look()
                told.extend(fact[8]["en"] for fact in kinds(open_.recorder, "finding"))

            looking = asyncio.get_running_loop().run_in_executor(None, look)
            delayed = asyncio.create_task(asyncio.sleep(0))
            block()
            await asyncio.gather(looking, delayed)
        analyst.conclude()
        first, last = (fact[8]["en"] for fact in kinds(open_.recorder, "finding"))
        assert [first] == told
        assert first != last

    asyncio.run(main())


def test_what_was_seen_is_told_again_when_more_is_seen():
    async def fail():
        raise KeyError

    async def main():
        with recorded() as (open_, analyst):
            with contextlib.suppress(KeyError):
                await asyncio.gather(fail(), asyncio.sleep(0.05))
            analyst.conclude()
            await asyncio.sleep(0.1)
        analyst.conclude()
        analyst.conclude()
        first, last = kinds(open_.recorder, "finding")
        assert first[8] == last[8]  # the message
        assert first[9] != last[9]  # the evidence: for how long the sibling went on
        assert last[9]["en"] == open_.run.findings[0].evidence

    asyncio.run(main())


def test_it_looks_again_only_after_a_while():
    recorder = Recorder()
    analyst = Analyst(recorder.log)
    looked = []
    analyst._fold.take = looked.append
    analyst.look()
    analyst.look()
    assert len(looked) == 1


def test_a_fact_that_it_does_not_understand_makes_it_blind_and_no_more():
    recorder = Recorder()
    recorder.facts.append(("task_ended", 1, 99, "returned", None, None))
    analyst = Analyst(recorder.log)
    analyst.look()
    assert recorder.facts[-1][0] == "unseen"
    analyst.conclude()
    assert [fact[0] for fact in recorder.facts].count("unseen") == 1


def test_a_run_without_one_says_the_same():
    async def main():
        left, right = asyncio.Lock(), asyncio.Lock()
        await asyncio.wait(
            [asyncio.create_task(crossed(left, right)), asyncio.create_task(crossed(right, left))], timeout=0.01
        )

    with record() as run:
        asyncio.run(main())
    assert len(run.deadlocks) == 1
    assert [finding.code for finding in run.findings if finding.severity == "error"] == ["deadlock"]
