"""A workbook of Annex A into a log: open, read, gather, record, report."""

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
from timeline.ingest.record_import import Done, Reading, RowsRead, recorded
from timeline.ingest.report import FileRead, ImportReport, ModuleCount

NO_ANSWERS = Answers()

Drafts = list[tuple[str, Draft]]
Row = tuple[str, int]


@dataclass(frozen=True, slots=True)
class AnnexAImport:
    """What an import did. ``questions``: the spellings and headings that nobody has explained, for the mapping file."""

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
    """Record what a workbook of Annex A says, known since one day.

    ``extract_on``: the day whose state the workbook shows, as of its end; the day it became known where that is not
    given, and never after it. ``covers_from``: the first day that its lists cover; ``None``: everything before.
    ``answers``: what a mapping file answers. Nothing is written in a dry run. Raises ``IngestError`` when the workbook
    cannot be read or holds none of the lists.
    """
    day = extract_on or known_on
    if day > known_on:
        raise IngestError(
            "the extract",
            f"its day, {day}, is after the day it became known, {known_on}",
            "Correct one of the two days",
        )
    if covers_from is not None and covers_from > day:
        raise IngestError(
            "the extract",
            f"the first day it covers, {covers_from}, is after its own day, {day}",
            "Correct the first day",
        )
    book = open_workbook(path, answers)
    gathered = _gathered(book, day, known_on, answers)
    said = list(drafts(gathered, _brought(book), known_on))
    read = Reading(
        source=ANNEX_A,
        files=tuple(sheet.file for sheet, _ in book.sheets),
        known_on=known_on,
        first=covers_from,
        last=day,
        rows=_rows_read(book, gathered),
    )
    done = recorded(log, said, read, dry_run=dry_run)
    headings = [(HEADINGS, heading) for heading in sorted(book.unknown_headings)]
    return AnnexAImport(_report(book, gathered, said, done, dry_run=dry_run), (*sorted(gathered.questions), *headings))


def _rows_read(book: Workbook, gathered: Gathered) -> dict[str, RowsRead]:
    """The rows of each list by its module; beside them, who the child is, which every list says."""
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


def _brought(book: Workbook) -> list[str]:
    """The modules of the lists in it, less those of which a sheet could not be read: there, silence says nothing."""
    sheets = {sheet.layout.name for sheet, _ in book.sheets} - {missed.module for missed in book.not_read}
    return [layout.module for layout in LISTS if layout.name in sheets]


def _report(book: Workbook, gathered: Gathered, said: Drafts, done: Done, *, dry_run: bool) -> ImportReport:
    sheets = [sheet for sheet, _ in book.sheets]
    return ImportReport(
        dry_run=dry_run,
        modules=_counts(sheets, gathered, said, done.receipt.fresh),
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


def _counts(sheets: list[Sheet], gathered: Gathered, said: Drafts, fresh: Collection[UUID]) -> tuple[ModuleCount, ...]:
    """Rows by list. Counted in what is recorded, not in what was read: a row lost on the way shows as counts that do
    not add up."""
    stated = Counter(file for file, _ in {row for row, _, _ in _rows(said)})
    recorded = Counter(file for file, _ in _rows_with_news(said, fresh))
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


def _rows(said: Drafts) -> Iterator[tuple[Row, str, Entry]]:
    """Every fact that is said, with its row and its child."""
    for child, draft in said:
        for entry, file, number in draft.rows:
            yield (draft.files[file], number), child, entry


def _rows_with_news(said: Drafts, fresh: Collection[UUID]) -> set[Row]:
    """The rows that first say something new to the log."""
    told: set[UUID] = set()
    found: set[Row] = set()
    for row, child, entry in _rows(said):
        identity = fact_id(child, entry)
        if identity in fresh and identity not in told:
            told.add(identity)
            found.add(row)
    return found
