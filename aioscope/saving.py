"""A run as a file: JSON of the same facts that the browser gets, one fact a line.

::

    {"format": 2, "facts": [
    {"kind": "run_started", "t": 0, ...},
    ...
    ]}

Format 1 differs in that a ``resource_seen`` fact has no ``detail``; it is read as format 2 without any.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from . import facts


def write(log: Sequence[facts.Fact], path: str | os.PathLike[str]) -> None:
    """Write the facts of a run.

    Raises:
        OSError: the file cannot be written.
    """
    lines = ",\n".join(_line(fact) for fact in log)  # first: if it fails, a file that is there stays as it was
    with Path(path).open("w", encoding="utf-8") as file:
        file.write(f'{{"format": {facts.FORMAT}, "facts": [\n')
        file.write(lines)
        file.write("\n]}\n")


def _line(fact: facts.Fact) -> str:
    """The JSON of a fact, readable where UTF-8 can hold it: a task's name may be half of a character."""
    line = json.dumps(facts.to_json(fact), ensure_ascii=False)
    try:
        line.encode()
    except UnicodeEncodeError:
        return json.dumps(facts.to_json(fact))
    return line


def read(path: str | os.PathLike[str]) -> list[facts.Fact]:
    """Read the facts of a run that :func:`write` wrote, in this format or an older one.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is not a run of a format known here; the text says where it breaks.
    """
    saved, version = _parse(path)
    log: list[facts.Fact] = []
    try:
        for fact in saved["facts"]:
            log.append(facts.from_json(_raised(fact, version)))  # noqa: PERF401 - the error says how far it came
    except (KeyError, TypeError, IndexError, AttributeError) as error:
        raise ValueError(f"{os.fspath(path)}: fact {len(log)} is broken ({error!r})") from None
    if not log or log[0][0] != "run_started":
        raise ValueError(f"{os.fspath(path)}: a run begins with run_started; this one does not")
    return log


def _parse(path: str | os.PathLike[str]) -> tuple[Any, int]:
    try:
        saved: Any = json.loads(Path(os.fsdecode(path)).read_text(encoding="utf-8"))
        version: Any = saved["format"]
    except json.JSONDecodeError as error:
        raise ValueError(
            f"{os.fspath(path)} is not a run saved by aioscope: line {error.lineno}, column {error.colno}: {error.msg}"
        ) from None
    except UnicodeDecodeError as error:
        raise ValueError(
            f"{os.fspath(path)} is not a run saved by aioscope: byte {error.start} is not UTF-8 text"
        ) from None
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise ValueError(f"{os.fspath(path)} is not a run saved by aioscope: {error!r}") from None
    if type(version) is not int or not 1 <= version <= facts.FORMAT:
        raise ValueError(
            f"{os.fspath(path)} is not a run of format {facts.FORMAT} or older (it says {version!r}); "
            "a newer aioscope may read it"
        )
    return saved, version


def _raised(fact: Any, version: int) -> Any:
    """A fact of an older format as one of this format."""
    if version == 1:
        if fact["kind"] == "resource_seen":
            return {"detail": None, **fact}
        if fact["kind"] == "run_started":
            return {**fact, "format": facts.FORMAT}
    return fact
