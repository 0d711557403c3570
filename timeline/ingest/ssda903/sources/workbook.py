"""A return as a workbook: each sheet whose first row is a module's header row is a table."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from zipfile import BadZipFile, ZipFile

from timeline.ingest.cells import Refusal
from timeline.ingest.report import NotRead
from timeline.ingest.ssda903.layouts import CHILD, Table, recognise
from timeline.ingest.ssda903.sources.opened import Line, Opened, unread
from timeline.ingest.text_files import cell_at, fitted, header_names, is_blank, without_remarks
from timeline.lazy import lazy

if TYPE_CHECKING:
    import openpyxl
else:
    openpyxl = lazy("openpyxl")

_LARGEST = 4 << 30
_UNREADABLE = Refusal("it cannot be opened as a workbook", "Save it as .xlsx, or each sheet as CSV")
_TOO_LARGE = Refusal("unzipped it is larger than 4 GB", "Save each sheet as CSV")

_SPREADSHEET_DAY_0 = "1899-12-30"
Numbered = tuple[int, list[str]]


class SheetRead(NamedTuple):
    """A sheet: its filled rows by number, and whether the workbook hides it."""

    rows: list[Numbered]
    hidden: bool


def open_workbook(path: Path) -> Opened:
    """The sheets of the file. The whole file is read first, so that a damaged one is not imported in part."""
    try:
        if _unpacked_size(path) > _LARGEST:
            return unread(path.name, _TOO_LARGE)
        sheets = _sheets(path)
    except Exception:  # openpyxl, zipfile, zlib and the XML parser raise different errors for a damaged file
        return unread(path.name, _UNREADABLE)
    return _recognised(path.name, sheets)


def _unpacked_size(path: Path) -> int:
    with ZipFile(path) as package:
        if "xl/workbook.xml" not in package.namelist():
            raise BadZipFile("it is a package, but no workbook")
        return sum(part.file_size for part in package.infolist())


def _sheets(path: Path) -> dict[str, SheetRead]:
    with path.open("rb") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns about styles and drop-down lists, which do not matter here
        book = openpyxl.load_workbook(file, read_only=True)
        try:
            for sheet in book.worksheets:
                sheet.reset_dimensions()  # some programs write a wrong size, and rows beyond it would be lost
            return {sheet.title: _sheet(sheet) for sheet in book.worksheets}
        finally:
            book.close()


def _sheet(sheet: Any) -> SheetRead:
    return SheetRead(list(_filled_rows(sheet.iter_rows(values_only=True))), is_hidden(sheet))


def is_hidden(sheet: Any) -> bool:
    """Whether a workbook hides the sheet."""
    return bool(sheet.sheet_state != "visible")


def _filled_rows(rows: Iterable[tuple[object, ...]]) -> Iterator[Numbered]:
    for number, values in enumerate(rows, start=1):
        cells = [as_text(value) for value in values]
        if not is_blank(cells):
            yield number, cells


def as_text(value: object) -> str:
    """A cell's value as text: whole numbers without a decimal point, days as ISO dates."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time.min else value.isoformat(" ", "minutes")
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if value == time.min:  # openpyxl's value for a date whose number is 0
        return _SPREADSHEET_DAY_0
    if isinstance(value, (int, date, time)):
        return str(value)
    return "="  # openpyxl's classes for formulas: refused when the cell is read


def _recognised(file: str, sheets: dict[str, SheetRead]) -> Opened:
    tables: list[_Rows] = []
    not_read: list[NotRead] = []
    for title, (rows, hidden) in sheets.items():
        name = f"{file}[{title}]"
        names, remarks = without_remarks(header_names(rows[0][1] if rows else ()))
        table = recognise(name, names, hidden=hidden) if rows else NotRead(name, "it is empty", "Leave it out")
        if isinstance(table, Table):
            tables.append(_Rows(table, remarks, rows[1:]))
        else:
            not_read.append(table.hidden() if hidden else table)
    return Opened(tuple(each.table for each in tables), tuple(not_read), partial(_lines, tables))


class _Rows(NamedTuple):
    """A table, the number of remark columns after its own, and its rows."""

    table: Table
    remarks: int
    rows: list[Numbered]


def _lines(tables: list[_Rows]) -> Iterator[Line]:
    for table, remarks, rows in tables:
        width, place = len(table.columns), table.columns.index(CHILD)
        for number, cells in rows:
            # A sheet may omit trailing blank cells.
            fit = fitted(cells + [""] * (width + remarks - len(cells)), width, remarks)
            yield Line(table, number, fit, cell_at(place, cells), "; ".join(cells) if isinstance(fit, Refusal) else "")
