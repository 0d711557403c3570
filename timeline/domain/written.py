"""Days as people write them: in a table's cell, on a command line.

``DD/MM/YYYY`` (a single digit for day or month will do) or ``YYYY-MM-DD``; a midnight behind them is what a spreadsheet
adds. What cannot be read is a ``Refusal``, which repeats nothing of it: any of it may be a child's.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_LONGEST_DAY = 30
_DAY = re.compile(
    r"(?:(?P<iso_year>\d{4})-(?P<iso_month>\d{2})-(?P<iso_day>\d{2})|(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4}))"
    r"(?:[ T]0?0:00(?::00(?:\.0+)?)?)?",
    re.ASCII,
)
_SHORT_YEAR = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2}(?!\d).*", re.ASCII | re.DOTALL)
_WITH_TIME = re.compile(r"\S+[ T]\d{1,2}:\d{2}.*", re.ASCII | re.DOTALL)
_SERIAL = re.compile(r"[2-7]\d{4}(?:\.0+)?", re.ASCII)
"""A spreadsheet's number of a day from 1954 to 2119."""


class Refusal(NamedTuple):
    """Why something cannot be read, and what to do about it."""

    reason: str
    do: str


_NO_SUCH_DAY = Refusal("there is no such day", "Correct the day; dates are written DD/MM/YYYY, the day first")
_EXCHANGED = Refusal("there is no such day: day and month may be the other way round", _NO_SUCH_DAY.do)
NO_YEAR_OF_A_CASE = Refusal(
    "no case lies in this year", "Correct the year, or leave the cell blank for what has not ended"
)


@lru_cache(maxsize=50_000)
def read_day(text: str) -> date | Refusal:
    """The day that a text without outer blanks states, in a year in which a case can lie."""
    read = day_of_calendar(text)
    return read if isinstance(read, Refusal) or _FIRST_YEAR <= read.year <= _LAST_YEAR else NO_YEAR_OF_A_CASE


def day_of_calendar(text: str) -> date | Refusal:
    """The day that a text without outer blanks states, in any year. Not cached."""
    found = _DAY.fullmatch(text) if len(text) <= _LONGEST_DAY else None
    if found is None:
        return _no_day(text)
    year, month, day = (int(found[f"iso_{part}"] or found[part]) for part in ("year", "month", "day"))
    try:
        return date(year, month, day)
    except ValueError:
        return _EXCHANGED if day <= 12 < month <= 31 else _NO_SUCH_DAY


def _no_day(text: str) -> Refusal:
    if _SHORT_YEAR.fullmatch(text[:_LONGEST_DAY]):
        return Refusal("the year has two digits", "Write the year in full, as DD/MM/YYYY")
    if _WITH_TIME.fullmatch(text[:_LONGEST_DAY]):
        return Refusal("a time of day stands behind the day", "Write the day alone, as DD/MM/YYYY")
    if _SERIAL.fullmatch(text):
        return Refusal("it is not a date, but may be a spreadsheet's number of one", "Format the column as a date")
    return Refusal("it is not a date", "Write the date as DD/MM/YYYY")
