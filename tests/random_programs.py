"""Small random asyncio programs that keep their own ground truth.

A program is a tree of actions, and :class:`Program` plays it. It writes down what it does itself: whom it creates, what
it awaits from when to when, what it holds, how long its steps are, who completes a future that somebody waits for, and,
when it is asked to, each time it is resumed. Whatever hangs is cancelled by a janitor, so that every program ends.

Threads take part, but a step that needs one waits for it, so that what they bring comes at the same point each time.
"""

from __future__ import annotations

import asyncio
import functools
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from tests.virtual_time import MS, Clock

Action = tuple[Any, ...]

_index = st.integers(0, 1)
_leaf: st.SearchStrategy[Action] = st.one_of(
    st.tuples(st.just("sleep"), st.integers(1, 4)),
    st.tuples(st.just("yield")),
    st.tuples(st.sampled_from(["set", "wait", "put", "get"]), _index),
    st.tuples(st.sampled_from(["cancel", "join"]), st.integers(0, 7)),
    st.tuples(st.just("fail")),
    st.tuples(st.just("spend"), st.integers(1, 3)),
    st.tuples(st.just("thread")),
    st.tuples(st.just("safely"), _index),
    # Already a leaf, so that tasks meet at a lock more often than chance would have it.
    st.builds(
        lambda kind, n: ("hold", kind, 0, [("sleep", n)]), st.sampled_from(["lock", "semaphore"]), st.integers(1, 4)
    ),
)


def _inner(actions: st.SearchStrategy[Action]) -> st.SearchStrategy[Action]:
    several = st.lists(actions, min_size=1, max_size=4)
    return st.one_of(
        st.tuples(st.just("hold"), st.sampled_from(["lock", "semaphore"]), _index, several),
        st.tuples(st.just("shrug"), several),
        st.tuples(st.just("timeout"), st.integers(1, 4), several),
        st.tuples(st.just("spawn"), several),
        st.tuples(st.just("gather"), st.lists(several, min_size=1, max_size=3)),
    )


programs = st.lists(st.recursive(_leaf, _inner, max_leaves=12), min_size=2, max_size=6)


@dataclass
class Await:
    """One await of a task, by its own account: of what kind of thing, and from when to when."""

    kind: str
    start_ns: int
    until_ns: int | None = None
    end_ns: int = -1
    finished: bool = False  # and not cut short
    wakes: list[tuple[int, str, str | None]] = field(default_factory=list)
    """When its futures were completed, and by whom, in the words of the schema: none for tasks and gathers."""
    woken: bool = False  # the present future is completed, and the task has not gone on


class NotedFuture(asyncio.Future):  # type: ignore[type-arg]
    """A future of asyncio's own that tells its await who completes it."""

    program: Program
    waits: Await

    def set_result(self, result: Any) -> None:
        """As ever."""
        self._note("timer" if self.waits.kind == "sleep" else "thread")
        super().set_result(result)

    def set_exception(self, exception: Any) -> None:
        """As ever."""
        self._note("thread")
        super().set_exception(exception)

    def cancel(self, *message: Any, **more: Any) -> bool:
        """As ever."""
        if not self.done():
            self._note("cancel")
        return super().cancel(*message, **more)

    def _note(self, kind: str) -> None:
        task = asyncio.current_task()
        who = None if task is None else self.program.names.get(task, "main")
        self.waits.wakes.append((self.program.now, kind if kind == "cancel" or who is None else "task", who))
        self.waits.woken = True


