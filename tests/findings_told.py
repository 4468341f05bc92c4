"""What tests of findings say: the codes that were found, and that every finding is whole in every language."""

from __future__ import annotations

from textwrap import indent

from aioscope.findings import RULES, find
from aioscope.fold import Fold

CODES = {rule.code for rule in RULES}


def codes(run):
    """The codes of a run's findings; each finding is looked at on the way."""
    found = run.findings
    for finding in found:
        whole(finding)
    return [finding.code for finding in found]


def of(log):
    """The findings of facts written by hand."""
    fold = Fold()
    fold.take([("run_started", 0, 2, "r", None, "3.12.1", 0), *log])
    found = find(fold)
    for finding in found:
        whole(finding)
    return found


def whole(finding):
    assert finding.code in CODES
    for language in ("en", "zh-CN"):
        words = finding.said(language)
        assert all("{" not in sentence and sentence == sentence.strip() for sentence in words), words
        assert words.message[-1] in ".。"
        assert words.evidence[-1] in ".。"
        assert words.fix[-1] in ".。"
        compile(f"async def fixed():\n{indent(words.snippet or 'pass', '    ')}", "<snippet>", "exec")
    assert finding.t_ns >= 0
    assert finding.said("zh-CN").message != finding.message


def task(number, name="t", t=0, *, role="task", parent=None, cell=None, coroutine=None):
    return ("task_created", t, number, name, coroutine or name, parent, cell, None, role)
