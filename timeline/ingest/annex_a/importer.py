"""Import a workbook of Annex A: open it, read its rows, record their facts, report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from timeline.domain.entries import Entry, fact_id
from timeline.domain.events import ParticularsObserved
from timeline.domain.imports import ANNEX_A
from timeline.domain.story import Draft
from timeline.ingest.annex_a.child_rows import Gathered, drafts
from timeline.ingest.annex_a.discrepancies import discrepancies
from timeline.ingest.annex_a.layouts import Sheet
from timeline.ingest.annex_a.lists import LISTS
from timeline.ingest.annex_a.mapping import HEADINGS, Answers, Question
from timeline.ingest.annex_a.workbook import Workbook, open_workbook
from timeline.ingest.errors import IngestError
from timeline.ingest.log import Log
from timeline.ingest.record_import import ImportDone, RowsRead, SourceRead, record_import
from timeline.ingest.report import FileRead, ImportReport, ModuleCount

NO_ANSWERS = Answers()

Drafts = list[tuple[str, Draft]]
Row = tuple[str, int]


@dataclass(frozen=True, slots=True)
class AnnexAImport:
    """What an import did. ``questions``: the unknown spellings and headings, for the mapping file."""

    report: ImportReport
    questions: tuple[Question, ...]


def import_annex_a(
    log: Log,
    path: Path,
    known_on: date,
    *,
    extract_on: date | None = None,
    covers_from: date | None = None,
    answers: Answers = NO_ANSWERS,
    dry_run: bool = False,
) -> AnnexAImport:
    """Record the facts of a workbook of Annex A, known from ``known_on``.

    ``extract_on``: the day whose state the workbook shows, as of its end; by default ``known_on``, and never after it.
    ``covers_from``: the first day that its lists cover; ``None``: everything before. ``answers``: those of a mapping
    file. A dry run writes nothing. Raises ``IngestError`` where the workbook cannot be read or holds no list.
    """
    day = extract_on or known_on
    _check_days(day, known_on, covers_from)
    book = open_workbook(path, answers)
    gathered = _gathered(book, day, known_on, answers)
    child_drafts = list(drafts(gathered, _modules_brought(book), known_on))
    read = SourceRead(
        source=ANNEX_A,
        files=tuple(sheet.file for sheet, _ in book.sheets),
        known_on=known_on,
        first=covers_from,
        last=day,
        rows=_rows_read(book, gathered),
    )
    done = record_import(log, child_drafts, read, dry_run=dry_run)
    headings = [(HEADINGS, heading) for heading in sorted(book.unknown_headings)]
    return AnnexAImport(
        _report(book, gathered, child_drafts, done, dry_run=dry_run), (*sorted(gathered.questions), *headings)
    )


def _check_days(day: date, known_on: date, covers_from: date | None) -> None:
    if day > known_on:
        what = f"its day, {day}, is after the day it became known, {known_on}"
        raise IngestError("the extract", what, "Correct one of the two days")
    if covers_from is not None and covers_from > day:
        what = f"the first day it covers, {covers_from}, is after its own day, {day}"
        raise IngestError("the extract", what, "Correct the first day")


def _rows_read(book: Workbook, gathered: Gathered) -> dict[str, RowsRead]:
    """The rows of each list by its module, and those of the particulars, which every list states."""
    module_of = {sheet.file: sheet.layout.module for sheet, _ in book.sheets}
    reasons: dict[str, Counter[str]] = {}
    for each in gathered.quarantine:
        reasons.setdefault(module_of[each.file], Counter())[each.why] += 1
    found = {ParticularsObserved.module: RowsRead(0)} if gathered.children else {}
    for layout in LISTS:
        sheets = [sheet for sheet, _ in book.sheets if sheet.layout is layout]
        if sheets:
            module, children = layout.module, gathered.children.items()
            unreadable = frozenset(child for child, of_child in children if module in of_child.unreadable)
            read = sum(gathered.read[sheet] for sheet in sheets)
            found[module] = RowsRead(read, reasons.get(module, Counter()), unreadable)
    return found


def _gathered(book: Workbook, day: date, known_on: date, answers: Answers) -> Gathered:
    """The lists in Ofsted's order: adopters are joined to children of the list before theirs."""
    gathered = Gathered(day, known_on, answers)
    for sheet, rows in sorted(book.sheets, key=lambda each: each[0].layout.number):
        for number, cells in rows:
            gathered.take(sheet, number, cells)
    return gathered


def _modules_brought(book: Workbook) -> list[str]:
    """The modules of the lists in the workbook. A list is left out where a sheet of it could not be read: rows that are
    missing from it prove nothing."""
    sheets = {sheet.layout.name for sheet, _ in book.sheets} - {missed.module for missed in book.not_read}
    return [layout.module for layout in LISTS if layout.name in sheets]


def _report(
    book: Workbook, gathered: Gathered, child_drafts: Drafts, done: ImportDone, *, dry_run: bool
) -> ImportReport:
    sheets = [sheet for sheet, _ in book.sheets]
    return ImportReport(
        dry_run=dry_run,
        modules=_counts(sheets, gathered, child_drafts, done.receipt.fresh),
        files=tuple(
            FileRead(sheet.file, sheet.layout.name, sheet.unknown, sheet.not_brought, None) for sheet in sheets
        ),
        not_read=book.not_read,
        discrepancies=discrepancies(gathered, sheets),
        absent_children=None,
        facts_added=done.facts_added,
        statements_added=done.statements_added,
        quarantine=tuple(gathered.quarantine),
        outcome=done.outcome,
        number=done.number,
        header_row_alone=tuple(sheet.file for sheet in sheets if not gathered.read[sheet]),
        cells=gathered.cells,
        set_aside=(),
    )


def _counts(
    sheets: list[Sheet], gathered: Gathered, child_drafts: Drafts, fresh: Collection[UUID]
) -> tuple[ModuleCount, ...]:
    """Rows by list, counted from the drafts rather than while reading: a row lost in between makes the counts not add
    up."""
    stated = Counter(file for file, _ in {row for row, _, _ in _rows(child_drafts)})
    recorded = Counter(file for file, _ in _rows_with_news(child_drafts, fresh))
    counts = []
    for layout in LISTS:
        of_list = [sheet for sheet in sheets if sheet.layout is layout]
        if of_list:
            new = sum(recorded[sheet.file] for sheet in of_list)
            counts.append(
                ModuleCount(
                    module=f"{layout.name}: {layout.title}",
                    files=tuple(sheet.file for sheet in of_list),
                    read=sum(gathered.read[sheet] for sheet in of_list),
                    recorded=new,
                    unchanged=sum(stated[sheet.file] for sheet in of_list) - new,
                    quarantined=sum(gathered.set_aside[sheet] for sheet in of_list),
                )
            )
    return tuple(counts)


def _rows(child_drafts: Drafts) -> Iterator[tuple[Row, str, Entry]]:
    """Every fact of the drafts, with its row and its child."""
    for child, draft in child_drafts:
        for entry, file, number in draft.rows:
            yield (draft.files[file], number), child, entry


def _rows_with_news(child_drafts: Drafts, fresh: Collection[UUID]) -> set[Row]:
    """The rows that are the first to state a fact new to the log."""
    counted: set[UUID] = set()
    found: set[Row] = set()
    for row, child, entry in _rows(child_drafts):
        identity = fact_id(child, entry)
        if identity in fresh and identity not in counted:
            counted.add(identity)
            found.add(row)
    return found
