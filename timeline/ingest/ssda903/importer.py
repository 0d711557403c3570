"""Import a return: open its files, read the rows, record their facts, report."""

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
from timeline.ingest.ssda903.evidence import Evidence, ImportRequest
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
    """Record the facts of a return: the files, folders, XML form or workbooks of one year.

    ``year_ending``: the 31 March on which its year ends. ``known_on``: the day it became known. ``to``: for an extract
    of the year so far, its last day; by default the whole year. ``partial``: it is a part of a return, which covers no
    days and withdraws nothing by omission. ``authority``: the one to import, where the column LA names several.
    ``secret``: the key for digests of pupil numbers; ``None``: no digests. A dry run writes nothing.

    Raises ``IngestError`` where nothing could be read, and ``EvidenceError`` where the rows contradict the request.
    ``even_so`` overrides all contradictions but rows of several authorities.
    """
    request, paths = ImportRequest(_year(year_ending, to), known_on, to), list(paths)
    year, opened = request.year, open_return(paths)
    covered = Window(year.first, to or year.last)
    _refuse_if_nothing(opened)
    evidence = Evidence(Authorities(authority))
    gathered = _gathered(opened, Gathered(year, known_on, secret=secret), evidence)
    against = evidence.against(request)
    refuse(against, paths, even_so=even_so)
    complete = set() if partial else _complete_modules(opened) - _unreadable_modules(gathered)
    child_drafts = list(drafts(gathered, complete, covered, known_on))
    absent = absent_children(log, Basis(as_at=year.first - _ONE_DAY, known_at=known_on), child_drafts)
    done = record_import(log, child_drafts, _read(opened, gathered, request, partial=partial), dry_run=dry_run)
    report = _report(opened, gathered, child_drafts, done, len(absent), dry_run=dry_run)
    return _with_evidence(report, evidence, against)


def _read(opened: Sequence[Opened], gathered: Gathered, request: ImportRequest, *, partial: bool) -> SourceRead:
    return SourceRead(
        source=RETURN,
        files=tuple(table.file for table in _tables(opened)),
        known_on=request.known_on,
        first=request.year.first,
        last=request.to or request.year.last,
        rows=_rows_read(opened, gathered),
        year_ending=request.year.last,
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
    """Evidence against importing this return, found without a log. Raises ``IngestError`` where nothing can be read."""
    request = ImportRequest(_year(year_ending, None), known_on)
    opened = open_return(paths)
    _refuse_if_nothing(opened)
    evidence = Evidence(Authorities(authority))
    for source in opened:
        for _ in evidence.watched(source.lines()):
            pass
    return evidence.against(request)


def _rows_read(opened: Sequence[Opened], gathered: Gathered) -> dict[str, RowsRead]:
    """The rows read of each module in the return, including modules with a header row alone."""
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
    """The modules in which every row was set aside. They count as not in the return."""
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


def _complete_modules(opened: Iterable[Opened]) -> set[str]:
    """The modules whose omissions count: those in the return, without modules of which a file could not be read."""
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
    """What to know about the files themselves."""
    yield from named("in a hidden sheet, and read", (table.file for table in tables if table.hidden), "sheets")
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
