"""Where a report goes: its format, and stdout or a new file."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from timeline.cli import options, output
from timeline.cli.problems import UsageError
from timeline.report import writers
from timeline.report.value import Report

_WORKBOOK = ".xlsx"


class Destination(NamedTuple):
    """The options about the format, and the file where the report does not go to stdout."""

    form: options.FigureFormatOption = "table"
    to: options.OutputOption = None

    def checked(self) -> Destination:
        """The same with the format's name. ``UsageError`` where nothing could be written to it."""
        form, to = options.figure_format(self.form), self.to
        if to is None:
            if form == "xlsx" and not output.takes_bytes():
                raise UsageError("--output", "a workbook is no text to show", "Name a new file for it")
            return Destination(form)
        if to.suffix.lower() == _WORKBOOK and form != "xlsx":
            raise UsageError("--output", "the file is named as a workbook, and the format is none", "Add --format xlsx")
        try:
            if to.exists():
                raise UsageError("--output", "there is such a file already", "Name a new one")
            if not to.parent.is_dir():
                raise _unwritable()
        except OSError:
            raise _unwritable() from None
        return Destination(form, to)


def deliver(how: Destination, report: Report) -> None:
    """Write the report in its format to where it goes."""
    if how.to is None:
        output.write(how.form, report)
        return
    content = writers.written(report, how.form, output.sheet())
    _write_new(how.to, content if isinstance(content, bytes) else content.encode())


def _write_new(path: Path, content: bytes) -> None:
    """Write under another name first, so that no incomplete file has the name. The incomplete file is removed."""
    partial = path.with_name(f"{path.name}.partial")
    try:
        partial.write_bytes(content)
        partial.replace(path)
    except BaseException as error:
        partial.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise _unwritable() from None
        raise


def _unwritable() -> UsageError:
    return UsageError("--output", "no file can be written there", "Name a file in a folder that exists")
