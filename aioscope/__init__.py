"""aioscope: watch asyncio run.

This is the half that runs in the kernel: a recorder of a loop's tasks, made of the standard library alone, and the
runs that it records. ``%load_ext aioscope`` adds ``%%aioscope`` and ``%aioscope`` to a notebook.

>>> import asyncio, aioscope
>>> async def work(limit):
...     async with limit:
...         await asyncio.sleep(0.01)
>>> async def main():
...     limit = asyncio.Semaphore(2)
...     await asyncio.gather(*(work(limit) for _ in range(5)))
>>> with aioscope.record() as run:
...     asyncio.run(main())
>>> run.max_holders("semaphore")
2
"""

import sys

if sys.version_info < (3, 10):  # noqa: UP036 - an older kernel gets a sentence, so this file is plain old syntax
    raise ImportError(
        "aioscope needs Python 3.10 or newer in the kernel; this one is Python {}.{}. "
        "Choose another kernel (Kernel > Change Kernel), or make one with a newer Python.".format(*sys.version_info[:2])
    )

from .expect import expect
from .fold import Place, Resource, Task, Wait, Waker
from .hooks.loop import AlreadyWatched, NotSupported
from .recording import last_run, record
from .run import Run, load

try:
    from ._version import __version__  # written by the build, from package.json
except ImportError:  # a checkout that was never built
    __version__ = "0+source"

__all__ = [
    "AlreadyWatched",
    "NotSupported",
    "Place",
    "Resource",
    "Run",
    "Task",
    "Wait",
    "Waker",
    "__version__",
    "expect",
    "last_run",
    "load",
    "load_ipython_extension",
    "record",
    "unload_ipython_extension",
]


def load_ipython_extension(shell: object, language: str | None = None, *, watch: bool = False) -> None:
    """``%load_ext aioscope``: add the magics, and open the way for the panel.

    Args:
        shell: IPython's.
        language: the reader's, which the panel gives with it, so that the first cell's output is written in it.
        watch: record every cell from the next one on. A request over a comm would be overtaken by a cell that is run
            right after Watch was pressed; what is executed is not.
    """
    from . import language as languages
    from .magic import load

    if language is not None:
        languages.tell(language)
    load(shell, watch=watch)


def unload_ipython_extension(shell: object) -> None:
    """``%unload_ext aioscope``: take them away again, and stop recording."""
    from .magic import unload

    unload(shell)
