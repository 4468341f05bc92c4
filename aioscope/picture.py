"""A run as a still picture: an SVG that says in lanes and words what happened, without a script.

It is read where nothing runs: in an untrusted notebook, on GitHub, in print. So its colours follow the reader's light
or dark page, no state is told by colour alone (running is a full bar, ready a thin one, waiting a dashed line), words
are text, and title and description say the same to who cannot see it. Its size does not follow the run's: at most so
many lanes, and in each at most a mark a pixel; a sentence says what is left out.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.sax.saxutils import escape as _escape

from .facts import Fact
from .findings import find
from .findings.say import time as length
from .fold import Fold, Task, Wait
from .lanes import Lanes
from .language import chosen

_MOST_LANES = 60
_MOST_FINDINGS = 8
_LEFT, _WIDTH, _RIGHT = 190, 600, 80
_ROW, _TOP = 20, 76
_ROOM = 130
"""Pixels of a wait that says what it is for."""

_NAME, _LINE = 26, 125
"""Characters of a task's name, and of a line of words."""

_WORDS: dict[str, tuple[str, str]] = {
    "run": ("Run {name}: {tasks} tasks, {time}", "运行 {name}：{tasks} 个任务，{time}"),
    "running": ("running", "运行中"),
    "ready": ("ready", "就绪"),
    "waiting": ("waiting", "等待"),
    "merged": ("not told step by step", "未逐步记录"),
    "pending": ("pending", "未结束"),
    "returned": ("done", "完成"),
    "raised": ("failed", "失败"),
    "cancelled": ("cancelled", "已取消"),
    "more": ("{count} more tasks are not drawn.", "另有 {count} 个任务没有画出。"),
    "findings": ("{count} more findings.", "另有 {count} 条发现。"),
    "dropped": ("The log was full: {count} facts were not kept.", "记录已满：{count} 条事实没有保留。"),
    "lane": ("{name}: {outcome}; ran {busy}, waited {waiting}.", "{name}：{outcome}；运行 {busy}，等待 {waiting}。"),
}

_STYLE = """
svg { --ink: #1b1b1f; --soft: #6b6b76; --page: #ffffff; --run: #2563a8; --wait: #9a6a00; --bad: #b3261e; }
@media (prefers-color-scheme: dark) {
  svg { --ink: #e8e8ee; --soft: #a0a0ac; --page: #17171b; --run: #7db4ef; --wait: #e0b050; --bad: #ff8a80; }
}
.page { fill: var(--page); } text { fill: var(--ink); font: 12px system-ui, sans-serif; }
.head { font-size: 15px; font-weight: 600; } .soft { fill: var(--soft); } .bad { fill: var(--bad); }
.axis { stroke: var(--soft); stroke-width: 0.5; } .running { stroke: var(--run); stroke-width: 14; }
.ready { stroke: var(--run); stroke-width: 5; stroke-opacity: 0.6; }
.waiting { stroke: var(--wait); stroke-width: 2; stroke-dasharray: 5 3; }
.merged { stroke: var(--run); stroke-width: 14; stroke-opacity: 0.3; }
.kind { fill: var(--soft); font-size: 10px; text-anchor: middle; }
.kind { paint-order: stroke; stroke: var(--page); stroke-width: 5px; }
"""


def write(log: Sequence[Fact], fold: Fold, path: str | os.PathLike[str], language: str | None = None) -> None:
    """Write a run's picture.

    Args:
        log: the run's facts.
        fold: the fold of them.
        path: where to.
        language: of its words, ``en`` or ``zh-CN``; None: the reader's, as the browser told it, else English.

    Raises:
        OSError: the file cannot be written.
    """
    Path(path).write_text(svg(log, fold, language), encoding="utf-8")


