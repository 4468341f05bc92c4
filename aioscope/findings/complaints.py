"""What Python and asyncio themselves complain of, when nobody may be looking at standard error."""

from __future__ import annotations

from collections.abc import Iterator

from aioscope.fold import Fold

from . import say
from .finding import Finding, Rule, Words


class NeverAwaited(Rule):
    """A coroutine was called, and thrown away without an await."""

    code = "never_awaited"
    severity = "error"
    concept = "coroutine"
    en = Words(
        "{function}() was never awaited: nothing of it ran.",
        "The coroutine was thrown away at {where}. Calling an async function only makes a coroutine.",
        "Await the call, or make a task of it.",
        "await {function}(...)",
    )
    zh = Words(
        "{function}() 从未被 await，它的代码一行也没有执行。",
        "这个协程在 {where} 被丢弃。调用 async 函数只会创建协程，不会运行它。",
        "await 这个调用，或者用它创建一个任务。",
        "await {function}(...)",
    )

    def check(self, fold: Fold) -> Iterator[Finding]:
        """Yield one finding for each function and line."""
        seen: set[object] = set()
        for forgotten in fold.frame.forgotten:
            if (forgotten.coroutine, forgotten.site) not in seen:
                seen.add((forgotten.coroutine, forgotten.site))
                yield self.found(
                    forgotten.t_ns,
                    forgotten.task,
                    forgotten.site,
                    function=say.called(forgotten.coroutine),
                    where=say.place(fold, forgotten.site),
                )


class NotClosed(Rule):
    """A generator was left before its end, and asyncio closed it when it was thrown away. Counts if its cleanup awaits.

    A cleanup without an await is over within one step and cannot be seen; a generator without any is not to blame.
    """

    code = "generator_unclosed"
    severity = "warning"
    concept = "async-generator"
    en = Words(
        "{function}() was not closed: its cleanup ran late, in a task of asyncio's own.",
        "It was left at {where}; when it had been thrown away, asyncio closed it, and its cleanup awaited.",
        "Close it where it is used, also on break and on errors.",
        "from contextlib import aclosing\n"
        "\n"
        "async with aclosing({function}(...)) as items:\n"
        "    async for item in items:\n"
        "        ...",
    )
    zh = Words(
        "{function}() 没有关闭，它的清理代码很晚才在 asyncio 自己的任务里运行。",
        "它停在 {where} 后就没有人再用；被回收后由 asyncio 关闭，清理代码里还有 await。",
        "在使用它的地方关闭它，break 和出错时也一样。",
        "from contextlib import aclosing\n"
        "\n"
        "async with aclosing({function}(...)) as items:\n"
        "    async for item in items:\n"
        "        ...",
    )

    def check(self, fold: Fold) -> Iterator[Finding]:
        """Yield one finding for each function and yield."""
        seen: set[object] = set()
        for unclosed in fold.frame.unclosed:
            if (unclosed.generator, unclosed.site) not in seen:
                seen.add((unclosed.generator, unclosed.site))
                yield self.found(
                    unclosed.t_ns,
                    None,
                    unclosed.site,
                    function=say.called(unclosed.generator),
                    where=say.place(fold, unclosed.site),
                )


class ExceptionNeverRetrieved(Rule):
    """A task failed, and was thrown away before anybody asked how."""

    code = "exception_unretrieved"
    severity = "error"
    concept = "task"
    en = Words(
        "{task} failed with {error}, and nobody noticed.",
        "It raised {error}{message} after {life}; the task was thrown away before it was awaited.",
        "Keep the task and await it, or start it in a TaskGroup, which awaits its tasks.",
        "task = asyncio.create_task({coroutine}(...))\n...\nawait task  # raises what it raised",
    )
    zh = Words(
        "{task} 抛出了 {error}，却没有人发现。",
        "它运行 {life} 后抛出 {error}{message}，而这个任务在被 await 之前就被丢弃了。",
        "保留任务并 await 它，或者放进 TaskGroup，由它来等待里面的任务。",
        "task = asyncio.create_task({coroutine}(...))\n...\nawait task  # 任务里的异常在这里抛出",
    )

    def check(self, fold: Fold) -> Iterator[Finding]:
        """Yield one finding for each such task."""
        for task in fold.tasks.values():
            if not task.exception_retrieved and task.ended_ns is not None:
                yield self.found(
                    task.ended_ns,
                    task.id,
                    task.site,
                    task=say.task(fold, task.id),
                    coroutine=say.called(task.coroutine),
                    error=task.error or "?",
                    message=f": {say.short(task.message)}" if task.message else "",
                    life=say.time(task.ended_ns - task.created_ns),
                )


class LostTask(Rule):
    """A task was thrown away while it was pending: asyncio itself refers to its tasks weakly."""

    code = "lost_task"
    severity = "error"
    concept = "task"
    en = Words(
        "{task} was thrown away before it had ended.",
        "Nobody referred to it any more while it waited for {kind}; it had lived for {life} and never ends.",
        "Keep a reference until it has ended.",
        "tasks = set()\n"
        "task = asyncio.create_task({coroutine}(...))\n"
        "tasks.add(task)\n"
        "task.add_done_callback(tasks.discard)",
    )
    zh = Words(
        "{task} 还没结束就被回收了。",
        "它正在等待{kind}，却已经没有任何变量引用它；它存活了 {life}，永远不会结束。",
        "在它结束之前保留对它的引用。",
        "tasks = set()\n"
        "task = asyncio.create_task({coroutine}(...))\n"
        "tasks.add(task)\n"
        "task.add_done_callback(tasks.discard)",
    )

    def check(self, fold: Fold) -> Iterator[Finding]:
        """Yield one finding for each such task."""
        for task in fold.tasks.values():
            if task.destroyed_ns is not None:
                yield self.found(
                    task.destroyed_ns,
                    task.id,
                    task.site,
                    task=say.task(fold, task.id),
                    coroutine=say.called(task.coroutine),
                    kind=say.kind(task.waits[-1].kind if task.waits else ""),
                    life=say.time(task.destroyed_ns - task.created_ns),
                )
