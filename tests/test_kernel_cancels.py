"""What a browser cancels in a real kernel: tasks and cells, while a cell runs and after it, on its loop and off it."""

from __future__ import annotations

import sys

import pytest

pytest.importorskip("jupyter_client")
pytest.importorskip("ipykernel")

from tests.live_kernel import LiveKernel
from tests.test_protocol import check, checked

DEADLOCK = """%%aioscope
import asyncio
left, right = asyncio.Lock(), asyncio.Lock()
async def philosopher(first, second):
    async with first:
        await asyncio.sleep(0)
        async with second:
            pass
await asyncio.gather(*(asyncio.create_task(philosopher(*locks), name=name)
    for name, locks in [("ann", (left, right)), ("bob", (right, left))]), return_exceptions=True)
"""


@pytest.fixture(scope="module")
def kernel():
    kernel = LiveKernel()
    kernel.run("%load_ext aioscope")
    yield kernel
    kernel.close()


@pytest.fixture(scope="module")
def ask(kernel):
    """Ask on a control comm that has a subshell, as JupyterLab opens it."""
    return checked(kernel.control(kernel.subshell()))


@pytest.fixture
def latest(kernel):
    """The newest run of this test and its facts as far as they have come, once one that is looked for is among them."""

    def runs():
        return list(dict.fromkeys(data["run"] for data, _, _ in kernel.data if data["kind"] == "facts"))

    before = runs()

    def facts(enough):
        found = []

        def look():
            found[:] = [run for run in runs() if run not in before and any(map(enough, kernel.facts(run)))]
            return bool(found)

        kernel.listen(look)
        return found[-1], kernel.facts(found[-1])

    return facts


def waits(kind):
    return lambda fact: fact["kind"] == "wait_started" and fact["wait"] == kind


def names_of(facts):
    return {fact["task"]: fact["name"] for fact in facts if fact["kind"] in ("task_created", "task_renamed")}


def number_of(facts, name):
    return next(task for task, its in names_of(facts).items() if its == name)


def ends(facts):
    names = names_of(facts)
    return {names[fact["task"]]: fact["outcome"] for fact in facts if fact["kind"] == "task_ended"}


def test_a_deadlocked_cell_goes_on_when_one_of_its_tasks_is_cancelled(kernel, ask, latest):
    begun = kernel.begin(DEADLOCK, "dead")
    run, facts = latest(lambda fact: fact["kind"] == "deadlock_found")
    assert ask({"kind": "cancel", "run": run, "task": number_of(facts, "ann")})["problem"] is None
    assert kernel.end(begun).status == "ok"
    facts = kernel.whole(run)
    check(facts)
    assert ends(facts)["ann"] == "cancelled"
    assert ends(facts)["bob"] == "returned"
    asked = [fact for fact in facts if fact["kind"] == "cancel_requested"]
    assert [(fact["task"], fact["by"]) for fact in asked] == [
        (number_of(facts, "ann"), {"kind": "scope", "task": None})
    ]
    assert ask({"kind": "cancel", "run": run, "task": number_of(facts, "ann")})["problem"] == "no_such_task"


def test_tasks_that_await_each_other(kernel, ask, latest):
    begun = kernel.begin(
        "%%aioscope\nimport asyncio\ntasks = {}\nasync def wait(other):\n    await tasks[other]\n"
        "for name, other in ('xy', 'yx'):\n    tasks[name] = asyncio.create_task(wait(other), name=name)\n"
        "await asyncio.wait(tasks.values())"
    )
    run, facts = latest(lambda fact: fact["kind"] == "deadlock_found")
    assert ask({"kind": "cancel", "run": run, "task": number_of(facts, "x")})["problem"] is None
    assert kernel.end(begun).status == "ok"
    facts = kernel.whole(run)
    assert (ends(facts)["x"], ends(facts)["y"]) == ("cancelled", "cancelled")
    asked = [fact["by"]["kind"] for fact in facts if fact["kind"] == "cancel_requested"]
    assert "scope" in asked
    assert kernel.value("1 + 1") == "2"


