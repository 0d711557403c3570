"""The rows and cells of a reference list. They are read strictly, because a wrong list causes wrong findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from timeline.domain.written import Refusal as DayRefusal
from timeline.domain.written import read_day
from timeline.ingest.cells import Refusal
from timeline.ingest.errors import IngestError
from timeline.ingest.reference.columns import known
from timeline.ingest.text_files import (
    Cells,
    Header,
    encoding_or_error,
    fitted,
    is_blank,
    read_header,
    rows_after,
    split_line,
)


@dataclass(frozen=True, slots=True)
class Table:
    """A list opened for reading: its file, encoding and header row."""

    path: Path
    encoding: str
    header: Header

    def rows(self) -> Iterator[tuple[int, Cells]]:
        """Every row that is not blank, with its number in the file. ``IngestError`` at one that cannot be read."""
        width = len(self.header.names)
        for number, line in rows_after(self.path, self.encoding, self.header):
            cells = split_line(line, self.header.delimiter)
            if not isinstance(cells, Refusal) and len(cells) != width:
                cells = fitted(cells, width)
            if isinstance(cells, Refusal):
                raise IngestError(self.path.name, f"row {number}: {cells.reason}", cells.do)
            if not is_blank(cells):
                yield number, cells

    def wrong(self, number: int, column: str, what: str, do: str) -> IngestError:
        """The error for a cell that cannot be read. It does not contain the cell's text."""
        return IngestError(self.path.name, f"row {number}: {column} {what}", do)

    def day(self, number: int, column: str, text: str) -> date | None:
        """The day of a cell; ``None`` where it is blank."""
        if not text.strip():
            return None
        read = read_day(text.strip())
        if isinstance(read, DayRefusal):
            raise self.wrong(
                number, column, "is not a date", "Write it like 2023-10-28 or 28/10/2023, or leave it blank"
            )
        return read


def opened(path: Path, columns: Mapping[str, tuple[str, ...]]) -> Table:
    """Open a list. ``columns``: those it may have; they decide which character is the delimiter."""
    encoding = encoding_or_error(path)
    return Table(path, encoding, read_header(path, encoding, lambda names: known(names, columns)))
