"""The fold of facts into resources: who held them, who waited for them, how full they were."""

from __future__ import annotations

from .records import Interval, Resource


class Resources:
    """The locks, queues, futures and so on of a run, by id; each method takes the facts of its name."""

    def __init__(self) -> None:
        self.by_id: dict[int, Resource] = {}
        self._held: dict[int, list[Interval]] = {}  # of each resource, the holdings that have not ended
        self._waiting: dict[int, Interval] = {}  # of each task, what it waits for now

    def resource_seen(
        self, t: int, resource: int, type: str, name: str | None, capacity: int | None, detail: str | None
    ) -> None:
        """A watched task touched it for the first time."""
        self.by_id[resource] = Resource(resource, type, name, capacity, detail)

    def acquired(self, t: int, resource: int, task: int) -> None:
        """The task holds it, or one more permit of it."""
        holding = Interval(task, t)
        self.by_id[resource].holders.append(holding)
        self._held.setdefault(resource, []).append(holding)

    def released(self, t: int, resource: int, task: int) -> None:
        """The task gave it back."""
        held = self._held.get(resource, [])
        for index, holding in enumerate(held):
            if holding.task == task:
                held.pop(index).end_ns = t
                break

    def resized(self, t: int, resource: int, size: int, task: int | None) -> None:
        """The queue holds so many items: somebody put one or got one."""
        queue = self.by_id[resource]
        grew = size > (queue.sizes[-1][1] if queue.sizes else 0)
        queue.sizes.append((t, size))
        if task is not None:
            (queue.put_by if grew else queue.got_by).append(task)

    def members_named(self, t: int, resource: int, tasks: tuple[int, ...]) -> None:
        """The gather or group waits for these tasks, too."""
        members = self.by_id[resource].members
        members += [task for task in tasks if task not in members]

    def wait_started(
        self, t: int, task: int, wait: str, on: int | None, until: int | None, stack: tuple[int, ...]
    ) -> None:
        """The task waits, maybe for one of these."""
        resource = self.by_id.get(on) if on is not None else None
        if resource is not None:
            self._waiting[task] = Interval(task, t)
            resource.waiters.append(self._waiting[task])

    def task_woken(self, t: int, task: int, by: tuple[str, int | None]) -> None:
        """It waits no longer."""
        if (waiting := self._waiting.pop(task, None)) is not None:
            waiting.end_ns = t

    def task_ended(self, t: int, task: int, outcome: str, error: str | None, message: str | None) -> None:
        """It waits no longer. What it holds it holds still: nobody gives it back for it."""
        self.task_woken(t, task, ("unknown", None))

    def task_destroyed(self, t: int, task: int) -> None:
        """It waits no longer."""
        self.task_woken(t, task, ("unknown", None))

    def window_merged(
        self, t: int, since: int, tasks: tuple[int, ...], steps: tuple[int, ...], busy: tuple[int, ...]
    ) -> None:
        """These tasks ran: what they waited for came when the window began, or later."""
        for task in tasks:
            self.task_woken(since, task, ("unknown", None))
