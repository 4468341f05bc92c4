"""Work in threads, in processes and in subprocesses: who gave it away, when it ran, who waited for it.

Threads are real, on virtual time: a worker that takes 20 ms says so by moving the clock. It waits for ``go`` first,
which the loop gives when all its tasks wait; else it could be over before anybody waited for it.
"""

from __future__ import annotations

import asyncio
import gc
import sys
import threading
import time
import traceback
import weakref
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from aioscope import record
from aioscope.works import Works
from tests import told, virtual_time

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals")


@pytest.fixture
def resize(clock):
    """Work of 20 ms in a thread, that begins when the loop has nothing else to do."""
    go = threading.Event()

    def resize(number=0):
        go.wait(5)
        clock.spend(20)
        return number

    resize.begin = go.set
    return resize


@pytest.mark.parametrize("way", ["to_thread", "run_in_executor", "wrap_future"])
def test_work_in_a_thread(watch, line, resize, way):
    async def main():
        loop = asyncio.get_running_loop()
        with ThreadPoolExecutor() as pool:
            loop.call_soon(resize.begin)
            if way == "to_thread":
                await asyncio.to_thread(resize, 7)  # by to_thread
            elif way == "run_in_executor":
                await loop.run_in_executor(None, resize, 7)  # by run_in_executor
            else:
                await asyncio.wrap_future(pool.submit(resize, number=7))  # by wrap_future

    run = watch(main)
    assert told.works(run) == ["thread resize of main 0 0-20 in 1 returned"]
    assert told.waits(run, "main") == ["executor of resize 0-20 thread"]
    assert run.works[0].site.line == line(main, f"# by {way}")


def test_work_that_is_queued_for_a_thread(watch, resize):
    async def main():
        loop = asyncio.get_running_loop()
        with ThreadPoolExecutor(1) as pool:
            both = [loop.run_in_executor(pool, resize, number) for number in range(2)]
            loop.call_soon(resize.begin)
            assert await asyncio.gather(*both) == [0, 1]

    assert told.works(watch(main)) == [
        "thread resize of main 0 0-20 in 1 returned",
        "thread resize of main 0 20-40 in 1 returned",
    ]


def test_two_threads_are_two_lanes(watch):
    async def main():
        both = threading.Barrier(2)
        with ThreadPoolExecutor(2) as pool:
            loop = asyncio.get_running_loop()
            await asyncio.gather(*(loop.run_in_executor(pool, both.wait, 5) for _ in range(2)))

    assert sorted(work.worker for work in watch(main).works) == [1, 2]


def test_work_that_raises(watch):
    async def main():
        def fails():
            raise ValueError("no")

        with pytest.raises(ValueError, match="no"):
            await asyncio.to_thread(fails)

    assert told.works(watch(main)) == ["thread fails of main 0 0-0 in 1 raised"]


def test_work_that_is_cancelled_in_the_queue_and_work_that_runs_on(watch, resize):
    async def main():
        loop = asyncio.get_running_loop()
        with ThreadPoolExecutor(1) as pool:
            runs, queued = (loop.run_in_executor(pool, resize) for _ in range(2))
            queued.cancel()
            runs.cancel()
            await asyncio.sleep(0)
            resize.begin()

    assert told.works(watch(main)) == [
        "thread resize of main 0 0-20 in 1 returned",  # nobody can stop it
        "thread resize of main 0 -0 in - cancelled",
    ]


def test_a_wait_with_a_limit_is_for_the_work():
    async def main():
        await asyncio.wait_for(asyncio.get_running_loop().run_in_executor(None, time.sleep, 0.02), 5)

    with record() as run:
        asyncio.run(main())
    (work,) = run.works
    waits = [(wait.kind, wait.on, wait.woken_by.kind) for wait in run.tasks[0].waits]
    assert waits[0] == ("executor", work.id, "thread")


class _AtOnce(Executor):
    """An executor of a program's own, that works in ``submit``; its work is over before it is handed over."""

    def submit(self, fn, /, *args, **kwargs):
        future = Future()
        future.set_running_or_notify_cancel()
        future.set_result(fn(*args, **kwargs))
        return future


def test_an_executor_of_the_programs_own(watch, clock):
    async def main():
        await asyncio.get_running_loop().run_in_executor(_AtOnce(), clock.spend, 20)

    assert told.works(watch(main)) == ["thread spend of main 0 0-20 in 1 returned"]


def test_work_that_is_refused(watch):
    async def main():
        pool = ThreadPoolExecutor()
        pool.shutdown()
        with pytest.raises(RuntimeError, match="cannot schedule new futures after shutdown"):
            await asyncio.get_running_loop().run_in_executor(pool, print)

    assert told.works(watch(main)) == []


def test_what_the_work_is_called(watch):
    class Camera:
        def shoot(self):
            pass

        def __call__(self):
            pass

        def __getattr__(self, name):
            raise AssertionError(f"{name} was asked for")

    async def main():
        camera = Camera()
        for function in (camera.shoot, camera, partial(camera.shoot), partial(print, end=""), lambda: None, Camera):
            await asyncio.to_thread(function)

    names = [work.function.rsplit("<locals>.", 1)[-1] for work in watch(main).works]
    assert names == ["Camera.shoot", "Camera", "Camera.shoot", "print", "<lambda>", "Camera"]


