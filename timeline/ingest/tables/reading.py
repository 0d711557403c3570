"""A local table as a file: opened, its header row checked, its rows read child by child or set aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from timeline.ingest.authorities import AUTHORITY, Authorities
from timeline.ingest.cells import CellError, Refusal, Row
from timeline.ingest.errors import IngestError
from timeline.ingest.quarantine import Quarantined
from timeline.ingest.tables.kinds import TableKind, TableRow
from timeline.ingest.text_files import (
    Cells,
    encoding_told,
    fitted,
    is_blank,
    read_header,
    read_lines,
    shown_name,
    split_line,
)


@dataclass(frozen=True, slots=True)
class Table:
    """A file opened as a table of a kind."""

    kind: TableKind
    path: Path
    encoding: str
    delimiter: str
    columns: tuple[str, ...]

    @classmethod
    def opened(cls, kind: TableKind, path: Path) -> Table:
        """The file, its header row read. ``IngestError`` where it cannot be opened or is no table of the kind."""
        encoding = encoding_told(path)
        columns = set(kind.row.columns())
        delimiter, names = read_header(path, encoding, lambda found: len(columns & set(found)))
        _check_header(kind, path, names)
        return cls(kind, path, encoding, delimiter, names)

    @property
    def unknown(self) -> tuple[str, ...]:
        """The columns it has and the kind has not."""
        known = {*self.kind.row.columns(), AUTHORITY}
        named = enumerate(self.columns, start=1)
        return tuple(shown_name(name, place) for place, name in named if name not in known)

    def rows(self) -> Iterator[tuple[int, Cells | Refusal]]:
        """Every row that is not blank, with its number in the file."""
        lines = read_lines(self.path, self.encoding)
        next(lines)  # the header row
        for number, text in lines:
            cells = split_line(text, self.delimiter)
            if isinstance(cells, Refusal):
                yield number, cells
            elif not is_blank(cells):
                yield number, fitted(cells, len(self.columns))


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
class TableRead:
    """A table as it is being read, child by child."""

    table: Table
    children: dict[str, list[tuple[int, TableRow]]] = field(default_factory=dict)
    subjects: dict[tuple[str, Hashable], TableRow] = field(default_factory=dict)
    quarantine: list[Quarantined] = field(default_factory=list)
    set_aside_of: set[str] = field(default_factory=set)  # the children of whom a row was
    count: int = 0

    def take(self, number: int, cells: Cells | Refusal) -> None:
        """Read one row, or set it aside."""
        self.count += 1
        file = self.table.path.name
        if isinstance(cells, Refusal):
            self.quarantine.append(Quarantined.of(file, number, cells))
            return
        row = Row(dict(zip(self.table.columns, cells, strict=True)))
        try:
            self._keep(number, row)
        except CellError as error:
            self.quarantine.append(Quarantined.of(file, number, error.refusal, error.column, error.value))
            self.set_aside_of.update(filter(None, [row.raw(self.table.kind.row.child_column())]))

    def _keep(self, number: int, cells: Row) -> None:
        row = self.table.kind.row.read(cells)
        if self.subjects.setdefault((row.child, row.subject()), row) != row:
            reason = "an earlier row of the table says otherwise of the same"
            raise cells.refuse(self.table.kind.row.columns()[1], reason, "Keep the row that is right")
        self.children.setdefault(row.child, []).append((number, row))

    @classmethod
    def of(cls, table: Table, authorities: Authorities) -> TableRead:
        """All rows of the table, read or set aside; those of other authorities than the one picked are passed over."""
        read = cls(table)
        for number, cells in table.rows():
            if isinstance(cells, Refusal):
                read.take(number, cells)
                continue
            wanted = authorities.wanted(table.path.name, table.columns, cells)
            if wanted:
                read.take(number, wanted if isinstance(wanted, Refusal) else cells)
        return read
