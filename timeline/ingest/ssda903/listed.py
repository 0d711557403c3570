"""Many returns in one go: a list that says of each where it is, which year it is about and since when it is known.

The list is a CSV with the columns of ``COLUMNS``. All of it is read before anything is imported, so that a day mistyped
in its last row is told before the first return is in the log.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from timeline.domain.days import year_window
from timeline.domain.written import Refusal, read_day
from timeline.ingest.errors import IngestError
from timeline.ingest.log import Log
from timeline.ingest.report import ImportReport
from timeline.ingest.ssda903.importing import import_return
from timeline.ingest.text_files import (
    Cells,
    Header,
    encoding_told,
    fitted,
    is_blank,
    read_header,
    rows_after,
    split_line,
)

COLUMNS = ("RETURN", "YEAR_ENDING", "KNOWN_ON")


@dataclass(frozen=True, slots=True)
class ListedReturn:
    """One row of a list. ``row`` counts from 1, the header row being row 1. ``path``: a folder or a file.
    ``year_ending``: the 31 March on which its year ends; ``known_on``: the day it became known."""

    row: int
    path: Path
    year_ending: date
    known_on: date


class ImportedReturn(NamedTuple):
    """A return of a list, and what importing it did."""

    listed: ListedReturn
    report: ImportReport


def read_list(path: Path) -> list[ListedReturn]:
    """The returns that a list names, in its order; paths are taken from the list's own folder on.

    ``IngestError`` at the first row that names none, and where the list cannot be read at all.
    """
    header, lines = _opened(path)
    found = [_listed(path, number, _cells(path, number, text, header)) for number, text in lines]
    if not found:
        raise IngestError(path.name, "it lists no return", "Write a row for each return under the header row")
    return found


def import_listed(log: Log, listed: Sequence[ListedReturn], *, dry_run: bool = False) -> Iterator[ImportedReturn]:
    """Record each return in its turn, in a transaction of its own. Those before one that cannot be read are recorded,
    and importing the list again adds nothing of them. ``IngestError`` says in which row it stands.

    In a dry run each is held against the log as it is, and not against those before it in the list.
    """
    for each in listed:
        try:
            report = import_return(log, [each.path], each.year_ending, each.known_on, dry_run=dry_run)
        except IngestError as error:
            raise IngestError(f"row {each.row} of the list, {error.where}", error.what, error.do) from None
        yield ImportedReturn(each, report)


def _opened(path: Path) -> tuple[Header, Iterator[tuple[int, str]]]:
    """The header row, and the rows after it."""
    encoding = encoding_told(path)
    header = read_header(path, encoding, lambda found: len(set(COLUMNS) & set(found)))
    missing = [column for column in COLUMNS if column not in header.names]
    if missing:
        raise IngestError(
            path.name, f"its header row lacks {', '.join(missing)}", f"Give it the columns {', '.join(COLUMNS)}"
        )
    return header, rows_after(path, encoding, header)


def _cells(path: Path, number: int, text: str, header: Header) -> dict[str, str]:
    split = split_line(text, header.delimiter)
    cells: Cells | Refusal = split if isinstance(split, Refusal) else fitted(split, len(header.names))
    if isinstance(cells, Refusal):
        raise IngestError(f"{path.name} row {number}", cells.reason, cells.do)
    if is_blank(cells):
        raise IngestError(f"{path.name} row {number}", "its cells are blank", "Take the row out")
    return {name: cell.strip() for name, cell in zip(header.names, cells, strict=True)}


def _listed(path: Path, number: int, cells: dict[str, str]) -> ListedReturn:
    where = f"{path.name} row {number}"
    if not cells["RETURN"]:
        raise IngestError(where, "RETURN is blank", "Name the return's folder or file")
    source = path.parent / cells["RETURN"]
    if not os.path.exists(source):  # noqa: PTH110 - of a path that is too long, Path.exists raises
        raise IngestError(where, "there is no such folder or file", f"Name it as seen from the folder of {path.name}")
    ends, known = (_day(where, column, cells[column]) for column in ("YEAR_ENDING", "KNOWN_ON"))
    try:
        year = year_window(ends)
    except ValueError:
        raise IngestError(where, "YEAR_ENDING is no 31 March", "Give the 31 March on which its year ends") from None
    if known < year.first:
        raise IngestError(where, "KNOWN_ON is before its year began", "Give the day the return was submitted")
    return ListedReturn(number, source, ends, known)


def _day(where: str, column: str, text: str) -> date:
    found = read_day(text)
    if isinstance(found, Refusal):
        raise IngestError(where, f"{column}: {found.reason}", found.do)
    return found
