"""docs/claims.md: what the old guide said wrong, and the sentences of the course that answer it.

The sentences are quoted, not pointed at by cell and line, so that a text that is rewritten fails here unless somebody
has looked at the claim again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest

from tests.course import FOLDER, read

COUNT = 53
"""So many statements of the guide were found false, out of date or not exact."""

_LINK = re.compile(r"\[(?P<text>[^]]+)\]\(\.\./notebooks/en/(?P<name>[^)]+)\)")


@dataclass(frozen=True)
class Claim:
    """A row: what was said, what is true, and who says so now, in English and in Chinese."""

    id: str
    said: str
    true: str
    notebook: str
    sentences: dict[str, str]


def claims() -> list[Claim]:
    """Read the table's rows."""
    text = (FOLDER.parent / "docs" / "claims.md").read_text(encoding="utf-8")
    rows = []
    for line in text.splitlines():
        if not line.startswith("| C"):
            continue
        _, identity, said, true, notebook, english, chinese, _ = map(str.strip, line.split("|"))
        link = _LINK.fullmatch(notebook)
        assert link is not None, f"{identity}: {notebook} is no link to a notebook"
        assert link["name"] == link["text"] + ".ipynb", identity
        rows.append(Claim(identity, said, true, link["name"], {"en": english, "zh-CN": chinese}))
    return rows


CLAIMS = claims()


def plain(text: str) -> str:
    """The text with every run of white space made one space."""
    return " ".join(text.split())


def test_every_claim_has_its_row():
    assert [claim.id for claim in CLAIMS] == [f"C{number}" for number in range(1, COUNT + 1)]
    for claim in CLAIMS:
        assert claim.said, claim.id
        assert claim.true, claim.id


@pytest.mark.parametrize("language", ["en", "zh-CN"])
@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.id)
def test_the_course_answers_it(claim, language):
    sentence = claim.sentences[language]
    assert len(sentence) >= 10, "too little to be an answer"
    cells = [plain(cell.source) for cell in read(language, claim.notebook).cells if cell.type == "markdown"]
    assert any(plain(sentence) in cell for cell in cells), f"{claim.notebook} does not say: {sentence}"
