"""Questions that several rules ask of a fold."""

from __future__ import annotations

from collections.abc import Sequence

from aioscope.fold import Place, Wait


def own(place: Place) -> bool:
    """Whether it is a line of the user's, not of a library: libraries' files have their package before them."""
    return place.cell is not None or "/" not in place.file


def innermost_own(stack: Sequence[Place]) -> Place | None:
    """The innermost line of the user's own in a stack; else the innermost of all; None: it is empty."""
    return next((place for place in reversed(stack) if own(place)), stack[-1] if stack else None)


def length(wait: Wait, now_ns: int) -> int:
    """Nanoseconds that a wait lasted, or has lasted so far."""
    return (wait.end_ns if wait.end_ns is not None else now_ns) - wait.start_ns
