"""``timeline import returns``: many yearly returns in one go, out of a list of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from timeline.cli import options, output
from timeline.cli.importing.sharing import (
    Authority,
    DryRun,
    EvenSo,
    QuarantineFile,
    SecretFile,
    Strict,
    save_quarantine,
    writable,
)
from timeline.cli.logs import LogWhenNeeded, secret_of
from timeline.cli.problems import CheckFailedError, UsageError
from timeline.cli.projections_kept import NoProjections, keep_up, store_to_keep
from timeline.cli.questions import store_of
from timeline.domain.counted import counted
from timeline.ingest.quarantine import Quarantined, Source
from timeline.ingest.ssda903.folder_search import find_returns
from timeline.ingest.ssda903.list_file import lines_of, write_list
from timeline.ingest.ssda903.listed import DayOfYear, ImportedReturn, ListedReturn, import_listed, read_list
from timeline.report import many_imports
from timeline.store import StoreError

_STEPS_A_RETURN = 1_000
_MONTH_AND_DAY = re.compile(r"(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII)
_LEAP_YEAR = 2024
_NOTHING = ": nothing was recorded"


_File = Annotated[
    Path,
    typer.Argument(
        metavar="FILE", help="A CSV with the columns RETURN, YEAR_ENDING and KNOWN_ON; or the returns' folder."
    ),
]
_List = Annotated[
    Path | None,
    typer.Option("--list", metavar="FILE", help="Of a folder: where to write the list. Default: its returns.csv."),
]
_KnownEach = Annotated[
    str | None,
    typer.Option(metavar="MM-DD", help="Where KNOWN_ON is blank: this day of the year in which each year ends."),
]


def command(
    context: typer.Context,
    *,
    file: _File,
    list_file: _List = None,
    known_each: _KnownEach = None,
    even_so: EvenSo = False,
    authority: Authority = None,
    secret: SecretFile = None,
    dry_run: DryRun = False,
    strict: Strict = False,
    quarantine: QuarantineFile = None,
    no_projections: NoProjections = False,
    form: options.FormatOption = "table",
) -> None:
    """Many yearly returns in one go: a list of them, each with its year and the day it became known.

    The whole list is read first, and every return of it. Then each is recorded by itself: broken off, import the list
    again, and it goes on. Of a folder, the returns in it are found by what is in the files; the list of them is written
    and shown. No file states when a return became known: fill in KNOWN_ON, or give --known-each.

    \b
    timeline import returns returns.csv --dry-run
    timeline import returns returns.csv --quarantine set-aside.csv
    timeline import returns old-returns
    timeline import returns old-returns --known-each 06-30
    """
    chosen, target = options.answer_format(form), writable(quarantine)
    day = None if known_each is None else _day_of_year(known_each)
    if file.is_dir():
        file = _list_of(file, list_file, authority)
    elif list_file is not None:
        raise UsageError("--list", "a list is given already", "Leave it out, or name the folder of the returns")
    listed = read_list(file, day)
    _refuse_future(listed)
    with _log(context, len(listed), dry_run=dry_run) as (log, advance):
        key = secret_of(store_of(context), secret, dry_run=dry_run)
        returns = import_listed(log, listed, even_so=even_so, authority=authority, secret=key, dry_run=dry_run)
        imported = _imported(returns, listed, advance, dry_run=dry_run)
    keep = store_to_keep(context, dry_run=dry_run, no_projections=no_projections)
    _finish(imported, chosen, target, strict=strict, keep=keep)


def _finish(
    imported: Sequence[ImportedReturn], chosen: str, target: Path | None, *, strict: bool, keep: str | None
) -> None:
    """Write the report of all of them, then update the projections of the store ``keep``, where one is named."""
    output.write(chosen, many_imports.report(imported))
    if target is not None:
        cells = [cell for each in imported for cell in each.report.cells.set_aside]
        save_quarantine(_set_aside(imported), target, cells)
    keep_up(keep)
    if strict and any(each.report.quarantine or each.report.not_read for each in imported):
        raise CheckFailedError


def _list_of(folder: Path, target: Path | None, authority: str | None) -> Path:
    """Find the returns of a folder, and write and show the list of them."""
    path = writable(target, "--list") or folder / "returns.csv"
    search = find_returns(folder, authority=authority)
    lines = lines_of(search.returns, path.parent)
    write_list(lines, path)
    for each in search.not_read:
        if each.file != path.name:
            output.note(f"{each.file} is in no return: {each.reason}.")
    output.note(f"The returns that were found, as listed in {path.name}:")
    for line in lines:
        output.note(line)
    return path


def _day_of_year(text: str) -> DayOfYear:
    found = _MONTH_AND_DAY.fullmatch(text.strip())
    try:
        day = DayOfYear(int(found["month"]), int(found["day"])) if found else None
        if day is not None and day.of_year(_LEAP_YEAR):
            return day
    except ValueError:
        pass
    raise UsageError("--known-each", "it is no day of a year", "Write the month and the day, as 06-30")


def _imported(
    returns: Iterable[ImportedReturn], listed: Sequence[ListedReturn], advance: output.Advance, *, dry_run: bool
) -> list[ImportedReturn]:
    """The imported returns. ``StoreError`` with the number of returns that were recorded before it."""
    imported: list[ImportedReturn] = []
    try:
        for each in returns:
            imported.append(each)
            advance(len(imported))
    except StoreError as error:
        if dry_run or not imported:
            raise
        done = f"Of {counted(len(listed), 'return')} {len(imported)} {'is' if len(imported) == 1 else 'are'} recorded"
        do = f"{error.do.removesuffix(_NOTHING)}. {done}: then import the list again"
        raise StoreError(error.where, error.what, do) from None
    return imported


def _refuse_future(listed: Sequence[ListedReturn]) -> None:
    for each in listed:
        if each.known_on > options.today():
            raise UsageError(f"row {each.row}", "KNOWN_ON lies in the future", "Give the day the authority knew it")


@contextmanager
def _log(context: typer.Context, returns: int, *, dry_run: bool) -> Iterator[tuple[LogWhenNeeded, output.Advance]]:
    """The log, and the function to call with the number of returns that are done."""
    with output.patience("Importing", returns * _STEPS_A_RETURN) as advance:
        done = 0

        def of_a_return(within: int, whole: int) -> None:
            advance(done * _STEPS_A_RETURN + _STEPS_A_RETURN * within // max(whole, 1), returns * _STEPS_A_RETURN)

        def of_all(returns_done: int, _: int | None = None, /) -> None:
            nonlocal done
            done = returns_done
            of_a_return(0, 1)

        log = LogWhenNeeded(store_of(context), dry_run=dry_run, progress=of_a_return)
        try:
            yield log, of_all
        finally:
            log.close()


def _set_aside(imported: Sequence[ImportedReturn]) -> list[Quarantined]:
    """Every row set aside. Its file is named with its folder, because the files of all years have the same names. The
    rows of each year go to files of their own, so that they can be imported again."""
    return [
        replace(row, source=_in_folder(row.source, each), batch=str(each.listed.year_ending.year))
        for each in imported
        for row in each.report.quarantine
    ]


def _in_folder(source: Source, imported: ImportedReturn) -> Source:
    only = imported.listed.paths[0]
    alone = len(imported.listed.paths) == 1 and only.is_dir()
    return replace(source, file=f"{only.name}/{source.file}") if alone else source
