"""The fold of facts into what the loop did: its rounds, its callbacks, the steps that blocked it, merged windows."""

from __future__ import annotations

from .places import Places
from .records import Block, Callback, Iteration, Window


class Loop:
    """The loop of a run; each method takes the facts of its name.

    Args:
        places: the run's places.
    """

    def __init__(self, places: Places) -> None:
        self.iterations: list[Iteration] = []
        self.callbacks: dict[int, Callback] = {}
        """By number, -2 and less."""
        self.blocked: list[Block] = []
        self.merged: list[Window] = []
        self._places = places
        self._due: int | None = None
        self._running: tuple[Callback, int] | None = None

    def iteration(self, t: int, polled: int, ready: int, timers: int, due: int | None) -> None:
        """A round begins."""
        self._end_step(polled)
        late = t - self._due if self._due is not None else 0
        self._due = due
        self.iterations.append(Iteration(t, polled, ready, timers, due, max(0, late)))

    def callback_named(self, t: int, callback: int, function: str, site: int | None) -> None:
        """A callback has this number from now on."""
        self.callbacks[callback] = Callback(callback, function, self._places.maybe(site))

    def step(self, t: int, task: int) -> None:
        """The step before is over; this one may be a callback's."""
        self._end_step(t)
        if (callback := self.callbacks.get(task)) is not None:
            callback.steps += 1
            self._running = (callback, t)

    def loop_blocked(self, t: int, task: int, since: int, stack: tuple[int, ...]) -> None:
        """The present step goes on for longer than the limit. May be told again, with a later stack."""
        last = self.blocked[-1] if self.blocked else None
        if last is not None and last.since_ns == since:
            last.stack = self._places.stack(stack)
        else:
            self.blocked.append(Block(task, since, self._places.stack(stack)))

    def loop_unblocked(
        self,
        t: int,
        task: int,
        since: int,
        stack: tuple[int, ...],
        delayed: tuple[int, ...],
        delays: tuple[int, ...],
    ) -> None:
        """That step is over."""
        if not self.blocked or self.blocked[-1].since_ns != since:
            self.blocked.append(Block(task, since, []))
        block = self.blocked[-1]
        block.end_ns, block.delayed = t, dict(zip(delayed, delays, strict=True))
        if stack:
            block.stack = self._places.stack(stack)

    def window_merged(
        self, t: int, since: int, tasks: tuple[int, ...], steps: tuple[int, ...], busy: tuple[int, ...]
    ) -> None:
        """From since to now only sums are known."""
        self._end_step(since)
        self.merged.append(Window(since, t, sum(steps)))

    def run_ended(self, t: int, overhead: int) -> None:
        """The last step is over."""
        self._end_step(t)

    def _end_step(self, t: int) -> None:
        if self._running is not None:
            callback, start = self._running
            callback.busy_ns += max(0, t - start)
            self._running = None
