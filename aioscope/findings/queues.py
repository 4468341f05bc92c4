"""A queue without a limit that grows and grows."""

from __future__ import annotations

from collections.abc import Iterator

from aioscope.fold import Fold, Resource

from . import say
from .finding import Finding, Rule, Words

_MANY = 100
"""Items; a smaller queue hurts nobody."""


class UnboundedQueue(Rule):
    """No limit, many items, and in each quarter of its life clearly more of them than in the one before.

    A queue that is filled first and emptied afterwards is not meant, nor is one that was full once.
    """

    code = "unbounded_queue"
    severity = "warning"
    concept = "queue"
    en = Words(
        "{queue} has no limit and keeps growing: {size} items.",
        "In the quarters of {life} it held {quarters} items. {put} put, {got} take.",
        "Give it a limit, so that those who put wait; or take with more tasks.",
        "asyncio.Queue(maxsize=100)",
    )
    zh = Words(
        "{queue} 没有上限，而且一直在变长：{size} 项。",
        "在 {life} 的四个阶段里依次有 {quarters} 项。放入：{put}；取出：{got}。",
        "给它一个上限，让放入的一方等待；或者增加取数据的任务。",
        "asyncio.Queue(maxsize=100)",
    )

    def check(self, fold: Fold) -> Iterator[Finding]:
        """Yield one finding for each such queue."""
        for queue in fold.resources.values():
            quarters = _quarters(queue)
            if quarters is not None:
                (start, _), (end, size) = queue.sizes[0], queue.sizes[-1]
                yield self.found(
                    end,
                    queue.put_by[-1] if queue.put_by else None,
                    None,
                    queue=say.resource(fold, queue.id),
                    size=size,
                    life=say.time(end - start),
                    quarters=", ".join(map(str, quarters)),
                    put=_who(fold, queue.put_by),
                    got=_who(fold, queue.got_by),
                )


def _quarters(queue: Resource) -> list[int] | None:
    """The sizes at the ends of the quarters of its life; None: it does not keep growing."""
    if queue.kind != "queue" or queue.capacity is not None or not queue.sizes or queue.sizes[-1][1] < _MANY:
        return None
    start, end = queue.sizes[0][0], queue.sizes[-1][0]
    sizes: list[int] = []
    for quarter in range(1, 5):
        until = start + (end - start) * quarter // 4
        sizes.append([size for t, size in queue.sizes if t <= until][-1])
    steps = [later - earlier for earlier, later in zip([0, *sizes], sizes, strict=False)]
    return sizes if end > start and min(steps) >= sizes[-1] // 10 else None


def _who(fold: Fold, tasks: list[int]) -> say.Said:
    names = [say.task(fold, task) for task in dict.fromkeys(tasks)]
    if names:
        return say.several(names)
    return lambda language: "没有任务" if language == "zh-CN" else "none"
