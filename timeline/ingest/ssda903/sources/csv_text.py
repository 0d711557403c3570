"""A module as delimited text."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from timeline.ingest.cells import LONGEST_CELL, Refusal
from timeline.ingest.ssda903.layouts import CHILD, Table, known_names, recognise
from timeline.ingest.ssda903.sources.opened import Line, Opened, unread
from timeline.ingest.text_files import (
    Header,
    cell_at,
    encoding_of,
    fitted,
    is_blank,
    other_encoding,
    read_header,
    rows_after,
    split_line,
)


def open_csv(path: Path) -> Opened:
    """The table of the file. Only its header row is kept in memory."""
    encoding = encoding_of(path)
    if isinstance(encoding, Refusal):
        return unread(path.name, encoding)
    header = read_header(path, encoding, known_names)
    table = recognise(path.name, header.names, other_encoding(encoding))
    if not isinstance(table, Table):
        return Opened((), (table,), lambda: iter(()))
    return Opened((table,), (), partial(_lines, path, encoding, header, table))


def _lines(path: Path, encoding: str, header: Header, table: Table) -> Iterator[Line]:
    width, place, remarks = len(table.columns), table.columns.index(CHILD), header.remarks
    for number, text in rows_after(path, encoding, header):
        cells = split_line(text, header.delimiter)
        if isinstance(cells, Refusal):
            yield Line(table, number, cells, cell_at(place, text.split(header.delimiter)), text)
        elif len(cells) == width and len(text) <= LONGEST_CELL and cells[place].strip():  # nearly always
            yield Line(table, number, cells)
        elif not is_blank(cells):
            yield Line(table, number, fitted(cells, width, remarks), cell_at(place, cells), text)
