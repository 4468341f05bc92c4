"""A run as a cell's output: the facts for JupyterLab with aioscope, a picture and words for every other reader.

========================================  ====================================================================
``application/vnd.aioscope.v1+json``      the facts, as in a saved file: JupyterLab opens the views on them
``text/html``                             the still picture and the report, in HTML that survives in untrusted
                                          notebooks, nbconvert, GitHub and VS Code: no script, no style sheet; the
                                          picture is an ``img`` with its SVG in the address
``text/plain``                            one line, and the report
========================================  ====================================================================

A notebook file must stay small enough to be saved again and again, so the facts are cut at :data:`MOST_BYTES`; the
run's ``unseen`` facts then say so, and the picture and the words are still of the whole run. Tried and dropped: leaving
out steps only (a run without its steps reads as one that never ran), compressing (a notebook should be readable as
text).
"""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from . import facts, gaps, picture
from .fold import Fold
from .language import chosen
from .report import report

if TYPE_CHECKING:
    from .run import Run

MIME = "application/vnd.aioscope.v1+json"

MOST_BYTES = 1_000_000
"""Bytes of facts that an output holds: some 8,000 facts, far more than a teaching program makes."""


def bundle(
    run: Run, log: Sequence[facts.Fact], fold: Fold, language: str | None = None, most_bytes: int = MOST_BYTES
) -> dict[str, Any]:
    """The output of a run, by MIME type; for what it is used, see :meth:`aioscope.Run.output`.

    Args:
        run: it; may still be recorded.
        log: its facts, those of findings included.
        fold: the fold of them.
        language: of the words, ``en`` or ``zh-CN``; None: the reader's, as the browser told it, else English.
        most_bytes: of facts, as JSON.
    """
    language = chosen(language)
    words = report(run, language)
    return {
        MIME: {"format": facts.FORMAT, "facts": _within(log, most_bytes)},
        "text/html": _html(picture.svg(log, fold, language), words, language),
        "text/plain": f"{summary(run, language)}\n{words}",
    }


def summary(run: Run, language: str) -> str:
    """A run in one line."""
    names = [task.label for task in run.leftovers]
    tasks = sum(task.role == "task" for task in run.tasks)
    seconds = f"{run.duration_ns / 1e9:.2f}"
    if language == "zh-CN":
        return f"aioscope：{tasks} 个任务，{seconds} 秒；仍在运行：{'、'.join(names) or '无'}"
    return f"aioscope: {tasks} task{'s' * (tasks != 1)}, {seconds} s; still running: {', '.join(names) or 'none'}"


def _within(log: Sequence[facts.Fact], most_bytes: int) -> list[dict[str, Any]]:
    """The facts as JSON objects, from the first on, as many as there is room for."""
    kept: list[dict[str, Any]] = []
    for fact in log:
        each = facts.to_json(fact)
        most_bytes -= len(json.dumps(each)) + 2
        if most_bytes < 0:
            t = kept[-1]["t"] if kept else 0
            left = len(log) - len(kept)
            sentence = gaps.said("output", str(left))
            kept.append({"kind": "unseen", "t": t, "code": "output", "detail": str(left), "message": sentence})
            kept.append({"kind": "facts_dropped", "t": t, "count": left})
            break
        kept.append(each)
    return kept


def _html(svg: str, words: str, language: str) -> str:
    address = base64.b64encode(svg.encode()).decode()
    first = picture.escape(words.partition("\n")[0]).replace('"', "&quot;")
    label = "用文字说明" if language == "zh-CN" else "In words"
    return (
        f'<div lang="{language}"><img alt="{first}" style="max-width:100%" src="data:image/svg+xml;base64,{address}">'
        f"<details><summary>{label}</summary><pre>{picture.escape(words)}</pre></details></div>"
    )
