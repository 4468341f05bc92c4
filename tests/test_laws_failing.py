"""Law 3: a hook that fails removes itself, says so once, and the user's code runs on."""

from __future__ import annotations

import asyncio
from collections import deque

import pytest

from aioscope import hooks, record
from aioscope.recorder import Recorder
from tests import virtual_time


@pytest.mark.parametrize("hook", ["_scheduled", "_begins", "_pauses", "_holds", "_gives_back"])
@pytest.mark.parametrize("running", [True, False])
def test_a_hook_that_fails_says_so_once_and_is_gone(clock, monkeypatch, capsys, hook, running):
    calls = []
    sound = getattr(Recorder, hook)

    def breaks(self, *args):
        calls.append(hook)
        if len(calls) >= 2:
            raise ZeroDivisionError("a bug of ours")
        return sound(self, *args)

    async def work(limit, number):
        async with limit:
            await asyncio.sleep(0.01)
        return number

    async def main():
        limit = asyncio.Semaphore(2)
        loop = asyncio.get_running_loop()
        if running:
            with record():
                numbers = await asyncio.gather(*(work(limit, number) for number in range(6)))
                assert type(loop._ready) is deque
                assert hooks._holder_watchers == []
        else:
            numbers = await asyncio.gather(*(work(limit, number) for number in range(6)))
        return numbers

    monkeypatch.setattr(Recorder, hook, breaks)
    if running:
        assert virtual_time.run(main(), clock) == list(range(6))
    else:
        with record() as run:
            assert virtual_time.run(main(), clock) == list(range(6))
        assert run.ended
    assert len(calls) == 2
    said = capsys.readouterr().err
    assert said.count("aioscope") == 1
    assert "ZeroDivisionError" in said
