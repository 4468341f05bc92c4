"""Merged windows: sums that are exact to the nanosecond, every birth and end, and true states when they are over."""

from __future__ import annotations

import asyncio
import sys

import pytest

from aioscope import log, merged, record
from tests import told, virtual_time
from tests.virtual_time import MS

WINDOW = 10 * MS
BUDGET = 20


@pytest.fixture(autouse=True)
def small(monkeypatch):
    """A budget that these programs exceed: 20 steps in 10 ms."""
    monkeypatch.setattr(merged, "BUDGET", BUDGET)
    monkeypatch.setattr(merged, "WINDOW", WINDOW)


class Truth:
    """What a program does, by its own account: steps and busy time of each task."""

    def __init__(self, clock):
        self.clock, self.steps, self.busy = clock, {}, {}

    def step(self, ns=0, name=None):
        """A step of the running task (of this name) begins, and takes so long."""
        self.clock.ns += ns
        name = asyncio.current_task().get_name() if name is None else name
        self.steps[name] = self.steps.get(name, 0) + 1
        self.busy[name] = self.busy.get(name, 0) + ns


def windows(run):
    """The merged windows, in milliseconds; without those that virtual time makes endless short."""
    return [(w.since_ns / MS, w.end_ns / MS) for w in run.merged if w.end_ns > w.since_ns]


def sums(run):
    """Steps and busy time of each task but the main one, as recorded."""
    tasks = [task for task in run.tasks if task.role == "task"]
    return {task.name: task.steps for task in tasks}, {task.name: task.busy_ns for task in tasks}


def kinds(run, since, until):
    """The kinds of facts told between two instants (milliseconds), the places left out."""
    return {fact[0] for fact in run._log if since * MS < fact[1] < until * MS and fact[0] != "place_named"}


async def storm(milliseconds, clock):
    """More steps than the budget allows, for so long: 25 in each millisecond, at its beginning."""
    for _ in range(milliseconds):
        for _ in range(25):
            await asyncio.sleep(0)
        clock.spend(1)


def test_sums_are_exact_to_the_nanosecond(watch, clock):
    truth = Truth(clock)

    async def work(number):
        truth.step()
        for round in range(30):  # noqa: A001
            await (asyncio.sleep(0.001) if round % 10 == 9 else asyncio.sleep(0))
            truth.step(1_000 * number + 7 * round + 1)

    async def main():
        await asyncio.gather(*(asyncio.create_task(work(number), name=f"work {number}") for number in range(40)))

    run = watch(main)
    assert run.merged
    assert sums(run) == (truth.steps, truth.busy)
    assert set(told.outcomes(run).values()) == {"returned"}
    for task in run.tasks:
        assert task.busy_ns + task.ready_ns + task.waiting_ns + task.merged_ns == task.ended_ns - task.created_ns


def test_births_and_ends_are_told_as_they_happen(watch, clock, line):
    async def short(number):
        await asyncio.sleep(0)
        if number % 3 == 1:
            raise ValueError(number)
        if number % 3 == 2:
            await asyncio.sleep(1)

    async def main():
        background = asyncio.create_task(storm(30, clock), name="storm")
        await asyncio.sleep(0.005)
        for number in range(9):
            task = asyncio.create_task(short(number), name=f"short {number}")
            births.append(clock.ns - start)
            await asyncio.sleep(0.001)
            task.cancel()
            await asyncio.wait([task])
            ends.append(clock.ns - start)
            if not task.cancelled():
                task.exception()
        await background

    births, ends, start = [], [], clock.ns
    run = watch(main)
    tasks = run.tasks[2:]
    assert run.merged[0].since_ns < births[0]
    assert ends[-1] < run.merged[-1].end_ns
    assert [task.name for task in tasks] == [f"short {number}" for number in range(9)]
    assert [task.outcome for task in tasks] == ["returned", "raised", "cancelled"] * 3
    assert [task.message for task in tasks] == [None, "1", None, None, "4", None, None, "7", None]
    assert [task.created_ns for task in tasks] == births
    assert all(task.ended_ns <= end for task, end in zip(tasks, ends, strict=True))
    assert {task.parent for task in tasks} == {run.tasks[0].id}
    assert {task.site.line for task in tasks} == {line(main, "short {number}")}


