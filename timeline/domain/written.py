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
_LONGEST_DAY = 24
_DAY = re.compile(
    r"(?:(?P<iso_year>\d{4})-(?P<iso_month>\d{2})-(?P<iso_day>\d{2})|(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4}))"
    r"(?:[ T]0?0:00(?::00(?:\.0+)?)?)?",
    re.ASCII,
)
_SHORT_YEAR = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2}(?!\d).*", re.ASCII | re.DOTALL)
_WITH_TIME = re.compile(r"\S+[ T]\d{1,2}:\d{2}.*", re.ASCII | re.DOTALL)


class Refusal(NamedTuple):
    """Why something cannot be read, and what to do about it."""

    reason: str
    do: str


@lru_cache(maxsize=50_000)
def read_day(text: str) -> date | Refusal:
    """The day that a text without outer blanks says."""
    found = _DAY.fullmatch(text) if len(text) <= _LONGEST_DAY else None
    if found is None:
        return _no_day(text)
    year, month, day = (int(found[f"iso_{part}"] or found[part]) for part in ("year", "month", "day"))
    try:
        read = date(year, month, day)
    except ValueError:
        return Refusal("there is no such day", "Correct the day; dates are written DD/MM/YYYY, the day first")
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return Refusal("no case lies in this year", "Correct the year, or leave the cell blank for what has not ended")
    return read


def _no_day(text: str) -> Refusal:
    if _SHORT_YEAR.fullmatch(text[:_LONGEST_DAY]):
        return Refusal("the year has two digits", "Write the year in full, as DD/MM/YYYY")
    if _WITH_TIME.fullmatch(text[:_LONGEST_DAY]):
        return Refusal("a time of day stands behind the day", "Write the day alone, as DD/MM/YYYY")
    return Refusal("it is not a date", "Write the date as DD/MM/YYYY")
