"""What travels between a real kernel and a browser: facts while a cell blocks, requests, replies, late readers."""

from __future__ import annotations

import time

import pytest

pytest.importorskip("jupyter_client")
pytest.importorskip("ipykernel")

from tests.live_kernel import LiveKernel
from tests.test_kernel import WORK
from tests.test_protocol import check, checked, validator


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
def watched(ask):
    assert ask({"kind": "watch", "on": True})["watching"] is True
    yield
    assert ask({"kind": "watch", "on": False})["watching"] is False


def resend(ask, run=None, first=0):
    return ask({"kind": "resend", "run": run, "first": first})


@pytest.mark.usefixtures("watched")
def test_a_watched_cell_reaches_the_browser(kernel, ask):
    cell = kernel.run(WORK, "seen")
    run = resend(ask, first=1_000_000)["run"]
    log = kernel.whole(run)
    check(log)
    message = validator("FactsMessage")
    for data, buffers, _ in kernel.data:
        if data["kind"] == "facts":
            message.validate(data)
            assert len(buffers) == len(data["columns"])
    (started,) = [fact for fact in log if fact["kind"] == "cell_started"]
    assert (started["cell"], started["count"]) == ("seen", cell.count)
    assert next(fact["name"] for fact in log if fact["kind"] == "task_created") == f"cell [{cell.count}]"
    assert {fact["outcome"] for fact in log if fact["kind"] == "task_ended"} == {"returned"}
    assert sum(fact["kind"] == "step" for fact in log) >= 6


@pytest.mark.usefixtures("watched")
def test_facts_come_while_a_cell_blocks_the_loop(kernel):
    had = len(kernel.data)
    begun = kernel.begin(
        "import asyncio, time\ntask = asyncio.create_task(asyncio.sleep(0), name='stuck')\n"
        "await asyncio.sleep(0.05)\ntime.sleep(1.5)"
    )
    cell = kernel.end(begun)
    early = [
        (data, buffers)
        for data, buffers, came in kernel.data[had:]
        if data["kind"] == "facts" and came < cell.ended - 0.5
    ]
    assert len(early) >= 4  # news at first, then the clock alone, so that waiting times grow on screen
    names = [fact.get("name") for data, _ in early for fact in data["facts"] if fact["kind"].startswith("task_")]
    assert "stuck" in names
    assert early[-1][0]["now"] > 500_000_000


@pytest.mark.usefixtures("watched")
def test_the_kernels_own_threads_are_no_gap_of_the_run(kernel, ask):
    begun = kernel.begin("import asyncio\nawait asyncio.sleep(0.5)")
    time.sleep(0.1)
    kernel.subshell()  # has a loop of its own; JupyterLab asks for one when the first cell is watched
    kernel.end(begun)
    log = kernel.whole(resend(ask)["run"])
    assert [fact["message"]["en"] for fact in log if fact["kind"] == "unseen"] == []


@pytest.mark.usefixtures("watched")
def test_requests_are_answered_while_a_cell_blocks_the_loop(kernel, ask):
    begun = kernel.begin("import time\ntime.sleep(1.5)")
    time.sleep(0.3)
    asked = time.monotonic()
    run = resend(ask)["run"]
    assert time.monotonic() - asked < 0.8
    kernel.listen(lambda: bool(kernel.facts(run)), seconds=1)
    assert kernel.end(begun).status == "ok"


@pytest.mark.usefixtures("watched")
def test_facts_sent_again_are_the_same(kernel, ask):
    kernel.run(WORK)
    run = resend(ask, first=1_000_000)["run"]
    before = kernel.whole(run)
    kernel.data.clear()
    assert resend(ask, run)["problem"] is None
    assert kernel.whole(run) == before
    kernel.data.clear()
    resend(ask, run, 10)
    kernel.listen(lambda: any(data["kind"] == "facts" and data["count"] for data, _, _ in kernel.data))
    assert kernel.data[0][0]["first"] == 10


def test_a_reader_who_comes_late_gets_the_whole_run(kernel):
    kernel.run("%%aioscope --name missed\n" + WORK)
    time.sleep(0.3)
    kernel.run("pass")  # all that was sent has come by now
    kernel.data.clear()
    late = kernel.control()
    run = late({"kind": "resend", "run": None, "first": 0})["run"]
    log = kernel.whole(run)
    assert (log[0]["kind"], log[0]["name"], log[-1]["kind"]) == ("run_started", "missed", "run_ended")


def test_the_run_before_can_be_had_again_too(kernel, ask):
    kernel.run("%%aioscope --name one\n" + WORK)
    one = resend(ask)["run"]
    kernel.run("%%aioscope --name two\n" + WORK)
    two = resend(ask)["run"]
    assert one != two
    kernel.data.clear()
    resend(ask, one)
    assert kernel.whole(one)[0]["name"] == "one"


def test_unknown_and_broken_requests(kernel, ask):
    plain = kernel.control()
    for request in (
        {"kind": "dance"},
        {},
        {"kind": None},
        {"kind": "watch"},
        {"kind": "watch", "on": "yes"},
        {"kind": "resend", "run": None, "first": "x"},
        {"kind": "resend", "run": 3, "first": 0},
        [],
    ):
        reply = plain(request)
        assert (reply["problem"], reply["watching"]) == ("unknown_request", False)
    assert resend(ask, "no such run")["problem"] is None
    assert ask({"kind": "watch", "on": False})["watching"] is False


