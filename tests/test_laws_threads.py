"""Other threads append to the watched queue at any moment: what they bring is never lost, nor brought out of order."""

from __future__ import annotations

import asyncio
import sys
import threading

import pytest

from aioscope import record, recorder


def test_the_recording_stops_while_another_thread_is_in_a_hook(monkeypatch):
    """The hook of ``append`` is held there until the queue has been put back."""
    ours, within, stopped = threading.get_ident(), threading.Event(), threading.Event()
    sound = recorder.Recorder.who

    def who(self, handle):
        if threading.get_ident() != ours:
            within.set()
            assert stopped.wait(10)
        return sound(self, handle)

    async def main():
        loop, brought = asyncio.get_running_loop(), asyncio.Event()
        with record():
            thread = threading.Thread(target=loop.call_soon_threadsafe, args=(brought.set,))
            thread.start()
            assert within.wait(10)
        stopped.set()
        await asyncio.wait_for(brought.wait(), 10)
        thread.join()

    monkeypatch.setattr(recorder.Recorder, "who", who)
    asyncio.run(main())


@pytest.mark.parametrize("budget", [1_000_000, 1])
def test_threads_at_work_while_recordings_begin_and_stop(monkeypatch, budget):
    monkeypatch.setattr("aioscope.merged.BUDGET", budget)

    async def main():
        loop, got = asyncio.get_running_loop(), ([], [])

        def bring(where):
            for number in range(3_000):
                loop.call_soon_threadsafe(where.append, number)

        threads = [threading.Thread(target=bring, args=(where,)) for where in got]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            with record():
                await asyncio.sleep(0)
                await asyncio.sleep(0)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        return got

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        assert asyncio.run(main()) == (list(range(3_000)), list(range(3_000)))
    finally:
        sys.setswitchinterval(interval)
