"""Async generators that nobody closed, and whose cleanup came late.

A generator that is left by ``break`` and thrown away is closed by asyncio: a callback makes a task of its ``aclose()``.
Every such generator comes to that, and most have nothing to clean up. What counts is seen in that task: if it runs a
second step, the generator's ``finally`` or ``async with`` has awaited, late and outside of the task that used it.

Tried and dropped: asking the generator's code whether it stands inside a ``try``: Python 3.10 does not say, and later
ones say it in bytecode that differs from version to version.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import reading
from .known import CLOSING, Known

if TYPE_CHECKING:
    from .recorder import Recorder


class Closings:
    """The generators of one run that asyncio closes.

    Args:
        recorder: whose run.
    """

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self._begun: dict[int, tuple[str, int, bool]] = {}
        """By id() of the closing task: name and place of its generator, and whether it has had a step."""

    def met(self, known: Known, task: Any) -> None:
        """A task is born that is not shown: perhaps it closes a generator of the user's."""
        generator, places = reading.closed_by(task), self._recorder.places
        if generator is not None and generator.ag_frame is not None and places.origin(generator.ag_code) == "user":
            known.role = CLOSING
            site = places.number(generator.ag_code, generator.ag_frame.f_lasti)
            self._begun[known.key] = (generator.__qualname__, site, False)

    def step(self, known: Known) -> None:
        """A step of a closing task begins; at the second one its generator is told of, once."""
        entry = self._begun.pop(known.key, None)
        if entry is not None:
            name, site, begun = entry
            if begun:
                self._recorder.log.note("generator_unclosed", name, site)
            else:
                self._begun[known.key] = (name, site, True)
