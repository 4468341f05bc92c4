"""The recorder against random programs' own ground truth, on virtual time."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import HealthCheck, given, settings

from aioscope import record, recorder
from tests import told, virtual_time
from tests.random_programs import Program, milliseconds, programs
from tests.virtual_time import Clock

ASKS_AGAIN = {"semaphore", "queue.get", "queue.put"}
"""Their waiters look again when they are woken, and may have to wait once more."""

quickly = settings(suppress_health_check=[HealthCheck.too_slow])


def recorded(actions, *, noted=False):
    """The truth and the recorded run of a program."""
    clock = Clock()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recorder, "time", clock)
        with record() as run:
            truth = virtual_time.run(Program(clock, noted).run(actions), clock)
    return truth, run


@quickly
@given(programs)
def test_births_and_ends(actions):
    truth, run = recorded(actions)
    assert told.created(run)[1:] == truth.births
    assert {n: o for n, o in told.outcomes(run).items() if n != "main"} == truth.outcomes
    assert run.leftovers == []
    assert {task.error for task in run.tasks if task.outcome == "raised"} <= {"ValueError"}
    assert all(task.ended_ns is not None and task.ended_ns >= task.created_ns for task in run.tasks)


@quickly
@given(programs)
def test_steps(actions):
    truth, run = recorded(actions, noted=True)
    numbers = [fact[2] for fact in run._log if fact[0] == "step"]
    assert all(one != next_one for one, next_one in itertools.pairwise(numbers))
    began = set(truth.awaits)  # a task cancelled before its first step has one in which nothing of it runs
    assert [name for name in told.steps(run) if name in began] == truth.resumed
    assert {t.name: t.steps for t in run.tasks if t.name in began} == {n: truth.resumed.count(n) for n in began}
    assert {t.steps for t in run.tasks if t.role == "task" and t.name not in began} <= {1}


@quickly
@given(programs)
def test_waits(actions):
    truth, run = recorded(actions)
    for task in run.tasks[1:]:
        awaits, waits = truth.awaits.get(task.name, []), list(task.waits)
        # Every wait belongs to an await of its kind, in order; an await may have several (a semaphore asks again).
        for one in awaits:
            at, first = one.start_ns, True
            while waits and waits[0].kind == one.kind and waits[0].start_ns == at and waits[0].end_ns <= one.end_ns:
                if not (first or one.kind in ASKS_AGAIN):
                    break  # it belongs to the next await, which was cut short in the instant in which it began
                wait, first = waits.pop(0), False
                at = wait.end_ns
                if one.kind == "sleep":
                    by, due = wait.woken_by.kind, milliseconds(wait.until_ns)
                    assert (by, due) == ("timer", milliseconds(wait.end_ns)) or (by == "cancel" and not one.finished)
            assert at == one.end_ns, f"{task.name}: {one} is not covered"
        assert waits == [], f"{task.name}: no await for these waits"


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


@quickly
@given(programs)
def test_watching_changes_nothing(actions):
    clock = Clock()
    bare = virtual_time.run(Program(clock).run(actions), clock)
    watched, _ = recorded(actions)
    assert (watched.said, watched.outcomes, watched.births) == (bare.said, bare.outcomes, bare.births)


@quickly
@given(programs)
def test_the_times_of_a_task_add_up(actions):
    _, run = recorded(actions)
    for task in run.tasks[1:]:
        assert task.busy_ns + task.ready_ns + task.waiting_ns == task.ended_ns - task.created_ns
        assert task.ready_ns == 0  # on virtual time no step lasts, so nobody stands in the queue
