"""What the magics print, in the reader's language."""

from __future__ import annotations

from .language import chosen

_WORDS: dict[str, tuple[str, str]] = {
    "on": (
        "aioscope records every cell from the next one on.",
        "从下一个单元格起，aioscope 会记录每个单元格。",
    ),
    "off": ("aioscope is off.", "aioscope 已关闭。"),
    "every cell": ("aioscope records every cell.", "aioscope 正在记录每个单元格。"),
    "marked cells": (
        "aioscope records cells with %%aioscope only.",
        "aioscope 只记录带 %%aioscope 的单元格。",
    ),
    "saved": (
        "The last run is in {path}; aioscope.load({path!r}) reads it.",
        "最近一次运行已存入 {path}，可以用 aioscope.load({path!r}) 读取。",
    ),
    "nothing": (
        "nothing was recorded yet: put %%aioscope on top of a cell and run it, press Watch, or use record()",
        "还没有任何运行记录：在单元格第一行写上 %%aioscope 再运行，点一下“观察”，或者使用 record()",
    ),
    "not saved": (
        "the last run was not saved as {path}: {error}",
        "没能把最近一次运行存为 {path}：{error}",
    ),
    "not shown": ("aioscope could not show this run: {error!r}", "aioscope 无法显示这次运行：{error!r}"),
    "hook_failed": (
        "aioscope met an error of its own and stopped recording this run; your code went on: {detail}",
        "aioscope 自身出错，已停止记录这次运行，你的代码不受影响：{detail}",
    ),
    "loop_not_supported": (
        "aioscope did not record this cell: {detail}",
        "aioscope 没有记录这个单元格：{detail}",
    ),
    "mark takes": (
        "{mark} takes --name NAME and --no-output, and stands alone on the cell's first line",
        "{mark} 可带 --name NAME 和 --no-output，并且独占单元格的第一行",
    ),
    "mark unreadable": ("{mark} {line}: {error}. {usage}.", "{mark} {line}：{error}。{usage}。"),
    "mark unknown": (
        "{mark} does not know what to do with {word!r}. {usage}.",
        "{mark} 不认识 {word!r}。{usage}。",
    ),
    "verbs": (
        "%aioscope takes one of: on, off, status, report [en|zh-CN], save PATH",
        "%aioscope 之后可写其中之一：on、off、status、report [en|zh-CN]、save PATH",
    ),
}


def say(key: str, **values: object) -> str:
    """A sentence.

    >>> say("off")
    'aioscope is off.'
    """
    return _WORDS[key][chosen(None) == "zh-CN"].format(**values)
