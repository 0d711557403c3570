"""Import local tables: read the rows, collect the facts of each child, record them, report."""

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
    """The days a table covers, from ``first`` (``None``: everything before) to ``last``, its extract day and by default
    the day it became known (``known_on``)."""

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
    """Record the facts of a local table. ``days``: the days it covers, or only the day it became known. A dry run
    writes nothing.

    ``authority``: the one to import, where the column LA names several. Raises ``IngestError`` where the file cannot be
    read, its header row lacks a column, or the kind is unknown; ``EvidenceError`` where it has rows of several
    authorities and none is picked.
    """
    table = Table.opened(table_kind(kind), path)
    return _import(log, [table], days, Authorities(authority), dry_run=dry_run)


def import_tables(
    log: Log, folder: Path, days: Days | date, *, authority: str | None = None, dry_run: bool = False
) -> ImportReport:
    """Record every local table of a folder, each named ``KIND.csv``: all of them, or none. ``days`` and ``authority``
    as in ``import_table``.

    The tables become one statement for each child. Raises ``IngestError`` where there is no CSV file, or one is not
    named after a kind or cannot be read as it; ``EvidenceError`` as in ``import_table``.
    """
    found = _tables_in(folder)
    tables = [Table.opened(table_kind(kind), path) for kind, path in found.items()]
    return _import(log, tables, days, Authorities(authority), dry_run=dry_run)


def _tables_in(folder: Path) -> dict[str, Path]:
    """The tables of a folder by kind, in the registry's order."""
    files = {path.stem.lower(): path for path in folder.glob("*.csv")}
    unknown = sorted(path.name for kind, path in files.items() if kind not in TABLES)
    if unknown:
        raise IngestError(
            unknown[0], "its name is not a kind of table", f"Name it KIND.csv, with one of: {', '.join(TABLES)}"
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
    """The rows by module. Several tables may fill one module."""
    found: dict[str, RowsRead] = {}
    for read in reads:
        module = read.table.kind.module
        before = found.get(module, RowsRead(0))
        reasons = Counter(before.reasons) + Counter(each.why for each in read.quarantine)
        found[module] = RowsRead(before.read + read.count, reasons, before.children | read.set_aside_of)
    return found


def _drafts(reads: Sequence[TableRead], known_on: date) -> list[tuple[str, Draft]]:
    """One draft for each child. A row that is missing from the tables withdraws nothing."""
    coverage = Coverage(first=known_on, last=known_on, silence_counts_in=())
    files = tuple(read.table.path.name for read in reads)
    by_child: dict[str, list[tuple[Entry, int, int]]] = {}
    for file, read in enumerate(reads):
        for child, rows in read.children.items():
            facts = by_child.setdefault(child, [])
            facts.extend((fact, file, number) for number, row in rows for fact in row.facts())
    return [
        (child, Draft(known_on, SOURCE, files, coverage, tuple(facts))) for child, facts in by_child.items() if facts
    ]


def _report(
    reads: Sequence[TableRead], child_drafts: list[tuple[str, Draft]], done: ImportDone, *, dry_run: bool
) -> ImportReport:
    def kind_of(_: Entry, file: int) -> str:
        return reads[file].table.kind.name

    stated, news = stated_rows(child_drafts, kind_of), recorded_rows(child_drafts, done.receipt.news, kind_of)
    return ImportReport(
        dry_run=dry_run,
        modules=tuple(_count(read, stated, news) for read in reads),
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


def _count(read: TableRead, stated: Counter[str], news: Counter[str]) -> ModuleCount:
    kind = read.table.kind.name
    unchanged = stated[kind] - news[kind]
    return ModuleCount(kind, (read.table.path.name,), read.count, news[kind], unchanged, len(read.quarantine))
