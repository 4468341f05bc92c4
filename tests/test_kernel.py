"""``%%aioscope`` and ``%aioscope`` in a real kernel."""

from __future__ import annotations

import re
import time

import pytest

import aioscope
from aioscope.output import MIME

pytest.importorskip("jupyter_client")
pytest.importorskip("ipykernel")

from tests.live_kernel import LiveKernel

WORK = """import asyncio
async def work(name):
    await asyncio.sleep(0.05)
    return name
a, b = asyncio.create_task(work("a"), name="a"), asyncio.create_task(work("b"), name="b")
print(await asyncio.gather(a, b))
"""


@pytest.fixture(scope="module")
def kernel():
    kernel = LiveKernel()
    assert kernel.run("%load_ext aioscope").status == "ok"
    yield kernel
    kernel.close()


@pytest.fixture(autouse=True)
def off(kernel):
    yield
    kernel.run("%aioscope off")


@pytest.fixture
def last(kernel, tmp_path):
    """The run recorded last, through a file."""

    def read():
        path = tmp_path / "run.json"
        cell = kernel.run(f"%aioscope save '{path}'")
        assert "The last run is in" in cell.stdout, cell
        return aioscope.load(path)

    return read


def test_a_marked_cell_with_await(kernel, last):
    cell = kernel.run("%%aioscope --name first\n" + WORK, "cell-1")
    assert cell.status == "ok"
    assert cell.stdout == "['a', 'b']\n"
    (shown,) = cell.displayed
    assert set(shown) == {MIME, "text/html", "text/plain"}
    first = shown["text/plain"].splitlines()[0]
    assert re.fullmatch(r"aioscope: 2 tasks, 0\.\d\d s; still running: none", first)
    run = last()
    assert (run.name, run.ended) == ("first", True)
    assert [task.role for task in run.tasks] == ["cell", "task", "task"]
    root, a, b = run.tasks
    assert (root.name, root.cell, root.parent, root.outcome) == (f"cell [{cell.count}]", "cell-1", None, "returned")
    assert [(t.name, t.coroutine, t.parent, t.cell, t.outcome) for t in (a, b)] == [
        ("a", "work", root.id, "cell-1", "returned"),
        ("b", "work", root.id, "cell-1", "returned"),
    ]
    assert a.site == ("cell-1", "cell", 6, "<module>")  # the mark's own line counts
    assert [wait.kind for wait in root.waits] == ["gather"]
    assert [(place.function, place.line) for place in root.waits[0].stack] == [("<module>", 7)]
    assert run.overlaps("a", "b")


def test_a_marked_cell_without_await(kernel, last):
    cell = kernel.run("%%aioscope\nimport asyncio\nlate = asyncio.ensure_future(asyncio.sleep(0.2, 7))", "plain")
    (shown,) = cell.displayed
    assert "aioscope: 1 task, " in shown["text/plain"]
    assert "still running: sleep #" in shown["text/plain"]
    kernel.run("import asyncio\nprint(await late)")
    run = last()
    assert [task.role for task in run.tasks] == ["cell", "task"]
    assert [task.coroutine for task in run.leftovers] == ["sleep"]


def test_true_lines_in_tracebacks(kernel, last):
    cell = kernel.run("%%aioscope\nimport asyncio\n\nasync def f():\n    raise ValueError('no')\n\nawait f()", "raises")
    assert (cell.status, cell.error) == ("error", "ValueError: no")
    plain = re.sub(r"\x1b\[[0-9;]*m", "", cell.trace)
    assert "----> 7 await f()" in plain
    assert "----> 5     raise ValueError('no')" in plain
    assert "aioscope" not in plain.replace("%%aioscope", "")
    (root,) = last().tasks
    assert (root.outcome, root.error, root.message) == ("raised", "ValueError", "no")


@pytest.mark.parametrize(
    "line", ["%%aioscope --nmae x", "%%aioscope --name", "%%aioscope --name 'x", "%%aioscope x = 1"]
)
def test_a_wrong_option_gets_a_sentence_and_nothing_runs(kernel, line):
    kernel.run("ran = False")
    cell = kernel.run(f"{line}\nran = True")
    assert cell.status == "error"
    assert "takes --name NAME and --no-output" in cell.error + cell.stderr + cell.stdout
    assert kernel.value("ran") == "False"


def test_no_output(kernel, last):
    cell = kernel.run("%%aioscope --no-output --name quiet\n" + WORK)
    assert cell.stdout == "['a', 'b']\n"
    assert last().name == "quiet"


def test_a_marked_cell_may_begin_with_empty_lines_and_other_magics_work(kernel, last):
    assert kernel.run("\n\n%%aioscope --name padded\nx = 1").status == "ok"
    assert last().name == "padded"
    assert kernel.run("%%aioscope\n%time y = 2\nprint(y)").stdout.splitlines()[-1] == "2"


