"""Answers on stdout; notes and progress on stderr."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import Timer
from typing import TYPE_CHECKING, Protocol

from timeline.cli.problems import OutputError
from timeline.lazy import lazy
from timeline.printable import lines_spelled_out

if TYPE_CHECKING:
    from rich import console, progress

    from timeline.report import writers
    from timeline.report.value import Report
    from timeline.report.writers import terminal
else:
    console, progress = lazy("rich.console"), lazy("rich.progress")
    writers, terminal = lazy("timeline.report.writers"), lazy("timeline.report.writers.terminal")

TABLE = "table"
"""The format for people, which depends on the terminal."""

_WIDTH = 100
"""Characters in a line where ``COLUMNS`` is not set."""

_PATIENCE = 1.0
"""Seconds after which a person is shown that something is going on."""


def write(form: str, report: Report) -> None:
    """Write an answer to stdout in a format. A table is laid out for the terminal, or for the encoding of stdout."""
    if form != TABLE:
        _in_utf8()
        content = writers.written(report, form)
        if isinstance(content, bytes):
            write_bytes(content)
        else:
            write_text(content)
        return
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    if sys.stdout.isatty():
        terminal.show(report, sys.stdout)
    else:
        write_text(terminal.written(report, sheet(getattr(sys.stdout, "encoding", None) or "utf-8")))


def sheet(encoding: str = "utf-8") -> writers.Sheet:
    """The width and the encoding of a table that is not printed on a terminal. The width is ``COLUMNS``, or 100."""
    columns = os.environ.get("COLUMNS", "")
    return writers.Sheet(int(columns) if columns.isdigit() else _WIDTH, encoding)


def _in_utf8() -> None:
    """Make stdout UTF-8: data keeps the characters that a terminal lacks."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")


def write_line(text: str) -> None:
    """One line of data."""
    write_text(f"{text}\n")


def write_prose(text: str) -> None:
    """One line to be read, with control characters spelt out: it may name a path."""
    write_line(lines_spelled_out(text))


def write_text(text: str) -> None:
    """Text that is complete as it is. ``OutputError`` where it cannot be written."""
    try:
        sys.stdout.write(text)
    except OSError as error:
        raise OutputError(error) from None


def takes_bytes() -> bool:
    """Whether stdout is a file or a pipe, and no terminal."""
    return isinstance(sys.stdout, io.TextIOWrapper) and not sys.stdout.isatty()


def write_bytes(content: bytes) -> None:
    """A file of another kind than text, on stdout. ``OutputError`` where it cannot be written."""
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
    except OSError as error:
        raise OutputError(error) from None


def note(text: str) -> None:
    """A line on stderr, with control characters spelt out."""
    print(lines_spelled_out(text), file=sys.stderr)  # noqa: T201


def aside(lines: Iterable[str], *, verbose: bool) -> None:
    """Notes on how an answer came about, on stderr where ``--verbose`` is given."""
    if verbose:
        for line in lines:
            note(f"timeline: {line}")


class Advance(Protocol):
    """Called with how much is done, and with the whole once it is known."""

    def __call__(self, done: int, whole: int | None = None, /) -> object: ...


Step = Callable[[], object]
"""Called when one more is done."""


class _Bar:
    """Progress: a bar on stderr, once it is started."""

    def __init__(self, doing: str, whole: int | None) -> None:
        self._doing = doing
        self._done = 0
        self._whole = whole
        self._shown: progress.Progress | None = None

    def start(self) -> None:
        """Show it, if stderr is a terminal."""
        stderr = console.Console(stderr=True)
        if not stderr.is_terminal:
            return
        columns = (progress.SpinnerColumn(), progress.TextColumn("{task.description}"), progress.BarColumn())
        shown = progress.Progress(*columns, progress.TimeElapsedColumn(), console=stderr, transient=True)
        shown.add_task(self._doing, total=self._whole, completed=self._done)
        shown.start()
        self._shown = shown

    def advance(self, done: int, whole: int | None = None) -> None:
        """Show how much is done."""
        self._done = done
        self._whole = self._whole if whole is None else whole
        if self._shown is not None:
            self._shown.update(self._shown.task_ids[0], completed=done, total=whole)

    def stop(self) -> None:
        """Remove it."""
        if self._shown is not None:
            self._shown.stop()


@contextmanager
def patience(doing: str, total: int | None = None) -> Iterator[Advance]:
    """While a block runs: a bar on stderr, if that is a terminal and it takes longer than a second."""
    bar = _Bar(doing, total)
    starter = Timer(_PATIENCE, bar.start)
    starter.daemon = True
    starter.start()
    try:
        yield bar.advance
    finally:
        starter.cancel()
        if starter.is_alive():  # it may be starting the bar at this very moment
            starter.join()
        bar.stop()
