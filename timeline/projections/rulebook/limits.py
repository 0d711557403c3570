"""Limits in days that the law has changed: each with the first day on which it was in force."""

from __future__ import annotations

from datetime import date

DatedLimit = tuple[tuple[date | None, int], ...]
"""Numbers of days, each with the first day it was in force, the earliest first; ``None``: since ever."""


def limit_on(limit: DatedLimit, day: date) -> int:
    """The number of days in force on this day. ``ValueError`` where none was yet."""
    in_force = [days for first, days in limit if first is None or first <= day]
    if not in_force:
        raise ValueError(f"no limit was in force on {day}")
    return in_force[-1]


def always(days: int) -> DatedLimit:
    """The same number of days at any time."""
    return ((None, days),)


PLACED_WITHIN_A_YEAR = always(364)
"""Fewer than 365 days from decision to placement. Source: NI 61; docs/definitions/permanence-and-adoption.md."""

COURT_TIMESCALE = ((None, 279), (date(2014, 4, 22), 181))
"""Days from issue to disposal of care proceedings: the 40 weeks of the 2003 protocol, a guideline, and from 22 April
2014 the 26 weeks of the law, each beginning with the day of issue. Source: Children Act 1989, section 32, as amended by
the Children and Families Act 2014, section 14; docs/definitions/courts.md."""