def test_on_status_off(kernel, last):
    assert kernel.run("%aioscope status").stdout == "aioscope records cells with %%aioscope only.\n"
    assert "from the next one on" in kernel.run("%aioscope on").stdout
    assert kernel.run("%aioscope status").stdout == "aioscope records every cell.\n"
    assert kernel.run(WORK, "watched").stdout == "['a', 'b']\n"  # no summary where nobody asked
    assert last().tasks[0].cell == "watched"
    assert kernel.run("%aioscope off").stdout == "aioscope is off.\n"
    kernel.run(WORK.replace('"a"', '"c"'))
    assert [task.name for task in last().tasks[1:]] == ["a", "b"]


def test_report(kernel):
    kernel.run("%%aioscope --name told\n" + WORK)
    lines = kernel.run("%aioscope report").stdout.splitlines()
    assert re.fullmatch(r"Run told: [\d.]+ ms, 3 tasks\.", lines[0])
    assert lines[2].startswith("- a: returned; ran 2 times")


@pytest.mark.parametrize("line", ["", "dance", "save", "on now then"])
def test_a_wrong_line_magic_gets_a_sentence(kernel, line):
    cell = kernel.run(f"%aioscope {line}")
    if line == "on now then":
        assert "records every cell" in cell.stdout
    else:
        assert "takes one of: on, off, status, report [en|zh-CN], save PATH" in cell.error + cell.stderr


@pytest.mark.parametrize(
    ("line", "why"),
    [("save /nowhere/run.json", "No such file or directory"), ("save 'run.json", "No closing quotation")],
)
def test_a_run_that_cannot_be_saved_gets_a_sentence(kernel, line, why):
    kernel.run("%%aioscope\n" + WORK)
    cell = kernel.run(f"%aioscope {line}")
    told = cell.error + cell.stderr
    assert f"UsageError: the last run was not saved as {line[5:]}: " in told
    assert why in told
    assert not cell.trace


def test_what_asks_for_a_run_before_there_is_one_gets_a_sentence():
    fresh = LiveKernel()
    try:
        fresh.run("%load_ext aioscope")
        for line in ("report", "save run.json"):
            cell = fresh.run(f"%aioscope {line}")
            assert "UsageError: nothing was recorded yet: put %%aioscope on top of a cell" in cell.error + cell.stderr
            assert not cell.trace
    finally:
        fresh.close()


def test_an_interrupted_cell(kernel, last):
    begun = kernel.begin("%%aioscope --name cut\nimport time\ntime.sleep(20)", "cut")
    time.sleep(0.5)
    kernel.manager.interrupt_kernel()
    cell = kernel.end(begun)
    assert cell.error.startswith("KeyboardInterrupt")
    run = last()
    assert (run.name, run.tasks[0].outcome) == ("cut", "cancelled")
    assert [fact[3] for fact in run._log if fact[0] == "cell_ended"] == ["interrupted"]
    assert kernel.run("%%aioscope\n" + WORK).status == "ok"


def test_leftovers_go_on_in_the_run_until_the_next_cell(kernel, last):
    kernel.run(
        "%%aioscope --name ticking\nimport asyncio\n"
        "async def tick():\n    while True:\n        await asyncio.sleep(0.05)\n"
        "ticker = asyncio.create_task(tick(), name='ticker')"
    )
    time.sleep(0.4)
    kernel.run("ticker.cancel()")
    run = last()
    assert [task.name for task in run.leftovers] == ["ticker"]
    (ended,) = [fact[1] for fact in run._log if fact[0] == "cell_ended"]
    ticker = run.task("ticker")
    assert sum(wait.start_ns > ended for wait in ticker.waits) >= 5
    assert ticker.outcome == "pending"  # it was cancelled in another cell, after the run


def test_the_kernels_own_tasks_are_hidden(kernel, last):
    kernel.run("%%aioscope\nimport asyncio\nfor _ in range(20):\n    await asyncio.sleep(0.02)")
    assert [(task.role, task.parent) for task in last().tasks] == [("cell", None)]


def test_a_cell_that_reads_a_run_gets_the_run_before(kernel):
    kernel.run("%aioscope on")
    kernel.run(WORK, "read-me")
    read = "import aioscope, asyncio\nawait asyncio.sleep(0.01)\nprint(aioscope.last_run().tasks[0].cell)"
    assert kernel.run(read, "reader").stdout == "read-me\n"
    assert kernel.run(read, "reader").stdout == "read-me\n"  # a reader does not become the last run itself
    assert kernel.run("x = 1\n", "idle").status == "ok"
    assert kernel.run(read, "reader").stdout == "read-me\n"  # nor does a cell in which nothing happens


def test_cells_of_equal_text_are_told_apart(kernel, last):
    for cell in ("twin-1", "twin-2"):
        kernel.run("%%aioscope\n" + WORK, cell)
        run = last()
        assert {task.cell for task in run.tasks} == {cell}
        assert {task.site.cell for task in run.tasks[1:]} == {cell}


def test_record_in_a_recorded_cell_is_refused_with_a_way_out(kernel):
    cell = kernel.run("%%aioscope\nimport aioscope\nwith aioscope.record() as run:\n    pass")
    assert cell.error.startswith("AlreadyWatched: this event loop is being recorded already")
    assert "aioscope.last_run()" in cell.error
