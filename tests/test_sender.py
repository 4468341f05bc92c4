"""From the log to a channel: order, sequence, gaps, the heartbeat, the rate, and the end of the thread."""

from __future__ import annotations

import threading
import time

import pytest

from aioscope import sender as sending
from aioscope.recorder import Recorder
from aioscope.sender import Sender
from tests.decoding import decode


class Channel:
    """A channel that keeps what is sent, and when."""

    def __init__(self):
        self.messages, self.times, self.fails = [], [], False

    def send(self, data, *, buffers):
        if self.fails:
            raise OSError("closed")
        self.messages.append((data, buffers))
        self.times.append(time.monotonic())


def add(recorder, count):
    """Facts as a run makes them, so many times two."""
    for n in range(count):
        t = recorder.now()
        recorder.facts.append(("step", t, -2 - n))
        recorder.facts.append(("callback_named", t, -2 - n, str(n), None))


def received(channel):
    """All facts received, after a check that no message overlaps or leaves a gap."""
    found = []
    for data, buffers in channel.messages:
        assert data["first"] == len(found)
        found += decode(data, buffers)
    return found


@pytest.fixture
def recorder():
    return Recorder("sent")


@pytest.fixture
def channel():
    return Channel()


def until(condition, seconds=5.0):
    """Wait for a condition that another thread brings about."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.005)


def finished(recorder, sender):
    """End the run, and wait for the sender's end."""
    recorder.finish()
    sender.finish(5)
    until(lambda: not [t for t in threading.enumerate() if t.name == "aioscope-sender"])


def test_everything_arrives_once_and_in_order(recorder, channel):
    sender = Sender(recorder, lambda: channel)
    sender.start()
    sender.start()  # a second start is none
    assert sum(t.name == "aioscope-sender" for t in threading.enumerate()) == 1
    for _ in range(20):
        add(recorder, 25)
        time.sleep(0.005)
    finished(recorder, sender)
    got = received(channel)
    assert len(got) == len(recorder.facts) == 1002
    assert [fact["kind"] for fact in got] == [fact[0] for fact in recorder.facts]
    assert [fact["t"] for fact in got] == [fact[1] for fact in recorder.facts]
    assert {data["run"] for data, _ in channel.messages} == {recorder.id} == {sender.run}
    assert channel.messages[-1][0]["now"] == recorder.facts[-1][1]  # the clock stands where the run ended


def test_at_most_twenty_messages_a_second(recorder, channel):
    sender = Sender(recorder, lambda: channel)
    sender.start()
    end = time.monotonic() + 1.0
    while time.monotonic() < end:
        add(recorder, 1)
        time.sleep(0.001)
    sent = len(channel.messages)
    finished(recorder, sender)
    assert 2 <= sent <= 21
    assert len(received(channel)) == len(recorder.facts)


def test_the_clock_is_sent_when_nothing_happens(recorder, channel):
    sender = Sender(recorder, lambda: channel)
    sender.start()
    until(lambda: len(channel.messages) >= 3)
    finished(recorder, sender)
    beats = [data for data, _ in channel.messages[1:-1]]
    assert all((data["count"], data["first"], data["facts"]) == (0, 1, []) for data in beats)
    clocks = [data["now"] for data, _ in channel.messages[:-1]]
    assert clocks == sorted(clocks)
    assert clocks[-1] - clocks[0] > 2 * sending._HEARTBEAT * sending._PERIOD * 1e9


def test_what_the_recorder_costs_is_told_when_it_has_grown(recorder, channel, monkeypatch):
    monkeypatch.setattr(sending, "_COST_EVERY", 0)
    sender = Sender(recorder, lambda: channel)

    def told():
        return [fact[2] for fact in list(recorder.facts) if fact[0] == "overhead_told"]

    sender.start()
    until(lambda: len(channel.messages) >= 2)
    assert told() == []  # it has cost nothing yet
    for cost in (700, 900):
        recorder.overhead = cost
        until(lambda cost=cost: told()[-1:] == [cost])
    beats = len(channel.messages)
    until(lambda: len(channel.messages) >= beats + 2)
    finished(recorder, sender)
    assert told() == [700, 900]
    assert [fact["overhead"] for fact in received(channel) if fact["kind"] == "overhead_told"] == [700, 900]


def test_a_gap_is_sent_again(recorder, channel):
    sender = Sender(recorder, lambda: channel)
    sender.start()
    add(recorder, 10)
    until(lambda: sum(data["count"] for data, _ in channel.messages) == 21)
    before = len(channel.messages)
    sender.resend(5)
    until(lambda: sum(data["count"] for data, _ in channel.messages[before:]) == 16)
    again = [fact for message in channel.messages[before:] for fact in decode(*message)]
    assert [data["first"] for data, _ in channel.messages[before:] if data["count"]] == [5]
    assert again == [fact for message in channel.messages[:before] for fact in decode(*message)][5:]
    finished(recorder, sender)


def test_a_run_that_is_over_is_sent_again_to_a_late_reader(recorder, channel):
    late = Channel()
    where = [channel]
    sender = Sender(recorder, lambda: where[0])
    sender.start()
    add(recorder, 10)
    finished(recorder, sender)
    where[0] = late
    sender.resend(0)
    until(lambda: late.messages)
    finished(recorder, sender)
    assert received(late) == received(channel)


def test_a_resend_of_what_was_not_sent_yet_leaves_no_gap(recorder, channel):
    sender = Sender(recorder, lambda: channel)
    add(recorder, 5)
    sender.resend(1_000_000)
    finished(recorder, sender)
    assert len(received(channel)) == len(recorder.facts)
    before = len(channel.messages)
    sender.resend(-3)
    until(lambda: len(channel.messages) > before)
    finished(recorder, sender)
    assert channel.messages[before][0]["first"] == 0


def test_nobody_listens_at_first(recorder, channel):
    where = [None]
    sender = Sender(recorder, lambda: where[0])
    sender.start()
    add(recorder, 5)
    time.sleep(0.12)
    where[0] = channel
    sender.resend(0)
    finished(recorder, sender)
    assert len(received(channel)) == len(recorder.facts)


def test_a_channel_that_raises_does_not_end_the_thread(recorder, channel):
    sender = Sender(recorder, lambda: channel)
    channel.fails = True
    sender.start()
    add(recorder, 5)
    time.sleep(0.12)
    channel.fails = False
    add(recorder, 5)
    until(lambda: channel.messages)
    assert channel.messages[0][0]["first"] >= 11  # the gap is there for the browser to see
    channel.messages.clear()
    sender.resend(0)
    until(lambda: channel.messages and channel.messages[0][0]["first"] == 0)
    finished(recorder, sender)
    assert len(received(channel)) == len(recorder.facts)


def test_a_long_run_comes_in_parts(recorder, channel, monkeypatch):
    monkeypatch.setattr(sending, "_MOST", 100)
    add(recorder, 200)
    sender = Sender(recorder, lambda: channel)
    sender.start()
    finished(recorder, sender)
    assert max(data["count"] for data, _ in channel.messages) == 100
    assert len(received(channel)) == len(recorder.facts) == 402
