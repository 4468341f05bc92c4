"""What several runs of the same tests say, with the recorder and without: same, differs, flaky."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

NOT_REACHED = "not reached"
"""The outcome of a test whose process ended, or was ended, before it."""

BAD = {"failed", "error", "unexpected success", NOT_REACHED}


@dataclass
class Outcomes:
    """How the tests of one process ended, and what the recorder counted there.

    ``cut`` says why the process did not come to its end; empty: it did.
    """

    tests: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    unwatched: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    cut: str = ""

    def add(self, other: Outcomes) -> None:
        """Put another process's outcomes with these."""
        self.tests |= other.tests
        self.texts |= other.texts
        self.counts += other.counts
        self.unwatched += other.unwatched
        self.problems += [*other.problems, *([other.cut] if other.cut else [])]


@dataclass
class Verdict:
    """The comparison. Each test is the ``same``, or stands in one of these lists.

    ``differs``: always another outcome with the recorder. ``doubtful``: sometimes; to be repeated. ``flaky``: not the
    same twice without it either. ``excluded``: not compared. ``failing`` are those of the same that fail both ways.
    """

    same: int = 0
    differs: list[str] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)
    flaky: list[str] = field(default_factory=list)
    excluded: list[str] = field(default_factory=list)
    failing: list[str] = field(default_factory=list)


@dataclass
class Result:
    """What came out on one Python. ``on``: what the recorder saw in one run, and its problems in all of them."""

    version: str
    modules: int
    verdict: Verdict
    on: Outcomes

    @property
    def passed(self) -> bool:
        """Nothing differs, no hook failed, and it did watch."""
        return not self.verdict.differs and not self.on.problems and self.on.counts["steps"] > 0


def compare(off: list[Mapping[str, str]], on: list[Mapping[str, str]], excluded: Iterable[str] = ()) -> Verdict:
    """Compare each test's outcomes without the recorder to those with it.

    Args:
        off: the outcomes of each run without it, by test.
        on: the same with it.
        excluded: tests, or beginnings of their names, that are not compared.

    >>> verdict = compare(
    ...     [{"a": "passed", "b": "passed", "c": "passed"}, {"a": "passed", "b": "error", "c": "passed"}],
    ...     [{"a": "failed", "b": "passed", "c": "passed"}, {"a": "failed", "b": "passed"}],
    ... )
    >>> verdict.differs, verdict.flaky, verdict.doubtful, verdict.same
    (['a'], ['b'], ['c'], 0)
    """
    verdict, beginnings = Verdict(), tuple(excluded)
    for name in sorted({name for run in [*off, *on] for name in run}):
        without, with_it = ({run.get(name, NOT_REACHED) for run in runs} for runs in (off, on))
        if beginnings and name.startswith(beginnings):
            verdict.excluded.append(name)
        elif not without & with_it:
            verdict.differs.append(name)
        elif with_it - without:
            verdict.doubtful.append(name)
        elif len(without) > 1:
            verdict.flaky.append(name)
        else:
            verdict.same += 1
            if without & BAD:
                verdict.failing.append(name)
    return verdict
