"""A local table as a file: its header row is checked, its rows are read or set aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from timeline.ingest.authorities import AUTHORITY, Authorities
from timeline.ingest.cells import CellError, Refusal, Row
from timeline.ingest.errors import IngestError
from timeline.ingest.quarantine import CellTally, Quarantined, Source
from timeline.ingest.tables.kinds import TableKind, TableRow
from timeline.ingest.text_files import (
    Cells,
    Header,
    encoding_or_error,
    fitted,
    is_blank,
    read_header,
    rows_after,
    shown_name,
    split_line,
)


@dataclass(frozen=True, slots=True)
class Table:
    """A file opened as a table of a kind."""

    kind: TableKind
    path: Path
    encoding: str
    header: Header

    @classmethod
    def opened(cls, kind: TableKind, path: Path) -> Table:
        """Open a file and read its header row. ``IngestError`` where it cannot be opened or is not a table of the
        kind."""
        encoding = encoding_or_error(path)
        columns = set(kind.row.columns())
        header = read_header(path, encoding, lambda found: len(columns & set(found)))
        _check_header(kind, path, header.names)
        return cls(kind, path, encoding, header)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns in its header row."""
        return self.header.names

    @property
    def source(self) -> Source:
        """Its name in the quarantine."""
        return Source(self.path.name, self.kind.name, self.columns)

    @property
    def unknown(self) -> tuple[str, ...]:
        """The columns that the kind does not have."""
        known = {*self.kind.row.columns(), AUTHORITY}
        named = enumerate(self.columns, start=1)
        return tuple(shown_name(name, place) for place, name in named if name not in known)

    def rows(self) -> Iterator[tuple[int, Cells | Refusal, str]]:
        """Every row that is not blank: its number in the file, its cells or a refusal, its text."""
        for number, text in rows_after(self.path, self.encoding, self.header):
            cells = split_line(text, self.header.delimiter)
            if isinstance(cells, Refusal):
                yield number, cells, text
            elif not is_blank(cells):
                yield number, fitted(cells, len(self.columns), self.header.remarks), text


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
        raise IngestError(path.name, f"these columns appear twice: {', '.join(twice)}", "Keep one of each")


@dataclass(slots=True)
class TableRead:
    """The rows read from a table so far, by child. ``known_on``: the day it became known."""

    table: Table
    known_on: date
    source: Source
    children: dict[str, list[tuple[int, TableRow]]] = field(default_factory=dict)
    subjects: dict[tuple[str, Hashable], tuple[int, TableRow]] = field(default_factory=dict)
    quarantine: list[Quarantined] = field(default_factory=list)
    set_aside_of: set[str] = field(default_factory=set)  # the children with a row that was set aside
    cells: CellTally = field(default_factory=CellTally)
    count: int = 0

    def take(self, number: int, cells: Cells | Refusal, text: str) -> None:
        """Read one row, or set it aside."""
        self.count += 1
        if isinstance(cells, Refusal):
            self.quarantine.append(Quarantined.of_row(self.source, number, cells, text))
            return
        row = Row(dict(zip(self.table.columns, cells, strict=True)), self.known_on)
        try:
            self._keep(number, row)
        except CellError as error:
            self.quarantine.append(Quarantined.of_cell(self.source, number, error, cells))
            self.set_aside_of.update(filter(None, [row.identifier_if_any(self.table.kind.row.child_column())]))
            return
        self.cells.add(self.source, number, row)

    def _keep(self, number: int, cells: Row) -> None:
        row = self.table.kind.row.read(cells)
        earlier, first = self.subjects.setdefault((row.child, row.subject()), (number, row))
        if first != row:
            reason = "an earlier row about the same thing gives another value"
            column = self.table.kind.row.columns()[1]
            raise cells.refuse(column, reason, "Keep the row that is right", f"row {earlier}")
        self.children.setdefault(row.child, []).append((number, row))

    @classmethod
    def of(cls, table: Table, known_on: date, authorities: Authorities) -> TableRead:
        """Read all rows of the table or set them aside. Rows of authorities other than the picked one are skipped."""
        read = cls(table, known_on, table.source)
        for number, cells, text in table.rows():
            if isinstance(cells, Refusal):
                read.take(number, cells, text)
                continue
            wanted = authorities.wanted(table.path.name, table.columns, cells)
            if wanted:
                read.take(number, wanted if isinstance(wanted, Refusal) else cells, text)
        return read