def test_work_given_away_by_no_task_and_by_another_thread(watch):
    async def main():
        done = asyncio.Event()
        with ThreadPoolExecutor() as pool:

            def callback():
                pool.submit(time.sleep, 0)
                done.set()

            asyncio.get_running_loop().call_soon(callback)
            await done.wait()
            other = threading.Thread(target=pool.submit, args=(print,), kwargs={"end": ""})
            other.start()  # what other threads give to each other is no business of this loop's
            other.join()

    assert [(work.function, work.task, work.outcome) for work in watch(main).works] == [("sleep", None, "returned")]


def test_works_in_a_merged_window(watch, resize):
    async def main():
        async def spin():
            for _ in range(5_000):
                await asyncio.sleep(0)

        await spin()
        asyncio.get_running_loop().call_soon(resize.begin)
        await asyncio.to_thread(resize)

    run = watch(main)
    assert run.merged
    assert told.works(run) == ["thread resize of main 0 0-20 in 1 returned"]


def _double(number):
    time.sleep(0.05)  # so that somebody waits for it
    return 2 * number


@pytest.mark.parametrize("way", ["run_in_executor", "submit"])
def test_work_in_a_pool_of_processes(way):
    async def main():
        with ProcessPoolExecutor(1) as pool:
            if way == "submit":
                return await asyncio.wrap_future(pool.submit(_double, 21))
            return await asyncio.get_running_loop().run_in_executor(pool, _double, 21)

    with record() as run:
        assert asyncio.run(main()) == 42
    (work,) = run.works
    assert (work.kind, work.function, work.worker, work.outcome) == ("process", "_double", 0, "returned")
    assert work.submitted_ns <= work.started_ns <= work.ended_ns
    (main_task,) = run.tasks
    assert [(wait.kind, wait.on, wait.woken_by.kind) for wait in main_task.waits] == [("executor", work.id, "thread")]


def test_a_subprocess(line):
    async def main():
        process = await asyncio.create_subprocess_exec(  # here
            Path(sys.executable), "-c", "import time; time.sleep(0.05)"
        )
        return await process.wait()

    with record() as run:
        assert asyncio.run(main()) == 0
    (work,) = run.works
    main_task = next(task for task in run.tasks if task.role == "main")
    assert (work.kind, work.function, work.worker, work.outcome, work.task) == (
        "subprocess",
        Path(sys.executable).name,
        1,
        "returned",
        main_task.id,
    )
    assert work.site.function.endswith("main")
    assert work.site.line in (line(main, "# here"), line(main, "# here") + 1)
    assert work.ended_ns - work.started_ns >= 50_000_000
    waits = [wait for wait in main_task.waits if wait.kind == "subprocess"]
    assert [wait.on for wait in waits] == [work.id]
    assert waits[0].end_ns >= work.ended_ns


@POSIX
def test_how_subprocesses_end():
    async def main():
        shell = await asyncio.create_subprocess_shell("exit 3")
        assert await shell.wait() == 3
        sleeper = await asyncio.create_subprocess_exec(b"sleep", "10")
        sleeper.kill()
        await sleeper.wait()
        with pytest.raises(FileNotFoundError):
            await asyncio.create_subprocess_exec("/there/is/no/such/program")

    with record() as run:
        asyncio.run(main())
    assert [(work.function, work.worker, work.outcome) for work in run.works] == [
        ("sh", 1, "raised"),
        ("sleep", 2, "cancelled"),
    ]


def test_tracebacks_are_as_unwatched():
    def fails():
        raise ValueError("no")

    async def main():
        try:
            await asyncio.to_thread(fails)
        except ValueError as error:
            return [(frame.name, frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]

    bare = asyncio.run(main())
    with record():
        watched = asyncio.run(main())
    assert watched == bare


def test_nothing_of_the_work_is_kept():
    class Picture:
        pass

    async def main():
        pictures = [Picture()]
        result = weakref.ref(await asyncio.to_thread(lambda: pictures[0]))
        pictures.clear()
        await asyncio.sleep(0)
        gc.collect()
        return result()

    with record():
        assert asyncio.run(main()) is None


@pytest.mark.parametrize("hook", ["_gave", "_tell"])
def test_a_hook_that_fails_says_so_once_and_is_gone(clock, monkeypatch, capsys, hook):
    def breaks(self, *args):
        raise ZeroDivisionError("a bug of ours")

    async def main():
        return await asyncio.gather(*(asyncio.to_thread(_double, number) for number in range(3)))

    monkeypatch.setattr(Works, hook, breaks)
    with record():
        assert virtual_time.run(main(), clock) == [0, 2, 4]
    said = capsys.readouterr().err
    assert said.count("aioscope") == 1
    assert "ZeroDivisionError" in said
