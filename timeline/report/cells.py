"""CSV that a spreadsheet opens as data and never as a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from timeline.printable import spelled_out
from timeline.projections.rounding import shortest

Cell = str | int | Fraction | date | None

_BOTH_LINE_ENDS = "\r\n"
_FORMULA_LEADERS = ("=", "+", "-", "@", "\t", "\r")


def iso(day: date | None) -> str | None:
    """The day as JSON has it."""
    return None if day is None else day.isoformat()


def csv_text(header: Iterable[str], rows: Iterable[Iterable[Cell]]) -> str:
    """A header and rows as CSV. Blank for ``None``, days ISO, fractions to 6 decimals, texts made harmless, control
    characters spelt out."""
    lines = _Lines()
    written = csv.writer(lines, lineterminator=_BOTH_LINE_ENDS)
    for cells in (header, *rows):
        written.writerow([_written(cell) for cell in cells])
    return "".join(lines)


class _Lines(list[str]):
    """What a CSV writer writes, each line ended by a line feed. It writes both line ends, so that a cell that holds
    either is quoted."""

    def write(self, line: str) -> None:
        """One whole line."""
        self.append(f"{line.removesuffix(_BOTH_LINE_ENDS)}\n")


def key_values(group: Mapping[str, str | int]) -> str:
    """A row's label in one cell: ``duration=within 1 month;sex=Male``; nothing for the default figure."""
    return ";".join(f"{key}={value}" for key, value in group.items())


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Fraction):
        return shortest(cell)
    if isinstance(cell, int):
        return str(cell)
    return cell.isoformat() if isinstance(cell, date) else harmless(spelled_out(cell))


def harmless(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{text}" if may_be_formula(text) else text


def may_be_formula(text: str) -> bool:
    """Whether a spreadsheet would take the text, typed into it, for a formula."""
    return text.startswith(_FORMULA_LEADERS)
