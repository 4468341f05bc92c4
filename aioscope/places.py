"""Where code stands: which cell or file, and whether it is the user's own.

Everything the recorder shows has a place: the line that created a task, each line of an await chain. A place is found
from a code object and an instruction offset, once, and then has a number. Frames are looked at and let go.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import sys
import sysconfig
from collections.abc import Callable
from types import CodeType, FrameType

from .log import Log

_ASYNCIO = os.path.dirname(asyncio.__file__) + os.sep
_OWN = os.path.dirname(__file__) + os.sep
_LIBRARIES = tuple(
    path + os.sep for path in {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
)
_KERNEL = ("ipykernel", "IPython", "tornado", "jupyter_client", "zmq", "traitlets", "comm", "anyio")
_STEP = asyncio.Handle._run.__code__  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
_DEEPEST = 60
"""Frames looked at on the way to the user's code; deeper recursion gets the outermost seen."""


def origin(filename: str) -> str:
    """Return whose code a file is: ``user``, ``library``, ``kernel``, ``asyncio`` or ``aioscope``.

    Libraries are what is installed or comes with Python. The kernel's own packages are told apart, because their
    tasks are hidden; so is asyncio, because its frames say what a task waits for.

    >>> import json
    >>> origin(asyncio.__file__), origin(json.__file__), origin("/home/me/work.py")
    ('asyncio', 'library', 'user')
    """
    if filename.startswith(_ASYNCIO):
        return "asyncio"
    if filename.startswith(_OWN):
        return "aioscope"
    for library in _LIBRARIES:
        if filename.startswith(library):
            package = filename[len(library) :].removeprefix("site-packages" + os.sep).split(os.sep, 1)[0]
            return "kernel" if package in _KERNEL else "library"
    return "library" if filename.startswith("<frozen") else "user"


def is_step(code: CodeType) -> bool:
    """Is it the code of the frame in which the loop runs a handle? What is outside of it is not the step's doing."""
    return code is _STEP


class Places:
    """The places of one run.

    Args:
        cell_of: says which notebook cell a code object's file name belongs to; None: not a cell.
        log: the run's log, which is told each new place.
    """

    def __init__(
        self,
        cell_of: Callable[[str], str | None],
        log: Log,
    ) -> None:
        self._cell_of, self._log = cell_of, log
        # The code object is part of the value, so that its id is not used again while the run lives.
        self._codes: dict[int, tuple[CodeType, str, dict[int, int]]] = {}
        self._next = itertools.count(1).__next__

    def origin(self, code: CodeType) -> str:
        """As :func:`origin`, for a code object."""
        return self._entry(code)[1]

    def number(self, code: CodeType, offset: int) -> int:
        """The number of the place at an instruction offset (``frame.f_lasti``) of a code object."""
        places = self._entry(code)[2]
        place = places.get(offset)
        if place is None:
            place = places[offset] = self._next()
            cell = self._cell_of(code.co_filename)
            file = "cell" if cell is not None else _short(code.co_filename)
            function = code.co_qualname if sys.version_info >= (3, 11) else code.co_name
            if cell is not None and function.startswith("<cell line"):  # IPython names a cell's own level so
                function = "<module>"
            self._log.note("place_named", place, cell, file, line_at(code, offset), function)
        return place

    def site(self, frame: FrameType | None) -> tuple[int | None, str]:
        """The place of the call that is under way in ``frame``: in the innermost user frame, else in a library's.

        Frames outside the loop's present step do not count: what a callback does is not the doing of the code that
        started the loop.

        Returns:
            The place, and whose code it is: ``user``, ``library``, or ``""`` with None where there is neither.
        """
        library = None
        codes = self._codes
        for _ in range(_DEEPEST):
            if frame is None:
                break
            code = frame.f_code
            entry = codes.get(id(code)) or self._entry(code)
            whose = entry[1]
            if whose == "user":
                offset = frame.f_lasti
                return entry[2].get(offset) or self.number(code, offset), "user"
            if whose == "library" and library is None:
                library = (code, frame.f_lasti)
            elif code is _STEP:
                break
            frame = frame.f_back
        return (self.number(*library), "library") if library else (None, "")

    def is_library(self, frame: FrameType | None) -> bool:
        """Whether it is a library, not the user and not asyncio itself, that makes the call under way in ``frame``."""
        for _ in range(_DEEPEST):
            if frame is None or frame.f_code is _STEP:
                break
            whose = self.origin(frame.f_code)
            if whose not in ("asyncio", "aioscope"):
                return whose != "user"
            frame = frame.f_back
        return False

    def user_frame(self, frame: FrameType | None, inner: list[FrameType]) -> FrameType | None:
        """The innermost user frame of the loop's present step, and into ``inner`` the frames inside of it."""
        for _ in range(_DEEPEST):
            if frame is None or frame.f_code is _STEP:
                break
            if self.origin(frame.f_code) == "user":
                return frame
            inner.append(frame)
            frame = frame.f_back
        return None

    def _entry(self, code: CodeType) -> tuple[CodeType, str, dict[int, int]]:
        entry = self._codes.get(id(code))
        if entry is None:
            whose = "user" if self._cell_of(code.co_filename) is not None else origin(code.co_filename)
            entry = self._codes[id(code)] = (code, whose, {})
        return entry


def line_at(code: CodeType, offset: int) -> int:
    r"""The line number at an instruction offset; 0 where the code has none.

    >>> line_at(compile("1\n2\nraise ValueError", "", "exec"), -1)
    1
    """
    if offset < 0:
        return code.co_firstlineno
    line = 0
    for start, end, number in code.co_lines():
        if start <= offset < end:
            line = number or line
            break
    return line


def _short(filename: str) -> str:
    """A file's name from its package on, or its bare name: users' folders are nobody else's business."""
    for library in _LIBRARIES:
        if filename.startswith(library):
            return filename[len(library) :].removeprefix("site-packages" + os.sep).replace(os.sep, "/")
    return os.path.basename(filename)
