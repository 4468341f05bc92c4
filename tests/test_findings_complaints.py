"""Findings of programs that Python itself complains of, and of generators that nobody closes: must, and must not."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import warnings

import pytest

from tests import findings_told as tell


@pytest.fixture(autouse=True)
def quiet():
    """What these programs do wrong is the case; the loop's complaints go nowhere."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def unheard(loop, context):
    pass


async def settle():
    """Let the loop's complaints be heard within the run."""
    await asyncio.sleep(0.01)
    gc.collect()
    await asyncio.sleep(0.01)


# ---- what Python complains of --------------------------------------------------------------------------------------


async def fetch():
    await asyncio.sleep(0.01)


def test_a_coroutine_that_is_never_awaited(watch, line):
    async def main():
        asyncio.get_running_loop().set_exception_handler(unheard)
        fetch()  # forgotten
        await settle()

    run = watch(main)
    (found,) = run.findings
    assert (found.code, found.snippet) == ("never_awaited", "await fetch(...)")
    assert found.site.line == line(main, "forgotten")


def test_a_coroutine_that_is_awaited_late_and_one_that_is_closed(watch):
    async def main():
        coroutine = fetch()
        await settle()
        await coroutine
        fetch().close()
        await settle()

    assert tell.codes(watch(main)) == []


async def fails():
    raise ValueError("no")


def test_an_exception_that_nobody_asked_for(watch):
    async def main():
        asyncio.get_running_loop().set_exception_handler(unheard)
        asyncio.create_task(fails(), name="fails")  # noqa: RUF006 - that nobody keeps it is the case
        await settle()

    (found,) = watch(main).findings
    assert (found.code, found.message) == ("exception_unretrieved", "fails failed with ValueError, and nobody noticed.")
    assert "ValueError: no after" in found.evidence


def test_an_exception_that_somebody_asked_for(watch):
    async def main():
        task = asyncio.create_task(fails())
        await asyncio.wait([task])
        assert isinstance(task.exception(), ValueError)
        del task
        await settle()

    assert tell.codes(watch(main)) == []


def test_a_task_that_is_lost(watch):
    async def waits():
        await asyncio.get_running_loop().create_future()

    async def main():
        asyncio.get_running_loop().set_exception_handler(unheard)
        asyncio.create_task(waits(), name="lost")  # noqa: RUF006 - the same
        await settle()

    run = watch(main)
    (found,) = run.findings
    assert (found.code, found.task) == ("lost_task", run.task("lost").id)
    assert "while it waited for a future" in found.evidence


def test_a_task_that_nobody_keeps_but_its_timer(watch):
    async def main():
        asyncio.create_task(asyncio.sleep(0.015))  # noqa: RUF006 - the loop's timer refers to it
        await settle()

    assert tell.codes(watch(main)) == []


# ---- generators that nobody closes ---------------------------------------------------------------------------------


async def rows():
    try:
        while True:
            yield 1  # left here
    finally:
        await asyncio.sleep(0.02)


async def numbers():
    try:
        while True:
            yield 1
            await asyncio.sleep(0.01)
    finally:
        assert True  # a cleanup without an await


async def first_of(generator):
    async for _ in generator:
        break


def test_a_generator_that_is_not_closed(watch, line):
    async def main():
        await first_of(rows())
        await asyncio.sleep(0.05)
        await first_of(rows())
        await settle()

    run = watch(main)
    (found,) = run.findings
    assert (found.code, found.severity, found.concept) == ("generator_unclosed", "warning", "async-generator")
    assert found.message == "rows() was not closed: its cleanup ran late, in a task of asyncio's own."
    assert (found.site.function, found.site.line) == ("rows", line(rows, "left here"))
    assert [task.coroutine.rsplit(".")[-1] for task in run.tasks] == ["main"]


def test_a_generator_that_the_loops_end_closes(watch):
    kept = []

    async def main():
        kept.append(rows())
        await first_of(kept[0])

    assert tell.codes(watch(main)) == ["generator_unclosed"]


@pytest.mark.parametrize("how", ["closed", "ended", "without an await", "a library's"])
def test_generators_that_leave_nothing_open(watch, how):
    async def main():
        if how == "closed":
            async with contextlib.aclosing(rows()) as generator:
                await first_of(generator)
        elif how == "ended":
            async for _ in rows_of_three():
                pass
        elif how == "without an await":
            await first_of(numbers())
        else:
            await first_of(library["rows"](asyncio))
        await settle()

    async def rows_of_three():
        for n in range(3):
            yield n
        await asyncio.sleep(0.01)

    library = {}
    source = "async def rows(asyncio):\n    try:\n        yield 1\n    finally:\n        await asyncio.sleep(0.02)\n"
    exec(compile(source, contextlib.__file__, "exec"), library)
    assert tell.codes(watch(main)) == []
