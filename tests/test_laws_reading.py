"""Law 1 and 2: to read an object of the program's runs none of its code, and leaves it as quick as it was."""

from __future__ import annotations

import asyncio
import gc
import sys

import pytest

from aioscope import record
from aioscope.reading import own


def has_dict_of_its_own(thing: object, name: str) -> bool:
    """Whether its attributes, of which ``name`` is one, have moved to a dict, as they do when anybody asks for it."""
    return any(type(held) is dict and name in held for held in gc.get_referents(thing))


@pytest.mark.skipif(sys.version_info < (3, 11), reason="up to 3.10 every object has a dict")
@pytest.mark.parametrize("exact", [True, False])
def test_what_was_recorded_has_no_dict_that_it_had_not(exact):
    async def main():
        queue, limit, reader = asyncio.Queue(3), asyncio.Semaphore(2), asyncio.StreamReader()
        things = [(queue, "_maxsize"), (limit, "_value"), (reader, "_limit")]
        before = [has_dict_of_its_own(*each) for each in things]
        getting = asyncio.create_task(queue.get())
        reading = asyncio.create_task(reader.read())
        for _ in range(4000 if not exact else 3):  # the second time in merged windows
            async with limit:
                await queue.put(1)
                await asyncio.sleep(0)
                queue.empty() or queue.get_nowait()
        reader.feed_eof()
        await asyncio.gather(getting, reading)
        return before, [has_dict_of_its_own(*each) for each in things]

    with record(exact=exact) as run:
        before, after = asyncio.run(main())
    assert {resource.kind for resource in run.resources} >= {"queue", "semaphore", "stream"}
    assert before == after
    assert not after[0]


class Loud:
    """Tells who asks."""

    @property
    def _queue(self) -> object:
        pytest.fail("asked")

    def __init__(self) -> None:
        self.quiet = 1

    def __getattribute__(self, name: str) -> object:
        pytest.fail("asked")

    def __getattr__(self, name: str) -> object:
        pytest.fail("asked")


class Slotted:
    __slots__ = ("empty", "filled")

    def __init__(self) -> None:
        self.filled = 1


class Default:
    number = 1


def test_own_asks_nobody():
    assert own(Loud(), "_queue") is None
    assert own(Loud(), "quiet") == 1
    assert own(Loud(), "nothing") is None


def test_own_knows_slots_and_defaults():
    assert own(Slotted(), "filled") == 1
    assert own(Slotted(), "empty") is None
    assert own(Default(), "number") == 1
    assert own(object(), "number") is None
    assert own(None, "number") is None
