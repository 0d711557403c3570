"""Which days of its modules a row needs covered, derived from its declaration. See ``docs/decisions/0021``.

Every row needs the day asked about. A row that looks back over a window of at most 12 months needs all days of the
window; a row that follows children up since a window needs the days between, too. What looks back further needs no days
of its own: it carries the remark that the recorded history is short (``reach``). A stock may be asked for the last day
before covered days.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import NamedTuple

from timeline.domain.coverage import Coverage, Covered
from timeline.domain.days import Window, add_months, year_ending, year_window
from timeline.projections.algebra import expressions as x
from timeline.projections.algebra import relations as r
from timeline.projections.algebra import times as t
from timeline.projections.algebra.definition import parts
from timeline.projections.algebra.indicator import Indicator, Reading

YEAR = 12
"""Months: the longest window whose days have to be covered."""

WINDOWED = (x.Touching, x.LivedIn, x.StartedIn, x.EndedIn, x.Throughout)
"""The operators with a window of so many months that ends on the day looked at."""


class Look(NamedTuple):
    """A declaration looks at a day, or at the window of ``months`` that ends on it. The day is ``ago`` months before
    the day asked about, and ``days_later``."""

    months: int
    ago: int = 0
    days_later: int = 0

    def first_and_last(self, as_at: date) -> tuple[date, date]:
        """The days looked at, both inclusive."""
        last = add_months(as_at, -self.ago) + timedelta(days=self.days_later)
        return (Window.trailing(last, self.months).first if self.months else last), last


@dataclass(frozen=True, slots=True)
class DaysNeeded:
    """``first`` to ``last``: every one of these days has to be covered; ``first=None``: no window, so the stock of
    ``last``. ``stocks``: earlier days of which the stock is asked for."""

    first: date | None
    last: date
    stocks: tuple[date, ...] = ()

    def are_covered(self, module: str, coverage: Coverage) -> bool:
        """Whether a module is covered on all of them."""
        whole = coverage.covers_stock(module, self.last)
        if self.first is not None:
            whole = coverage.covers_days(module, self.first, self.last)
        return whole and all(coverage.covers_stock(module, day) for day in self.stocks)


def looks_of(indicator: Indicator, reading: Reading) -> tuple[Look, ...]:
    """Everything that a row looks at besides the day asked about, if its days have to be covered: what begins at most
    12 months before that day, and the year whose children a measure follows up since (``window_ago``)."""
    found = {each for part in (reading.counted or indicator.counted, reading) for each in looks_within(part, 0, 0)}
    if not indicator.window_ago:
        found = {each for each in found if each.ago + each.months <= YEAR}
    return tuple(sorted(found, key=lambda each: (each.ago, each.days_later, each.months)))


def looks_within(part: object, ago: int, days_later: int) -> Iterator[Look]:
    """What a part of a declaration looks at, as at a day so many months ago: windows of at most 12 months, and days."""
    if isinstance(part, t.Ago):
        then = ago + part.months, days_later + part.days_later
        windows = list(looks_within(part.of, *then))
        yield from windows or [Look(0, *then)]
        return
    inside = [each for inner in parts(part) for each in looks_within(inner, ago, days_later)]
    yield from inside
    if isinstance(part, WINDOWED) and part.months is not None and part.months <= YEAR:
        yield Look(part.months, ago, days_later)
    if isinstance(part, r.Preceding) and part.months is not None:
        yield from _preceding(part.months, inside, Look(0, ago, days_later))


def _preceding(months: int, inside: Iterable[Look], otherwise: Look) -> Iterator[Look]:
    """What came so many months before spells that are themselves looked for in a window."""
    longest = max(inside, key=lambda each: each.months, default=otherwise)
    if longest.months + months <= YEAR:
        yield Look(longest.months + months, longest.ago, longest.days_later)


@lru_cache(maxsize=16_384)
def days_needed(looks: tuple[Look, ...], as_at: date) -> DaysNeeded:
    """The days that a row with these looks needs, asked about as at a day."""
    days = [each.first_and_last(as_at) for each in looks]
    windows = [first for each, (first, _) in zip(looks, days, strict=True) if each.months]
    begins = min(windows, default=None)
    stocks = {last for each, (_, last) in zip(looks, days, strict=True) if not each.months}
    earlier = (day for day in stocks if day < as_at and (begins is None or day < begins))
    return DaysNeeded(begins, as_at, tuple(sorted(earlier)))


# ------------------------------------------------------------------------------------------------------ in words


def reason(module: str, needed: DaysNeeded, coverage: Coverage) -> str:
    """Why a row has no figure: from when to when its module is covered, which days it needs, what would cover them."""
    runs = coverage.runs(module)
    known = f"is covered {' and '.join(map(_run_words, runs))}" if runs else "is not covered on any day"
    return (
        f"{module} {known}, {_need_words(needed, any_run=bool(runs))} ({_what_would_cover(module, needed, coverage)})"
    )


def _run_words(run: Covered) -> str:
    return f"up to {run.last}" if run.first is None else f"from {run.first} to {run.last}"


def _need_words(needed: DaysNeeded, *, any_run: bool) -> str:
    if needed.first is not None:
        return (
            f"{'not ' if any_run else ''}on all days from {needed.first} to {needed.last}"
            if any_run
            else (f"and every day from {needed.first} to {needed.last} is needed")
        )
    days = ", ".join(str(day) for day in (*needed.stocks, needed.last))
    return f"not on {days}" if any_run else f"and {days} is needed"


def _what_would_cover(module: str, needed: DaysNeeded, coverage: Coverage) -> str:
    first = min([needed.first or needed.last, *needed.stocks])
    if is_of_return(module):
        return f"{_returns_words(_years_missing(module, needed, coverage), needed.last)} would cover it"
    source = "an Annex A workbook" if module.startswith("annex-a") else f"a {module} table"
    reaches = any(run.last is not None and run.last >= needed.last for run in coverage.runs(module))
    days = f"with --from {first} or earlier" if reaches else f"with an extract day of {needed.last} or later"
    return f"{source} {days} would cover it"


def is_of_return(module: str) -> bool:
    """Whether a module is one of the yearly return: their names begin with a capital, those of local tables and of
    Annex A lists do not."""
    return module[:1].isupper()


def _years_missing(module: str, needed: DaysNeeded, coverage: Coverage) -> list[date]:
    """The 31 March of every year of which a needed day is not covered."""
    missing = {year_ending(day) for day in needed.stocks if not coverage.covers_stock(module, day)}
    if needed.first is None:
        return sorted(missing | {year_ending(needed.last)})
    ends = year_ending(needed.first)
    while (year := year_window(ends)).first <= needed.last:
        if not coverage.covers_days(module, max(year.first, needed.first), min(year.last, needed.last)):
            missing.add(ends)
        ends = add_months(ends, YEAR)
    return sorted(missing)


def _returns_words(years: list[date], last: date) -> str:
    *before, newest = years
    so_far = f", or its year so far with --to {last} or later," if newest > last else ""
    if not before:
        return f"the return of the year to {newest}{so_far}"
    return f"the returns of the years to {', '.join(map(str, before))} and {newest}{so_far}"


@cache
def all_needs(indicator: Indicator) -> tuple[str, ...]:
    """The modules and tables that some row of an indicator needs, each once."""
    of_rows = (need for reading in indicator.readings for need in reading.needs)
    return tuple(dict.fromkeys((*indicator.needs, *of_rows)))
