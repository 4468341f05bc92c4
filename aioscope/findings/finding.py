"""What a finding is, and how its words are made.

A finding says what it has to say in every language at once: the kernel does not know in which one the panel speaks,
and a saved run is read by others. ``message``, ``evidence``, ``fix`` and ``snippet`` of a finding are the English ones,
for scripts and tests; :meth:`Finding.said` gives another language's. Why a kind of mistake matters is the same for
every finding of it, and left to the course and to the panel.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from aioscope.facts import Fact
from aioscope.fold import Fold, Place

Said = Callable[[str], str]
"""Something that is said differently in different languages: gets the language, gives the words."""


class Words(NamedTuple):
    """A finding in one language: what, what was seen, what to do in a sentence, and the same as Python code.

    The last two may be empty: nothing is certain to help, or no line of code shows it.
    """

    message: str
    evidence: str
    fix: str
    snippet: str = ""


@dataclass(frozen=True)
class Finding:
    """Something that is probably wrong in the program.

    ``code`` is what, as one word; ``severity`` info, warning or error; ``task`` the id of the task it is about, or
    None; ``site`` the line, or None; ``concept`` the course's concept that explains it, or None; ``t_ns`` the instant
    at which it shows best; ``words`` what it says by language.
    """

    code: str
    severity: str
    task: int | None
    site: Place | None
    concept: str | None
    t_ns: int
    words: Mapping[str, Words]

    @property
    def message(self) -> str:
        """What is wrong, in a sentence."""
        return self.words["en"].message

    @property
    def evidence(self) -> str:
        """What was seen, in a sentence."""
        return self.words["en"].evidence

    @property
    def fix(self) -> str:
        """What to do, in a sentence; empty: nothing certain."""
        return self.words["en"].fix

    @property
    def snippet(self) -> str:
        """The same as Python code; empty: there is none."""
        return self.words["en"].snippet

    def said(self, language: str) -> Words:
        """Its sentences in a language: ``en`` or ``zh-CN``; English where there is no other."""
        return self.words.get(language, self.words["en"])


class Rule:
    """One kind of finding: a check over the fold, and words with a place in braces for what the check found."""

    code: ClassVar[str]
    severity: ClassVar[str]
    concept: ClassVar[str | None]
    en: ClassVar[Words]
    zh: ClassVar[Words]

    def check(self, fold: Fold) -> Iterator[Finding]:
        """Yield what is found in everything that is known so far."""
        raise NotImplementedError

    def found(self, t_ns: int, task: int | None, site: Place | None, /, **values: str | int | Said) -> Finding:
        """Make a finding of this kind: about this task and line, with these values in its words."""
        words = {"en": _fill(self.en, "en", values), "zh-CN": _fill(self.zh, "zh-CN", values)}
        return Finding(self.code, self.severity, task, site, self.concept, t_ns, words)


def _fill(words: Words, language: str, values: Mapping[str, str | int | Said]) -> Words:
    said = {name: value(language) if callable(value) else value for name, value in values.items()}
    return Words(*(sentence.format_map(said) for sentence in words))


def as_fact(finding: Finding, fold: Fold) -> Fact:
    """The ``finding`` fact of a finding, for the log and the browser.

    Args:
        finding: what was found.
        fold: the fold it was found in, which knows the numbers of places.
    """
    by_field = [{language: words[index] for language, words in finding.words.items()} for index in range(4)]
    site = fold.places.number(finding.site)
    head = (finding.code, finding.severity, finding.task, site, finding.concept, finding.t_ns)
    return ("finding", fold.clock.now_ns, *head, *by_field)
