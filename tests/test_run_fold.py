"""The fold of every kind of fact into what a run shows: by hand, to the nanosecond."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from aioscope import Place, Run, Waker, facts, load
from aioscope.fold import Fold, Interval
from tests import findings_told as tell

FIXTURES = sorted((Path(__file__).resolve().parent.parent / "protocol" / "fixtures").glob("*.json"))
HEAD = ("run_started", 0, 2, "r", None, "3.12.1", 0)
LINE = ("place_named", 0, 1, None, "work.py", 5, "work")


def run(*log):
    return Run([HEAD, LINE, *log])


def times(task):
    return task.busy_ns, task.ready_ns, task.waiting_ns, task.merged_ns


def waits(t, task=1, kind="sleep", on=None, until=None):
    return ("wait_started", t, task, kind, on, until, (1,))


def woken(t, task=1, by=("timer", None)):
    return ("task_woken", t, task, by)


ENDS = ("returned", None, None)


def test_every_kind_is_taken_by_somebody():
    taken = {kind for kind, takers in Fold()._takers.items() if takers}
    assert set(facts.FIELDS) - taken == {"finding"}  # found anew from the other facts


# ---- times ---------------------------------------------------------------------------------------------------------


def test_times_are_true_at_every_instant():
    log = [tell.task(1, t=10), ("step", 13, 1), waits(20), woken(50), ("step", 55, 1), ("task_ended", 60, 1, *ENDS)]
    now = [times(run(*log[:n]).tasks[0])[:3] for n in range(1, len(log) + 1)]
    assert now == [(0, 0, 0), (0, 3, 0), (7, 3, 0), (7, 3, 30), (7, 8, 30), (12, 8, 30)]


def test_what_lasts_counts_up_to_the_latest_fact():
    other = ("iteration", 100, 90, 1, 0, None)
    assert times(run(tell.task(1, t=10), other).tasks[0]) == (0, 90, 0, 0)
    assert times(run(tell.task(1, t=10), ("step", 20, 1), waits(30), other).tasks[0]) == (10, 10, 70, 0)
    assert times(run(tell.task(1, t=10), ("step", 20, 1), other).tasks[0]) == (70, 20, 0, 0)  # ended at the poll
    blocked = ("loop_blocked", 100, 1, 20, ())
    assert times(run(tell.task(1, t=10), ("step", 20, 1), blocked).tasks[0]) == (80, 10, 0, 0)


def test_a_step_that_leaves_its_task_ready():
    task = run(tell.task(1), ("step", 5, 1), ("step", 8, -1), ("step", 20, 1), ("task_ended", 21, 1, *ENDS)).tasks[0]
    assert (times(task), task.steps, task.started_ns) == ((4, 17, 0, 0), 2, 5)


def test_an_eager_task_runs_in_its_creators_step():
    first, born = ("step", 5, 1), tell.task(2, "eager", 10, parent=1)
    waiting = run(tell.task(1), first, born, waits(14, 2), waits(20, 1)).task("eager")
    assert (times(waiting), waiting.steps, waiting.started_ns) == ((4, 0, 6, 0), 1, 10)
    log = [tell.task(1), first, born, ("task_ended", 14, 2, *ENDS), waits(20, 1)]
    ended = run(*log).task("eager")
    assert (times(ended), ended.steps) == ((4, 0, 0, 0), 1)
    assert times(run(*log).task("t")) == (15, 5, 0, 0)
    log = [tell.task(1), first, born, ("eager_yielded", 12, 2), ("step", 20, 2), waits(23, 2)]
    yielded = run(*log).task("eager")
    assert (times(yielded), yielded.steps, yielded.started_ns) == ((5, 8, 0, 0), 2, 10)


def test_a_task_that_is_destroyed_waits_no_longer():
    log = [tell.task(1), ("step", 1, 1), waits(2), ("task_destroyed", 9, 1), ("run_ended", 50, 0)]
    task = run(*log).tasks[0]
    assert (times(task), task.destroyed_ns, task.outcome) == ((1, 1, 7, 0), 9, "pending")
    assert (task.waits[0].end_ns, task.waits[0].woken_by, task.wait) == (9, None, None)


def test_a_fact_of_another_thread_comes_late():
    log = [tell.task(1), ("step", 10, 1), waits(20), woken(19, by=("thread", None)), ("step", 30, 1)]
    assert times(run(*log).tasks[0]) == (10, 20, 0, 0)


def test_what_is_told_after_the_end_takes_no_time():
    log = [tell.task(1), ("run_ended", 50, 0)]
    late = ("deadlock_found", 90, (1,), (None,))
    assert times(run(*log, late).tasks[0]) == times(run(*log).tasks[0]) == (0, 50, 0, 0)
    assert run(*log, late).deadlocks == [[1]]


# ---- merged windows ------------------------------------------------------------------------------------------------


def window(since, t, **ran):
    """A merged window: t1=(steps, busy) and so on."""
    tasks = tuple(int(name[1:]) for name in ran)
    return ("window_merged", t, since, tasks, *(tuple(column) for column in zip(*ran.values(), strict=True)))


def test_a_task_in_a_merged_window():
    log = [tell.task(1), ("step", 2, 1), waits(4), window(10, 60, t1=(7, 20)), waits(60), woken(70)]
    task = run(*log).tasks[0]
    assert times(task) == (2 + 20, 2, 6 + 10, 30)
    assert task.steps == 8
    assert [(w.start_ns, w.end_ns, w.woken_by) for w in task.waits] == [(4, 10, None), (60, 70, Waker("timer", None))]


def test_a_task_that_does_not_run_in_it_waits_on():
    log = [tell.task(1), tell.task(2, "other"), ("step", 2, 1), waits(4), window(10, 60, t2=(1, 1)), woken(70)]
    assert times(run(*log).task("t")) == (2, 2, 66, 0)


def test_births_and_ends_in_it_are_told_before_it():
    log = [tell.task(1), ("step", 2, 1), waits(4)]
    log += [
        tell.task(2, "born", 20),
        tell.task(3, "short", 20),
        ("task_ended", 30, 3, *ENDS),
        ("task_ended", 40, 1, *ENDS),
    ]
    found = run(*log, window(10, 60, t1=(3, 5), t2=(2, 4), t3=(1, 6)), ("step", 65, 2))
    assert times(found.task("t")) == (2 + 5, 2, 6, 25)
    assert (found.task("t").waits[0].end_ns, found.task("t").steps) == (10, 4)
    assert (times(found.task("born")), found.task("born").started_ns) == ((4, 5, 0, 36), 20)
    assert (times(found.task("short")), found.task("short").steps) == ((6, 0, 0, 4), 1)


def test_the_step_before_it_ends_where_it_begins():
    log = [tell.task(1), ("step", 2, 1), window(10, 60, t1=(3, 5)), ("run_ended", 60, 9)]
    found = run(*log)
    assert times(found.tasks[0]) == (8 + 5, 2, 0, 45)
    assert [(w.since_ns, w.end_ns, w.steps) for w in found.merged] == [(10, 60, 3)]
    assert (found.max_lag_ns, found.duration_ns) == (8, 60)


# ---- cancellation, timeouts, ends ----------------------------------------------------------------------------------


def test_requests_and_who_cancelled():
    asks = [("cancel_requested", 5, 1, ("callback", None), None, 1), ("cancel_requested", 7, 1, ("task", 2), 1, 2)]
    task = run(tell.task(1), *asks, ("task_ended", 9, 1, "cancelled", None, None)).tasks[0]
    assert task.cancelled_by == Waker("task", 2)
    assert [(r.t_ns, r.requests, r.site) for r in task.cancel_requests] == [
        (5, 1, None),
        (7, 2, Place(None, "work.py", 5, "work")),
    ]
    assert run(tell.task(1), *asks).tasks[0].cancelled_by is None


def test_a_request_that_is_withdrawn_cancels_nobody():
    asks = [("cancel_requested", 5, 1, ("task", 3), None, 1), ("cancel_requested", 7, 1, ("timer", None), None, 2)]
    ends = ("task_ended", 9, 1, "cancelled", None, None)
    task = run(tell.task(1), *asks, ("cancel_withdrawn", 8, 1, 1), ends).tasks[0]
    assert [r.withdrawn_ns for r in task.cancel_requests] == [None, 8]
    assert task.cancelled_by == Waker("task", 3)
    assert run(tell.task(1), ends).tasks[0].cancelled_by is None


def test_timeouts():
    log = [tell.task(1), ("timeout_set", 1, 9, 1, 50), ("timeout_set", 5, 9, 1, 70), ("timeout_set", 8, 9, 1, None)]
    found = [(t.start_ns, t.until_ns, t.end_ns) for t in run(*log).tasks[0].timeouts]
    assert found == [(1, 50, 5), (5, 70, 8)]
    (open_,) = run(*log[:2], ("task_ended", 3, 1, *ENDS)).tasks[0].timeouts
    assert open_.end_ns == 3


def test_an_exception_that_nobody_retrieved():
    ended = [tell.task(1), ("task_ended", 3, 1, "raised", "ValueError", "no")]
    assert run(*ended).tasks[0].exception_retrieved
    assert not run(*ended, ("exception_unretrieved", 9, 1)).tasks[0].exception_retrieved


# ---- resources and works -------------------------------------------------------------------------------------------


def seen(number, kind, capacity=None, detail=None):
    return ("resource_seen", 0, number, kind, f"the {kind}", capacity, detail)


def test_who_waits_for_a_resource_and_who_holds_it():
    log = [tell.task(1), tell.task(2), seen(9, "lock", 1), ("acquired", 1, 9, 1), waits(2, 2, "lock", 9)]
    lock = run(*log, ("released", 5, 9, 1), woken(5, 2), ("acquired", 6, 9, 2)).resource("the lock")
    assert lock.holders == [Interval(1, 1, 5), Interval(2, 6)]
    assert lock.waiters == [Interval(2, 2, 5)]
    assert run(*log, ("task_ended", 7, 2, *ENDS)).resource("lock").waiters == [Interval(2, 2, 7)]
    assert run(*log, window(3, 9, t2=(1, 1))).resource("lock").waiters == [Interval(2, 2, 3)]


def test_what_a_queue_holds():
    sizes = [("resized", 1, 9, 1, 1), ("resized", 2, 9, 2, None), ("resized", 3, 9, 1, 2)]
    queue = run(tell.task(1), tell.task(2), seen(9, "queue", 5), *sizes).resource("queue")
    assert (queue.sizes, queue.put_by, queue.got_by, queue.capacity) == ([(1, 1), (2, 2), (3, 1)], [1], [2], 5)


def test_members_and_details():
    log = [seen(8, "gather"), ("members_named", 1, 8, (1, 2)), ("members_named", 2, 8, (2, 3))]
    assert run(*log).resource("gather").members == [1, 2, 3]
    assert run(seen(8, "socket", detail="tcp fd 12")).resource("the socket").detail == "tcp fd 12"


def test_a_name_that_two_resources_have():
    with pytest.raises(KeyError, match="2 resources are called 'the lock'; there are: lock the lock, lock the lock"):
        run(seen(8, "lock"), seen(9, "lock")).resource("the lock")


def test_works():
    log = [tell.task(1), ("work_submitted", 1, 7, "thread", "load", 1, 1)]
    (work,) = run(*log).works
    assert (work.kind, work.function, work.task, work.site.line, work.outcome) == ("thread", "load", 1, 5, "pending")
    (work,) = run(*log, ("work_started", 3, 7, 2), ("work_ended", 9, 7, "raised")).works
    assert (work.submitted_ns, work.started_ns, work.ended_ns, work.worker, work.outcome) == (1, 3, 9, 2, "raised")


# ---- the loop, cells, the rest -------------------------------------------------------------------------------------


def test_rounds_and_how_late_they_are():
    found = run(("iteration", 5, 3, 2, 1, 40), ("iteration", 47, 6, 1, 0, None), ("iteration", 60, 50, 1, 0, None))
    assert [(i.polled_ns, i.t_ns, i.ready, i.timers, i.due_ns, i.lag_ns) for i in found.iterations] == [
        (3, 5, 2, 1, 40, 0),
        (6, 47, 1, 0, None, 7),
        (50, 60, 1, 0, None, 0),
    ]


def test_a_callback_has_steps_and_no_task():
    named = ("callback_named", 1, -2, "Server.poll", 1)
    found = run(
        tell.task(1), named, ("step", 5, -2), ("step", 25, -1), ("step", 90, -2), ("iteration", 99, 94, 1, 0, None)
    )
    assert (found.callbacks[-2].steps, found.callbacks[-2].busy_ns, found.callbacks[-2].function) == (
        2,
        24,
        "Server.poll",
    )
    assert found.max_lag_ns == 20  # a callback without a name may be the kernel's own
    assert found.tasks[0].steps == 0


def test_a_block_that_is_seen_twice_and_one_that_is_not_seen():
    log = [tell.task(1), ("step", 10, 1), ("loop_blocked", 120, 1, 10, ()), ("loop_blocked", 170, 1, 10, (1,))]
    (lasting,) = run(*log).blocked
    assert (lasting.since_ns, lasting.end_ns, lasting.stack[0].line) == (10, None, 5)
    ends = [("loop_unblocked", 300, 1, 10, (), (4,), (90,)), ("loop_unblocked", 500, 1, 400, (), (), ())]
    first, second = run(*log, *ends).blocked
    assert (first.end_ns, first.delayed, first.stack[0].line) == (300, {4: 90}, 5)
    assert (second.since_ns, second.stack) == (400, [])


def test_cells_and_what_they_leave():
    log = [tell.task(1, "cell [3]", role="cell"), ("cell_started", 0, "id", 3, 1), tell.task(2, "left")]
    (cell,) = run(*log).cells
    assert (cell.outcome, cell.ended_ns, cell.leftovers) == ("running", None, [])
    ended = run(*log, ("task_ended", 9, 1, *ENDS), ("cell_ended", 9, "id", "ok"), ("task_ended", 20, 2, *ENDS))
    assert (ended.cells[0].outcome, ended.cells[0].ended_ns, ended.cells[0].leftovers) == ("ok", 9, [2])
    assert [task.name for task in ended.leftovers] == ["left"]


def test_what_it_could_not_see():
    message = {"en": "a loop ran", "zh-CN": "有一个循环运行过"}
    found = run(("unseen", 1, "loop", "uvloop.Loop", message), ("facts_dropped", 2, 7))
    assert (found.unseen, found.unseen_in("zh-CN"), found.dropped) == (["a loop ran"], ["有一个循环运行过"], 7)


def test_what_the_recorder_has_cost_is_known_while_it_records():
    log = [tell.task(1), ("overhead_told", 20, 3), ("overhead_told", 40, 5)]
    assert run(*log).overhead_ns == 5
    late = ("overhead_told", 51, 6)  # told by a thread that did not know of the end
    assert run(*log, ("run_ended", 50, 7), late).overhead_ns == 7


# ---- laws ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_at_every_instant_a_tasks_times_are_its_life(path):
    log = load(path)._log
    fold = Fold()
    for n in range(len(log)):
        fold.take(log[: n + 1])
        for task in fold.tasks.values():
            ends = [task.ended_ns, task.destroyed_ns, fold.clock.now_ns]
            end = next(end for end in ends if end is not None)
            assert sum(times(task)) == end - task.created_ns
    whole = load(path)
    assert list(fold.tasks.values()) == whole.tasks
    assert list(fold.resources.values()) == whole.resources


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_a_saved_run_is_the_log(path, tmp_path):
    run = load(path)
    run.save(tmp_path / "again.json")
    saved = json.loads((tmp_path / "again.json").read_text(encoding="utf-8"))
    assert [facts.from_json(fact) for fact in saved["facts"]] == run._log
