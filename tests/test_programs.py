"""The recorder against random programs' own ground truth, on virtual time: exactly, and in merged windows."""

from __future__ import annotations

import itertools
import sys
from collections import Counter

import pytest
from hypothesis import HealthCheck, example, given, settings

from aioscope import log, merged, record, windows
from aioscope.fold import Fold
from tests import told, virtual_time
from tests.random_programs import Program, milliseconds, programs
from tests.virtual_time import MS, Clock

ASKS_AGAIN = {"semaphore", "queue.get", "queue.put"}
"""Their waiters look again when they are woken, and may have to wait once more."""

WOKEN = {"sleep", "event", "lock", "semaphore", "queue.get", "queue.put", "executor"}
"""Kinds of awaits whose futures the program notes."""

quickly = settings(suppress_health_check=[HealthCheck.too_slow])


def recorded(actions, *, noted=False, budget=1_000_000, after_window=None):
    """The truth and the recorded run of a program; ``after_window(program, recorder)`` is called after each window."""
    clock = Clock()
    program = Program(clock, noted)
    end, failures = windows.Windows.end, []

    def ends(self, t):
        end(self, t)
        try:
            if after_window is not None:
                after_window(program, self._recorder)
        except AssertionError as error:  # the recorder would take it for its own
            failures.append(error)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(log, "time", clock)
        patch.setattr(merged, "BUDGET", budget)
        patch.setattr(merged, "WINDOW", 2 * MS)
        patch.setattr(windows.Windows, "end", ends)
        with record() as run:
            truth = virtual_time.run(program.run(actions), clock)
    for failure in failures:
        raise failure
    return truth, run


def compare_births_and_ends(truth, run):
    assert told.created(run)[1:] == truth.births
    assert {n: o for n, o in told.outcomes(run).items() if n != "main"} == truth.outcomes
    assert run.leftovers == []
    assert {task.error for task in run.tasks if task.outcome == "raised"} <= {"ValueError"}
    assert all(task.ended_ns is not None and task.ended_ns >= task.created_ns for task in run.tasks)


def compare_sums(truth, run):
    """The main task waits for threads at its end, which takes no time here."""
    began = set(truth.awaits)  # a task cancelled before its first step has one in which nothing of it runs
    assert {t.name: t.steps for t in run.tasks if t.name in began} == {n: truth.resumed.count(n) for n in began}
    assert {t.steps for t in run.tasks if t.role == "task" and t.name not in began} <= {1}
    assert {t.name: t.busy_ns for t in run.tasks[1:]} == truth.busy
    for task in run.tasks[1:]:
        assert task.busy_ns + task.ready_ns + task.waiting_ns + task.merged_ns == task.ended_ns - task.created_ns


@quickly
@given(programs)
def test_births_and_ends(actions):
    compare_births_and_ends(*recorded(actions))


@quickly
@given(programs)
def test_steps(actions):
    truth, run = recorded(actions, noted=True)
    steps = [fact[2] if fact[0] == "step" else None for fact in run._log if fact[0] in ("step", "iteration")]
    assert all(one != next_one for one, next_one in itertools.pairwise(steps))
    began = set(truth.awaits)
    assert [name for name in told.steps(run) if name in began] == truth.resumed
    compare_sums(truth, run)


@quickly
@given(programs)
def test_rounds(actions):
    _, run = recorded(actions)
    rounds, steps = list(run.iterations), 0
    for kind, t, *_ in reversed(run._log):
        if kind == "step":
            steps += 1
        elif kind == "iteration":
            one = rounds.pop()
            assert (one.t_ns, one.lag_ns >= 0) == (t, True)
            assert 1 <= steps <= one.ready + 1  # callbacks without a name are told as one; the last step is: asleep
            steps = 0
    assert rounds == []


@quickly
@given(programs)
def test_waits_and_wakes(actions):
    truth, run = recorded(actions)
    for task in run.tasks[1:]:
        awaits, waits = truth.awaits.get(task.name, []), list(task.waits)
        # Every wait belongs to an await of its kind, in order; an await may have several (a semaphore asks again).
        for one in awaits:
            at, told_wakes = one.start_ns, []
            while waits and waits[0].kind == one.kind and at <= waits[0].start_ns and waits[0].end_ns <= one.end_ns:
                if told_wakes and one.kind not in ASKS_AGAIN:
                    break  # it belongs to the next await, which was cut short in the instant in which it began
                if not told_wakes and waits[0].start_ns != one.start_ns:
                    break
                wait = waits.pop(0)
                at = wait.end_ns
                assert wait.until_ns == one.until_ns
                told_wakes.append((wait.end_ns, wait.woken_by.kind, told.name(run, wait.woken_by.task)))
            if one.kind in WOKEN:
                wakes = [wake for wake in one.wakes if wake[2] != task.name]  # else it has come before the step's end
                assert told_wakes == wakes, f"{task.name}: {one}"
            elif one.end_ns > one.start_ns:
                assert told_wakes or one.kind == "", f"{task.name}: {one} is not covered"
        assert waits == [], f"{task.name}: no await for these waits"


