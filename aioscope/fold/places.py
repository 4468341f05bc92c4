"""The places that a run's facts refer to by number."""

from __future__ import annotations

from .records import Place

_UNKNOWN = Place(None, "?", 0, "?")


class Places:
    """The places of a run; a number that was never named (a cut file) is a place nobody knows."""

    def __init__(self) -> None:
        self._by_id: dict[int, Place] = {}
        self._ids: dict[Place, int] = {}
        self._stacks: dict[tuple[int, ...], list[Place]] = {}

    def place_named(self, t: int, place: int, cell: str | None, file: str, line: int, function: str) -> None:
        """A place has this number from now on."""
        self._by_id[place] = Place(cell, file, line, function)
        self._ids[self._by_id[place]] = place

    def maybe(self, number: int | None) -> Place | None:
        """The place of a number; None: none."""
        return None if number is None else self._by_id.get(number, _UNKNOWN)

    def number(self, place: Place | None) -> int | None:
        """The number of a place; None: it has none."""
        return self._ids.get(place) if place is not None else None

    def stack(self, numbers: tuple[int, ...]) -> list[Place]:
        """The places of an await chain. Waits of one shape share one list: a run has few shapes and many waits."""
        stack = self._stacks.get(numbers)
        if stack is None:
            stack = self._stacks[numbers] = [self._by_id.get(number, _UNKNOWN) for number in numbers]
        return stack
