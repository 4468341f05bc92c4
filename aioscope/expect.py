"""The checks of an exercise: a few visible lines of ``expect`` over the recorded run."""

from __future__ import annotations


def expect(text: str, ok: object) -> None:
    """Print a tick before ``text`` if it is so, else a cross.

    Args:
        text: what is expected, as a sentence; put what was seen into it.
        ok: true if it is so.

    >>> expect("two workers at once: 2", 2 == 2)
    ✓ two workers at once: 2
    """
    print("✓" if ok else "✗", text)
