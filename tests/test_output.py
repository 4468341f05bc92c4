"""A run below its cell: facts for JupyterLab, and a picture and words that survive wherever a notebook is read."""

from __future__ import annotations

import asyncio
import base64
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest

import aioscope
from aioscope import saving
from aioscope.output import MIME, MOST_BYTES, bundle

SCHEMA = json.loads((Path(__file__).parent.parent / "protocol" / "events.schema.json").read_text(encoding="utf-8"))
NASTY = "</pre><script>alert(1)</script>&\"'"


async def nap(seconds: float) -> None:
    await asyncio.sleep(seconds)


def a_run(count: int = 3, rounds: int = 1, name: str = "naps"):
    async def main() -> None:
        for _ in range(rounds):
            await asyncio.gather(*(asyncio.create_task(nap(0), name=f"{NASTY}{n}") for n in range(count)))

    with aioscope.record(name, exact=True) as run:
        asyncio.run(main())
    return run


class _Page(HTMLParser):
    """The tags of a page, and what stands in its ``pre``."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1][0] == "pre":
            self.words += data


@pytest.mark.parametrize(("language", "said"), [("en", "Run naps: "), ("zh-CN", "运行 naps：")])
def test_the_html_is_a_picture_and_words_without_script_or_style(language, said):
    run = a_run()
    shown = run.output(language)
    page = _Page(shown["text/html"])
    assert [tag for tag, _ in page.tags] == ["div", "img", "details", "summary", "pre"]
    (image,) = [attributes for tag, attributes in page.tags if tag == "img"]
    assert image["alt"].startswith(said)
    kind, _, data = image["src"].partition(",")
    assert kind == "data:image/svg+xml;base64"
    root = ET.fromstring(base64.b64decode(data).decode())
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert page.words.startswith(said)
    assert NASTY + "1" in page.words
    assert shown["text/plain"].splitlines()[1] == page.words.splitlines()[0]


def test_the_facts_are_those_of_a_saved_file(tmp_path):
    run = a_run()
    shown = run.output()[MIME]
    run.save(tmp_path / "run.json")
    assert shown == json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    jsonschema.validate(
        shown["facts"], {"definitions": SCHEMA["definitions"], "type": "array", "items": SCHEMA["definitions"]["Fact"]}
    )


def test_a_big_run_is_cut_and_says_so(tmp_path):
    run = a_run(count=50, rounds=6)
    whole = run.output()[MIME]["facts"]
    log = saving.read(_saved(run, tmp_path))
    cut = bundle(run, log, run._fold(), most_bytes=20_000)[MIME]
    assert len(json.dumps(cut)) < 21_500
    kept, (unseen, dropped) = cut["facts"][:-2], cut["facts"][-2:]
    assert kept == whole[: len(kept)]
    assert dropped == {"kind": "facts_dropped", "t": kept[-1]["t"], "count": len(whole) - len(kept)}
    assert "the beginning of this run only" in unseen["message"]["en"]
    (tmp_path / "cut.json").write_text(json.dumps(cut), encoding="utf-8")
    again = aioscope.load(tmp_path / "cut.json")
    assert again.dropped == len(whole) - len(kept)
    assert [task.id for task in again.tasks] == [task.id for task in run.tasks][: len(again.tasks)]
    assert MOST_BYTES == 1_000_000


def _saved(run, folder):
    run.save(folder / "run.json")
    return folder / "run.json"


def test_a_run_shows_itself():
    run = a_run()
    assert run._repr_mimebundle_() == run.output()


def test_nbconvert_shows_the_picture_and_the_words():
    nbconvert = pytest.importorskip("nbconvert")
    nbformat = pytest.importorskip("nbformat")
    v4 = nbformat.v4
    output = v4.new_output("display_data", data=a_run().output())
    notebook = v4.new_notebook(cells=[v4.new_code_cell("%%aioscope", outputs=[output])])
    page, _ = nbconvert.HTMLExporter().from_notebook_node(notebook)
    assert re.search(r'<img [^>]*alt="Run naps: ', page)
    assert re.search(r'<img [^>]*src="data:image/svg\+xml;base64,', page)
    assert "<summary>In words</summary>" in page
    markdown, _ = nbconvert.MarkdownExporter().from_notebook_node(notebook)
    assert "data:image/svg+xml;base64," in markdown


def test_in_a_kernel_it_is_brought_up_to_date_when_the_last_task_ends():
    pytest.importorskip("ipykernel")
    from tests.live_kernel import LiveKernel

    kernel = LiveKernel()
    try:
        kernel.run("%load_ext aioscope")
        cell = kernel.run(
            "%%aioscope\nimport asyncio\n"
            "late = asyncio.create_task(asyncio.sleep(0.3), name='late')\nawait asyncio.sleep(0)"
        )
        (shown,) = cell.displayed
        assert "still running: late" in shown["text/plain"]
        kernel.listen(lambda: bool(kernel.updates))
        (updated,) = kernel.updates
        assert "late: returned" in updated["text/plain"]
        assert len(updated[MIME]["facts"]) > len(shown[MIME]["facts"])
        silent = kernel.run("%%aioscope --no-output\n1 + 1")
        assert silent.displayed == []
    finally:
        kernel.close()
