"""Facts in, the tasks and resources of a run out."""

from .fold import Fold
from .records import (
    Block,
    Callback,
    CancelRequest,
    Cell,
    Interval,
    Iteration,
    NeverAwaited,
    Place,
    Resource,
    Task,
    Timeout,
    Unseen,
    Wait,
    Waker,
    Window,
    Work,
)

__all__ = [
    "Block",
    "Callback",
    "CancelRequest",
    "Cell",
    "Fold",
    "Interval",
    "Iteration",
    "NeverAwaited",
    "Place",
    "Resource",
    "Task",
    "Timeout",
    "Unseen",
    "Wait",
    "Waker",
    "Window",
    "Work",
]
