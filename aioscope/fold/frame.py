"""The fold of what frames a run: its first and last fact, what it could not show, what Python complained of."""

from __future__ import annotations

from collections.abc import Mapping

from .places import Places
from .records import NeverAwaited, Unclosed, Unseen


class Frame:
    """The frame of a run; each method takes the facts of its name.

    Args:
        places: the run's places.
    """

    def __init__(self, places: Places) -> None:
        self.id = self.python = ""
        self.name: str | None = None
        self.ended = False
        self.overhead_ns = 0
        """What the recorder took of the loop's thread, as last told; exact when the run has ended."""
        self.dropped = 0
        self.forgotten: list[NeverAwaited] = []
        """Coroutines that were never awaited."""
        self.unclosed: list[Unclosed] = []
        """Generators that asyncio had to close."""
        self.gaps: list[Unseen] = []
        """What the run cannot show."""
        self._places = places

    def run_started(self, t: int, format: int, run: str, name: str | None, python: str, clock: int) -> None:
        """The first fact."""
        self.id, self.name, self.python = run, name, python

    def run_ended(self, t: int, overhead: int) -> None:
        """The last fact."""
        self.ended, self.overhead_ns = True, overhead

    def overhead_told(self, t: int, overhead: int) -> None:
        """What the recorder has cost by now; a thread may tell it just after the end."""
        if not self.ended:
            self.overhead_ns = overhead

    def never_awaited(self, t: int, coroutine: str, task: int | None, site: int | None) -> None:
        """A coroutine was made and thrown away."""
        self.forgotten.append(NeverAwaited(coroutine, task, self._places.maybe(site), t))

    def generator_unclosed(self, t: int, generator: str, site: int | None) -> None:
        """A generator that nobody closed cleans up late."""
        self.unclosed.append(Unclosed(generator, self._places.maybe(site), t))

    def unseen(self, t: int, code: str, detail: str, message: Mapping[str, str]) -> None:
        """Something cannot be shown."""
        self.gaps.append(Unseen(code, detail, message))

    def facts_dropped(self, t: int, count: int) -> None:
        """The log was full."""
        self.dropped += count
