"""Calendar arithmetic, said once: months, ages, spans, windows, working days, reporting years.

Everything counts in whole days; a day stands for its end. A span is half-open, ``[start, end)``; a
window is a run of days with both ends in it. Months are calendar months by the corresponding date,
clipped to the last day of a shorter month, and always counted from their anchor: repeated adding
drifts (31 January, 28 February, 28 March). Results outside the years 1 to 9999 raise
``OverflowError`` or ``ValueError``, as ``datetime.date`` does.
"""

from __future__ import annotations

from calendar import isleap, monthrange
from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple, Self

_ONE_DAY = timedelta(days=1)
_FRIDAY = 4
_MARCH = 3

# --- months and durations -------------------------------------------------------------------------


def add_months(day: date, n: int) -> date:
    """The corresponding date ``n`` months on (back when negative), clipped to the month's end."""
    year, month_index = divmod(day.year * 12 + day.month - 1 + n, 12)
    month = month_index + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def add_years(day: date, n: int) -> date:
    """The corresponding date ``n`` years on; 29 February clips to the 28th (ages: ``birthday``)."""
    return add_months(day, 12 * n)


def within_months(start: date, end: date, n: int) -> bool:
    """Whether it ended within ``n`` months of its start: the corresponding date is within."""
    return end <= add_months(start, n)


def at_least_months(start: date, end: date, n: int) -> bool:
    """Whether it had lasted ``n`` months or more by ``end``: the corresponding date counts."""
    return end >= add_months(start, n)


def at_least_years(start: date, end: date, n: int) -> bool:
    """Whether it had lasted ``n`` years or more by ``end``: the corresponding date counts."""
    return at_least_months(start, end, 12 * n)


def last_day_of_weeks(first: date, weeks: int) -> date:
    """The last day of so many weeks beginning with ``first``, which is itself day one.

    Children Act 1989 s32: "within twenty-six weeks beginning with the day on which the application
    was issued".
    """
    return first + timedelta(weeks=weeks) - _ONE_DAY


# --- ages -----------------------------------------------------------------------------------------


def age(born_on: date, day: date) -> int:
    """Completed years, negative before birth; a 29 February birthday as in ``birthday``."""
    not_yet = (day.month, day.day) < (born_on.month, born_on.day)
    return day.year - born_on.year - not_yet


def birthday(born_on: date, years: int) -> date:
    """The day that age is attained: for a birth on 29 February, 1 March in a common year."""
    year = born_on.year + years
    if (born_on.month, born_on.day) == (2, 29) and not isleap(year):
        return date(year, _MARCH, 1)
    return born_on.replace(year=year)


# --- windows --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Window:
    """A run of days, ``first`` and ``last`` both in it; ``ValueError`` if it held none."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a window cannot end ({self.last}) before it begins ({self.first})")

    @classmethod
    def trailing(cls, as_at: date, months: int = 12) -> Self:
        """The last months to the end of ``as_at``: ``(as_at - months, as_at]`` by calendar."""
        return cls(add_months(as_at, -months) + _ONE_DAY, as_at)

    def contains(self, day: date) -> bool:
        """Whether a happening on this day lies in the window."""
        return self.first <= day <= self.last

    def touches(self, start: date, end: date | None) -> bool:
        """Whether a period or an incident touches the window, an end on its first day included.

        So whoever ceased in the window was looked after in it, and an incident that began and ended
        on one day of it touches it too.
        """
        return start <= self.last and (end is None or end >= self.first)

    def lived_in(self, start: date, end: date | None) -> bool:
        """Whether ``[start, end)`` runs at the end of some day of the window."""
        return start <= self.last and (end is None or end > max(start, self.first))

    def span(self) -> Span:
        """The same days as a half-open span."""
        return Span(self.first, self.last + _ONE_DAY)


# --- spans ----------------------------------------------------------------------------------------


class Span(NamedTuple):
    """The days ``[start, end)``, open while ``end`` is ``None``; empty when ``end <= start``."""

    start: date
    end: date | None

    def covers(self, day: date) -> bool:
        """Whether the span is running at the end of this day."""
        return self.start <= day and (self.end is None or self.end > day)

    def is_empty(self) -> bool:
        """Whether no day ends inside the span."""
        return self.end is not None and self.end <= self.start

    def days(self) -> int | None:
        """Its length in days, end minus start; 0 when empty, ``None`` while open."""
        return None if self.end is None else max(0, (self.end - self.start).days)

    def clipped(self, to: Span) -> Span:
        """The part inside another span; empty when they have no day in common."""
        return Span(max(self.start, to.start), _earlier_end(self.end, to.end))

    def touches(self, window: Window) -> bool:
        """Whether it touches the window, an end on the window's first day included."""
        return window.touches(self.start, self.end)


