"""Names, times and places in a finding's sentences, in each language."""

from __future__ import annotations

from collections.abc import Sequence

from aioscope.fold import Fold, Place

from .finding import Said

_LONGEST = 60
_MOST = 4
"""Names in one sentence."""

_KINDS = {
    "sleep": ("a sleep", "休眠"),
    "future": ("a future", "一个 Future"),
    "task": ("another task", "另一个任务"),
    "gather": ("several tasks", "多个任务"),
    "lock": ("a lock", "锁"),
    "semaphore": ("a semaphore", "信号量"),
    "condition": ("a condition", "条件变量"),
    "event": ("an event", "事件"),
    "barrier": ("a barrier", "屏障"),
    "queue": ("a queue", "队列"),
    "queue.get": ("an item of a queue", "从队列取出数据"),
    "queue.put": ("room in a queue", "队列空位"),
    "stream": ("data on a stream", "流上的数据"),
    "socket": ("a socket", "套接字"),
    "executor": ("work in another thread", "另一个线程里的工作"),
    "subprocess": ("a subprocess", "子进程"),
    "timer": ("a timer", "定时器"),
}


def time(ns: int) -> str:
    """A length of time.

    >>> time(1_234_000_000), time(12_300_000), time(45_000)
    ('1.23 s', '12.3 ms', '0.045 ms')
    """
    if ns >= 1_000_000_000:
        return f"{ns / 1e9:.2f} s"
    return f"{ns / 1e6:.3g} ms"


def task(fold: Fold, number: int | None) -> Said:
    """The name of a task, cut short; a cell's own is called as the panel calls it.

    >>> fold = Fold()
    >>> fold.take([("task_created", 0, 1, "cell [6]", "", None, "a", None, "cell")])
    >>> task(fold, 1)("en"), task(fold, 1)("zh-CN")
    ('cell [6]', '单元格 [6]')
    """
    known = fold.tasks.get(number) if number is not None else None
    if known is not None:
        name = short(known.label)
        is_cell = known.role == "cell" and name.startswith("cell [")
        return lambda language: f"单元格{name[4:]}" if is_cell and language == "zh-CN" else name
    return lambda language: "某个没有记录的任务" if language == "zh-CN" else "a task that was not recorded"


def short(name: str) -> str:
    """A name, cut short.

    >>> len(short("x" * 1000))
    60
    """
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"


def called(function: str) -> str:
    """A function as it is called: the last of its names, cut short.

    >>> called("main.<locals>.fetch")
    'fetch'
    """
    return short(function.rsplit(".", 1)[-1])


def place(fold: Fold, where: Place | None) -> Said:
    """A line of code: ``cell [3] line 5``, ``work.py line 5``."""
    if where is None:
        return lambda language: "未知位置" if language == "zh-CN" else "a place that is not known"
    count = next((cell.count for cell in reversed(fold.cells) if cell.id == where.cell), None)
    if where.cell is None:
        english = chinese = where.file
    elif count is None:
        english, chinese = "another cell,", "另一个单元格"
    else:
        english, chinese = f"cell [{count}]", f"单元格 [{count}]"
    return lambda language: f"{chinese} 第 {where.line} 行" if language == "zh-CN" else f"{english} line {where.line}"


def resource(fold: Fold, number: int | None) -> Said:
    """A lock, queue and so on; where others have its name, with a number, as the panel gives it.

    >>> fold = Fold()
    >>> fold.take([("resource_seen", 0, number, "lock", "key", None, None) for number in (1, 2)])
    >>> resource(fold, 2)("en"), resource(fold, 2)("zh-CN")
    ('the lock key (2)', '锁 key（2）')
    """
    known = fold.resources.get(number) if number is not None else None
    if known is None:
        return lambda language: "某个对象" if language == "zh-CN" else "something"
    english, chinese = _KINDS.get(known.kind, (f"a {known.kind}", known.kind))
    if known.name is None:
        return lambda language: chinese if language == "zh-CN" else english
    noun, name = english.split(" ", 1)[-1], short(known.name)
    same = [each.id for each in fold.resources.values() if (each.kind, each.name) == (known.kind, known.name)]
    nth = same.index(known.id) + 1 if len(same) > 1 else None  # two locks of one name are not to be taken for one
    return lambda language: (
        f"{chinese} {name}{'' if nth is None else f'（{nth}）'}"
        if language == "zh-CN"
        else f"the {noun} {name}{'' if nth is None else f' ({nth})'}"
    )


def kind(wait: str) -> Said:
    """What a wait of a kind is for."""
    english, chinese = _KINDS.get(wait, ("something", "某个事件"))
    return lambda language: chinese if language == "zh-CN" else english


def several(things: Sequence[Said]) -> Said:
    """A list of things, the first few of them.

    >>> several([lambda _: "a", lambda _: "b"])("en")
    'a, b'
    """

    def said(language: str) -> str:
        names = [thing(language) for thing in things[:_MOST]]
        more = len(things) - len(names)
        if language == "zh-CN":
            return "、".join(names) + (f" 等，另有 {more} 个" if more else "")
        return ", ".join(names) + (f" and {more} more" if more else "")

    return said


def count(number: int, one: str, many: str, chinese: str) -> Said:
    """A number of things.

    >>> count(1, "task", "tasks", "个任务")("en"), count(2, "task", "tasks", "个任务")("zh-CN")
    ('1 task', '2 个任务')
    """
    return lambda language: f"{number} {chinese}" if language == "zh-CN" else f"{number} {one if number == 1 else many}"
