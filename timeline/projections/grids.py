"""The days of a series, and the days by days of a triangle: which bases to ask at.

Days are counted from the first one by the corresponding date, never from one another, so that they do not drift. Where
the first is the last day of its month all of them are the last day of theirs: from 31 January, 28 or 29 February and
31 March; from 28 February 2011, 29 February 2012.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Literal

from timeline.domain.basis import Basis, NeverSentAgain
from timeline.domain.days import add_months

Known = date | Literal["same-day"] | None
"""By when the points of a series are known: by one day, each by its own (as published that day), or all that is."""


class Every(Enum):
    """How far the days are apart."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def months(self) -> int:
        """In calendar months."""
        return {Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: 12}[self]


def days(first: date, last: date, every: Every) -> tuple[date, ...]:
    """The first day, and every so many months another, up to the last one; that is among them where a step ends on it.

    None where ``last`` is before ``first``.
    """
    months_between = 12 * (last.year - first.year) + last.month - first.month
    found = (_on(first, step) for step in range(0, months_between + 1, every.months))
    return tuple(day for day in found if day <= last)


def _on(first: date, months: int) -> date:
    """So many months after the first day; at a month's end where that is."""
    day = add_months(first, months)
    return month_end(day) if first == month_end(first) else day


def month_end(day: date) -> date:
    """The last day of the month that the day is in."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def along(
    days_asked: tuple[date, ...],
    known_at: Known,
    position: int | None = None,
    never_sent_again: NeverSentAgain = NeverSentAgain.KEEP,
) -> tuple[Basis, ...]:
    """The bases of a series, one a day."""
    return tuple(
        Basis(day, day if known_at == "same-day" else known_at, position, never_sent_again) for day in days_asked
    )


@dataclass(frozen=True, slots=True)
class Grid:
    """The bases of a triangle: each day asked about, as known at each of the days of knowing that are not before it.

    What was known of a day before it had ended is no figure of that day, so those cells are not asked.
    """

    as_at: tuple[date, ...]
    known_at: tuple[date, ...]
    position: int | None = None
    never_sent_again: NeverSentAgain = NeverSentAgain.KEEP

    @property
    def cells(self) -> tuple[Basis, ...]:
        """Day by day, and of each the days of knowing from the first to the last."""
        return tuple(
            Basis(day, known, self.position, self.never_sent_again)
            for day in self.as_at
            for known in self.known_at
            if known >= day
        )
