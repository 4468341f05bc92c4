"""A program that passes every door of the recorder, and says what a program can say of itself.

Twice run it says the same, watched or not, whatever becomes of the recorder meanwhile.
"""

from __future__ import annotations

import asyncio
import gc
import sys
import warnings
from concurrent.futures import ThreadPoolExecutor
from typing import Any


async def everything() -> list[Any]:
    """Run it on virtual time; returns what happened, in order."""
    loop = asyncio.get_running_loop()
    said: list[Any] = []
    loop.set_exception_handler(lambda _, context: said.append(context["message"]))
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        for part in (_callbacks, _primitives, _queues, _groups, _cancels, _timeouts, _works, _births, _complaints):
            said.append((part.__name__, await part(loop)))  # noqa: PERF401
        said += [str(each.message) for each in warned]
    return said


async def _callbacks(loop: Any) -> Any:
    order: list[int] = []
    for number in range(4):
        loop.call_soon(order.append, number)
    loop.call_later(0.002, order.append, 4)
    loop.call_later(0.001, order.append, 5).cancel()
    loop.call_soon(lambda: order.append(6))
    loop.call_soon_threadsafe(order.append, 7)
    await asyncio.sleep(0.003)
    return order


async def _primitives(loop: Any) -> Any:
    key, two, event, changed = asyncio.Lock(), asyncio.Semaphore(2), asyncio.Event(), asyncio.Condition()

    async def work(number: int) -> int:
        async with key, two:
            await asyncio.sleep(0.001)
        await event.wait()
        async with changed:
            changed.notify_all()
        asyncio.current_task().set_name(f"worker {number}")  # type: ignore[union-attr]
        return number

    tasks = [asyncio.create_task(work(number)) for number in range(3)]
    async with changed:
        asyncio.get_running_loop().call_later(0.004, event.set)
        await changed.wait()
    return await asyncio.gather(*tasks)


async def _queues(loop: Any) -> Any:
    jobs: asyncio.Queue[int] = asyncio.Queue(1)
    got: list[int] = []

    async def consume() -> None:
        while (job := await jobs.get()) >= 0:
            got.append(job)

    consumer = loop.create_task(consume(), name="consumer")
    for job in (1, 2, 3, -1):
        await jobs.put(job)
    await consumer
    return got


async def _groups(loop: Any) -> Any:
    done, _ = await asyncio.wait([asyncio.ensure_future(asyncio.sleep(n / 1000, n)) for n in (1, 2)])
    first = [await each for each in asyncio.as_completed([asyncio.sleep(n / 1000, n) for n in (2, 1)])]
    found: list[Any] = [sorted(task.result() for task in done), first]
    if sys.version_info >= (3, 11):
        async with asyncio.TaskGroup() as group:
            group.create_task(asyncio.sleep(0.001))
            found.append(await group.create_task(asyncio.sleep(0.001, "in a group")))
    return found


async def _cancels(loop: Any) -> Any:
    async def stubborn() -> str:
        try:
            await asyncio.sleep(1)
        except asyncio.CancelledError:
            await asyncio.sleep(0)
        return "after all"

    async def fails() -> None:
        await asyncio.sleep(0)
        raise ValueError("wrong", 1)

    tasks: list[asyncio.Task[Any]] = [asyncio.create_task(what) for what in (stubborn(), asyncio.sleep(1), fails())]
    await asyncio.sleep(0.001)
    for task in tasks:
        task.cancel()
    return [repr(each) for each in await asyncio.gather(*tasks, return_exceptions=True)]


async def _timeouts(loop: Any) -> Any:
    found: list[str] = []
    for seconds in (0.001, 1):
        try:
            found.append(str(await asyncio.wait_for(asyncio.sleep(0.002, "slept"), seconds)))
            if sys.version_info >= (3, 11):
                async with asyncio.timeout(1) as scope:
                    scope.reschedule(loop.time() + 0.001)
                    await asyncio.sleep(1)
        except asyncio.TimeoutError:  # noqa: PERF203
            found.append("too late")
    return found


async def _works(loop: Any) -> Any:
    with ThreadPoolExecutor(1) as pool:
        found = [await loop.run_in_executor(pool, divmod, 7, 2), await asyncio.to_thread(divmod, 9, 4)]
        try:
            await loop.run_in_executor(pool, divmod, 1, 0)
        except ZeroDivisionError as error:
            found.append(str(error))
    process = await asyncio.create_subprocess_exec(sys.executable, "-S", "-c", "", stdin=asyncio.subprocess.DEVNULL)
    return [*found, await process.wait()]


async def _births(loop: Any) -> Any:
    made = [asyncio.Task(asyncio.sleep(0, "direct"), loop=loop)]
    if sys.version_info >= (3, 12):
        made.append(asyncio.Task(asyncio.sleep(0, "eager"), loop=loop, eager_start=True))
        loop.set_task_factory(asyncio.eager_task_factory)
        made.append(loop.create_task(asyncio.sleep(0.001, "by a factory")))
        made.append(loop.create_task(asyncio.sleep(0, "at once")))
        loop.set_task_factory(None)
    return [await task for task in made]


async def _complaints(loop: Any) -> Any:
    async def lost() -> None:
        await loop.create_future()

    async def fails() -> None:
        raise ValueError("unheard")

    for what in (lost(), fails()):
        loop.create_task(what)
    asyncio.sleep(0)  # type: ignore[unused-coroutine]
    await asyncio.sleep(0.001)
    gc.collect()
