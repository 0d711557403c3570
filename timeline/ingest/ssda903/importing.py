"""A return into a log: open, read, gather, record, report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from timeline.domain.attestations import ReturnReceived
from timeline.domain.basis import Basis
from timeline.domain.days import Window, year_window
from timeline.domain.story import Draft
from timeline.ingest.errors import IngestError
from timeline.ingest.log import Log, Receipt
from timeline.ingest.memory import cycle_collection_paused
from timeline.ingest.report import (
    Discrepancy,
    FileRead,
    ImportReport,
    ModuleCount,
    NotRead,
    named,
    recorded_rows,
    said_rows,
    several_of_one,
)
from timeline.ingest.ssda903.discrepancies import absent_children, discrepancies
from timeline.ingest.ssda903.gathering import Gathered, drafts
from timeline.ingest.ssda903.layouts import LAYOUTS, Table
from timeline.ingest.ssda903.sources import Opened, open_return

_ONE_DAY = timedelta(days=1)


def import_return(
    log: Log, paths: Iterable[Path], year_ending: date, known_on: date, *, dry_run: bool = False
) -> ImportReport:
    """Record what a return says: the files, folders, XML form or workbooks of one year, known since one day.

    ``year_ending``: the 31 March on which its year ends. ``known_on``: the day it became known, never before its year
    began. Nothing is written in a dry run. Raises ``IngestError`` when nothing could be read at all.
    """
    year = _year(year_ending, known_on)
    opened = open_return(paths)
    _refuse_if_nothing(opened)
    with cycle_collection_paused():
        gathered = _gathered(opened, year, known_on)
        said = list(drafts(gathered, _silent_modules(opened), known_on))
        absent = absent_children(log, Basis(as_at=year.first - _ONE_DAY, known_at=known_on), said)
        received = _received(opened, year, known_on, len(said))
        receipt = log.rehearse(said) if dry_run else log.record(said, [received])
        return _report(opened, gathered, said, receipt, len(absent), dry_run=dry_run)


def _received(opened: Iterable[Opened], year: Window, known_on: date, children: int) -> ReturnReceived:
    brought = {table.module for table in _tables(opened)}
    modules = tuple(module for module in LAYOUTS if module in brought)
    return ReturnReceived(year_ending=year.last, known_on=known_on, modules=modules, children=children)


def _gathered(opened: Iterable[Opened], year: Window, known_on: date) -> Gathered:
    gathered = Gathered(year, known_on)
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
    absent: int,
    *,
    dry_run: bool,
) -> ImportReport:
    tables = _tables(opened)
    return ImportReport(
        dry_run=dry_run,
        modules=_counts(tables, gathered, said, receipt),
        files=tuple(
            FileRead(table.file, table.module, table.unknown, table.not_brought, table.encoding) for table in tables
        ),
        not_read=tuple(_not_read(opened)),
        discrepancies=(*discrepancies(gathered, {table.module for table in tables}), *_oddities(tables)),
        absent_children=absent,
        facts_added=len(receipt.fresh),
        statements_added=receipt.statements,
        quarantine=tuple(gathered.quarantine),
        header_row_alone=tuple(table.file for table in gathered.without_rows(tables) if table.has_header_row),
        cells=gathered.cells,
        set_aside=gathered.what_was_set_aside(),
    )


def _oddities(tables: Sequence[Table]) -> Iterator[Discrepancy]:
    """What a person should know of the files themselves."""
    yield from named("in a hidden sheet, and read", (table.file for table in tables if table.hidden), "sheets")
    yield from several_of_one((table.module, table.file) for table in tables)


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
