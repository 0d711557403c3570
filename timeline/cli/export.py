"""``timeline export``: the yearly return as it would be sent."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from timeline.cli import options, output, questions
from timeline.cli.problems import UsageError
from timeline.ingest.ssda903.export import FILE_NAMES, Exported, export_return, write_return
from timeline.report import exports


def ssda903(
    context: typer.Context,
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="Where it is written: new, or an empty folder.")],
    year_ending: Annotated[str, typer.Option(metavar="DATE", help="The 31 March on which the return's year ends.")],
    known_at: options.KnownAt = None,
    position: options.Position = None,
    form: options.FormatOption = "table",
) -> None:
    """The yearly return as it would be sent: a CSV a module, rows sorted by child and day.

    Nothing is filled in: it has what the log knows, and names what the log does not keep (pupil numbers).

    \b
    timeline export ssda903 --year-ending 2012-03-31 --known-at 2012-06-30 return-2012
    """
    year = options.year_ending(year_ending)
    chosen = options.answer_format(form)
    with questions.opened(context) as log, output.patience("Exporting"):
        basis = questions.basis_of(log, year.last.isoformat(), known_at, position)
        _check_room(directory)
        exported = export_return(log, year, basis)
    written = _write(exported, directory)
    output.write(chosen, exports.report(exported, written))


def _check_room(directory: Path) -> None:
    """``UsageError`` where the folder is not empty, before the log is read: it may hold files of another return."""
    try:
        free = not directory.exists() or (directory.is_dir() and not any(directory.iterdir()))
    except OSError:
        raise _cannot_write() from None
    if not free:
        raise UsageError("DIR", "it is not empty", "Name an empty folder, or one that is not there")


def _write(exported: Exported, directory: Path) -> dict[str, str]:
    try:
        write_return(exported, directory)
    except OSError:
        raise _cannot_write() from None
    return {each.module: FILE_NAMES[each.module] for each in exported.modules}


def _cannot_write() -> UsageError:
    return UsageError("DIR", "nothing can be written there", "Name a folder that you may write to")