def test_a_cell_that_waits_for_itself(kernel, ask, latest):
    begun = kernel.begin("%%aioscope\nimport asyncio\nawait asyncio.Event().wait()")
    run, facts = latest(waits("event"))
    cell = next(fact["task"] for fact in facts if fact["kind"] == "cell_started")
    assert ask({"kind": "cancel", "run": run, "task": cell})["problem"] is None
    assert kernel.end(begun).error.startswith("CancelledError")
    assert kernel.value("1 + 1") == "2"


def test_a_blocked_loop_takes_it_later(kernel, ask, latest):
    begun = kernel.begin(
        "%%aioscope\nimport asyncio, time\nasync def nap():\n    await asyncio.sleep(60)\n"
        "napper = asyncio.create_task(nap(), name='napper')\nawait asyncio.sleep(0.05)\ntime.sleep(3)\n"
        "await asyncio.wait([napper])"
    )
    run, facts = latest(lambda fact: fact["kind"] == "loop_blocked")
    assert ask({"kind": "cancel", "run": run, "task": number_of(facts, "napper")})["problem"] == "loop_blocked"
    cell = next(fact["task"] for fact in facts if fact["kind"] == "cell_started")
    assert ask({"kind": "cancel", "run": run, "task": cell})["problem"] == "loop_blocked"
    assert kernel.end(begun).status == "error"  # the cell was waiting for the napper when its own request was met
    assert ends(kernel.whole(run))["napper"] == "cancelled"


def test_what_a_cell_started_is_cancelled_after_it_and_after_its_run(kernel, ask, latest):
    nap = "import asyncio\nasync def nap():\n    await asyncio.sleep(60)\n"
    kernel.run(f"%%aioscope\n{nap}naps = [asyncio.create_task(nap(), name=name) for name in 'ab']", "leaves")
    run, facts = latest(waits("sleep"))
    kernel.run("pass", "another")  # the run is over, its tasks are not
    assert ask({"kind": "cancel", "run": run, "task": number_of(facts, "a")})["problem"] is None
    assert kernel.value("[nap.cancelled() for nap in naps]") == "[True, False]"
    kernel.run("%%aioscope\nawait asyncio.sleep(0.01)", "third")  # knows b from before
    assert ask({"kind": "cancel_cell", "cell": "another"})["problem"] == "no_such_task"
    assert ask({"kind": "cancel_cell", "cell": "leaves"})["problem"] is None
    assert kernel.value("[nap.cancelled() for nap in naps]") == "[True, True]"
    assert ask({"kind": "cancel_cell", "cell": "leaves"})["problem"] == "no_such_task"


def test_what_a_cell_started_is_cancelled_while_it_runs(kernel, ask, latest):
    begun = kernel.begin(DEADLOCK, "runs")
    run, _ = latest(lambda fact: fact["kind"] == "deadlock_found")
    assert ask({"kind": "cancel_cell", "cell": "runs"})["problem"] is None
    assert kernel.end(begun).status == "ok"
    outcomes = ends(kernel.whole(run))
    assert (outcomes["ann"], outcomes["bob"]) == ("cancelled", "cancelled")


def test_without_a_subshell_it_works_between_two_cells(kernel, ask, latest):
    kernel.run(
        "%%aioscope\nimport asyncio\nasync def nap():\n    await asyncio.sleep(60)\nleft = asyncio.create_task(nap())",
        "old",
    )
    latest(waits("sleep"))
    plain = kernel.control()
    assert plain({"kind": "cancel_cell", "cell": "old"})["problem"] is None
    assert kernel.value("left.cancelled()") == "True"


@pytest.mark.skipif(sys.version_info < (3, 11), reason="came with Python 3.11")
def test_a_request_counts_like_any_other(kernel, ask, latest):
    begun = kernel.begin(
        "%%aioscope\nimport asyncio\nasync def stubborn():\n    try:\n        await asyncio.sleep(60)\n"
        "    except asyncio.CancelledError:\n        return asyncio.current_task().cancelling()\n"
        "print(await asyncio.create_task(stubborn(), name='stubborn'))"
    )
    run, facts = latest(waits("sleep"))
    assert ask({"kind": "cancel", "run": run, "task": number_of(facts, "stubborn")})["problem"] is None
    assert kernel.end(begun).stdout.splitlines()[0] == "1"
