"""Sheets as a file: numbers as numbers, days as days, and every text a text.

The same answer is the same file to the byte: a workbook's properties and its archive would hold the moment of writing,
and here hold a fixed one. No text is ever a formula. While a workbook is made, openpyxl keeps a sheet in a temporary
file that only its owner can read, and deletes it.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter

from timeline.projections.rounding import json_number
from timeline.report.value import Cell, Report
from timeline.report.value import Sheet as Page
from timeline.report.writers import Sheet
from timeline.report.writers.csv_text import may_be_formula

NO_MOMENT = datetime(1980, 1, 1)
"""In place of the moment of writing: the first moment that an archive can hold. See above."""

_DAY_FORMAT = "yyyy-mm-dd"
_WIDEST = 60


def written(report: Report, _: Sheet) -> bytes:
    """The sheets of a report, as the bytes of a file. ``ValueError`` where it has none."""
    if report.sheets is None:
        raise ValueError("the report has no sheets")
    return workbook(report.sheets())


def workbook(sheets: Iterable[Page]) -> bytes:
    """The sheets as the bytes of a file."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        _add(book, sheet)
    book.properties.creator = "timeline"
    book.properties.created = book.properties.modified = NO_MOMENT
    content = io.BytesIO()
    # Not ``book.save``, which notes the moment.
    ExcelWriter(book, _Archive(content, "w", ZIP_DEFLATED)).save()
    return content.getvalue()


class _Archive(ZipFile):
    """An archive without the moment of writing."""

    def writestr(
        self,
        zinfo_or_arcname: str | ZipInfo,
        data: Any,
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        """Add a file of this content."""
        name = zinfo_or_arcname if isinstance(zinfo_or_arcname, str) else zinfo_or_arcname.filename
        super().writestr(ZipInfo(name, NO_MOMENT.timetuple()[:6]), data, compress_type or ZIP_DEFLATED, compresslevel)

    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:
        """Add a file from the disk."""
        self.writestr(arcname, Path(filename).read_bytes())


def _add(book: Workbook, sheet: Page) -> None:
    page = book.create_sheet(sheet.name)
    page.freeze_panes = sheet.frozen
    table = sheet.table.of_records()
    lines = [[column.name for column in table.columns], *table.rows]
    for number, width in enumerate(_widths(lines), 1):
        page.column_dimensions[get_column_letter(number)].width = width
    for number, line in enumerate(lines):
        page.append([_cell(page, cell, bold=number == 0) for cell in line])


def _widths(lines: Sequence[Sequence[Cell]]) -> Iterator[int]:
    return (min(_WIDEST, 2 + max(len(str(cell or "")) for cell in column)) for column in zip(*lines, strict=True))


def _cell(page: Any, cell: Cell, *, bold: bool) -> Any:
    """A cell of its own type. A text is always a text, also where a spreadsheet would take it for a formula."""
    if cell is None:
        return None
    found = WriteOnlyCell(page)
    found.value = _plain(cell)
    if isinstance(cell, str):
        found.data_type = "s"
        found.quotePrefix = may_be_formula(cell)
    if isinstance(cell, date):
        found.number_format = _DAY_FORMAT
    if bold:
        found.font = Font(bold=True)
    return found


def _plain(cell: Cell) -> str | float | date | None:
    """The cell as openpyxl takes it. A character that cannot be printed becomes a question mark."""
    if isinstance(cell, tuple):
        return _plain("; ".join(cell))
    if isinstance(cell, str):
        return "".join(sign if sign.isprintable() else "?" for sign in cell)
    return json_number(cell) if isinstance(cell, Fraction) else cell
