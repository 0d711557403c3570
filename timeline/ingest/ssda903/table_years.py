"""The years of the rows of a return: from a YEAR column, and from the days in Episodes, Reviews and Missing.

Here a year is the calendar year it ends in: 2023 is the year to 31 March 2023.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations

from timeline.domain.days import year_ending
from timeline.domain.written import Refusal, read_day
from timeline.ingest.ssda903.layouts import CHILD, YEAR, Table

DATED: dict[str, tuple[str, str]] = {
    "Episodes": ("DECOM", "DEC"),
    "Reviews": ("REVIEW", "REVIEW"),
    "Missing": ("MIS_START", "MIS_END"),
}
"""The modules whose days show the year, with the columns of the first and the last day of a row."""

_FIRST, _LAST = 1950, 2200
_ONE_YEAR = re.compile(r"(\d{4})(?:\.0+)?", re.ASCII)
_TWO_YEARS = re.compile(r"(\d{2}|\d{4}) ?[-/_] ?(\d{2}|\d{4})", re.ASCII)

Span = tuple[int, int | None]
"""The years of a row's first and last day; ``None`` where it has not ended."""


@lru_cache(maxsize=50_000)
def year_of_day(text: str) -> int | None:
    """The year of a cell's day; ``None`` for a blank or an impossible day."""
    read = read_day(text.strip())
    if isinstance(read, Refusal) or not _FIRST <= read.year < _LAST:
        return None
    return year_ending(read).year


@lru_cache(maxsize=1_000)
def year_named(text: str) -> int | None:
    """The year in a YEAR cell: ``2023``, ``2022-23``, ``2022/23``, or the year of a day as ``31/03/2023``; ``None`` for
    other texts."""
    text = text.strip()
    alone = _ONE_YEAR.fullmatch(text)
    if alone is not None:
        year = int(alone[1])
        return year if _FIRST <= year <= _LAST else None
    both = _TWO_YEARS.fullmatch(text)
    if both is not None:
        first, last = int(both[1]) % 100, int(both[2])
        century = int(both[1]) // 100 if len(both[1]) == 4 else last // 100 if last > 99 else 20
        ends = century * 100 + first + 1
        return ends if last in (ends, ends % 100) else None
    return year_of_day(text)


@dataclass(slots=True, eq=False)
class TableYears:
    """The years of the rows of one table, counted while they are read.

    ``named``: the number of rows for each year in the column YEAR, and ``first_named`` the first row of each;
    ``not_named``: the rows whose YEAR cannot be read. ``spans``: the number of rows for each pair of years.
    """

    table: Table
    rows: int = 0
    named: Counter[int] = field(default_factory=Counter)
    first_named: dict[int, int] = field(default_factory=dict)
    not_named: list[int] = field(default_factory=list)
    spans: Counter[Span] = field(default_factory=Counter)
    children: set[str] = field(default_factory=set)
    _child: int = 0
    _year: int | None = None
    _days: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        columns = self.table.columns
        self._child = columns.index(CHILD)
        self._year = columns.index(YEAR) if YEAR in columns else None
        first, last = DATED.get(self.table.module, ("", ""))
        if first in columns and last in columns:
            self._days = columns.index(first), columns.index(last)

    def note(self, number: int, cells: Sequence[str]) -> None:
        """Count one row."""
        self.rows += 1
        self.children.add(cells[self._child].strip())
        if self._year is not None:
            self._note_year(number, cells[self._year])
        if self._days is not None:
            first, last = (year_of_day(cells[place]) for place in self._days)
            if first is not None:
                self.spans[first, None if last is None else max(first, last)] += 1

    def _note_year(self, number: int, text: str) -> None:
        year = year_named(text)
        if year is not None:
            self.named[year] += 1
            self.first_named.setdefault(year, number)
        elif text.strip():
            self.not_named.append(number)

    def dated_in(self, year: int) -> int:
        """The number of starts, endings, reviews and incidents in a year. An incident counts once."""
        if self.table.module == "Episodes":
            return sum(count * ((first == year) + (last == year)) for (first, last), count in self.spans.items())
        return sum(count for span, count in self.spans.items() if year in span)


def spans_of(tables: Iterable[TableYears]) -> Iterator[tuple[Span, int]]:
    """Every span in these tables, with the number of its rows."""
    for each in tables:
        yield from each.spans.items()


def lies_in(span: Span, year: int) -> bool:
    """Whether a row with this span touches a year. A row that has not ended touches every later year."""
    first, last = span
    return first <= year and (last is None or last >= year)


def rows_in(tables: Iterable[TableYears], year: int) -> int:
    """The number of rows that touch a year."""
    return sum(count for span, count in spans_of(tables) if lies_in(span, year))


def dated_in(tables: Iterable[TableYears], year: int) -> int:
    """The number of starts, endings, reviews and incidents in a year."""
    return sum(each.dated_in(year) for each in tables)


def years_dated(tables: Iterable[TableYears]) -> set[int]:
    """The years in which a row begins or ends."""
    return {year for span, _ in spans_of(tables) for year in span if year is not None}


def year_by_column(tables: Sequence[TableYears]) -> int | None:
    """The most frequent year in the column YEAR; ``None`` where there is none."""
    named: Counter[int] = Counter()
    for each in tables:
        named.update(each.named)
    return max(named, key=lambda year: (named[year], year), default=None)


def year_by_days(tables: Sequence[TableYears]) -> int | None:
    """The year that most rows touch, on a tie the one with most days in it; ``None`` where no row has a day."""
    return max(
        years_dated(tables), key=lambda year: (rows_in(tables, year), dated_in(tables, year), year), default=None
    )


def year_of(tables: Sequence[TableYears]) -> int | None:
    """The year of some tables: from the column YEAR, otherwise from their days."""
    named = year_by_column(tables)
    return year_by_days(tables) if named is None else named


def of_several_years(tables: Sequence[TableYears]) -> list[TableYears]:
    """The tables of one module that look like different years, by year.

    Two tables do where their years differ and both have a YEAR column, or they have common children, or no row of the
    earlier table touches the year of the later one. None of this holds for a module split into files, as by team.
    """
    years = {each: year for each in tables if (year := year_of([each])) is not None}
    found: set[TableYears] = set()
    for one, other in combinations(sorted(years, key=years.__getitem__), 2):
        both_named = bool(one.named) and bool(other.named)
        over_by_then = bool(one.spans) and not rows_in([one], years[other])
        if years[one] < years[other] and (both_named or over_by_then or not one.children.isdisjoint(other.children)):
            found.update((one, other))
    return sorted(found, key=lambda each: (years[each], each.table.file))
