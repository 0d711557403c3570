"""The questions: two measures, on which days, as known on which days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from benchmarks.asked import Cell, Grid
from timeline.domain.days import add_months

POINT, SERIES, TRIANGLE = "point", "series", "triangle"

YEARS_ENDING = range(2016, 2026)
"""Of the returns: ten years, and the months of them are what is asked about."""

MONTHS = 12 * len(YEARS_ENDING)

MEASURES = ("looked-after", "placements-3-plus")
"""A stock of spans, and a count of marks in a trailing window: the two sorts of measure there are."""


def month_ends(last: date, months: int) -> list[date]:
    """The last days of so many months, the last of them given."""
    return [add_months(last, -n) for n in reversed(range(months))]


LAST_DAY = date(YEARS_ENDING[-1], 3, 31)
LAST_KNOWN = date(YEARS_ENDING[-1] + 1, 5, 31)
"""When the last return has been known for some months."""

AS_AT = month_ends(LAST_DAY, MONTHS)
KNOWN_AT = month_ends(LAST_KNOWN, MONTHS)
"""From the month on in which the first return is known: before it nothing is, and a figure of nothing is none."""

IN_SQL = 3
"""Days of knowing at which a triangle is asked in SQL; the rest is reckoned."""


@dataclass(frozen=True)
class Questions:
    """A point, the series that ends with it, and the triangle that ends with the series: every so many months."""

    every: int

    @property
    def as_at(self) -> Sequence[date]:
        """The days asked about."""
        return AS_AT[:: -self.every][::-1]

    @property
    def known_at(self) -> Sequence[date]:
        """The days of knowing."""
        return KNOWN_AT[:: -self.every][::-1]

    @property
    def last(self) -> Cell:
        """That of the point."""
        return Cell(AS_AT[-1], KNOWN_AT[-1])

    def grids(self) -> Mapping[str, Grid]:
        """By name."""
        days, known = self.as_at, self.known_at
        return {POINT: Grid(days[-1:], known[-1:]), SERIES: Grid(days, known[-1:]), TRIANGLE: Grid(days, known)}

    def grids_in_sql(self) -> Mapping[str, Grid]:
        """The same, and of the triangle some columns only."""
        some = self.known_at[:: max(1, len(self.known_at) // IN_SQL)][:IN_SQL]
        return {**self.grids(), TRIANGLE: Grid(self.as_at, some)}

    def title(self, question: str) -> str:
        """With how much it asks."""
        size = {
            POINT: "",
            SERIES: f" of {len(self.as_at)} dates",
            TRIANGLE: f", {len(self.as_at)} x {len(self.known_at)}",
        }
        return f"{question}{size[question]}"
