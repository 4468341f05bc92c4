"""Findings over facts written by hand: the exact borders of each rule, which no program hits at will."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aioscope.findings.locks import _Waiting
from aioscope.fold import Fold, Interval, Resource
from tests import findings_told as tell
from tests.virtual_time import MS

LINE = ("place_named", 0, 1, "id-3", "cell", 5, "work")
CELL = ("cell_started", 0, "id-3", 3, 1)
ROOT = tell.task(1, "cell [3]", role="cell", cell="id-3")


# ---- sequential awaits ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("file", "codes"), [("work.py", ["sequential_awaits"]), ("aiohttp/web.py", [])])
def test_a_library_that_awaits_one_task_after_the_other_has_its_reasons(file, codes):
    log = [tell.task(1), ("place_named", 0, 1, None, file, 5, "serve")]
    for number in (2, 3):
        begins, ends = (number * 100 + 1) * MS, (number * 100 + 99) * MS
        log += [tell.task(number, f"t{number}", begins, parent=1, coroutine="answer"), ("step", begins, number)]
        log += [("wait_started", begins, number, "sleep", None, None, ())]
        log += [("wait_started", begins, 1, "task", number, None, (1,)), ("task_woken", ends, number, ("timer", None))]
        log += [("step", ends, number), ("task_ended", ends, number, "returned", None, None)]
        log += [("task_woken", ends, 1, ("task", number)), ("step", ends, 1)]
    assert [each.code for each in tell.of(log)] == codes


# ---- the loop is blocked -------------------------------------------------------------------------------------------


def block(*, since=100, end=1300, stack=(1,), delayed=(3,), delays=(900,)):
    return ("loop_unblocked", end * MS, 2, since * MS, stack, delayed, tuple(delay * MS for delay in delays))


TWO = [ROOT, CELL, LINE, tell.task(2, "slow"), tell.task(3, "tick")]


def test_a_blocked_loop_names_the_line_and_whom_it_delayed():
    (found,) = tell.of([*TWO, block()])
    assert (found.code, found.task, found.concept, found.site.line) == ("blocked_loop", 2, "blocking-io", 5)
    assert found.message == "cell [3] line 5 blocked the event loop for 1.20 s: no other task could run."
    assert found.evidence == "slow ran without an await for 1.20 s (1 time in all). Delayed: tick (by 900 ms)."
    assert found.said("zh-CN").message == "单元格 [3] 第 5 行 把事件循环堵住了 1.20 s，期间其他任务都无法运行。"


def test_a_line_that_blocks_often_is_one_finding():
    found = tell.of([*TWO, block(), block(since=2000, end=4000, delays=(50,))])
    assert [each.evidence for each in found] == [
        "slow ran without an await for 2.00 s (2 times in all). Delayed: tick (by 50 ms)."
    ]


def test_a_block_that_was_never_seen_has_no_line_but_a_name():
    (found,) = tell.of([*TWO, block(stack=())])
    assert (found.message[:30], found.site) == ("slow blocked the event loop fo", None)


@pytest.mark.parametrize("delays", [(), (0,), (9,)])
def test_a_long_step_that_delays_nobody(delays):
    assert tell.of([*TWO, block(delayed=(3,)[: len(delays)], delays=delays)]) == []


def blocked(state):
    """A block that lasts still, 200 ms after it began at 100, while ``tick`` is in some state."""
    gathers = ("wait_started", 1, 1, "gather", None, None, ())
    return [*TWO, gathers, ("step", 100 * MS, 2), *state, ("loop_blocked", 300 * MS, 2, 100 * MS, (1,))]


def test_a_block_that_lasts_still():
    (ready,) = tell.of(blocked([]))
    assert ready.evidence.endswith("Delayed: tick (by 200 ms).")
    (due,) = tell.of(blocked([("wait_started", 90 * MS, 3, "sleep", None, 250 * MS, ())]))
    assert due.evidence.endswith("Delayed: tick (by 50 ms).")
    assert tell.of(blocked([("wait_started", 90 * MS, 3, "sleep", None, 400 * MS, ())])) == []
    assert tell.of(blocked([("wait_started", 90 * MS, 3, "future", None, None, ())])) == []


# ---- what Python complains of --------------------------------------------------------------------------------------


def test_never_awaited_once_for_each_line():
    forgotten = ("never_awaited", 5, "main.<locals>.fetch", 1, 1)
    (found,) = tell.of([*TWO, forgotten, forgotten])
    assert found.message == "fetch() was never awaited: nothing of it ran."
    assert (found.severity, found.snippet, found.site.line) == ("error", "await fetch(...)", 5)


def test_an_exception_that_nobody_asked_for():
    ended = ("task_ended", 7 * MS, 2, "raised", "ValueError", "no")
    assert tell.of([*TWO, ended]) == []
    (found,) = tell.of([*TWO, ended, ("exception_unretrieved", 9 * MS, 2)])
    assert found.message == "slow failed with ValueError, and nobody noticed."
    assert found.evidence.startswith("It raised ValueError: no after 7 ms;")


def test_a_task_that_was_lost():
    waits = ("wait_started", 1 * MS, 2, "future", None, None, ())
    assert tell.of([*TWO, waits]) == []
    (found,) = tell.of([*TWO, waits, ("task_destroyed", 9 * MS, 2)])
    assert (found.code, found.severity, found.task) == ("lost_task", "error", 2)
    assert found.evidence.startswith(
        "Nobody referred to it any more while it waited for a future; it had lived for 9 ms"
    )


# ---- cells ---------------------------------------------------------------------------------------------------------

CELL_ENDS = [("task_ended", 10 * MS, 1, "returned", None, None), ("cell_ended", 10 * MS, "id-3", "ok")]


def test_a_task_that_its_cell_leaves_pending():
    left = [*TWO[:4], *CELL_ENDS]
    (found,) = tell.of([*left, ("run_ended", 90 * MS, 0)])
    assert (found.code, found.task) == ("leaked_task", 2)
    assert found.evidence.startswith("cell [3] ended after 10 ms; 80 ms later the task was still pending")
    assert tell.of([*left, ("task_ended", 20 * MS, 2, "returned", None, None), ("run_ended", 90 * MS, 0)]) == []
    assert tell.of(left) == []  # it may end yet


def older(name="worker", cell=None):
    waits = ("wait_started", 0, 4, "sleep", None, None, (1,))
    return [LINE, tell.task(4, name, role="earlier", cell=cell, coroutine="work"), waits]


def newer(name="worker"):
    waits = ("wait_started", 9, 2, "sleep", None, None, (1,))
    return [ROOT, CELL, tell.task(2, name, 5, parent=1, cell="id-3", coroutine="work"), waits]


def test_the_old_copy_of_a_cell_that_is_run_again():
    (found,) = tell.of([*older(), *newer()])
    assert (found.code, found.task) == ("old_copy", 4)
    assert found.evidence == "work was alive when cell [3] began, and the cell started another one."
    assert [each.code for each in tell.of([*older("Task-1", cell="id-3"), *newer("Task-2")])] == ["old_copy"]


def test_an_older_task_that_is_none():
    assert tell.of([*older("other"), *newer()]) == []
    assert tell.of([*older(cell="id-1"), *newer()]) == []
    assert tell.of([*older(), ROOT, CELL]) == []
    assert tell.of([*older(), ("task_ended", 1, 4, "returned", None, None), *newer()]) == []
    assert tell.of([*older(), ("cancel_requested", 1, 4, ("task", 1), None, 1), *newer()]) == []


# ---- queues --------------------------------------------------------------------------------------------------------


def queue(*sizes, capacity=None):
    """A queue with these sizes, one a millisecond."""
    seen = ("resource_seen", 0, 9, "queue", "jobs", capacity, None)
    return [*TWO, seen, *(("resized", t * MS, 9, size, 2 + t % 2) for t, size in enumerate(sizes))]


def test_a_queue_that_grows_and_grows():
    (found,) = tell.of(queue(*range(1, 201)))
    assert (found.code, found.concept) == ("unbounded_queue", "queue")
    assert found.message == "the queue jobs has no limit and keeps growing: 200 items."
    assert found.evidence.startswith("In the quarters of 199 ms it held 50, 100, 150, 200 items.")


def test_queues_that_do_not():
    assert tell.of(queue(*range(1, 201), capacity=500)) == []
    assert tell.of(queue(*range(1, 99))) == []
    assert tell.of(queue(*range(1, 201), *range(200, 0, -1))) == []  # filled, then emptied
    assert tell.of(queue(*[200] * 100)) == []
    assert tell.of(queue(*range(1, 151), *[150, 149] * 75)) == []  # it settled


# ---- locks ---------------------------------------------------------------------------------------------------------

stretches = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)).map(sorted), max_size=8)


@given(stretches, st.tuples(st.integers(0, 50), st.integers(0, 50)).map(sorted))
def test_how_long_others_waited_within_a_stretch(waiters, stretch):
    start, end = stretch
    lock = Resource(9, "lock", None, 1, waiters=[Interval(1, *waiting) for waiting in waiters])
    one_by_one = sum(max(0, min(end, b) - max(start, a)) for a, b in waiters)
    assert _Waiting(Fold(), lock).within(start, end) == one_by_one


# ---- gather --------------------------------------------------------------------------------------------------------

GATHER = [
    *TWO,
    tell.task(4, "bad"),
    ("resource_seen", 0, 9, "gather", None, None, None),
    ("members_named", 0, 9, (3, 4)),
    ("wait_started", 1 * MS, 2, "gather", 9, None, (1,)),
    ("task_ended", 5 * MS, 4, "raised", "ValueError", None),
    ("task_woken", 5 * MS, 2, ("task", 4)),
]


def test_a_gather_that_leaves_its_members_running():
    (found,) = tell.of([*GATHER, ("task_ended", 25 * MS, 3, "returned", None, None)])
    assert (found.code, found.task, found.site.line) == ("siblings_left", 4, 5)
    assert found.message == "A gather failed with ValueError, and left 1 task running."
    assert (
        found.evidence == "bad raised, and with it ended the gather at cell [3] line 5; tick went on, for 20 ms more."
    )


def test_gathers_that_leave_nobody():
    assert tell.of([*GATHER[:-2], ("task_woken", 5 * MS, 2, ("task", 4))]) == []  # nobody has raised
    assert tell.of([*GATHER, ("cancel_requested", 5 * MS, 3, ("task", 2), None, 1)]) == []
    waited = [fact if fact[0] != "task_woken" else ("task_ended", 5 * MS, 3, "returned", None, None) for fact in GATHER]
    assert tell.of([*waited, ("task_woken", 5 * MS, 2, ("task", 3))]) == []  # return_exceptions=True
    library = ("place_named", 0, 1, None, "asyncio/tasks.py", 5, "_wait")
    assert tell.of([library if fact is LINE else fact for fact in GATHER]) == []  # asyncio.wait()
    group = [(*fact[:3], "task_group", *fact[4:]) if fact[0] == "resource_seen" else fact for fact in GATHER]
    assert tell.of(group) == []
