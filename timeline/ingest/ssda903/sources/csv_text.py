"""A module as delimited text."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from timeline.ingest.cells import LONGEST_CELL, Refusal
from timeline.ingest.ssda903.layouts import CHILD, Table, known_names, recognise
from timeline.ingest.ssda903.sources.opened import Line, Opened, unread
from timeline.ingest.text_files import (
    cell_at,
    encoding_of,
    fitted,
    is_blank,
    read_header,
    read_lines,
    split_line,
)


def open_csv(path: Path) -> Opened:
    """The one table of the file. Nothing but its header row is held."""
    encoding = encoding_of(path)
    if isinstance(encoding, Refusal):
        return unread(path.name, encoding)
    delimiter, names = read_header(path, encoding, known_names)
    table = recognise(path.name, names)
    if not isinstance(table, Table):
        return Opened((), (table,), lambda: iter(()))
    return Opened((table,), (), partial(_lines, path, encoding, delimiter, table))


def _lines(path: Path, encoding: str, delimiter: str, table: Table) -> Iterator[Line]:
    lines = read_lines(path, encoding)
    next(lines)  # the header row
    width, place = len(table.columns), table.columns.index(CHILD)
    for number, text in lines:
        cells = split_line(text, delimiter)
        if isinstance(cells, Refusal):
            yield Line(table, number, cells, about=cell_at(place, text.split(delimiter)))
        elif len(cells) == width and len(text) <= LONGEST_CELL and cells[place].strip():  # as it nearly always is
            yield Line(table, number, cells)
        elif not is_blank(cells):
            yield Line(table, number, fitted(cells, width), about=cell_at(place, cells))
