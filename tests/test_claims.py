"""docs/claims.md: what the guide said, and that each sentence quoted there stands in its lesson, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.course import FOLDER, read_file

DOCS = FOLDER.parent / "docs"
CLAIMS = (DOCS / "claims.md").read_text(encoding="utf-8")
QUOTE = re.compile(r"^\[(?P<name>[^\]]+)\]\((?P<link>[^)]+)\)\n\n> (?P<quote>.+)$", re.MULTILINE)


def claims() -> dict[str, list[tuple[Path, str]]]:
    """Of each claim, by its number, the lessons and the sentences that are quoted."""
    found: dict[str, list[tuple[Path, str]]] = {}
    for part in re.split(r"^## ", CLAIMS, flags=re.MULTILINE)[1:]:
        number = part.partition(":")[0]
        assert number not in found
        quotes = [(DOCS / match["link"], match["quote"]) for match in QUOTE.finditer(part)]
        found[number] = [(path.resolve(), quote) for path, quote in quotes]
    return found


def plain(text: str) -> str:
    """With single spaces, as a sentence may be broken into lines, and without the marks of emphasis."""
    return " ".join(re.sub(r"[*_\\]", "", text).split())


def test_every_claim_is_answered_in_both_languages():
    found = claims()
    assert list(found) == [f"C{number}" for number in range(1, 54)]
    for number, quotes in found.items():
        languages = [path.parent.name for path, _ in quotes]
        assert languages == ["en", "zh-CN"], number
        assert len({path.name for path, _ in quotes}) == 1, number


@pytest.mark.parametrize("number", list(claims()))
def test_the_sentence_stands_in_the_lesson(number):
    for path, quote in claims()[number]:
        cells = [plain(cell.source) for cell in read_file(path).cells if cell.type == "markdown"]
        assert any(plain(quote) in cell for cell in cells), f"{path.parent.name}/{path.name} does not say: {quote}"
