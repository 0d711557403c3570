"""How far back a declaration looks: the first day whose facts can move its figure.

The beginning of what is still in force is always told, however long ago; what was over before the first return's year
is not. So a question asks as far back as its windows do.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from math import inf

from timeline.domain.days import Window, year_window
from timeline.projections.algebra import expressions as x
from timeline.projections.algebra import relations as r
from timeline.projections.algebra import times as t
from timeline.projections.algebra.definition import parts
from timeline.projections.algebra.indicator import Indicator, Reading

_WINDOWED = (x.Touching, x.LivedIn, x.StartedIn, x.EndedIn, x.Throughout, r.Preceding)


def history_from(years: Iterable[date], as_at: date) -> date | None:
    """The first day from which on the returns tell of every episode: that of the unbroken run of years up to the day.

    ``years``: the 31 March on which the year of each return ends. ``None`` without a return of a year that had begun.
    """
    begun = {each.last: each.first for each in (year_window(day) for day in years) if each.first <= as_at}
    if not begun:
        return None
    first = begun[max(begun)]
    while (before := first - timedelta(days=1)) in begun:
        first = begun[before]
    return first


def first_day_asked(indicator: Indicator, reading: Reading, as_at: date) -> date | None:
    """The first day of the furthest window of a row; ``None`` where it asks for all that ever was."""
    return first_day(months_asked(indicator, reading), as_at)


@lru_cache(maxsize=4_096)
def first_day(months: float, as_at: date) -> date | None:
    """The first day of a window of so many months; ``None`` of one without end."""
    if months == inf:
        return None
    return Window.trailing(as_at, int(months)).first if months else as_at


def months_asked(indicator: Indicator, reading: Reading) -> float:
    """How many months before the day asked about the furthest window of a row begins; without end where it asks for
    all that ever was."""
    return max(_months(part) for part in (indicator.counted, reading.counted, reading))


def _months(part: object) -> float:
    """How many months before the day asked about the furthest window within it begins."""
    inside = max((_months(each) for each in parts(part)), default=0)
    if isinstance(part, _WINDOWED):
        return inside + (inf if part.months is None else part.months)
    return inside + part.months if isinstance(part, t.Ago) else inside
