"""Local tables into a log: read, gather what they say of each child, record, report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from timeline.domain.entries import Entry
from timeline.domain.imports import TABLE
from timeline.domain.statements import Coverage
from timeline.domain.story import Draft
from timeline.ingest.authorities import Authorities
from timeline.ingest.errors import EvidenceError, IngestError
from timeline.ingest.log import Log
from timeline.ingest.memory import without_cycle_collection
from timeline.ingest.quarantine import CellTally
from timeline.ingest.record_import import ImportDone, RowsRead, SourceRead, record_import
from timeline.ingest.report import FileRead, ImportReport, ModuleCount, recorded_rows, stated_rows
from timeline.ingest.tables.registry import TABLES, table_kind
from timeline.ingest.tables.table_file import Table, TableRead
from timeline.ingest.text_files import other_encoding

SOURCE = TABLE


@dataclass(frozen=True, slots=True)
class Days:
    """What a table covers, and since when it is known: from ``first`` (``None``: everything before) to ``last``, its
    extract day, by default the day it became known."""

    known_on: date
    first: date | None = None
    last: date | None = None

    def __post_init__(self) -> None:
        if self.last is not None and self.last > self.known_on:
            raise IngestError(
                "the table", "its last day is after the day it became known", "Correct --to or --known-on"
            )
        if self.first is not None and self.first > (self.last or self.known_on):
            raise IngestError("the table", "its first day is after its last day", "Correct --from or --to")


def import_table(
    log: Log, kind: str, path: Path, days: Days | date, *, authority: str | None = None, dry_run: bool = False
) -> ImportReport:
    """Record what a local table says. ``days``: what it covers, or the day it became known alone. Nothing is written in
    a dry run.

    ``authority``: of several in the column LA, the one whose rows are taken. Raises ``IngestError`` when the file
    cannot be read, its header row lacks a column, or there is no such kind; ``EvidenceError`` where it holds several
    authorities' rows and none is picked.
    """
    table = Table.opened(table_kind(kind), path)
    return _import(log, [table], days, Authorities(authority), dry_run=dry_run)


def import_tables(
    log: Log, folder: Path, days: Days | date, *, authority: str | None = None, dry_run: bool = False
) -> ImportReport:
    """Record every local table of a folder, ``KIND.csv`` each: all of them, or none. ``days``: as in ``import_table``.

    They speak of a child as one. ``authority`` as in ``import_table``. Raises ``IngestError`` where a CSV file has the
    name of no kind, there is none, or one cannot be read as its kind; ``EvidenceError`` as in ``import_table``.
    """
    found = _tables_in(folder)
    tables = [Table.opened(table_kind(kind), path) for kind, path in found.items()]
    return _import(log, tables, days, Authorities(authority), dry_run=dry_run)


def _tables_in(folder: Path) -> dict[str, Path]:
    """The tables of a folder by kind, in the order of the registry."""
    files = {path.stem.lower(): path for path in folder.glob("*.csv")}
    strangers = sorted(path.name for kind, path in files.items() if kind not in TABLES)
    if strangers:
        raise IngestError(
            strangers[0], "its name is not a kind of table", f"Name it KIND.csv, with one of: {', '.join(TABLES)}"
        )
    if not files:
        raise IngestError(folder.name, "it holds no CSV file", "Give a folder of tables, each named KIND.csv")
    return {kind: files[kind] for kind in TABLES if kind in files}


@without_cycle_collection
def _import(
    log: Log, tables: Sequence[Table], days: Days | date, authorities: Authorities, *, dry_run: bool
) -> ImportReport:
    covered = Days(days) if isinstance(days, date) else days
    reads = [TableRead.of(table, covered.known_on, authorities) for table in tables]
    against = list(authorities.against())
    if against:
        raise EvidenceError("the table" if len(tables) == 1 else "the tables", against)
    child_drafts = _drafts(reads, covered.known_on)
    read = SourceRead(
        source=TABLE,
        files=tuple(each.table.path.name for each in reads),
        known_on=covered.known_on,
        first=covered.first,
        last=covered.last or covered.known_on,
        rows=_rows_read(reads),
    )
    done = record_import(log, child_drafts, read, dry_run=dry_run)
    return replace(_report(reads, child_drafts, done, dry_run=dry_run), passed_over=authorities.passed_over)


def _rows_read(reads: Sequence[TableRead]) -> dict[str, RowsRead]:
    """By the module that each table fills: several tables may fill one."""
    found: dict[str, RowsRead] = {}
    for read in reads:
        module = read.table.kind.module
        before = found.get(module, RowsRead(0))
        reasons = Counter(before.reasons) + Counter(each.why for each in read.quarantine)
        found[module] = RowsRead(before.read + read.count, reasons, before.children | read.set_aside_of)
    return found


def _drafts(reads: Sequence[TableRead], known_on: date) -> list[tuple[str, Draft]]:
    """What the tables say of each child. A row speaks for itself: silence takes nothing back."""
    coverage = Coverage(first=known_on, last=known_on, silence_counts_in=())
    files = tuple(read.table.path.name for read in reads)
    child_drafts: dict[str, list[tuple[Entry, int, int]]] = {}
    for file, read in enumerate(reads):
        for child, rows in read.children.items():
            facts = child_drafts.setdefault(child, [])
            facts.extend((fact, file, number) for number, row in rows for fact in row.facts())
    return [
        (child, Draft(known_on, SOURCE, files, coverage, tuple(facts)))
        for child, facts in child_drafts.items()
        if facts
    ]


def _report(
    reads: Sequence[TableRead], child_drafts: list[tuple[str, Draft]], done: ImportDone, *, dry_run: bool
) -> ImportReport:
    def kind_of(_: Entry, file: int) -> str:
        return reads[file].table.kind.name

    standing, news = stated_rows(child_drafts, kind_of), recorded_rows(child_drafts, done.receipt.news, kind_of)
    return ImportReport(
        dry_run=dry_run,
        modules=tuple(_count(read, standing, news) for read in reads),
        files=tuple(_file(read.table) for read in reads),
        not_read=(),
        discrepancies=(),
        absent_children=None,
        facts_added=done.facts_added,
        statements_added=done.statements_added,
        quarantine=tuple(aside for read in reads for aside in read.quarantine),
        header_row_alone=tuple(read.table.path.name for read in reads if not read.count),
        cells=CellTally.together(read.cells for read in reads),
        set_aside=(),
        outcome=done.outcome,
        number=done.number,
    )


def _file(table: Table) -> FileRead:
    return FileRead(table.path.name, table.kind.name, table.unknown, (), other_encoding(table.encoding))


def _count(read: TableRead, standing: Counter[str], news: Counter[str]) -> ModuleCount:
    kind = read.table.kind.name
    unchanged = standing[kind] - news[kind]
    return ModuleCount(kind, (read.table.path.name,), read.count, news[kind], unchanged, len(read.quarantine))
