"""A return into a log: open, read, gather, record, report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path

from timeline.domain.absent_columns import MAY_BE_ABSENT
from timeline.domain.basis import Basis
from timeline.domain.days import Window, year_window
from timeline.domain.imports import RETURN, ImportRecorded
from timeline.domain.story import Draft
from timeline.ingest.effects import Outcome, outcome
from timeline.ingest.errors import IngestError
from timeline.ingest.log import Log, Receipt
from timeline.ingest.memory import cycle_collection_paused
from timeline.ingest.recording import RowsRead, modules_imported, number_of, program, reasons_of
from timeline.ingest.report import FileRead, ImportReport, ModuleCount, NotRead, recorded_rows, said_rows
from timeline.ingest.ssda903.discrepancies import absent_children, discrepancies
from timeline.ingest.ssda903.gathering import Gathered, drafts
from timeline.ingest.ssda903.layouts import LAYOUTS, Table
from timeline.ingest.ssda903.sources import Opened, open_return

_ONE_DAY = timedelta(days=1)


def import_return(
    log: Log,
    paths: Iterable[Path],
    year_ending: date,
    known_on: date,
    *,
    to: date | None = None,
    partial: bool = False,
    dry_run: bool = False,
) -> ImportReport:
    """Record what a return says: the files, folders, XML form or workbooks of one year, known since one day.

    ``year_ending``: the 31 March on which its year ends. ``known_on``: the day it became known, never before its year
    began. ``to``: the last day it speaks of, of an extract of the year so far; by default all of its year.
    ``partial``: it is a part of the return, which covers nothing of itself and whose silence takes nothing back.
    Nothing is written in a dry run. Raises ``IngestError`` when nothing could be read at all.
    """
    year = _year(year_ending, known_on)
    covered = Window(year.first, to or year.last)
    opened = open_return(paths)
    _refuse_if_nothing(opened)
    with cycle_collection_paused():
        gathered = _gathered(opened, year)
        silent = set() if partial else _silent_modules(opened) - _unreadable_modules(gathered)
        said = list(drafts(gathered, silent, covered, known_on))
        absent = absent_children(log, Basis(as_at=year.first - _ONE_DAY, known_at=known_on), said)
        imported = ImportRecorded(
            number=0,
            program=program(),
            source=RETURN,
            files=tuple(table.file for table in _tables(opened)),
            year_ending=year.last,
            first=covered.first,
            last=covered.last,
            known_on=known_on,
            partial=partial,
            modules=modules_imported(_rows_read(opened, gathered)),
            children=len(said),
        )
        done = outcome(log, said, imported)
        receipt = log.rehearse(said) if dry_run else log.record(said, imported=imported, held=done.held)
        return _report(opened, gathered, said, receipt, done, len(absent), dry_run=dry_run)


def _rows_read(opened: Sequence[Opened], gathered: Gathered) -> dict[str, RowsRead]:
    tables = _tables(opened)
    module_of = {table.file: table.module for table in tables}
    reasons = reasons_of((module_of[each.file], each.column, each.reason) for each in gathered.quarantine)
    found: dict[str, RowsRead] = {}
    for module, layout in LAYOUTS.items():
        of_module = [table for table in tables if table.module == module]
        if of_module:
            had = frozenset(column for table in of_module for column in table.columns)
            absent = MAY_BE_ABSENT.get(module, frozenset()) - had
            children = frozenset(
                child for child, of_child in gathered.children.items() if module in of_child.unreadable
            )
            found[layout.module] = RowsRead(gathered.read[module], reasons.get(module, Counter()), children, absent)
    return found


def _unreadable_modules(gathered: Gathered) -> set[str]:
    """The modules of which every row was set aside: they were not brought."""
    return {module for module, read in gathered.read.items() if read and gathered.set_aside[module] == read}


def _gathered(opened: Iterable[Opened], year: Window) -> Gathered:
    gathered = Gathered(year)
    for source in opened:
        for line in source.lines():
            gathered.take(line)
    return gathered


def _year(year_ending: date, known_on: date) -> Window:
    try:
        year = year_window(year_ending)
    except ValueError:
        raise IngestError(
            "the return", f"its year cannot end on {year_ending}", "Give the 31 March on which its year ends"
        ) from None
    if known_on < year.first:
        raise IngestError(
            "the return",
            f"it cannot have been known on {known_on}, before its year began on {year.first}",
            "Give the day the return became known, or the year it is about",
        )
    return year


def _tables(opened: Iterable[Opened]) -> list[Table]:
    return [table for source in opened for table in source.tables]


def _not_read(opened: Iterable[Opened]) -> list[NotRead]:
    return [missed for source in opened for missed in source.not_read]


def _refuse_if_nothing(opened: Sequence[Opened]) -> None:
    if _tables(opened):
        return
    missed = _not_read(opened)
    if not missed:
        raise IngestError("the return", "there is no file in it", "Name its folder, its files or its workbook")
    if len(missed) == 1:
        raise IngestError(missed[0].file, missed[0].reason, missed[0].do)
    reasons = "; ".join(f"{each.file}: {each.reason}" for each in missed)
    raise IngestError("the return", f"no file of it could be read ({reasons})", "Export its modules as CSV")


def _silent_modules(opened: Iterable[Opened]) -> set[str]:
    """The modules that were brought, less those of which a file could not be read: there, silence says nothing."""
    opened = list(opened)
    return {table.module for table in _tables(opened)} - {
        missed.module for missed in _not_read(opened) if missed.module
    }


def _report(
    opened: Sequence[Opened],
    gathered: Gathered,
    said: list[tuple[str, Draft]],
    receipt: Receipt,
    done: Outcome,
    absent: int,
    *,
    dry_run: bool,
) -> ImportReport:
    tables = _tables(opened)
    return ImportReport(
        dry_run=dry_run,
        modules=_counts(tables, gathered, said, receipt),
        files=tuple(FileRead(table.file, table.module, table.unknown, table.not_brought) for table in tables),
        not_read=tuple(_not_read(opened)),
        discrepancies=discrepancies(gathered, {table.module for table in tables}),
        absent_children=absent,
        facts_added=len(receipt.fresh),
        statements_added=receipt.statements,
        quarantine=tuple(gathered.quarantine),
        outcome=done,
        number=number_of(receipt),
    )


def _counts(
    tables: list[Table], gathered: Gathered, said: list[tuple[str, Draft]], receipt: Receipt
) -> tuple[ModuleCount, ...]:
    recorded, stated = recorded_rows(said, receipt.news), said_rows(said)
    counts = []
    for module in LAYOUTS:
        files = tuple(table.file for table in tables if table.module == module)
        if files:
            read, aside = gathered.read[module], gathered.set_aside[module]
            unchanged = stated[module] - recorded[module]
            counts.append(ModuleCount(module, files, read, recorded[module], unchanged, aside))
    return tuple(counts)