def test_the_waits_after_a_window_are_the_true_ones(watch, clock):
    """Those of tasks that ran in it, and those of tasks that did not."""

    async def holds(key, event):
        async with key:
            await event.wait()

    async def takes(key):
        async with key:
            pass

    async def gets(jobs):
        await jobs.get()

    async def main():
        key, event, jobs = asyncio.Lock(), asyncio.Event(), asyncio.Queue()
        asleep = asyncio.create_task(asyncio.sleep(0.2), name="asleep")
        await storm(5, clock)
        tasks = [
            asyncio.create_task(what, name=name)
            for name, what in (
                ("a", holds(key, event)),
                ("b", takes(key)),
                ("c", gets(jobs)),
                ("d", asyncio.sleep(0.3)),
            )
        ]
        await storm(15, clock)
        await asyncio.sleep(0.1)
        jobs.put_nowait(1)
        event.set()
        await asyncio.wait([*tasks, asleep])

    run = watch(main)
    assert windows(run) == [(0, 10), (10, 20), (20, 120)]  # the second ends before its time: the loop goes to sleep
    assert told.waits(run, "a") == ["event of event 10-120 task main"]
    assert told.waits(run, "b") == ["lock of key 10-120 task a"]
    assert told.waits(run, "c") == ["queue.get of jobs 10-120 task main"]
    assert told.waits(run, "d") == ["sleep 10-305 timer"]
    assert run.task("d").waits[0].until_ns == 305 * MS
    assert told.waits(run, "asleep") == ["sleep 0-200 timer"]  # it slept through


def test_what_a_task_waited_for_before_a_window_ended_in_it(watch, clock):
    async def wait(event):
        await event.wait()
        await asyncio.sleep(0.1)

    async def main():
        event = asyncio.Event()
        task = asyncio.create_task(wait(event), name="waiter")
        await asyncio.sleep(0)
        await storm(6, clock)
        event.set()
        await storm(6, clock)
        await task

    run = watch(main)
    (since, end) = windows(run)[0]
    first, second = run.task("waiter").waits
    assert (first.kind, first.start_ns, first.end_ns, first.woken_by) == ("event", 0, since * MS, None)
    assert (second.kind, second.start_ns / MS) == ("sleep", end)
    assert run.task("waiter").steps == 3