def _earlier_end(a: date | None, b: date | None) -> date | None:
    if a is None or b is None:
        return b if a is None else a
    return min(a, b)


def union(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same days in the fewest spans, in order: end and start on one day join, a gap parts."""
    merged: list[Span] = []
    for span in sorted((s for s in spans if not s.is_empty()), key=lambda s: s.start):
        last = merged[-1] if merged else None
        if last is None or (last.end is not None and last.end < span.start):
            merged.append(span)
        elif last.end is not None:
            end = None if span.end is None else max(last.end, span.end)
            merged[-1] = Span(last.start, end)
    return tuple(merged)


def intersect(a: Iterable[Span], b: Iterable[Span]) -> tuple[Span, ...]:
    """The days in both, in order and merged."""
    others = union(b)
    return union(span.clipped(other) for span in union(a) for other in others)


def subtract(a: Iterable[Span], b: Iterable[Span]) -> tuple[Span, ...]:
    """The days in ``a`` that are not in ``b``, in order and merged."""
    taken = union(b)
    return tuple(left for span in union(a) for left in _without(span, taken))


def _without(span: Span, taken: tuple[Span, ...]) -> list[Span]:
    left: list[Span] = []
    for hole in taken:
        before = Span(span.start, _earlier_end(span.end, hole.start))
        if not before.is_empty():
            left.append(before)
        if hole.end is None:
            return left
        span = Span(max(span.start, hole.end), span.end)
    return left if span.is_empty() else [*left, span]


# --- working days ---------------------------------------------------------------------------------


def is_working_day(day: date, holidays: Container[date]) -> bool:
    """Whether it is a Monday to Friday and no bank holiday."""
    return day.weekday() <= _FRIDAY and day not in holidays


def add_working_days(day: date, n: int, holidays: Container[date]) -> date:
    """The ``n``-th working day after ``day``, which is day 0 whether it is a working day or not.

    ``holidays``: the dated bank holidays of England and Wales. Raises ``ValueError`` when ``n`` is
    negative.
    """
    if n < 0:
        raise ValueError("working days are counted forwards: n must not be negative")
    while n:
        day += _ONE_DAY
        n -= is_working_day(day, holidays)
    return day


# --- reporting years ------------------------------------------------------------------------------


def year_ending(day: date) -> date:
    """The 31 March on which the day's reporting year (1 April to 31 March) ends."""
    return date(day.year + (day.month > _MARCH), _MARCH, 31)


def reporting_year(day: date) -> str:
    """The name of the day's reporting year: "2011-12" for 1 April 2011 to 31 March 2012."""
    end = year_ending(day).year
    return f"{end - 1}-{end % 100:02d}"


@lru_cache(maxsize=1_024)
def year_window(ends_on: date) -> Window:
    """The reporting year that ends on this 31 March. Raises ``ValueError`` for any other day."""
    if ends_on != year_ending(ends_on):
        raise ValueError(f"a reporting year ends on 31 March, not on {ends_on}")
    return Window(add_months(ends_on, -12) + _ONE_DAY, ends_on)
