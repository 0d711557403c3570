"""``timeline import returns``: many yearly returns in one go, out of a list of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from timeline.cli import options, output
from timeline.cli.importing import DryRun, QuarantineFile, Strict, save_quarantine, writable
from timeline.cli.logs import LogWhenNeeded
from timeline.cli.problems import CheckFailedError, UsageError
from timeline.cli.questions import store_of
from timeline.domain.counted import counted
from timeline.ingest.quarantine import Quarantined, Source
from timeline.ingest.ssda903.listed import ImportedReturn, ListedReturn, import_listed, read_list
from timeline.report import many_imports
from timeline.store import StoreError

_STEPS_A_RETURN = 1_000
_NOTHING = ": nothing was recorded"


def command(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A CSV with the columns RETURN, YEAR_ENDING and KNOWN_ON.")
    ],
    dry_run: DryRun = False,  # noqa: FBT002
    strict: Strict = False,  # noqa: FBT002
    quarantine: QuarantineFile = None,
    form: options.FormatOption = "table",
) -> None:
    """Many yearly returns in one go: a list of them, each with its year and the day it became known.

    The whole list is read first. Each return is recorded by itself: broken off, import the list again, and it goes on.

    \b
    timeline import returns returns.csv --dry-run
    timeline import returns returns.csv --quarantine set-aside.csv
    """
    chosen, target = options.answer_format(form), writable(quarantine)
    listed = read_list(file)
    _refuse_future(listed)
    with _log(context, len(listed), dry_run=dry_run) as (log, advance):
        imported = _imported(log, listed, advance, dry_run=dry_run)
    output.write(
        chosen,
        table=lambda: many_imports.returns_as_table(imported),
        data=lambda: many_imports.returns_as_json(imported),
        csv=lambda: many_imports.returns_as_csv(imported),
    )
    if target is not None:
        cells = [cell for each in imported for cell in each.report.cells.set_aside]
        save_quarantine(_set_aside(imported), target, cells)
    if strict and any(each.report.quarantine or each.report.not_read for each in imported):
        raise CheckFailedError


def _imported(
    log: LogWhenNeeded, listed: Sequence[ListedReturn], advance: output.Advance, *, dry_run: bool
) -> list[ImportedReturn]:
    """All of them. A ``StoreError`` says how many were recorded before it."""
    imported: list[ImportedReturn] = []
    try:
        for each in import_listed(log, listed, dry_run=dry_run):
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
    """The log, and what is told how many returns are done."""
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
    """Every row set aside, its file named with the folder that it lies in: years have files of one name. The rows of
    each year have files of their own, so that they can be imported again."""
    return [
        replace(row, source=_in_folder(row.source, each), batch=str(each.listed.year_ending.year))
        for each in imported
        for row in each.report.quarantine
    ]


def _in_folder(source: Source, imported: ImportedReturn) -> Source:
    path = imported.listed.path
    return replace(source, file=f"{path.name}/{source.file}") if path.is_dir() else source
