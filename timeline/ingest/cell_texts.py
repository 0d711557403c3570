"""The value of the text of one cell: a day, a code, an identifier, or nothing.

Each function takes a text without outer blanks and returns its value, ``None`` where the text is a word for a blank
cell, or a ``Refusal``. A refusal names the reason and the likely cause. It never repeats the text.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from timeline.domain.codes import CODE_LISTS
from timeline.domain.written import NO_YEAR_OF_A_CASE, Refusal, day_of_calendar, read_day

NOTHING = frozenset({"NULL", "NAN", "NONE", "N/A", "NA", "#N/A", "-", "\u2013", "\u2014"})
"""Words for a blank cell, in capitals: databases, spreadsheets and people write them."""

_LONGEST_NOTHING = max(map(len, NOTHING))
_NOTHING_DAYS = frozenset({date(1899, 12, 30), date(1900, 1, 1), date(9999, 12, 31)})
"""Default days of spreadsheets and databases. They count as blank."""

_END_OF_TIME = re.compile(r"(?:9999-12-31|31/12/9999)[ T]\d{2}:\d{2}[\d:.]*", re.ASCII)
"""The last instant of a database: 9999-12-31 with a time of day."""

EARLIEST = date(1950, 1, 1)
TOO_EARLY = Refusal(
    "the day is before 1950: the century may be mistyped",
    "Correct the year, or leave the cell blank if it is not known",
)
FORMULA_LEADERS = ("=", "+", "-", "@", "\t", "\r")
"""The first characters of a text that a spreadsheet would run as a formula."""

_SCIENTIFIC = re.compile(r"\d+(?:[.,]\d+)?[eE][+-]\d{1,3}", re.ASCII)
_POINT_NOUGHT = re.compile(r"(\d+)\.0+", re.ASCII)
_BLANK_CHILD = Refusal("it is blank", "Give the child's identifier")
_FORMULA = Refusal("the cell holds a formula", "Replace the formula with its value")
_FORMULA_CHILD = Refusal(
    "it begins with =, +, - or @, so a spreadsheet would run it as a formula", "Give the child's own identifier"
)
SCIENTIFIC_CHILD = Refusal(
    "it is in a spreadsheet's scientific notation, in which several children get the same identifier",
    "Format the column as text, and export the table again",
)
_NOT_TEXT = Refusal("the cell contains control characters", "Retype it")


def is_nothing(text: str) -> bool:
    """Whether the text is a word for a blank cell, in capitals or not."""
    return len(text) <= _LONGEST_NOTHING and text.upper() in NOTHING


def is_scientific(text: str) -> bool:
    """Whether the text is a number in scientific notation, such as 1.2E+11."""
    return _SCIENTIFIC.fullmatch(text) is not None


def unprotected(text: str) -> str:
    """The text without the apostrophe that stops a spreadsheet from running it (``quarantine.protected``)."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA_LEADERS) else text


@lru_cache(maxsize=50_000)
def read_cell_day(text: str) -> date | Refusal | None:
    """The day, from 1950 to 2200."""
    text = unprotected(text)
    if is_nothing(text) or _END_OF_TIME.fullmatch(text):
        return None
    day = day_of_calendar(text)
    if isinstance(day, Refusal):
        return day
    if day in _NOTHING_DAYS:
        return None
    read = read_day(text)
    return TOO_EARLY if day < EARLIEST else NO_YEAR_OF_A_CASE if isinstance(read, Refusal) else day


@lru_cache(maxsize=50_000)
def read_code(field: str, text: str) -> str | Refusal | None:
    """The code in the code list of this field, in the list's spelling."""
    text = unprotected(text)
    if is_nothing(text):
        return None
    codes = CODE_LISTS[field]
    code = codes.normalise(text)
    if code is not None:
        return code
    why = codes.why_not(text)
    assert why is not None  # the list has just rejected it
    if text.isdigit() and any(codes.is_known(noughts + text) for noughts in ("0", "00")):
        why = f"it may have lost a leading zero: {why}"
    return Refusal(why, f"Correct it to the right code of {field}")


class Identifier(NamedTuple):
    """A child's identifier, and whether a spreadsheet had added ``.0`` or an apostrophe to it."""

    text: str
    point_nought: bool
    apostrophe: bool


@lru_cache(maxsize=50_000)
def read_identifier(text: str, longest: int = 100) -> Identifier | Refusal:
    """The identifier as typed, without a spreadsheet's ``.0`` after digits and ``'`` before them."""
    bare = text.removeprefix("'").strip()
    if not bare or is_nothing(bare):
        return _BLANK_CHILD
    if bare.startswith(FORMULA_LEADERS):
        return _FORMULA_CHILD
    if is_scientific(bare):
        return SCIENTIFIC_CHILD
    if len(bare) > longest:
        return Refusal(f"it is longer than {longest} characters", "Give the child's identifier alone")
    if not bare.isprintable():
        return _NOT_TEXT
    whole = _POINT_NOUGHT.fullmatch(bare)
    return Identifier(whole[1] if whole else bare, whole is not None, text.startswith("'"))


@lru_cache(maxsize=50_000)
def read_text(text: str) -> str | Refusal | None:
    """The text in capitals, with single blanks inside. Formulas and control characters are refused."""
    text = " ".join(unprotected(text).split())
    if is_nothing(text):
        return None
    if text.startswith(FORMULA_LEADERS):
        return _FORMULA  # an export would write it unchanged
    return not_plain_text(text) or text.upper()


def not_plain_text(text: str) -> Refusal | None:
    """Why a text that is not blank is refused: a formula or control characters. ``None`` where it is plain text."""
    if text.startswith("="):
        return _FORMULA
    return None if text.isprintable() else _NOT_TEXT
