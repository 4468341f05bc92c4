"""Which of the distributions that benchmarks need this Python has."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version


def missing(distributions: Iterable[str]) -> list[str]:
    """Those that are not installed.

    >>> missing(["no-such-thing"])
    ['no-such-thing']
    """
    return [name for name in distributions if version_of(name) is None]


def version_of(distribution: str) -> str | None:
    """The version that is installed, as ``1.1.1``; None: none is."""
    try:
        return version(distribution)
    except PackageNotFoundError:
        return None
