"""What Python and asyncio complain of: told to the run, and to the program exactly as if nobody watched."""

from __future__ import annotations

import asyncio
import gc
import sys
import threading
import warnings

import pytest

from aioscope import record
from aioscope.complaints import Complaints
from tests import told, virtual_time
from tests.virtual_time import MS


class Heard:
    """A program's own exception handler."""

    def __init__(self):
        asyncio.get_running_loop().set_exception_handler(self)
        self.contexts = []

    def __call__(self, _loop, context):
        self.contexts.append((context["message"], set(context)))

    @property
    def messages(self):
        return [message for message, _ in self.contexts]


async def fails():
    raise ValueError("lost")


async def waits_for(future):
    await future


def complaints(run):
    kinds = ("exception_unretrieved", "task_destroyed", "never_awaited")
    return [(fact[0], fact[1] // MS, told.name(run, fact[2])) for fact in run._log if fact[0] in kinds]


def test_an_exception_that_nobody_asked_for(watch):
    heard = []

    async def main():
        heard.append(Heard())
        asyncio.create_task(fails(), name="fails")  # noqa: RUF006 - that it is lost is the case
        await asyncio.sleep(0.01)
        asked = asyncio.create_task(fails(), name="asked")
        await asyncio.sleep(0.01)
        asked.exception()

    run = watch(main)
    assert complaints(run) == [("exception_unretrieved", 0, "fails")]
    retrieved = [(told.label(task), task.exception_retrieved) for task in run.tasks[1:]]
    assert retrieved == [("fails", False), ("asked", True)]
    assert heard[0].messages == ["Task exception was never retrieved"]
    assert heard[0].contexts[0][1] == {"message", "exception", "future"}


def test_one_that_the_garbage_collector_finds(watch):
    async def main():
        Heard()
        ring = [asyncio.create_task(fails(), name="fails")]
        ring.append(ring)
        await asyncio.sleep(0.01)
        del ring
        gc.collect()

    assert complaints(watch(main)) == [("exception_unretrieved", 10, "fails")]


def test_a_task_class_of_the_programs_own(watch):
    class Job(asyncio.Task):
        pass

    async def main():
        heard = Heard()
        Job(fails(), name="job")
        await asyncio.sleep(0.01)
        assert heard.messages == ["Job exception was never retrieved"]

    assert complaints(watch(main)) == [("exception_unretrieved", 0, "job")]


def test_a_future_is_no_task(watch):
    async def main():
        heard = Heard()
        asyncio.get_running_loop().create_future().set_exception(ValueError("lost"))
        await asyncio.sleep(0)
        assert heard.messages == ["Future exception was never retrieved"]

    assert complaints(watch(main)) == []


def test_a_task_that_is_destroyed_while_pending(watch):
    async def main():
        heard = Heard()
        asyncio.create_task(waits_for(asyncio.get_running_loop().create_future()), name="orphan")  # noqa: RUF006
        await asyncio.sleep(0.01)
        gc.collect()
        assert heard.messages == ["Task was destroyed but it is pending!"]

    run = watch(main)
    assert complaints(run) == [("task_destroyed", 10, "orphan")]
    assert run.task("orphan").destroyed_ns == 10 * MS


def test_a_thread_may_find_it(watch):
    async def main():
        Heard()
        asyncio.create_task(waits_for(asyncio.get_running_loop().create_future()), name="orphan")  # noqa: RUF006
        await asyncio.sleep(0.01)
        await asyncio.to_thread(gc.collect)

    assert complaints(watch(main)) == [("task_destroyed", 10, "orphan")]


def test_what_the_program_says_itself_is_no_complaint(watch):
    async def main():
        heard = Heard()
        loop = asyncio.get_running_loop()
        for context in ({"message": "Task was destroyed but it is pending!"}, {"message": 5}, {"message": ""}):
            loop.call_exception_handler(context)
        assert len(heard.contexts) == 3

    assert complaints(watch(main)) == []


def test_a_coroutine_that_is_never_awaited(watch, line):
    async def main():
        await asyncio.sleep(0.01)
        fails()  # forgotten

    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        run = watch(main)
    facts = [fact for fact in run._log if fact[0] == "never_awaited"]
    assert [(fact[1], fact[2], told.name(run, fact[3])) for fact in facts] == [(10 * MS, "fails", "main")]
    places = {fact[2]: fact[5] for fact in run._log if fact[0] == "place_named"}
    assert places[facts[0][4]] == line(main, "# forgotten")
    assert [(w.category, w.filename, w.lineno) for w in said] == [(RuntimeWarning, __file__, line(main, "# forgotten"))]
    assert str(said[0].message) == "coroutine 'fails' was never awaited"


def test_a_filter_that_ignores_the_warning_hides_nothing_from_the_run(watch):
    async def main():
        for _ in range(2):
            fails()

    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("ignore")
        run = watch(main)
    assert said == []
    assert sum(fact[0] == "never_awaited" for fact in run._log) == 2


def test_a_filter_that_makes_an_error_of_it(watch, monkeypatch):
    unraisable = []
    monkeypatch.setattr(sys, "unraisablehook", lambda args: unraisable.append((args.exc_type, str(args.exc_value))))

    async def main():
        fails()

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        run = watch(main)
    assert unraisable == [(RuntimeWarning, "coroutine 'fails' was never awaited")]
    assert sum(fact[0] == "never_awaited" for fact in run._log) == 1


def test_a_coroutine_of_another_thread_is_none_of_the_runs(watch):
    async def main():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            other = threading.Thread(target=lambda: (fails(), None)[1])
            other.start()
            other.join()

    assert complaints(watch(main)) == []


def test_in_a_merged_window(watch):
    async def main():
        Heard()
        for _ in range(5_000):
            await asyncio.sleep(0)
        asyncio.create_task(fails(), name="fails")  # noqa: RUF006
        for _ in range(5):
            await asyncio.sleep(0)

    run = watch(main)
    assert run.merged
    assert complaints(run) == [("exception_unretrieved", 0, "fails")]


@pytest.mark.parametrize("hook", ["_complained", "_thrown_away"])
def test_a_hook_that_fails_says_so_once_and_is_gone(clock, monkeypatch, capsys, hook):
    def breaks(self, *args):
        raise ZeroDivisionError("a bug of ours")

    async def main():
        heard = Heard()
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            for _ in range(2):
                asyncio.create_task(fails())  # noqa: RUF006
                fails()
                await asyncio.sleep(0.01)
        return len(heard.contexts), len(said)

    monkeypatch.setattr(Complaints, hook, breaks)
    with record():
        assert virtual_time.run(main(), clock) == (2, 2)
    told_of = capsys.readouterr().err
    assert told_of.count("aioscope") == 1
    assert "ZeroDivisionError" in told_of
