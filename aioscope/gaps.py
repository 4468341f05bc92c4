"""What a run cannot show, in words: the sentences of ``unseen`` facts.

A fact holds them in every language, as a finding's does: the recorder does not know in which one the panel speaks.
"""

from __future__ import annotations

from .log import Log

_MOST = 20
"""Sentences of one run; a program may start any number of threads."""

_SENTENCES: dict[str, tuple[str, str]] = {
    "steps": (
        (
            "the loop is a {detail}, which does not show what it runs: it was looked at 20 times a second, so births, "
            "ends, holders and queues are exact, but single steps, who woke whom and short waits are missing"
        ),
        (
            "事件循环是 {detail}，它不显示自己在运行什么：只能每秒查看它 20 次。创建、结束、持有者和队列是准确的，"
            "但看不到单个步骤、谁唤醒了谁，以及短暂的等待"
        ),
    ),
    "loop": (
        "a {detail} ran, which cannot be watched: its tasks are not in this run",
        "有一个 {detail} 运行过，它无法被观察：它的任务不在这次运行里",
    ),
    "other_thread": (
        "another event loop ran in the thread {detail}: a recording sees the loops of its own thread only",
        "线程 {detail} 里运行过另一个事件循环：一次记录只能看到自己线程里的循环",
    ),
    "inner_loop": (
        "another event loop, a {detail}, was run within a step of this one: its tasks are not in this run",
        "在这个循环的一个步骤之内又运行了另一个事件循环（{detail}）：它的任务不在这次运行里",
    ),
    "other_recording": (
        "a loop was recorded by another, inner recording: its tasks are in that one's run",
        "有一个循环由另一个更内层的记录来记录：它的任务在那次运行里",
    ),
    "nested_run": (
        (
            "the loop was run again within one of its own steps ({detail}): that step counts as over when the inner "
            "run begins, so its running time, and what it did after the inner run, may be told of another task"
        ),
        (
            "在循环自己的一个步骤之内又运行了这个循环（{detail}）：内层运行一开始，该步骤就算作结束，"
            "所以它的运行时间以及内层运行之后它所做的事可能算到了别的任务上"
        ),
    ),
    "watchdog": (
        "no thread could be started ({detail}): a blocked loop is told of when it is over, without the line",
        "无法启动线程（{detail}）：循环被阻塞时，只能在阻塞结束后报告，且没有行号",
    ),
    "output": (
        (
            "a notebook's output holds the beginning of this run only: {detail} facts are left out "
            "(%aioscope save PATH keeps all of them)"
        ),
        "笔记本的输出只保存了这次运行的开头：省略了 {detail} 条事实（用 %aioscope save PATH 可以保存全部）",
    ),
    "findings": (
        "looking for problems failed while the program ran ({detail}): those found by then stand",
        "程序运行期间查找问题失败（{detail}）：此前找到的仍然有效",
    ),
}


def said(code: str, detail: str) -> dict[str, str]:
    """What a run cannot show, by language, as a sentence without its full stop.

    Args:
        code: one of those above.
        detail: its names.

    >>> said("other_thread", "Thread-1")["en"]
    'another event loop ran in the thread Thread-1: a recording sees the loops of its own thread only'
    """
    english, chinese = _SENTENCES[code]
    return {"en": english.format(detail=detail), "zh-CN": chinese.format(detail=detail)}


class Gaps:
    """What one run cannot show.

    Args:
        log: the run's log.
    """

    def __init__(self, log: Log) -> None:
        self._log = log
        self._told: set[tuple[str, str]] = set()

    def tell(self, code: str, detail: str) -> None:
        """Tell, once, of something that this run cannot show. On any thread."""
        if (code, detail) not in self._told and len(self._told) < _MOST:
            self._told.add((code, detail))
            self._log.tell("unseen", code, detail, said(code, detail))
