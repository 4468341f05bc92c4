"""How big the browser half is: what every JupyterLab loads at its start, and what comes when a panel opens.

Read from the production build. Its package.json names the entry and the two modules that JupyterLab asks it for at
once; the entry's text says which chunks they are in (``"./extension":()=>n.e(9).then(...)``). All other chunks come
later, by ``import()``. A minified chunk has no name; what it exports, or the head of its JSON, tells which one it is.
"""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import NamedTuple

from .tables import table

BUILT = Path(__file__).resolve().parent.parent / "aioscope" / "labextension"
_CHUNK_NAME = re.compile(r"(\w+)\.[0-9a-f]{8,}\.js")
_EXPORTS = re.compile(r"\.d\(\w+,\{((?:\w+:\(\)=>\w+,?)+)\}\)")
_SHARED = re.compile(r'name:"([^"]+)",version:"[^"]+",factory:\(\)=>\S{1,3}\.e\("?(\w+)"?\)')
_HEAD_OF_JSON = 30


class Chunk(NamedTuple):
    """One file of the build."""

    name: str
    raw: int
    gzipped: int
    holds: str


def chunk_of(file: Path) -> Chunk:
    """Weigh a file."""
    data = file.read_bytes()
    text = data.decode("utf-8")
    named = _CHUNK_NAME.fullmatch(file.name)
    return Chunk(named[1] if named else file.name, len(data), len(gzip.compress(data, 9, mtime=0)), holds(text))


def holds(chunk: str) -> str:
    """Say what is in the text of a chunk: its JSON by its first heading or first characters, else what it exports."""
    _, is_json, json_text = chunk.partition("JSON.parse('")
    if is_json:
        heading = re.search(r'"(# [^"\\]+)', json_text)
        return f"JSON: {heading[1] if heading else json_text[:_HEAD_OF_JSON]}"
    exports = (name.partition(":")[0] for found in _EXPORTS.finditer(chunk) for name in found[1].split(","))
    return ", ".join(dict.fromkeys(name for name in exports if len(name) > 1))


def loaded_at_start(entry: str, modules: list[str]) -> dict[str, str]:
    """The chunks that hold these modules of the entry's text, each with the last of the modules that asks for it.

    Raises:
        LookupError: the entry does not speak of one of them: the bundler writes it in another way now.
    """
    found: dict[str, str] = {}
    for module in modules:
        begun = re.search(rf'"{re.escape(module)}":\(\)=>(.*?)\.then\(', entry)
        if begun is None:
            raise LookupError(f"the entry of the build does not say in which chunk {module} is")
        found.update(dict.fromkeys(re.findall(r"\.e\(\"?(\w+)\"?\)", begun[1]), module))
    return found


def sizes(built: Path = BUILT) -> bool:
    """Print the table; return whether there is a production build to weigh."""
    manifest = built / "package.json"
    if not manifest.is_file():
        print("Nothing is built: run jlpm build:prod.")
        return False
    build = json.loads(manifest.read_text(encoding="utf-8"))["jupyterlab"]["_build"]
    entry = built / build["load"]
    text = entry.read_text(encoding="utf-8")
    if "\n" in text.strip():
        print("aioscope/labextension is a development build, which is many times bigger: run jlpm build:prod.")
        return False
    first = {"remoteEntry": "the entry"}
    first |= loaded_at_start(text, [build[key] for key in ("extension", "style") if key in build])
    chunks = [chunk_of(file) for file in entry.parent.glob("*.js") if _CHUNK_NAME.fullmatch(file.name)]
    chunks.sort(key=lambda chunk: -chunk.raw)
    start = [chunk for chunk in chunks if chunk.name in first]
    later = [chunk for chunk in chunks if chunk.name not in first]
    shared = {chunk: package for package, chunk in _SHARED.findall(text)}
    body = [["at start, together", *_weight(start), ""]]
    body += [[f"at start: {chunk.name}", *_weight([chunk]), first[chunk.name]] for chunk in start]
    body += [[f"later: {c.name}", *_weight([c]), shared.get(c.name, c.holds)] for c in later]
    print(table(["", "kB", "kB gzip", "holds"], body))
    return True


def _weight(chunks: list[Chunk]) -> list[str]:
    return [f"{sum(sizes) / 1000:.1f}" for sizes in zip(*((c.raw, c.gzipped) for c in chunks), strict=True)]
