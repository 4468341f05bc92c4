"""The notebook's side of the recorder: ``%%aioscope``, ``%aioscope``, and which cells are recorded.

``%%aioscope`` is an input transform that replaces its own line by an empty one: the body is compiled as an ordinary
cell, so top-level ``await`` works and line numbers and tracebacks are true. A cell magic would get the body as a
string and have to compile it itself.

A run begins with its cell. It goes on after the cell's end while tasks that it shows are alive, and ends with the last
of them, or when the next cell begins, or when watching is switched off.
"""

from __future__ import annotations

import asyncio
import shlex
from typing import Any

from IPython.core.error import UsageError

from . import __version__
from .cancel_requests import CancelRequests
from .hooks.loop import NotSupported
from .language import LANGUAGES, tell
from .magic_words import say
from .recording import Recording, cell_begins, cell_ends, last_run
from .report import report
from .run import Run
from .sender import Sender
from .transport import Transport

_MARK = "%%aioscope"
_companions: list[Companion] = []
"""The one of this process's shell, once it is loaded."""


def load(shell: Any, watch: bool = False) -> None:
    """Add the magics to an IPython shell, and record its cells if asked; once is enough, twice does no harm."""
    if not _companions:
        _companions.append(Companion(shell))
    _companions[0].connect()
    if watch:
        _companions[0].watching = True


def unload(shell: Any) -> None:
    """Take them away again, and stop recording."""
    while _companions:
        _companions.pop().leave()


def options_of(line: str) -> tuple[str | None, bool]:
    """Read what stands after ``%%aioscope``.

    Returns:
        The name (None: not given), and whether the run is to be shown below the cell.

    Raises:
        UsageError: an option is wrong; the text says what may stand there.

    >>> options_of("--name 'first try'")
    ('first try', True)
    """
    usage = say("mark takes", mark=_MARK)
    try:
        words = shlex.split(line)
    except ValueError as error:
        raise UsageError(say("mark unreadable", mark=_MARK, line=line.strip(), error=error, usage=usage)) from None
    name, shows = None, True
    while words:
        word = words.pop(0)
        if word == "--no-output":
            shows = False
        elif word == "--name" and words:
            name = words.pop(0)
        else:
            raise UsageError(say("mark unknown", mark=_MARK, word=word, usage=usage))
    return name, shows


def without_mark(lines: list[str]) -> list[str]:
    r"""The input transform: a cell's lines, with an empty line for its ``%%aioscope`` line.

    >>> without_mark(["%%aioscope --name a\n", "await main()\n"])
    ['\n', 'await main()\n']
    """
    if not lines or not _is_marked(lines[0]):
        return lines
    try:
        options_of(lines[0][len(_MARK) :])
    except UsageError as error:
        refusal = f"raise __import__('IPython').core.error.UsageError({str(error)!r})\n"
        return [refusal, *lines[1:]]
    return ["\n", *lines[1:]]


def _is_marked(line: str) -> bool:
    return line.startswith(_MARK) and (len(line) == len(_MARK) or line[len(_MARK)].isspace())