@dataclass
class Program:
    """A program under way, and the truth about it so far. ``resumed`` is kept only if ``noted``."""

    clock: Clock
    noted: bool = False
    names: dict[asyncio.Task[Any], str] = field(default_factory=dict)
    busy: dict[str, int] = field(default_factory=dict)
    deadlines: dict[str, list[int]] = field(default_factory=dict)
    awaiting: dict[str, Await] = field(default_factory=dict)  # what each task awaits at this moment
    holding: list[tuple[str, str]] = field(default_factory=list)  # (task, kind) at this moment
    requested: dict[str, int] = field(default_factory=dict)  # requests to cancel it that were pending at a task's end
    works: int = 0
    births: list[tuple[str, str]] = field(default_factory=list)
    awaits: dict[str, list[Await]] = field(default_factory=dict)
    holds: dict[tuple[str, int], list[list[Any]]] = field(default_factory=dict)
    resumed: list[str] = field(default_factory=list)
    said: list[tuple[str, str, int]] = field(default_factory=list)
    tasks: list[asyncio.Task[Any]] = field(default_factory=list)
    outcomes: dict[str, str] = field(default_factory=dict)

    async def run(self, actions: list[Action]) -> Program:
        """Play the actions in a task called ``0``, and return when every task has ended."""
        self._start = self.clock.ns
        self._locks = [asyncio.Lock(), asyncio.Lock()]
        self._semaphores = [asyncio.Semaphore(1), asyncio.Semaphore(2)]
        self._events = [asyncio.Event(), asyncio.Event()]
        self._queues = [asyncio.Queue(1), asyncio.Queue()]
        loop = asyncio.get_running_loop()
        self._make = loop.create_future
        loop.create_future = self._create_future  # type: ignore[method-assign]
        try:
            with ThreadPoolExecutor(1) as self._pool:
                return await self._run(actions)
        finally:
            del loop.create_future

    async def _run(self, actions: list[Action]) -> Program:
        self._create("main", actions)
        await asyncio.sleep(0.05)
        while pending := [task for task in self.tasks if not task.done()]:
            for task in pending:
                task.cancel()
            await asyncio.wait(pending, timeout=0.001)
        for task in self.tasks:
            cancelled = task.cancelled()
            failed = not cancelled and task.exception() is not None
            self.outcomes[task.get_name()] = "cancelled" if cancelled else "raised" if failed else "returned"
        return self

    @property
    def now(self) -> int:
        """Nanoseconds since its start."""
        return self.clock.ns - self._start

    def _create(self, parent: str, actions: list[Action]) -> asyncio.Task[Any]:
        name = str(len(self.tasks))
        task = asyncio.create_task(self._play(name, actions), name=name)
        self.births.append((name, parent))
        self.tasks.append(task)
        self.names[task] = name
        self.busy[name] = 0
        return task

    def _create_future(self) -> Any:
        task = asyncio.current_task()
        waits = self.awaiting.get(self.names.get(task, "")) if task is not None else None
        if waits is None:
            return self._make()
        future = NotedFuture(loop=asyncio.get_running_loop())
        future.program, future.waits, waits.woken = self, waits, False
        return future

    async def _play(self, name: str, actions: list[Action]) -> None:
        self.resumed.append(name)
        self.awaits[name] = []
        try:
            for action in actions:
                await self._do(name, *action)
        finally:
            if sys.version_info >= (3, 11):
                self.requested[name] = asyncio.current_task().cancelling()  # type: ignore[union-attr]

    async def _spend(self, name: str, milliseconds: int) -> None:
        self.clock.spend(milliseconds)
        self.busy[name] += milliseconds * MS

    async def _thread(self, name: str) -> None:
        note = self._begins(name, "executor")
        future = asyncio.get_running_loop().run_in_executor(self._pool, divmod, 7, 2)
        self._pool.submit(int).result()  # by now the one before has told the loop, or it was over at once
        self.works += 2
        await self._noted(name, note, future)

    async def _safely(self, name: str, index: int) -> None:  # noqa: ARG002 - as all verbs
        loop = asyncio.get_running_loop()
        thread = threading.Thread(target=loop.call_soon_threadsafe, args=(self._events[index].set,))
        thread.start()
        thread.join()

    async def _timeout(self, name: str, milliseconds: int, actions: list[Action]) -> None:
        if sys.version_info < (3, 11):
            return
        deadlines = self.deadlines.setdefault(name, [])
        try:
            async with asyncio.timeout(milliseconds / 1000):
                deadlines.append(self.now + milliseconds * MS)
                try:
                    for action in actions:
                        await self._do(name, *action)
                finally:
                    deadlines.pop()
        except TimeoutError:
            self.said.append((name, "is too late", self.now))

    async def _do(self, name: str, verb: str, *what: Any) -> None:
        self.said.append((name, verb, self.now))
        await getattr(self, "_" + verb)(name, *what)

    async def _sleep(self, name: str, milliseconds: int) -> None:
        await self._at(name, "sleep", asyncio.sleep(milliseconds / 1000), self.now + milliseconds * MS)

    async def _yield(self, name: str) -> None:
        await self._at(name, "", asyncio.sleep(0))

    async def _set(self, name: str, index: int) -> None:  # noqa: ARG002 - as all verbs
        self._events[index].set()

    async def _wait(self, name: str, index: int) -> None:
        await self._at(name, "event", self._events[index].wait())

    async def _put(self, name: str, index: int) -> None:
        await self._at(name, "queue.put", self._queues[index].put(name))

    async def _get(self, name: str, index: int) -> None:
        await self._at(name, "queue.get", self._queues[index].get())

    async def _cancel(self, name: str, task: int) -> None:  # noqa: ARG002 - as all verbs
        self.tasks[task % len(self.tasks)].cancel()

    async def _join(self, name: str, task: int) -> None:
        if int(name) < task < len(self.tasks):  # only younger ones: no two tasks may await each other
            await self._at(name, "task", self.tasks[task])

    async def _fail(self, name: str) -> None:
        raise ValueError(name)

    async def _hold(self, name: str, kind: str, index: int, actions: list[Action]) -> None:
        thing = (self._locks if kind == "lock" else self._semaphores)[index]
        await self._at(name, kind, thing.acquire())
        holding = [name, self.now, None]
        self.holds.setdefault((kind, index), []).append(holding)
        self.holding.append((name, kind))
        try:
            for action in actions:
                await self._do(name, *action)
        finally:
            holding[2] = self.now
            self.holding.remove((name, kind))
            thing.release()

    async def _shrug(self, name: str, actions: list[Action]) -> None:
        try:
            for action in actions:
                await self._do(name, *action)
        except (asyncio.CancelledError, ValueError):
            self.said.append((name, "shrugs", self.now))

    async def _spawn(self, name: str, actions: list[Action]) -> None:
        self._create(name, actions)

    async def _gather(self, name: str, bodies: list[list[Action]]) -> None:
        await self._at(name, "gather", asyncio.gather(*[self._create(name, body) for body in bodies]))

    async def _at(self, name: str, kind: str, awaitable: Any, due: int | None = None) -> None:
        await self._noted(name, self._begins(name, kind, due), awaitable)

    def _begins(self, name: str, kind: str, due: int | None = None) -> Await:
        ends = [*self.deadlines.get(name, ()), *([] if due is None else [due])]
        note = self.awaiting[name] = Await(kind, self.now, min(ends, default=None))
        self.awaits[name].append(note)
        return note

    async def _noted(self, name: str, note: Await, awaitable: Any) -> None:
        try:
            await (Noted(awaitable, functools.partial(self.resumed.append, name)) if self.noted else awaitable)
            note.finished = True
        finally:
            note.end_ns = self.now
            del self.awaiting[name]
            self.said.append((name, "goes on", self.now))


class Noted:
    """An awaitable that tells each time its task is resumed in it. It hides what is awaited from the recorder."""

    def __init__(self, awaitable: Any, resumed: Any) -> None:
        self._awaitable, self._resumed = awaitable, resumed

    def __await__(self) -> Any:
        inner = self._awaitable.__await__()
        resume = functools.partial(next, inner)
        while True:
            try:
                future = resume()
            except StopIteration as end:
                return end.value
            try:
                yield future
            except BaseException as error:  # noqa: BLE001 - handed on to the awaitable
                resume = functools.partial(inner.throw, error)
            else:
                resume = functools.partial(next, inner)
            self._resumed()


def milliseconds(nanoseconds: int) -> int:
    """Whole milliseconds; anything else is an error in virtual time."""
    assert nanoseconds % MS == 0
    return nanoseconds // MS
