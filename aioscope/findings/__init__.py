"""What is probably wrong in a recorded program, and why.

Each rule is a small class with a check over the fold, words and the concept that explains it. A cry of wolf is a
defect: where the facts do not tell a mistake from what may well be meant, a rule keeps silent, and its docstring says
where.

To add one: write the class, put it into :data:`RULES`, and give it a scenario that must raise it and one close to it
that must not (``tests/test_findings*.py``).
"""

from __future__ import annotations

from aioscope.fold import Fold

from .blocked_loop import BlockedLoop
from .cells import LeakedTask, OldCopy
from .complaints import ExceptionNeverRetrieved, LostTask, NeverAwaited, NotClosed
from .deadlock import InDeadlock
from .finding import Finding, Rule, Words, as_fact
from .gathers import SiblingsLeftRunning
from .locks import LockHeldAcrossAwait
from .queues import UnboundedQueue
from .sequential import SequentialAwaits
from .swallowed import SwallowedCancellation

RULES: list[Rule] = [
    InDeadlock(),
    BlockedLoop(),
    NeverAwaited(),
    ExceptionNeverRetrieved(),
    LostTask(),
    NotClosed(),
    SwallowedCancellation(),
    SiblingsLeftRunning(),
    LeakedTask(),
    OldCopy(),
    UnboundedQueue(),
    LockHeldAcrossAwait(),
    SequentialAwaits(),
]
"""Every rule, in the order in which findings of one severity are told."""

_GRAVITY = {"error": 0, "warning": 1, "info": 2}


def find(fold: Fold) -> list[Finding]:
    """What is wrong as far as is known now, the gravest first. Pure: the same facts give the same findings."""
    found = [finding for rule in RULES for finding in rule.check(fold)]
    return sorted(found, key=lambda finding: _GRAVITY[finding.severity])


__all__ = ["RULES", "Finding", "Rule", "Words", "as_fact", "find"]