def test_holders_after_a_window(watch, clock):
    async def hold(resource, milliseconds):
        async with resource:
            await asyncio.sleep(milliseconds / 1000)

    async def main():
        one, two, three = asyncio.Lock(), asyncio.Lock(), asyncio.Semaphore(2)
        before = asyncio.create_task(hold(one, 5), name="before")
        through = asyncio.create_task(hold(three, 50), name="through")
        await asyncio.sleep(0.001)
        await storm(3, clock)
        for _ in range(5):
            async with two:  # taken and given back in the window: nobody learns of it
                pass
        after = [asyncio.create_task(hold(each, 50), name=str(n)) for n, each in enumerate((two, three, one))]
        await storm(20, clock)
        await asyncio.wait([before, through, *after])

    run = watch(main)
    assert windows(run) == [(1, 11), (11, 21), (21, 24), (24, 50)]
    held = {(told.name(run, h.task), h.start_ns // MS, h.end_ns // MS) for r in run.resources for h in r.holders}
    assert held == {("before", 0, 11), ("through", 0, 50), ("0", 11, 54), ("1", 11, 54), ("2", 11, 55)}


def test_a_task_that_is_woken_in_the_dark(watch, clock):
    """A wake-up that is in the ready queue when the window ends was not seen: by whom is unknown."""

    async def wait(event):
        await event.wait()
        clock.spend(3)

    async def main():
        loop, event = asyncio.get_running_loop(), asyncio.Event()
        task = asyncio.create_task(wait(event), name="waiter")
        await asyncio.sleep(0)
        await storm(10, clock)
        loop.call_at(loop.time(), event.set)
        await task

    run = watch(main)
    task = run.task("waiter")
    assert (task.outcome, task.steps, task.busy_ns) == ("returned", 2, 3 * MS)
    assert task.busy_ns + task.ready_ns + task.waiting_ns + task.merged_ns == task.ended_ns - task.created_ns


def test_a_window_that_ends_while_tasks_are_ready(watch, clock):
    """They are told as ready from then on; what they waited for is over."""

    async def wait(events, number):
        await events[number].wait()
        clock.spend(1)

    async def main():
        events = [asyncio.Event() for _ in range(5)]
        tasks = [asyncio.create_task(wait(events, number), name=f"waiter {number}") for number in range(5)]
        await asyncio.sleep(0)
        await storm(1, clock)
        await asyncio.sleep(0.008)
        clock.spend(3)  # the window is over at the next poll, and it was a calm one
        for event in events:
            event.set()
        await asyncio.wait(tasks)

    run = watch(main)
    assert windows(run) == [(0, 1), (1, 12)]
    for number in range(5):
        task = run.task(f"waiter {number}")
        assert task.steps == 2
        assert [(wait.kind, wait.end_ns // MS) for wait in task.waits] == [("event", 12)]
        assert task.waits[0].woken_by == ("unknown", None)
        assert (task.ended_ns / MS, task.busy_ns, task.ready_ns) == (13 + number, MS, number * MS)


def test_an_oversized_round(watch, clock):
    """One round with more handles than the budget, and as long as the window."""
    truth = Truth(clock)

    async def short():
        truth.step(MS)

    async def main():
        await asyncio.gather(*(asyncio.create_task(short(), name=str(number)) for number in range(3 * BUDGET)))

    run = watch(main)
    assert sums(run) == (truth.steps, truth.busy)
    assert [task.ended_ns // MS for task in run.tasks[1:]] == list(range(1, 3 * BUDGET + 1))
    assert windows(run) == [(0, 60)]  # windows end at a poll, and there was none


def test_a_switch_in_the_middle_of_a_step(watch, clock):
    """Births and wakes count in the budget; what the step did before and does afterwards is told as it should be."""

    async def wait(event):
        await event.wait()

    async def main():
        event = asyncio.Event()
        clock.spend(1)
        for number in range(BUDGET + 5):
            asyncio.create_task(wait(event), name=str(number))  # noqa: RUF006 - they live till the event
        clock.spend(2)
        await asyncio.sleep(0.05)
        event.set()
        clock.spend(4)
        await asyncio.sleep(0.05)

    run = watch(main)
    assert (windows(run)[0][0], run.tasks[0].busy_ns) == (1, 7 * MS)
    assert [task.name for task in run.tasks[1:]] == [str(number) for number in range(BUDGET + 5)]
    assert {task.parent for task in run.tasks[1:]} == {run.tasks[0].id}
    assert {task.steps for task in run.tasks[1:]} == {2}
    assert told.times(run)["0"] == (1, 57)
    main = run.tasks[0]
    assert (main.steps, main.ended_ns) == (3, 107 * MS)
    assert main.busy_ns + main.ready_ns + main.waiting_ns + main.merged_ns == 107 * MS


def test_exact_again_when_it_has_calmed_down(watch, clock):
    async def main():
        task = asyncio.create_task(asyncio.sleep(0.5), name="asleep")
        await storm(25, clock)
        for _ in range(10):
            await asyncio.sleep(0.01)
        await storm(25, clock)
        for _ in range(10):
            await asyncio.sleep(0.01)
        await task

    run = watch(main)
    assert [kinds(run, *window) for window in windows(run)] == [set()] * len(run.merged)
    assert windows(run) == [(0, 10), (10, 20), (20, 25), (25, 35), (126, 136), (136, 146), (146, 150), (150, 160)]
    calm = [f"sleep {start}-{start + 10} timer" for start in (*range(35, 125, 10), *range(160, 250, 10))]
    calm.insert(0, "sleep 25-35 unknown")  # told as the loop went to sleep; exact again when it was over
    calm.insert(10, "sleep 150-160 unknown")
    assert told.waits(run, "main") == [*calm, "task of asleep 250-500 task asleep"]
    assert run.tasks[0].steps == 2 * 625 + 2 * 10 + 2


def test_recorded_exactly_it_never_merges(clock):
    async def main():
        await storm(100, clock)

    with record(exact=True) as run:
        virtual_time.run(main(), clock)
    assert run.merged == []
    assert len([fact for fact in run._log if fact[0] == "step" and fact[2] > 0]) == 2_501 == run.tasks[0].steps


def test_a_full_log_merges_to_the_end(clock, monkeypatch):
    monkeypatch.setattr(log, "LIMIT", 100)

    async def main():
        await storm(10, clock)
        for number in range(1_000):
            await asyncio.create_task(asyncio.sleep(0.001), name=str(number))

    with record(exact=True) as run:
        virtual_time.run(main(), clock)
    assert run.merged[-1].end_ns == 1_010 * MS
    lengths = [round(end - since) for since, end in windows(run)]
    assert lengths[1:-1] == [20 * 2**n for n in range(len(lengths) - 2)]  # each is twice as long as the one before
    assert {task.outcome for task in run.tasks} == {"returned"}
    assert run.tasks[0].steps == 250 + 1_000 + 1


def test_a_cancellation_in_a_window(watch, clock):
    async def main():
        task = asyncio.create_task(asyncio.sleep(1), name="napper")
        await storm(5, clock)
        task.cancel()
        await storm(10, clock)
        await asyncio.wait([task])

    run = watch(main)
    (request,) = run.task("napper").cancel_requests
    assert (request.by.kind, request.site, request.requests) == ("unknown", None, 1)
    assert run.task("napper").outcome == "cancelled"
    assert run.task("napper").ended_ns < windows(run)[0][1] * MS


@pytest.mark.skipif(sys.version_info < (3, 12), reason="eager tasks came with Python 3.12")
def test_eager_tasks_in_a_window(watch, clock):
    truth = Truth(clock)

    async def eager(number):
        truth.step(0, str(number))  # on 3.12 it has its name only after its first step
        if number % 2:
            await asyncio.sleep(0.001)
            truth.step(number)
        elif number % 3:
            await asyncio.sleep(0)
            truth.step(0)

    async def main():
        asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
        await storm(5, clock)
        tasks = [asyncio.create_task(eager(number), name=str(number)) for number in range(50)]
        await storm(10, clock)
        await asyncio.gather(*tasks)

    run = watch(main)
    assert sums(run) == (truth.steps, truth.busy)
    assert set(told.outcomes(run).values()) == {"returned"}
    assert {task.parent for task in run.tasks[1:]} == {run.tasks[0].id}
