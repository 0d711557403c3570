"""CSV that a spreadsheet opens as data and never as a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from timeline.printable import spelled_out
from timeline.projections.rounding import shortest
from timeline.report.value import Cell, Report, Row
from timeline.report.writers import Sheet

_BOTH_LINE_ENDS = "\r\n"
_FORMULA_LEADERS = ("=", "+", "-", "@", "\t", "\r")


def written(report: Report, _: Sheet) -> str:
    """The records of a report: a header, and one line a row."""
    table = report.records().of_records()
    return csv_text([column.name for column in table.columns], table.rows)


def csv_text(header: Iterable[Cell], rows: Iterable[Row]) -> str:
    """A header and rows as CSV. Blank for ``None``, days ISO, fractions to 6 decimals, texts made harmless, control
    characters spelt out."""
    lines = _Lines()
    written = csv.writer(lines, lineterminator=_BOTH_LINE_ENDS)
    for cells in (header, *rows):
        written.writerow([_written(cell) for cell in cells])
    return "".join(lines)


class _Lines(list[str]):
    """The lines that a CSV writer writes, each ended by a line feed. The writer itself ends them by carriage return and
    line feed, so that it quotes a cell that holds either."""

    def write(self, line: str) -> None:
        """One whole line."""
        self.append(f"{line.removesuffix(_BOTH_LINE_ENDS)}\n")


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, tuple):
        return "; ".join(map(_written, cell))
    if isinstance(cell, Fraction):
        return shortest(cell)
    if isinstance(cell, int):
        return str(cell)
    return cell.isoformat() if isinstance(cell, date) else harmless(spelled_out(cell))


def harmless(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{text}" if may_be_formula(text) else text


def may_be_formula(text: str) -> bool:
    """Whether a spreadsheet would take the text for a formula."""
    return text.startswith(_FORMULA_LEADERS)
