"""In which language a text is written for a reader whom nobody named: the one that the reader's browser told.

The kernel itself does not know who reads. Whoever asks for a language gets it; else what a browser told last holds, for
all of the process; else English. Findings are not touched by this: their words for scripts and tests stay English, and
:meth:`aioscope.findings.Finding.said` gives the others.
"""

from __future__ import annotations

LANGUAGES = ("en", "zh-CN")
"""The languages that there are words in."""

_told = ["en"]
"""The reader's; a list, so that it is changed in place."""


def tell(language: str) -> bool:
    """From now on write in a language, where none is asked for.

    Returns:
        Whether there are words in it; if not, nothing has changed.

    >>> tell("zh-CN"), chosen(None), tell("tlh"), chosen(None), tell("en")
    (True, 'zh-CN', False, 'zh-CN', True)
    """
    if language not in LANGUAGES:
        return False
    _told[0] = language
    return True


def chosen(asked: str | None) -> str:
    """The language to write in.

    Args:
        asked: explicitly; None: nobody said. One that there are no words in is English.

    >>> chosen("zh-CN"), chosen("tlh"), chosen(None)
    ('zh-CN', 'en', 'en')
    """
    if asked is None:
        return _told[0]
    return asked if asked in LANGUAGES else "en"
