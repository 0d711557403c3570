"""One row of a table by the names of its columns. Shared by all importers of tables.

A cell is **needed** for the row's fact or is **beside** it. A needed cell that cannot be read raises ``CellError``, and
the row is set aside. A cell beside the fact that cannot be read is left out: it reads as blank, and ``Row.left_out``
has the error. Words for a blank cell (``cell_texts``) read as blank, and ``Row.read_as_blank`` counts them.

A day on which something began, ended or happened cannot be later than the day the row became known; planned days may.
Errors name the column and the reason, never the value. Outer blanks are ignored.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from timeline.domain.written import Refusal
from timeline.ingest.cell_texts import (
    EARLIEST,
    TOO_EARLY,
    Identifier,
    is_nothing,
    read_cell_day,
    read_code,
    read_identifier,
    read_text,
    unprotected,
)

__all__ = ["LONGEST_CELL", "CellError", "Refusal", "Row"]

LONGEST_CELL = 10_000
"""In characters. No field needs as many: a longer cell is a sign of a damaged file."""

_PARTIAL_DAY = re.compile(r"(?:zz|\d{2})/(?:zz|0[1-9]|1[0-2])/(?:zzzz|\d{4})", re.ASCII)
_NUMBER = re.compile(r"(\d{1,9})(?:\.0+)?", re.ASCII)
_FLOAT_OF_WHOLE = re.compile(r"(\d+)\.0+", re.ASCII)
_BLANK = "it is blank"
_T = TypeVar("_T")
AHEAD = Refusal(
    "the day is later than the day it became known",
    "Correct this day or the known-on day; planned events are recorded once they have happened",
)
_NO_PARTIAL_DAY = Refusal("it is not a partly known date", "Write zz/MM/YYYY, zz/zz/YYYY or zz/zz/zzzz")


class CellError(Exception):
    """A cell that cannot be read. ``value`` and ``detail`` (more about this one cell, as another row's number) are for
    the analyst's quarantine file and not in the message."""

    def __init__(self, column: str, value: str, refusal: Refusal, detail: str = "") -> None:
        super().__init__(f"{column}: {refusal.reason}")
        self.column = column
        self.value = value
        self.refusal = refusal
        self.detail = detail


class Row:
    """One row by the names of its columns. A column that the file lacks is blank.

    ``known_on``: the day the row became known. ``not_taken``: the columns that are not blank but read as blank, with
    the error where the cell could not be read and ``None`` where it holds a word for a blank cell.
    """

    __slots__ = ("_cells", "altered", "known_on", "not_taken")

    def __init__(self, cells: Mapping[str, str], known_on: date = date.max) -> None:
        self._cells = cells
        self.known_on = known_on
        self.not_taken: dict[str, CellError | None] = {}
        self.altered: Identifier | None = None
        """The identifier, where a spreadsheet's additions were removed from it."""

    @property
    def left_out(self) -> list[CellError]:
        """The cells beside the fact that could not be read."""
        return [error for error in self.not_taken.values() if error is not None]

    @property
    def read_as_blank(self) -> int:
        """How many cells hold a word for a blank cell."""
        return sum(error is None for error in self.not_taken.values())

    def _text(self, column: str) -> str:
        text = self._cells.get(column, "").strip()
        return unprotected(text) if text[:1] == "'" else text

    def raw(self, column: str) -> str:
        """The cell without outer blanks; ``""`` where it is blank or holds a word for a blank cell."""
        text = self._text(column)
        if text and is_nothing(text):
            self.not_taken[column] = None
            return ""
        return text

    def raw_day(self, column: str) -> str:
        """As ``raw``; ``""`` also for a default day of a spreadsheet or database."""
        text = self.raw(column)
        if text and read_cell_day(text) is None:
            self.not_taken[column] = None
            return ""
        return text

    def refuse(self, column: str, reason: str, do: str, detail: str = "") -> CellError:
        """The error that sets this row aside for this column."""
        return CellError(column, self._text(column), Refusal(reason, do), detail)

    def leave_out(self, error: CellError) -> None:
        """Read the cell as blank, and keep the error."""
        self.not_taken[error.column] = error

    # ---------------------------------------------------------------------------------------------------------- days

    def day(self, column: str) -> date | None:
        """The day on which something happened, ``None`` where it is blank."""
        text = self._cells.get(column, "").strip()
        if not text:
            return None
        read = read_cell_day(text)
        if isinstance(read, date):
            if read > self.known_on:
                raise CellError(column, text, AHEAD)
            return read
        if read is None:
            self.not_taken[column] = None
            return None
        raise CellError(column, text, read)

    def needed_day(self, column: str) -> date:
        """The day on which something happened; a blank is refused."""
        day = self.day(column)
        if day is None:
            raise self.refuse(column, _BLANK, f"Give the day in {column}: without it the row cannot be recorded")
        return day

    def day_beside(self, column: str) -> date | None:
        """As ``day``; left out where it cannot be read."""
        day = self.planned_day(column)
        if day is not None and day > self.known_on:
            raise self.refuse(column, *AHEAD)
        return day

    def refuse_if_ahead(self, column: str, text: str) -> None:
        """Raise the error of this column where the text is a day after the day of knowing."""
        read = read_cell_day(text) if text else None
        if isinstance(read, date) and read > self.known_on:
            raise CellError(column, text, AHEAD)

    def planned_day(self, column: str) -> date | None:
        """A day that may lie ahead; left out where it cannot be read."""
        text = self._text(column)
        if not text:
            return None
        return self._beside(column, text, read_cell_day(text))

    def partial_day(self, column: str) -> str | None:
        """A date with parts that may be unknown, as the return writes it: zz/05/2020, 01/05/2020. Left out where it
        cannot be read."""
        text = self._text(column)
        if not text:
            return None
        partial = text.lower()
        if "z" in partial:
            return self._beside(column, text, self._partly_known(column, partial))
        day = self.day_beside(column)
        return None if day is None else f"{day.day:02}/{day.month:02}/{day.year:04}"

    def _partly_known(self, column: str, partial: str) -> str | Refusal:
        if not (_PARTIAL_DAY.fullmatch(partial) and _runs_from_the_left(partial)):
            return _NO_PARTIAL_DAY
        year = partial.rpartition("/")[2]
        if year.isdigit() and int(year) > self.known_on.year:
            raise self.refuse(column, *AHEAD)
        return TOO_EARLY if year.isdigit() and int(year) < EARLIEST.year else partial

    # ------------------------------------------------------------------------------------- codes, numbers and texts

    def code(self, column: str, field: str | None = None) -> str | None:
        """The code, ``None`` where it is blank; left out where it cannot be read. ``field``: the name of its code list,
        where it differs from the column's."""
        text = self._cells.get(column, "").strip()
        if not text:
            return None
        read = read_code(field or column, text)
        return read if isinstance(read, str) else self._beside(column, text, read)

    def needed_code(self, column: str) -> str:
        """The code; refused where it is blank or cannot be read."""
        code = self.code(column)
        if code is None:
            error = self.not_taken.pop(column, None)
            do = f"Give the code in {column}: without it the row cannot be recorded"
            raise error or self.refuse(column, _BLANK, do)
        return code

    def flag(self, column: str) -> bool | None:
        """``0`` is no and ``1`` is yes, ``None`` where it is blank; left out where it cannot be read."""
        code = self.code(column)
        return None if code is None else code == "1"

    def number(self, column: str, largest: int) -> int | None:
        """A whole number from 0 to ``largest``, ``None`` where it is blank; left out where it cannot be read."""
        text = self.raw(column)
        if not text:
            return None
        found = _NUMBER.fullmatch(text)
        if found is None or int(found[1]) > largest:
            reason = f"it is not a whole number from 0 to {largest}"
            return self._beside(column, text, Refusal(reason, "Correct it, or leave it blank"))
        return int(found[1])

    def text(self, column: str) -> str | None:
        """The text in capitals with single blanks, ``None`` where it is blank: postcodes, register numbers. Left out
        where it is not plain text."""
        text = self._cells.get(column, "").strip()
        if not text:
            return None
        read = read_text(text)
        return read if isinstance(read, str) else self._beside(column, text, read)

    def register_number(self, column: str) -> str | None:
        """As ``text``, without the ``.0`` that a spreadsheet adds to digits."""
        text = self.text(column)
        whole = _FLOAT_OF_WHOLE.fullmatch(text) if text else None
        return whole[1] if whole else text

    def identifier(self, column: str) -> str:
        """The child's identifier (``read_identifier``); refused where it is blank or cannot be read."""
        text = self._cells.get(column, "").strip()
        read = read_identifier(text)
        if isinstance(read, Refusal):
            raise CellError(column, text, read)
        if read.point_nought or read.apostrophe:
            self.altered = read
        return read.text

    def identifier_if_any(self, column: str) -> str:
        """The child's identifier, ``""`` where none can be read."""
        read = read_identifier(self._cells.get(column, "").strip())
        return "" if isinstance(read, Refusal) else read.text

    def _beside(self, column: str, text: str, read: _T | Refusal | None) -> _T | None:
        """What was read; ``None`` where it is blank or refused, which ``not_taken`` records."""
        if isinstance(read, Refusal):
            self.not_taken[column] = CellError(column, text, read)
            return None
        if read is None:
            self.not_taken[column] = None
        return read


def _runs_from_the_left(partial: str) -> bool:
    """Whether the unknown parts are the day, the day and the month, or all three."""
    day, month, year = (part.startswith("z") for part in partial.split("/"))
    return day and (month or not year)