class Companion:
    """What watches the cells of one IPython shell."""

    def __init__(self, shell: Any) -> None:
        self.watching = False
        self._shell = shell
        self._cells: dict[str, str] = {}  # file name of a cell's code -> the notebook's id of the cell run last with it
        self._recording: Recording | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._senders: list[Sender] = []
        self._cancels = CancelRequests(lambda: self._recording.recorder if self._recording is not None else None)
        self._shows = self._marked = False
        self._shown: Recording | None = None
        self._transport = Transport(self._answer) if hasattr(shell, "kernel") else None
        shell.events.register("pre_run_cell", self._cell_begins)
        shell.events.register("post_run_cell", self._cell_ends)
        # Last: IPython's own drop leading empty lines, and with them would go the one that stands for the mark.
        shell.input_transformers_cleanup.append(without_mark)
        shell.register_magic_function(self._line_magic, "line", "aioscope")

    def connect(self) -> None:
        """Open the way to the browser."""
        if self._transport is not None:
            self._transport.open()

    def leave(self) -> None:
        """Stop recording, and take everything back."""
        self._stop()
        self._shell.events.unregister("pre_run_cell", self._cell_begins)
        self._shell.events.unregister("post_run_cell", self._cell_ends)
        self._shell.input_transformers_cleanup.remove(without_mark)
        self._shell.magics_manager.magics["line"].pop("aioscope", None)
        if self._transport is not None:
            self._transport.close()

    # ---- cells -------------------------------------------------------------------------------------------------

    def _cell_begins(self, info: Any) -> None:
        self._stop()
        # Not shell.execution_count: IPython 9 counts before this event, older ones after the cell.
        count = len(self._shell.history_manager.input_hist_raw)
        source: str = info.raw_cell
        cell = getattr(info, "cell_id", None) or f"In[{count}]"
        compiler = self._shell.compile
        self._cells[compiler.get_code_name(source, source, count)] = cell
        first = source.lstrip("\n").split("\n", 1)[0]
        self._marked = _is_marked(first)
        if info.silent or not (self.watching or self._marked):
            return
        try:
            name, self._shows = options_of(first[len(_MARK) :]) if self._marked else (None, False)
        except UsageError:
            return  # the cell itself says so
        recording = Recording(name, self._cells.get, self._stop, self._problem)
        try:
            task = recording.begin()
        except NotSupported as error:
            recording.stop()
            self._problem("loop_not_supported", str(error))
            return
        self._recording = recording
        self._loop = asyncio.get_running_loop() if task is not None else None
        cell_begins(recording)
        if task is not None:
            recording.recorder.quietly(recording.recorder.frame.cell_started, cell, count, task)
        if self._transport is not None:
            self._transport.open()
            sender = Sender(recording.recorder, self._transport.channel)
            self._senders = [*self._senders[-1:], sender]
            sender.start()

    def _cell_ends(self, result: Any) -> None:
        recording = self._recording
        if recording is None:
            return
        error = result.error_before_exec or result.error_in_exec
        interrupted = isinstance(error, (KeyboardInterrupt, asyncio.CancelledError))
        outcome = "interrupted" if interrupted else "raised" if error else "ok"
        recording.recorder.quietly(recording.recorder.frame.cell_ended, outcome, error)
        cell_ends(recording, always_keep=self._marked)
        if recording.recorder.alive == 0:
            self._stop()
        if self._shows:
            self._show(recording)

    def _show(self, recording: Recording) -> None:
        """Put the run below its cell, or bring up to date what is there."""
        try:
            run, again = recording.run, self._shown is recording
            self._shell.display_pub.publish(run.output(), transient={"display_id": f"aioscope-{run.id}"}, update=again)
            self._shown = recording
        except Exception as error:  # the cell is the user's: it must not fail for a picture
            print(say("not shown", error=error))

    def _stop(self) -> None:
        """End the run, if one is recorded. Runs on the loop's thread."""
        recording, self._recording = self._recording, None
        if recording is not None:
            cell_ends(recording, always_keep=self._marked)
            recording.recorder.quietly(self._cancels.leave, recording.recorder)
            recording.stop()
            if self._shown is recording and self._loop is not None:
                # Not here: this may be within a step of the program, or when the loop is about to sleep.
                self._loop.call_soon_threadsafe(self._show, recording)

    # ---- the browser, and %aioscope ------------------------------------------------------------------------------

    def _answer(self, request: dict[str, Any]) -> dict[str, Any]:
        """Reply to a control message; on a thread of its own where the kernel has subshells."""
        problem = None
        match request:
            case {"kind": "watch", "on": bool(on)}:
                self._watch(on)
            case {"kind": "resend", "run": str() | None as wanted, "first": int(first)}:
                for sender in self._senders[-1:] if wanted is None else self._senders:
                    if wanted in (None, sender.run):
                        sender.resend(first)
            case {"kind": "cancel", "run": str(run), "task": int(task)}:
                problem = self._cancels.task(self._loop, run, task)
            case {"kind": "cancel_cell", "cell": str(cell)}:
                problem = self._cancels.cell(self._loop, cell)
            case {"kind": "language", "language": str(language)}:
                problem = None if tell(language) else "unknown_language"
            case _:
                problem = "unknown_request"
        return self._status(problem)

    def _watch(self, on: bool) -> None:
        self.watching = on
        if not on and self._recording is not None and self._loop is not None:
            self._loop.call_soon_threadsafe(self._stop)

    def _status(self, problem: str | None = None) -> dict[str, Any]:
        run = self._senders[-1].run if self._senders else None
        return {
            "kind": "status",
            "version": __version__,
            "watching": self.watching,
            "run": run,
            "problem": problem,
        }

    def _problem(self, code: str, detail: str) -> None:
        print(say(code, detail=detail))
        if self._transport is not None:
            self._transport.tell({"kind": "problem", "code": code, "detail": detail})

    def _line_magic(self, line: str) -> None:
        """``%aioscope on|off|status|report [LANGUAGE]|save PATH``."""
        verb, _, rest = line.strip().partition(" ")
        if verb in ("on", "off"):
            self._watch(verb == "on")
            if self._transport is not None:
                self._transport.tell(self._status())
            print(say("on" if self.watching else "off"))
        elif verb == "status":
            print(say("every cell" if self.watching else "marked cells"))
        elif verb == "report" and (asked := rest.strip() or None) in (None, *LANGUAGES):
            print(report(_last(), asked))
        elif verb == "save" and rest.strip():
            _save(rest)
        else:
            raise UsageError(say("verbs"))


def _last() -> Run:
    """The latest run.

    Raises:
        UsageError: there is none; the text says how to get one.
    """
    try:
        return last_run()
    except LookupError:
        raise UsageError(say("nothing")) from None


def _save(where: str) -> None:
    """Save the latest run in a file whose path may stand in quotes.

    Raises:
        UsageError: there is no run, or it cannot be written there; the text says why.
    """
    try:
        path = shlex.split(where)[0]
        _last().save(path)
    except (ValueError, OSError) as error:
        raise UsageError(say("not saved", path=where.strip(), error=error)) from None
    print(say("saved", path=path))