def svg(log: Sequence[Fact], fold: Fold, language: str | None = None) -> str:
    """The picture itself."""
    lanes, say = Lanes(log, fold), _Say(language)
    tasks = list(fold.tasks.values())
    drawn = tasks[:_MOST_LANES]
    end = max([fold.last_ns, *(lanes.end_of(task) for task in drawn if task.outcome != "pending")])
    below = _TOP + _ROW * len(drawn) + 30
    notes = list(_notes(fold, say, len(tasks) - len(drawn)))
    height = below + 18 * len(notes) + 8
    title = say("run", name=_cut(fold.frame.name or fold.frame.id[:8], _LINE // 2), tasks=len(tasks), time=length(end))
    told = [title, *(_lane_in_words(task, say) for task in drawn), *(note for note, _ in notes)]
    width = _LEFT + _WIDTH + _RIGHT
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" lang="{say.language}">',
        f"<title>{escape(title)}</title>",
        f"<desc>{escape(' '.join(told[1:]))}</desc>",
        f"<style>{_STYLE}</style>",
        f'<rect class="page" width="{width}" height="{height}"/>',
        _text(12, 24, title, "head"),
        *_legend(say, bool(fold.loop.merged)),
        *_axis(end, below - 22),
    ]
    for row, task in enumerate(drawn):
        parts += _lane(lanes, task, _TOP + _ROW * row, end, say)
    parts += [_text(12, below + 10 + 18 * row, note, style) for row, (note, style) in enumerate(notes)]
    return "\n".join([*parts, "</svg>", ""])


def escape(text: str) -> str:
    """Text as XML has it: markup escaped, and what XML cannot hold replaced.

    >>> escape("<b> & " + chr(0))
    '&lt;b&gt; &amp; �'
    """
    return _escape("".join(each if _is_xml(ord(each)) else "\ufffd" for each in text))


def _is_xml(code: int) -> bool:
    return code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or code > 0xFFFF


class _Say:
    def __init__(self, language: str | None) -> None:
        self.language = chosen(language)

    def __call__(self, key: str, **values: object) -> str:
        return _WORDS[key][self.language == "zh-CN"].format(**values)


def _lane(lanes: Lanes, task: Task, y: int, end: int, say: _Say) -> Iterator[str]:
    name = _cut(task.label, _NAME)
    yield _text(12, y + 12, name, "bad" if task.outcome == "raised" else "")
    marks: dict[str, list[tuple[float, float]]] = {"waiting": [], "merged": [], "ready": [], "running": []}
    labels: list[str] = []
    for span in lanes.of(task):
        start, stop = _x(span.start_ns, end), _x(min(span.end_ns, end), end)
        if span.wait is not None and stop - start > _ROOM:
            labels.append(_text((start + stop) / 2, y + 12, _waits_for(lanes.fold, span.wait), "kind"))
        row = marks[span.state]
        if row and start - row[-1][1] < 1:
            row[-1] = (row[-1][0], max(row[-1][1], stop))
        elif start <= _LEFT + _WIDTH:
            row.append((start, stop))
    for state, row in marks.items():
        if row:
            yield _marks(state, y + 8, row)
    yield from labels
    if task.outcome != "pending":
        x = min(_x(lanes.end_of(task), end), _LEFT + _WIDTH) + 4
        yield _text(x, y + 12, say(task.outcome), "bad" if task.outcome == "raised" else "soft")


def _waits_for(fold: Fold, wait: Wait) -> str:
    """The kind of a wait and the name of what it is for, in asyncio's own terms in every language."""
    resource = fold.resources.get(wait.on) if wait.on is not None else None
    other = fold.tasks.get(wait.on) if wait.on is not None else None
    name = other.label if other is not None else resource.name if resource is not None else None
    return wait.kind if name is None else f"{wait.kind} {_cut(name, 12)}"


def _legend(say: _Say, merged: bool) -> Iterator[str]:
    x = 12
    for state in ("running", "ready", "waiting", *(("merged",) if merged else ())):
        yield _marks(state, 43, [(x, x + 24)])
        yield _text(x + 30, 48, say(state), "soft")
        x += 130


def _marks(state: str, y: int, row: list[tuple[float, float]]) -> str:
    """All stretches of one state in one lane; how high they are is the style's."""
    drawn = "".join(f"M{start:.1f} {y}h{max(0.5, stop - start):.1f}" for start, stop in row)
    return f'<path class="{state}" d="{drawn}"/>'


def _axis(end: int, bottom: int) -> Iterator[str]:
    for step in range(5):
        t = end * step // 4
        x = _x(t, end)
        yield f'<path class="axis" d="M{x:.1f} {_TOP - 6}V{bottom}"/>'
        anchor = ("start", "middle", "middle", "middle", "end")[step]
        yield f'<text class="soft" x="{x:.1f}" y="{_TOP - 10}" text-anchor="{anchor}">{length(t)}</text>'


def _notes(fold: Fold, say: _Say, more: int) -> Iterator[tuple[str, str]]:
    """The sentences below the lanes, with their style."""
    if more:
        yield say("more", count=more), "soft"
    found = find(fold)
    for finding in found[:_MOST_FINDINGS]:
        words = finding.said(say.language)
        style = "bad" if finding.severity == "error" else ""
        yield _cut(f"• {words.message}", _LINE), style
        yield _cut(f"   {words.evidence}", _LINE), "soft"
    if len(found) > _MOST_FINDINGS:
        yield say("findings", count=len(found) - _MOST_FINDINGS), "soft"
    if fold.frame.dropped:
        yield say("dropped", count=fold.frame.dropped), "soft"


def _lane_in_words(task: Task, say: _Say) -> str:
    times = {"busy": length(task.busy_ns), "waiting": length(task.waiting_ns)}
    return say("lane", name=_cut(task.label, _NAME), outcome=say(task.outcome), **times)


def _text(x: float, y: float, text: str, style: str) -> str:
    kind = f' class="{style}"' if style else ""
    return f'<text{kind} x="{x:g}" y="{y:g}" xml:space="preserve">{escape(text)}</text>'


def _x(t: int, end: int) -> float:
    return _LEFT + _WIDTH * t / max(end, 1)


def _cut(text: str, most: int) -> str:
    text = " ".join(text[: most * 4].split("\n"))
    return text if len(text) <= most else text[: most - 1] + "…"
