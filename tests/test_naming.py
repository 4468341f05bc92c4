"""What lines of all shapes call the thing that they wait for, hold or use."""

from __future__ import annotations

import asyncio
import linecache
import sys
import textwrap

import pytest

from aioscope import record
from aioscope.naming import name_on_line

PRECISE = sys.version_info >= (3, 11)
"""Instructions know which piece of a line they belong to."""
BY_ITEM = sys.version_info >= (3, 13)
"""And which item of an ``async with``."""


ARGUMENTS = "self, key, jobs, f, locks, results, 锁, loop, wait_for"


class Anything:
    """Can be awaited, entered, called and iterated over; notes where that is done."""

    def __init__(self, found, made):
        self._found, self._made = found, made

    def note(self, deep):
        frame = sys._getframe(deep + 1)
        self._found.append(name_on_line(frame.f_code, frame.f_lasti, self._made))

    def __getattr__(self, name):
        return Method(self) if name[0] != "_" else super().__getattribute__(name)

    def __call__(self, *_):
        return self

    def __getitem__(self, key):
        return self

    async def __aenter__(self):
        self.note(1)
        return self

    async def __aexit__(self, *error):
        pass

    def __aiter__(self):
        return self

    async def __anext__(self):
        self.note(1)
        raise StopAsyncIteration

    def __await__(self):
        self.note(1)
        yield from ()


class Method(Anything):
    """A method of it: it is the call that counts, and what is awaited is what it returns."""

    def __init__(self, thing):
        super().__init__(thing._found, thing._made)

    def __call__(self, *args):
        if any(isinstance(arg, str) for arg in args):  # called without an await
            self.note(1)
        return self


def names(source, made=False):
    """The names that a function with this body tells, in order."""
    found = []
    source = f"async def main({ARGUMENTS}):\n" + textwrap.indent(source, "    ")
    file = f"<naming {len(linecache.cache)}>"
    linecache.cache[file] = (len(source), None, source.splitlines(True), file)
    namespace = {}
    exec(compile(source, file, "exec"), namespace)
    thing = Anything(found, made)
    asyncio.run(namespace["main"](*[thing] * (ARGUMENTS.count(",") + 1)))
    return found


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("await key", "key"),
        ("await key.acquire()", "key"),
        ("await self.key.acquire()", "key"),
        ("await self.pool.key.acquire()", "pool.key"),
        ("x = await jobs.get()  # a job", "jobs"),
        ("return await jobs.get()", "jobs"),
        ("f(await jobs.get())", "jobs"),
        ("await 锁.acquire()", "锁"),
        ("x = '中文'; await 锁.acquire()", "锁"),
        ("await locks[0].acquire()", "locks[0]"),
        ("await locks['left'].acquire()", "locks['left']"),
        ("await locks[key].acquire()", None),
        ("await f(jobs).get()", None),
        ("await f(jobs.get)", None),
        ("await wait_for(jobs.get(), 1)", "jobs"),
        ("await key.wait_for(lambda: True)", "key"),
        ("await loop.sock_recv(key, 100)", "key"),
        ("await loop.sock_sendall(self.key, b'')", "key"),
        ("await self.results", "results"),
        ("await (key)", None),
        ("async with key: pass", "key"),
        ("async with self.key: pass", "key"),
        ("async with locks[1]: pass", "locks[1]"),
        ("async with f(key): pass", None),
        ("async with f(key) as x: pass", None),
        ("async for line in jobs: pass", "jobs"),
        ("async for line in f(jobs): pass", None),
        ("jobs.put_nowait('x')", "jobs"),
        ("if jobs.get_nowait('x'): pass", "jobs"),
        ("f(jobs.qsize('x'))", None),
    ],
)
def test_a_line_with_one_thing(line, name):
    assert names(line)[0] == name


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("await key.acquire(), await jobs.get()", ["key", "jobs"] if PRECISE else [None, None]),
        ("await key.acquire(); await key.acquire()", ["key", "key"]),
        ("async with key, locks[0] as x: pass", ["key", "locks[0]"] if BY_ITEM else [None, None]),
        ("async with key: await jobs.get()", ["key", "jobs"] if PRECISE else [None, None]),
        ("await wait_for(\n    jobs.get(),\n    1,\n)", ["jobs"] if PRECISE else [None]),
        ("async with (\n    key,\n    jobs,\n): pass", ["key", "jobs"] if BY_ITEM else [None, None]),
    ],
)
def test_a_line_with_several_things_or_several_lines(line, found):
    assert names(line) == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("async with f(10) as scope: pass", ["scope"]),
        ("async with f(10): pass", [None]),
        ("async with f(1) as a, f(2) as b: pass", ["a", "b"] if BY_ITEM else [None, None]),
        ("async with f() as a, f() as b: pass", [None, None]),
        ("async with self.key: pass", ["key"]),
        ("await wait_for(jobs.get(), 10)", [None]),
        ("self.group.create_task('x')", ["group"]),
    ],
)
def test_what_the_line_makes(line, found):
    assert names(line, made=True) == found


def test_what_is_inside_of_a_condition_and_a_barrier(watch):
    async def main():
        changed, plain = asyncio.Condition(), asyncio.Lock()
        async with changed:
            pass
        async with asyncio.Condition(plain):
            pass
        async with plain:
            pass
        if sys.version_info >= (3, 11):
            async with asyncio.Barrier(1) as _:
                pass
            gate = asyncio.Barrier(1)
            await gate.wait()

    names = [r.name for r in watch(main).resources]
    assert names == ["changed._lock", None, *([None, "gate._cond._lock"] if sys.version_info >= (3, 11) else [])]


RED, BLUE = asyncio.Lock(), asyncio.Lock()


def test_a_parameter_is_called_as_its_module_calls_it(watch):
    async def take(lock, *, other):
        async with lock:
            await other.acquire()

    async def main():
        own = asyncio.Lock()
        await take(RED, other=BLUE)
        await take(own, other=asyncio.Lock())
        BLUE.release()

    assert [resource.name for resource in watch(main).resources] == ["RED", "BLUE", "lock", "other"]


def test_a_name_in_code_whose_text_is_gone():
    namespace = {}
    exec(compile("async def main(lock):\n    async with lock: pass\n", "<gone>", "exec"), namespace)

    async def main():
        await namespace["main"](asyncio.Lock())

    with record() as run:
        asyncio.run(main())
    assert [(r.kind, r.name) for r in run.resources] == [("lock", None)]
