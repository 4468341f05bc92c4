"""Links and names of files in the documents and lessons lead somewhere.

Markdown is read by mistune, as nbconvert does. Addresses of the web are only looked at, not fetched: there are three.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import mistune
import pytest

from tests.course import FOLDER, LANGUAGES, NAMES, read_file

ROOT = FOLDER.parent
TRACKED = [ROOT / name for name in subprocess.check_output(["git", "ls-files"], cwd=ROOT, text=True).splitlines()]
DOCUMENTS = [path for path in TRACKED if path.suffix == ".md"]
LESSONS = [FOLDER / language / name for language in LANGUAGES for name in NAMES]
FILE = re.compile(r"[\w.-]+(?:/[\w.-]+)+\.(?:py|mjs|tsx?|json|css|md|ipynb|toml)")

_parse = mistune.create_markdown(renderer="ast", plugins=["table"])


def nodes(text: str) -> Iterator[dict[str, Any]]:
    """All that a text in Markdown consists of."""
    todo: Any = [*_parse(text)]
    while todo:
        node = todo.pop()
        yield node
        todo += node.get("children", ())


def text_of(node: dict[str, Any]) -> str:
    """What is read of a node."""
    return node.get("raw", "") + "".join(text_of(child) for child in node.get("children", ()))


def anchors(text: str) -> set[str]:
    """The anchors of a document's headings, as they are made on the web where documents are read."""
    headings = [text_of(node) for node in nodes(text) if node["type"] == "heading"]
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def markdown_of(path: Path) -> str:
    """All Markdown of a document or a lesson."""
    if path.suffix != ".ipynb":
        return path.read_text(encoding="utf-8")
    return "\n\n".join(cell.source for cell in read_file(path).cells if cell.type == "markdown")


def leads_nowhere(link: str, path: Path) -> bool:
    """Whether a link in a document or lesson has no target."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return parts.scheme != "https" or "." not in parts.netloc
    target = (path.parent / parts.path).resolve() if parts.path else path
    if not any(target == each or target in each.parents for each in TRACKED):
        return True
    return bool(parts.fragment) and parts.fragment not in anchors(markdown_of(target))


def name(path: Path) -> str:
    """For the tests' names."""
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", [*DOCUMENTS, *LESSONS], ids=name)
def test_links_lead_somewhere(path):
    text = markdown_of(path)
    found = [node["attrs"]["url"] for node in nodes(text) if node["type"] in ("link", "image")]
    assert [link for link in found if leads_nowhere(link, path)] == []
    assert found or path.suffix == ".md"


@pytest.mark.parametrize("path", DOCUMENTS, ids=name)
def test_files_that_are_named_are_there(path):
    """A file may be named from the root, from the document's folder, or from one of the folders that hold the code."""
    spans = [node["raw"] for node in nodes(path.read_text(encoding="utf-8")) if node["type"] == "codespan"]
    named = [span for span in spans if FILE.fullmatch(span)]
    ends = [each.as_posix() for each in TRACKED]
    assert [span for span in named if not any(each.endswith(f"/{span}") for each in ends)] == []


def test_a_link_that_leads_nowhere_is_found(tmp_path):
    document = ROOT / "README.md"
    for link in ("docs/gone.md", "README.md#gone", "http://plain.example", "https://nowhere", "../outside.md"):
        assert leads_nowhere(link, document)
    for link in ("docs/claims.md", "docs", "README.md#try-it", "https://semver.org/"):
        assert not leads_nowhere(link, document)
