"""The plain callbacks that a run's loop runs: each function of them has a number, and is named once."""

from __future__ import annotations

import sys
from types import CodeType
from typing import Any

from . import facts, reading
from .log import Log
from .places import Places


class Callbacks:
    """The callbacks of one run.

    Args:
        log: the run's log.
        places: its places.
    """

    def __init__(self, log: Log, places: Places) -> None:
        self._log, self._places = log, places
        self._known: dict[int, tuple[CodeType, int]] = {}  # by id() of the code, which is kept alive

    def number(self, handle: Any) -> int:
        """The number of a plain callback's handle in step facts: less than -1, or LOOP for one with no name."""
        code = reading.code_of(handle._callback)
        if code is None:
            return facts.LOOP
        known = self._known.get(id(code))
        if known is None:
            number = facts.LOOP
            if self._places.origin(code) != "kernel":
                number = -2 - len(self._known)
                function = code.co_qualname if sys.version_info >= (3, 11) else code.co_name
                self._log.note("callback_named", number, function, self._places.number(code, -1))
            known = self._known[id(code)] = (code, number)
        return known[1]
