"""A local table into a log: open, read, gather, record, report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from timeline.domain.entries import Entry
from timeline.domain.statements import Coverage
from timeline.domain.story import Draft
from timeline.ingest.cells import CellError, Refusal, Row
from timeline.ingest.errors import IngestError
from timeline.ingest.log import Log, Receipt
from timeline.ingest.quarantine import Quarantined
from timeline.ingest.report import FileRead, ImportReport, ModuleCount, recorded_rows, said_rows
from timeline.ingest.tables.kinds import TableKind, TableRow
from timeline.ingest.tables.registry import TABLES, table_kind
from timeline.ingest.text_files import (
    Cells,
    encoding_of,
    fitted,
    is_blank,
    read_header,
    read_lines,
    shown_name,
    split_line,
)

SOURCE = "table"


def import_table(log: Log, kind: str, path: Path, known_on: date, *, dry_run: bool = False) -> ImportReport:
    """Record what a local table says, known since one day. Nothing is written in a dry run.

    Raises ``IngestError`` when the file cannot be read, its header row lacks a column, or there is no such kind.
    """
    table = _Table.opened(table_kind(kind), path)
    read = _Read(table)
    for number, cells in table.rows():
        read.take(number, cells)
    said = list(read.drafts(known_on))
    receipt = log.rehearse(said) if dry_run else log.record(said)
    return _report(read, said, receipt, dry_run=dry_run)


def import_tables(log: Log, folder: Path, known_on: date, *, dry_run: bool = False) -> list[ImportReport]:
    """Record every local table of a folder, ``KIND.csv`` each, known since one day: one report a table, by kind.

    A table is in the log whole or not at all. Raises ``IngestError`` before anything is recorded where a CSV file has
    the name of no kind, or there is none, or one cannot be read as its kind.
    """
    found = _tables_in(folder)
    for kind, path in found.items():
        _Table.opened(table_kind(kind), path)
    return [import_table(log, kind, path, known_on, dry_run=dry_run) for kind, path in found.items()]


def _tables_in(folder: Path) -> dict[str, Path]:
    """The tables of a folder by kind, in the order of the registry."""
    files = {path.stem.lower(): path for path in folder.glob("*.csv")}
    strangers = sorted(path.name for kind, path in files.items() if kind not in TABLES)
    if strangers:
        raise IngestError(
            strangers[0], "its name is no kind of table", f"Name it KIND.csv, with one of: {', '.join(TABLES)}"
        )
    if not files:
        raise IngestError(folder.name, "it holds no CSV file", "Give a folder of tables, each named KIND.csv")
    return {kind: files[kind] for kind in TABLES if kind in files}


@dataclass(frozen=True, slots=True)
class _Table:
    kind: TableKind
    path: Path
    encoding: str
    delimiter: str
    columns: tuple[str, ...]

    @classmethod
    def opened(cls, kind: TableKind, path: Path) -> _Table:
        encoding = _encoding(path)
        columns = set(kind.row.columns())
        delimiter, names = read_header(path, encoding, lambda found: len(columns & set(found)))
        _check_header(kind, path, names)
        return cls(kind, path, encoding, delimiter, names)

    @property
    def unknown(self) -> tuple[str, ...]:
        known = self.kind.row.columns()
        named = enumerate(self.columns, start=1)
        return tuple(shown_name(name, place) for place, name in named if name not in known)

    def rows(self) -> Iterator[tuple[int, Cells | Refusal]]:
        lines = read_lines(self.path, self.encoding)
        next(lines)  # the header row
        for number, text in lines:
            cells = split_line(text, self.delimiter)
            if isinstance(cells, Refusal):
                yield number, cells
            elif not is_blank(cells):
                yield number, fitted(cells, len(self.columns))


def _encoding(path: Path) -> str:
    try:
        encoding = encoding_of(path)
    except OSError as error:
        raise IngestError(
            path.name, f"it cannot be opened ({error.strerror})", "Check the path and its rights"
        ) from None
    if isinstance(encoding, Refusal):
        raise IngestError(path.name, encoding.reason, encoding.do)
    return encoding


def _check_header(kind: TableKind, path: Path, names: tuple[str, ...]) -> None:
    missing = [column for column in kind.row.columns() if column not in names]
    if missing:
        raise IngestError(
            path.name,
            f"its header row lacks {', '.join(missing)}",
            f"Begin the file with the line {','.join(kind.row.columns())}",
        )
    twice = [shown_name(name, names.index(name) + 1) for name, count in Counter(names).items() if name and count > 1]
    if twice:
        raise IngestError(path.name, f"these columns stand in it twice: {', '.join(twice)}", "Keep one of each")


@dataclass(slots=True)
class _Read:
    """A table as it is being read, child by child."""

    table: _Table
    children: dict[str, list[tuple[int, TableRow]]] = field(default_factory=dict)
    quarantine: list[Quarantined] = field(default_factory=list)
    count: int = 0

    def take(self, number: int, cells: Cells | Refusal) -> None:
        """Read one row, or set it aside."""
        self.count += 1
        file = self.table.path.name
        if isinstance(cells, Refusal):
            self.quarantine.append(Quarantined.of(file, number, cells))
            return
        try:
            self._keep(number, Row(dict(zip(self.table.columns, cells, strict=True))))
        except CellError as error:
            self.quarantine.append(Quarantined.of(file, number, error.refusal, error.column, error.value))

    def _keep(self, number: int, cells: Row) -> None:
        row = self.table.kind.row.read(cells)
        rows = self.children.setdefault(row.child, [])
        if any(before.subject() == row.subject() and before != row for _, before in rows):
            reason = "an earlier row of the table says otherwise of the same"
            raise cells.refuse(self.table.kind.row.columns()[1], reason, "Keep the row that is right")
        rows.append((number, row))

    def drafts(self, known_on: date) -> Iterator[tuple[str, Draft]]:
        """What the table says of each child. A row speaks for itself: silence takes nothing back."""
        coverage = Coverage(first=known_on, last=known_on, silence_counts_in=())
        for child, rows in self.children.items():
            said: list[tuple[Entry, int, int]] = [(fact, 0, number) for number, row in rows for fact in row.facts()]
            if said:
                yield child, Draft(known_on, SOURCE, (self.table.path.name,), coverage, tuple(said))


def _report(read: _Read, said: list[tuple[str, Draft]], receipt: Receipt, *, dry_run: bool) -> ImportReport:
    kind, file = read.table.kind.name, read.table.path.name
    recorded = recorded_rows(said, receipt.fresh).total()
    unchanged = said_rows(said).total() - recorded
    return ImportReport(
        dry_run=dry_run,
        modules=(ModuleCount(kind, (file,), read.count, recorded, unchanged, len(read.quarantine)),),
        files=(FileRead(file, kind, read.table.unknown, ()),),
        not_read=(),
        discrepancies=(),
        absent_children=None,
        facts_added=len(receipt.fresh),
        statements_added=receipt.statements,
        quarantine=tuple(read.quarantine),
    )
