"""What a line of the program calls the thing it waits for, holds or uses: the variable or attribute in its text.

The value of a frame's variable is never read: that would keep it alive in it on Python 3.12 and older. The text is. On
Python 3.11 and newer the instruction says which piece of the line it belongs to; else the whole line speaks, and if it
speaks of several things it says nothing.

Some things are inside of others: ``async with changed:`` takes the lock of a Condition, and a Barrier stands on a
Condition. They are called by the attributes that lead to them, ``changed._lock`` and ``gate._cond._lock``, so that they
are told apart from their owners. The lock that ``await changed.acquire()`` takes is called ``changed``, as the line
does: nothing on the way to it is the Condition's.
"""

from __future__ import annotations

import keyword
import linecache
import re
import sys
from asyncio import locks
from collections.abc import Iterable
from itertools import islice
from types import CodeType, FrameType
from typing import Any

from .places import line_at

_NAME = r"[^\W\d]\w*(?:\.[^\W\d]\w*|\[(?:\d+|'[^']*'|\"[^\"]*\")\])*"
_METHODS = (
    "acquire|release|get|get_nowait|put|put_nowait|shutdown|wait|wait_for|join|set_result|"
    "create_task|reschedule|"
    "read|readline|readexactly|readuntil|drain|wait_closed|communicate|"
    "send|receive|text|json"  # of anyio and aiohttp
)
_WITH = re.compile(r"\s*async\s+with\s+(.*?):(?:\s|$)", re.DOTALL)
_FOR = re.compile(rf"\s*async\s+for\s+.*?\sin\s+({_NAME})\s*:(?:\s|$)", re.DOTALL)
_AWAIT = re.compile(r"\bawait\s+")
_THROUGH = re.compile(r"(?:asyncio\.|aio\.)?(?:wait_for|shield)\(\s*")
_SOCKET = re.compile(rf"[\w.]+\.sock_\w+\(\s*({_NAME})\s*[,)]")
_OWNER = re.compile(rf"({_NAME})\.(?:{_METHODS})\(")
_ALONE = re.compile(rf"({_NAME})\s*(?:$|[,)\]#;:])")
_IS_NAME = re.compile(_NAME)
_MODULES = {"asyncio", "aio", "anyio"}
_LONGEST = 5
"""Lines of one statement that are read."""

_GLOBALS = 2_000
"""Variables of a module that are looked at."""

_LOCKS = locks.Lock.acquire.__code__.co_filename
_Barrier: Any = getattr(locks, "Barrier", ())  # 3.11+


def name_on_line(code: CodeType, offset: int, made: bool = False) -> str | None:
    """The name of what is awaited, held or used at an instruction of a code object; None: the text does not say.

    Args:
        code: whose text it is.
        offset: the instruction (``frame.f_lasti``).
        made: the thing is one that the line may make, such as a task group: then its name is ``y`` in
            ``async with X() as y``.
    """
    piece, line, exact = _text(code, offset)
    if (found := _WITH.match(line) or _WITH.match(piece)) is not None:
        items = _items(found.group(1))
        if not exact and _AWAIT.search(line, found.end()) is not None:
            return None
        if piece != line and not piece.startswith("async "):  # from Python 3.13 on it is one of the items
            items = [item for item in items if item.startswith(piece)] or [""]
        if items != [""]:
            return _item(items[0], made) if len(items) == 1 else None
    if (found := _FOR.match(line)) is not None:
        return _tidy(found.group(1))
    heads = _AWAIT.split(piece)[1:]
    if heads:
        names = {_awaited(head, made) for head in heads}
    elif _IS_NAME.fullmatch(piece):
        names = {_tidy(piece)}
    else:
        names = {_tidy(name) for name in _OWNER.findall(piece)}
    return names.pop() if len(names) == 1 else None


def module_name(resource: Any, name: str, frame: FrameType) -> str:
    """What the frame's module calls a resource that in the frame itself is a parameter, or else the parameter's name.

    Two locks that are passed to the same coroutine are both called ``lock`` in it. The variables of a module may be
    read: unlike those of a frame they live in a dictionary of the program's own.

    >>> import asyncio
    >>> gate = asyncio.Lock()
    >>> def enter(lock):
    ...     return module_name(lock, "lock", sys._getframe())
    >>> enter(gate)
    'gate'
    """
    code = frame.f_code
    parameters = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    if name not in parameters:
        return name
    try:
        found = [key for key, value in islice(frame.f_globals.items(), _GLOBALS) if value is resource]
    except RuntimeError:  # another thread has just added one
        return name
    return next((key for key in found if type(key) is str and not key.startswith("_")), name)


def path_to(resource: Any, frames: Iterable[FrameType]) -> str:
    """The attributes that lead to a resource from what the user's line names, given asyncio's frames, outermost first.

    >>> path_to(object(), [])
    ''
    """
    for frame in frames:
        if frame.f_code.co_filename == _LOCKS:
            owner: Any = frame.f_locals.get("self")
            if issubclass(type(owner), _Barrier):
                if owner._cond is resource:
                    return "._cond"
                if owner._cond._lock is resource:
                    return "._cond._lock"
            elif issubclass(type(owner), locks.Condition) and owner._lock is resource:
                return "._lock"
    return ""


def _text(code: CodeType, offset: int) -> tuple[str, str, bool]:
    """The piece of text that an instruction belongs to, its line, and whether more than the line is known."""
    file = code.co_filename
    if sys.version_info >= (3, 11):
        start, end, left, right = next(islice(code.co_positions(), max(offset, 0) // 2, None), (None,) * 4)
        if start is not None and end is not None and left is not None and right is not None:
            lines = [linecache.getline(file, number) for number in range(start, min(end, start + _LONGEST) + 1)]
            if len(lines) == end - start + 1:  # columns count bytes; from the end first, it may be the same line
                lines[-1] = lines[-1].encode()[:right].decode(errors="replace")
            lines[0] = lines[0].encode()[left:].decode(errors="replace")
            return "".join(lines).strip(), linecache.getline(file, start).strip(), True
    line = linecache.getline(file, line_at(code, offset)).strip()
    return line, line, False


def _items(text: str) -> list[str]:
    """The items between ``async with`` and the colon."""
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1]
    items, depth = [""], 0
    for letter in text:
        depth += (letter in "([{") - (letter in ")]}")
        if letter == "," and depth == 0:
            items.append("")
        else:
            items[-1] += letter
    return [item.strip() for item in items if item.strip()]


def _item(item: str, made: bool) -> str | None:
    held, _, target = item.partition(" as ")
    if _IS_NAME.fullmatch(held.strip()):
        return _tidy(held.strip())
    return _tidy(target.strip()) if made and _IS_NAME.fullmatch(target.strip()) else None


def _awaited(head: str, made: bool) -> str | None:
    """The name at the head of what follows an ``await``."""
    if (through := _THROUGH.match(head)) is not None:
        if made:
            return None
        head = head[through.end() :]
    found = _SOCKET.match(head) or _OWNER.match(head) or _ALONE.match(head)
    return _tidy(found.group(1)) if found is not None else None


def _tidy(name: str) -> str | None:
    return None if name in _MODULES or keyword.iskeyword(name) else name.removeprefix("self.")