def test_switching_by_hand_is_told_to_the_browser(kernel):
    kernel.data.clear()
    kernel.run("%aioscope on")
    kernel.run("%aioscope off")
    kernel.listen(lambda: sum(data["kind"] == "status" for data, _, _ in kernel.data) == 2)
    told = [data for data, _, _ in kernel.data if data["kind"] == "status"]
    for message in told:
        validator("DataMessage").validate(message)
    assert [message["watching"] for message in told] == [True, False]


def test_switching_off_ends_the_run_of_what_is_left(kernel, ask):
    ask({"kind": "watch", "on": True})
    kernel.run("import asyncio\nleft = asyncio.create_task(asyncio.sleep(60), name='left')")
    run = resend(ask)["run"]
    ask({"kind": "watch", "on": False})
    log = kernel.whole(run)
    assert [fact["name"] for fact in log if fact["kind"] == "task_created"][1:]
    assert not [fact for fact in log if fact["kind"] == "task_ended" and fact["outcome"] == "cancelled"]
    kernel.run("left.cancel()")


def test_unloading_leaves_nothing():
    kernel = LiveKernel()
    try:
        look = (
            "import asyncio, threading, gc\nfrom asyncio import base_events, locks\n"
            "loop = asyncio.get_running_loop()\nip = get_ipython()\n"
            "print([type(loop._ready).__name__, 'select' in vars(loop._selector), locks.Lock.acquire.__qualname__,"
            " locks.Lock.acquire.__code__.co_filename.endswith('locks.py'),"
            " locks.Semaphore.release.__code__.co_filename.endswith('locks.py'),"
            " base_events.BaseEventLoop.run_forever.__code__.co_filename.endswith('base_events.py'),"
            " sorted(t.name for t in threading.enumerate() if 'aioscope' in t.name),"
            " len(ip.input_transformers_cleanup), 'aioscope' in ip.magics_manager.magics['line'],"
            " len(ip.events.callbacks['pre_run_cell']), len(ip.events.callbacks['post_run_cell']),"
            " sorted(__import__('comm').get_comm_manager().targets), len(__import__('comm').get_comm_manager().comms)])"
        )
        before = kernel.run(look).stdout
        assert "deque" in before
        kernel.run("%load_ext aioscope")
        kernel.run("%aioscope on")
        kernel.run("import asyncio\nleft = asyncio.create_task(asyncio.sleep(60))")
        assert kernel.run(look).stdout != before
        kernel.run("%unload_ext aioscope")
        time.sleep(0.3)
        assert kernel.run(look).stdout == before
        assert "not found" in (cell := kernel.run("%aioscope status")).stderr + cell.error
        kernel.run("%load_ext aioscope")
        assert kernel.run("%%aioscope\nawait asyncio.sleep(0)").status == "ok"
    finally:
        kernel.close()


def test_the_kernel_writes_in_the_language_of_its_reader(kernel, ask):
    cell = f"%%aioscope --name told\n{WORK}"
    assert ask({"kind": "language", "language": "zh-CN"})["problem"] is None
    try:
        shown = kernel.run(cell).displayed[0]
        assert shown["text/plain"].startswith("aioscope：2 个任务，")
        assert '<div lang="zh-CN">' in shown["text/html"]
        assert kernel.run("%aioscope report").stdout.startswith("运行 told：")
        assert kernel.run("%aioscope status").stdout == "aioscope 只记录带 %%aioscope 的单元格。\n"
        # Who asks for a language gets it.
        assert kernel.run("%aioscope report en").stdout.startswith("Run told: ")
        plain = "__import__('aioscope').last_run().output('en')['text/plain']"
        assert kernel.value(plain).startswith("aioscope: 2 tasks, ")
    finally:
        assert ask({"kind": "language", "language": "en"})["problem"] is None
    assert kernel.run("%aioscope report").stdout.startswith("Run told: ")
    assert kernel.run("%aioscope report zh-CN").stdout.startswith("运行 told：")


def test_a_language_without_words(kernel):
    ask = kernel.control()
    assert ask({"kind": "language", "language": "tlh"})["problem"] == "unknown_language"
    assert kernel.run("%aioscope status").stdout == "aioscope records cells with %%aioscope only.\n"


def test_the_panel_gives_the_language_as_it_loads_the_companion():
    kernel = LiveKernel()
    try:
        kernel.run("__import__('aioscope').load_ipython_extension(get_ipython(), 'zh-CN')")
        shown = kernel.run(f"%%aioscope --name first\n{WORK}").displayed[0]
        assert shown["text/plain"].startswith("aioscope：2 个任务，")
    finally:
        kernel.close()


def test_a_cell_sent_right_after_watch_was_pressed_is_recorded():
    kernel = LiveKernel()
    try:
        # Both are on their way before the kernel has answered anything.
        kernel.begin("__import__('aioscope').load_ipython_extension(get_ipython(), 'en', watch=True)")
        assert kernel.run(WORK, "seen").status == "ok"
        assert kernel.value("__import__('aioscope').last_run().tasks[0].cell") == "seen"
    finally:
        kernel.close()
