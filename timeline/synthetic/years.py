"""The years of the returns: 1 April to 31 March, named by the calendar year they end in."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple


class ReturnYear(NamedTuple):
    """One year's return; ``at`` counts from 0; ``first`` and ``last`` are ordinals in the year."""

    at: int
    number: int
    first: int
    last: int

    @property
    def year_ending(self) -> date:
        return date(self.number, 3, 31)

    @property
    def known_on(self) -> date:
        """The day the return was submitted: 30 June after the year's end."""
        return date(self.number, 6, 30)

    @property
    def tables_known_on(self) -> date:
        """The day the authority's own registers were closed: 30 April after the year's end."""
        return date(self.number, 4, 30)


def return_year(at: int, number: int) -> ReturnYear:
    """The year that ends on 31 March of calendar year ``number``."""
    first = date(number - 1, 4, 1).toordinal()
    return ReturnYear(at, number, first, date(number, 3, 31).toordinal())


def year_end(day: int) -> int:
    """The 31 March on which the year of that day ends, as an ordinal."""
    given = date.fromordinal(day)
    return date(given.year + (given.month > 3), 3, 31).toordinal()


class _Texts(dict[int | None, str]):
    """Days as the return writes them, cached because few distinct days occur."""

    def __missing__(self, day: int | None) -> str:
        written = f"{date.fromordinal(day):%d/%m/%Y}" if day is not None else ""
        self[day] = written
        return written


TEXT: Final = _Texts()
"""Day ordinal to ``DD/MM/YYYY``; no day is the empty text."""


def iso(day: int | None) -> str:
    """A day as ``YYYY-MM-DD``, as the local tables write it; no day is the empty text."""
    return "" if day is None else date.fromordinal(day).isoformat()
