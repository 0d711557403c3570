"""A return into a log: open, read, gather, record, report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from timeline.domain.absent_columns import MAY_BE_ABSENT
from timeline.domain.basis import Basis
from timeline.domain.days import Window, year_window
from timeline.domain.statements import RETURN
from timeline.domain.story import Draft
from timeline.ingest.authorities import Authorities
from timeline.ingest.errors import IngestError, Objection
from timeline.ingest.log import Log, Receipt
from timeline.ingest.memory import without_cycle_collection
from timeline.ingest.pupil_numbers import Secret
from timeline.ingest.quarantine import SetAside
from timeline.ingest.record_import import ImportDone, RowsRead, SourceRead, record_import
from timeline.ingest.report import (
    Discrepancy,
    FileRead,
    ImportReport,
    ModuleCount,
    NotRead,
    named,
    recorded_rows,
    several_of_one,
    stated_rows,
)
from timeline.ingest.ssda903.child_rows import Gathered, drafts
from timeline.ingest.ssda903.discrepancies import absent_children, discrepancies
from timeline.ingest.ssda903.evidence import Asked, Evidence
from timeline.ingest.ssda903.folder_search import refuse
from timeline.ingest.ssda903.layouts import LAYOUTS, Table
from timeline.ingest.ssda903.rule_numbers import numbered
from timeline.ingest.ssda903.sources import Opened, open_return

_ONE_DAY = timedelta(days=1)


@without_cycle_collection
def import_return(
    log: Log,
    paths: Iterable[Path],
    year_ending: date,
    known_on: date,
    *,
    to: date | None = None,
    partial: bool = False,
    even_so: bool = False,
    authority: str | None = None,
    secret: Secret | None = None,
    dry_run: bool = False,
) -> ImportReport:
    """Record what a return says: the files, folders, XML form or workbooks of one year, known since one day.

    ``year_ending``: the 31 March on which its year ends. ``known_on``: the day it became known. ``to``: the last day it
    speaks of, of an extract of the year so far; by default all of its year. ``partial``: it is a part of the return,
    which covers nothing of itself and whose silence takes nothing back. ``authority``: of several in the column LA, the
    one whose rows are taken. ``secret``: under which school numbers are digested; ``None``: they are not. Nothing is
    written in a dry run.

    Raises ``IngestError`` when nothing could be read at all, and ``EvidenceError`` where the rows themselves speak
    against it: unless it is to be imported ``even_so``, which helps against all but rows of several authorities.
    """
    asked, paths = Asked(_year(year_ending, to), known_on, to), list(paths)
    year, opened = asked.year, open_return(paths)
    covered = Window(year.first, to or year.last)
    _refuse_if_nothing(opened)
    evidence = Evidence(Authorities(authority))
    gathered = _gathered(opened, Gathered(year, known_on, secret=secret), evidence)
    against = evidence.against(asked)
    refuse(against, paths, even_so=even_so)
    silent = set() if partial else _silent_modules(opened) - _unreadable_modules(gathered)
    child_drafts = list(drafts(gathered, silent, covered, known_on))
    absent = absent_children(log, Basis(as_at=year.first - _ONE_DAY, known_at=known_on), child_drafts)
    done = record_import(log, child_drafts, _read(opened, gathered, asked, partial=partial), dry_run=dry_run)
    report = _report(opened, gathered, child_drafts, done, len(absent), dry_run=dry_run)
    return _with_evidence(report, evidence, against)


def _read(opened: Sequence[Opened], gathered: Gathered, asked: Asked, *, partial: bool) -> SourceRead:
    return SourceRead(
        source=RETURN,
        files=tuple(table.file for table in _tables(opened)),
        known_on=asked.known_on,
        first=asked.year.first,
        last=asked.to or asked.year.last,
        rows=_rows_read(opened, gathered),
        year_ending=asked.year.last,
        partial=partial,
    )


def _with_evidence(report: ImportReport, evidence: Evidence, against: Sequence[Objection]) -> ImportReport:
    return replace(
        report,
        discrepancies=(*report.discrepancies, *evidence.years_not_read()),
        spoke_against=tuple(each.what for each in against),
        passed_over=evidence.authorities.passed_over,
    )


def evidence_against(
    paths: Iterable[Path], year_ending: date, known_on: date, *, authority: str | None = None
) -> list[Objection]:
    """What speaks against importing this return, without a log. Raises ``IngestError`` when nothing could be read."""
    asked = Asked(_year(year_ending, None), known_on)
    opened = open_return(paths)
    _refuse_if_nothing(opened)
    evidence = Evidence(Authorities(authority))
    for source in opened:
        for _ in evidence.watched(source.lines()):
            pass
    return evidence.against(asked)


def _rows_read(opened: Sequence[Opened], gathered: Gathered) -> dict[str, RowsRead]:
    """What was read of each module that was brought, a header row alone among them."""
    set_aside = {each.module: each for each in gathered.what_was_set_aside()}
    found: dict[str, RowsRead] = {}
    for module in LAYOUTS:
        tables = [table for table in _tables(opened) if table.module == module]
        if tables:
            lacking = {each.file: MAY_BE_ABSENT.get(module, frozenset()) - set(each.columns) for each in tables}
            absent = frozenset.intersection(*lacking.values())
            more = {file: columns - absent for file, columns in lacking.items()}
            aside = set_aside.get(module, SetAside(module, 0, {}, frozenset()))
            found[module] = RowsRead(aside.read, aside.by_reason, aside.children, absent, more)
    return found


def _unreadable_modules(gathered: Gathered) -> set[str]:
    """The modules of which every row was set aside: they were not brought."""
    return {module for module, read in gathered.read.items() if read and gathered.set_aside[module] == read}


def _gathered(opened: Iterable[Opened], gathered: Gathered, evidence: Evidence) -> Gathered:
    for source in opened:
        for line in evidence.watched(source.lines()):
            gathered.take(line)
    return gathered


def _year(year_ending: date, to: date | None) -> Window:
    try:
        year = year_window(year_ending)
    except ValueError:
        raise IngestError(
            "the return", f"its year cannot end on {year_ending}", "Give the 31 March on which its year ends"
        ) from None
    if to is not None and not year.contains(to):
        raise IngestError(
            "the return",
            f"the last day it covers, {to}, is not in its year, {year.first} to {year.last}",
            "Give the day of the extract, or the year it is about",
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
    raise IngestError("the return", f"none of its files could be read ({reasons})", "Export its modules as CSV")


def _silent_modules(opened: Iterable[Opened]) -> set[str]:
    """The modules that were brought, less those of which a file could not be read: there, silence says nothing."""
    opened = list(opened)
    return {table.module for table in _tables(opened)} - {
        missed.module for missed in _not_read(opened) if missed.module
    }


def _report(
    opened: Sequence[Opened],
    gathered: Gathered,
    child_drafts: list[tuple[str, Draft]],
    done: ImportDone,
    absent: int,
    *,
    dry_run: bool,
) -> ImportReport:
    tables = _tables(opened)
    return ImportReport(
        dry_run=dry_run,
        modules=_counts(tables, gathered, child_drafts, done.receipt),
        files=tuple(
            FileRead(table.file, table.module, table.unknown, table.not_brought, table.encoding) for table in tables
        ),
        not_read=tuple(_not_read(opened)),
        discrepancies=(*discrepancies(gathered, {table.module for table in tables}), *_oddities(tables)),
        absent_children=absent,
        facts_added=done.facts_added,
        statements_added=done.statements_added,
        quarantine=tuple(numbered(each, gathered.year) for each in gathered.quarantine),
        header_row_alone=tuple(table.file for table in gathered.without_rows(tables) if table.has_header_row),
        cells=replace(gathered.cells, set_aside=[numbered(each, gathered.year) for each in gathered.cells.set_aside]),
        set_aside=gathered.what_was_set_aside(),
        outcome=done.outcome,
        number=done.number,
    )


def _oddities(tables: Sequence[Table]) -> Iterator[Discrepancy]:
    """What a person should know of the files themselves."""
    yield from named("in a hidden sheet, which was read", (table.file for table in tables if table.hidden), "sheets")
    yield from several_of_one((table.module, table.file) for table in tables)


def _counts(
    tables: list[Table], gathered: Gathered, child_drafts: list[tuple[str, Draft]], receipt: Receipt
) -> tuple[ModuleCount, ...]:
    recorded, stated = recorded_rows(child_drafts, receipt.news), stated_rows(child_drafts)
    counts = []
    for module in LAYOUTS:
        files = tuple(table.file for table in tables if table.module == module)
        if files:
            read, aside = gathered.read[module], gathered.set_aside[module]
            unchanged = stated[module] - recorded[module]
            counts.append(ModuleCount(module, files, read, recorded[module], unchanged, aside))
    return tuple(counts)
