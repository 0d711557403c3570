"""What one cell of a table says: a day, a code, a flag, a number, a text. Shared by all importers of tables.

Days are read as ``timeline.domain.written`` says. Outer blanks never count. What cannot be read raises ``CellError``,
whose text names the column and the reason and never the value.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from timeline.domain.codes import CODE_LISTS
from timeline.domain.written import Refusal, read_day

__all__ = ["LONGEST_CELL", "CellError", "Refusal", "Row", "read_code", "read_day"]

LONGEST_CELL = 10_000
"""Characters. No field of any table here comes near it: a longer cell is a file gone wrong."""

_PARTIAL_DAY = re.compile(r"(?:zz|\d{2})/(?:zz|0[1-9]|1[0-2])/(?:zzzz|\d{4})", re.ASCII)
_NUMBER = re.compile(r"(\d{1,9})(?:\.0+)?", re.ASCII)
_FLOAT_OF_WHOLE = re.compile(r"(\d+)\.0+", re.ASCII)


class CellError(Exception):
    """A cell that cannot be read. ``value`` is for the analyst's own list, and not in the text."""

    def __init__(self, column: str, value: str, refusal: Refusal) -> None:
        super().__init__(f"{column}: {refusal.reason}")
        self.column = column
        self.value = value
        self.refusal = refusal


@lru_cache(maxsize=50_000)
def read_code(field: str, text: str) -> str | Refusal:
    """The code of this list that a cell without outer blanks means, in the spelling of the list."""
    codes = CODE_LISTS[field]
    code = codes.normalise(text)
    if code is not None:
        return code
    why = codes.why_not(text)
    assert why is not None  # the list itself just said that it is none
    return Refusal(why, f"Correct it to the code of {field} that is meant")


class Row:
    """One row by the names of its columns. A column the file has not got is blank."""

    __slots__ = ("_cells",)

    def __init__(self, cells: Mapping[str, str]) -> None:
        self._cells = cells

    def raw(self, column: str) -> str:
        """The cell without outer blanks, ``""`` where it is blank."""
        return self._cells.get(column, "").strip()

    def refuse(self, column: str, reason: str, do: str) -> CellError:
        """The error that sets this row aside for this column."""
        return CellError(column, self.raw(column), Refusal(reason, do))

    def day(self, column: str) -> date | None:
        """The day, ``None`` where it is blank."""
        text = self._cells.get(column, "").strip()
        if not text:
            return None
        read = read_day(text)
        if isinstance(read, Refusal):
            raise CellError(column, text, read)
        return read

    def needed_day(self, column: str) -> date:
        """The day; a blank is refused."""
        day = self.day(column)
        if day is None:
            raise self.refuse(column, "it is blank", f"Give the day in {column}: without it there is no fact to record")
        return day

    def code(self, column: str, field: str | None = None) -> str | None:
        """The code, ``None`` where it is blank. ``field``: its code list, where that has not the column's name."""
        text = self._cells.get(column, "").strip()
        if not text:
            return None
        read = read_code(field or column, text)
        if isinstance(read, Refusal):
            raise CellError(column, text, read)
        return read

    def needed_code(self, column: str) -> str:
        """The code; a blank is refused."""
        code = self.code(column)
        if code is None:
            raise self.refuse(
                column, "it is blank", f"Give the code in {column}: without it there is no fact to record"
            )
        return code

    def flag(self, column: str) -> bool | None:
        """``0`` is no and ``1`` is yes, ``None`` where it is blank."""
        code = self.code(column)
        return None if code is None else code == "1"

    def number(self, column: str, largest: int) -> int | None:
        """A whole number from 0 to ``largest``, ``None`` where it is blank."""
        text = self.raw(column)
        if not text:
            return None
        found = _NUMBER.fullmatch(text)
        if found is None or int(found[1]) > largest:
            raise self.refuse(column, f"it is not a whole number from 0 to {largest}", "Correct it, or leave it blank")
        return int(found[1])

    def text(self, column: str) -> str | None:
        """The text in capitals, inner blanks single, ``None`` where it is blank: postcodes, numbers of registers."""
        text = " ".join(self._cells.get(column, "").split())
        if not text:
            return None
        return _plain(column, text).upper()

    def register_number(self, column: str) -> str | None:
        """As ``text``; where a spreadsheet made 1234567.0 of 1234567, that is undone."""
        text = self.text(column)
        whole = _FLOAT_OF_WHOLE.fullmatch(text) if text else None
        return whole[1] if whole else text

    def identifier(self, column: str, longest: int = 100) -> str:
        """An identifier as it stands, without outer blanks; a blank is refused."""
        text = self.raw(column)
        if not text:
            raise self.refuse(column, "it is blank", "Give the child's identifier: a fact is about somebody")
        if len(text) > longest:
            raise self.refuse(column, f"it is longer than {longest} characters", "Give the child's identifier alone")
        return _plain(column, text)

    def partial_day(self, column: str) -> str | None:
        """A date of which parts may be unknown, as the return writes it: zz/05/2020, 01/05/2020."""
        text = self.raw(column)
        if not text:
            return None
        read = read_day(text)
        if not isinstance(read, Refusal):
            return f"{read.day:02}/{read.month:02}/{read.year:04}"
        partial = text.lower()
        if _PARTIAL_DAY.fullmatch(partial) and _runs_from_the_left(partial):
            return partial
        raise CellError(column, text, read if "zz" not in partial else _NO_PARTIAL_DAY)


_NO_PARTIAL_DAY = Refusal("it is not a partly known date", "Write zz/MM/YYYY, zz/zz/YYYY or zz/zz/zzzz")


def _runs_from_the_left(partial: str) -> bool:
    """Whether what is unknown is the day, the day and month, or all: never a month whose year is unknown."""
    day, month, year = (part.startswith("z") for part in partial.split("/"))
    return day and (month or not year)


def _plain(column: str, text: str) -> str:
    if text.startswith("="):
        raise CellError(column, text, Refusal("a formula stands here", "Put the formula's value in its place"))
    if not text.isprintable():
        raise CellError(column, text, Refusal("it holds signs that are no text", "Type the cell anew"))
    return text
