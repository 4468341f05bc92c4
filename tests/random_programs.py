"""Small random asyncio programs that keep their own ground truth.

A program is a tree of actions, and :class:`Program` plays it. It writes down what it does itself: whom it creates, what
it awaits from when to when, what it holds, and, when it is asked to, each time it is resumed. Whatever hangs is
cancelled by a janitor, so that every program ends.
"""

from __future__ import annotations

import asyncio
import functools
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
        st.tuples(st.just("spawn"), several),
        st.tuples(st.just("gather"), st.lists(several, min_size=1, max_size=3)),
    )


programs = st.lists(st.recursive(_leaf, _inner, max_leaves=12), min_size=2, max_size=6)


@dataclass
class Await:
    """One await of a task, by its own account: of what kind of thing, and from when to when."""

    kind: str
    start_ns: int
    end_ns: int = -1
    finished: bool = False  # and not cut short


@dataclass
class Program:
    """A program under way, and the truth about it so far. ``resumed`` is kept only if ``noted``."""

    clock: Clock
    noted: bool = False
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
        return task

    async def _play(self, name: str, actions: list[Action]) -> None:
        self.resumed.append(name)
        self.awaits[name] = []
        for action in actions:
            await self._do(name, *action)

    async def _do(self, name: str, verb: str, *what: Any) -> None:
        self.said.append((name, verb, self.now))
        await getattr(self, "_" + verb)(name, *what)

    async def _sleep(self, name: str, milliseconds: int) -> None:
        await self._at(name, "sleep", asyncio.sleep(milliseconds / 1000))

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
        try:
            for action in actions:
                await self._do(name, *action)
        finally:
            holding[2] = self.now
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

    async def _at(self, name: str, kind: str, awaitable: Any) -> None:
        note = Await(kind, self.now)
        self.awaits[name].append(note)
        try:
            await (Noted(awaitable, functools.partial(self.resumed.append, name)) if self.noted else awaitable)
            note.finished = True
        finally:
            note.end_ns = self.now
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