@quickly
@given(programs)
def test_who_ends_the_wait_for_a_task(actions):
    truth, run = recorded(actions)
    for task in run.tasks[1:]:
        for wait in task.waits:
            assert wait.woken_by is not None
            if wait.kind == "task" and wait.woken_by.kind == "task":
                assert wait.woken_by.task == wait.on
                assert truth.outcomes[told.name(run, wait.on)] in ("returned", "raised")
            assert (wait.kind == "executor") >= (wait.woken_by.kind == "thread" and wait.kind != "event")


@quickly
@given(programs)
def test_holders(actions):
    truth, run = recorded(actions)
    # Who took a permit when, and who gave one back when; which of its permits a task gives back nobody can say.
    noted = [[(told.name(run, h.task), h.start_ns, h.end_ns) for h in r.holders] for r in run.resources if r.holders]
    true = [[tuple(holding) for holding in holdings] for holdings in truth.holds.values()]
    for columns in ((0, 1), (0, 2)):
        parts = [
            sorted(sorted([h[i] for i in columns] for h in resource) for resource in side) for side in (noted, true)
        ]
        assert parts[0] == parts[1]
    for resource in run.resources:
        if resource.kind in ("lock", "semaphore"):
            assert run.max_holders(resource) <= resource.capacity


@pytest.mark.skipif(sys.version_info < (3, 11), reason="asyncio counts requests from Python 3.11 on")
@quickly
@given(programs)
def test_requests_to_cancel(actions):
    truth, run = recorded(actions)
    for task in run.tasks[1:]:
        pending = [request for request in task.cancel_requests if request.withdrawn_ns is None]
        if task.name in truth.requested:
            assert len(pending) == truth.requested[task.name]


@quickly
@given(programs)
def test_works(actions):
    truth, run = recorded(actions)
    assert len(run.works) == truth.works
    assert {work.outcome for work in run.works} <= {"returned"}
    assert {work.worker for work in run.works} <= {1}


@quickly
@given(programs)
def test_watching_changes_nothing(actions):
    clock = Clock()
    bare = virtual_time.run(Program(clock).run(actions), clock)
    for budget in (1_000_000, 8):
        watched, _ = recorded(actions, budget=budget)
        assert (watched.said, watched.outcomes, watched.births) == (bare.said, bare.outcomes, bare.births)


@quickly
@given(programs)
def test_the_times_of_a_task_add_up(actions):
    _, run = recorded(actions)
    for task in run.tasks[1:]:
        assert task.busy_ns + task.ready_ns + task.waiting_ns == task.ended_ns - task.created_ns
        assert milliseconds(task.ready_ns) >= 0


# ---- merged windows --------------------------------------------------------------------------------------------------


@quickly
@example([("spawn", [("spend", 1)]), ("gather", [[("yield",)], [("yield",)]])])  # ready before the window, ended in it
@given(programs)
def test_merged_births_ends_and_sums(actions):
    truth, run = recorded(actions, noted=True, budget=8)
    compare_births_and_ends(truth, run)
    compare_sums(truth, run)


@quickly
@example([("yield",), ("gather", [[("sleep", 1)], [("sleep", 1)], [("sleep", 2)]])])  # woken, and not run yet
@given(programs)
def test_merged_states_are_true_at_the_end_of_each_window(actions):
    seen = 0

    def compare(program, recorder):
        nonlocal seen
        seen += 1
        fold = Fold()
        fold.take(list(recorder.facts))
        pending = {t.name: t for t in fold.tasks.values() if t.outcome == "pending" and t.role == "task"}
        assert set(pending) == {program.names[task] for task in program.tasks if not task.done()}
        for name, task in pending.items():
            one = program.awaiting.get(name)
            kind = task.wait.kind if task.wait is not None else None
            if one is None or one.kind == "" or one.woken:
                assert kind is None, f"{name}: {task.wait}"  # it is ready
            elif one.kind in WOKEN:
                assert (kind, task.wait.until_ns) == (one.kind, one.until_ns), f"{name}: {one}"
            else:  # what it awaits may have ended, and it is ready
                assert kind in (one.kind, None)
        kinds = {id(h): r.kind for r in fold.resources.values() for h in r.holders}
        held = [h for r in fold.resources.values() for h in r.holders if h.end_ns is None]
        names = {task.id: task.name for task in fold.tasks.values()}
        assert Counter((names[h.task], kinds[id(h)]) for h in held) == Counter(program.holding)

    recorded(actions, budget=8, after_window=compare)
