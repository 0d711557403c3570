"""Months and birthdays of many days at once: ``timeline.domain.days`` as array operations, on days as whole numbers."""

from __future__ import annotations

from datetime import date
from functools import cache

import numpy as np

from timeline.projections.algebra.columnar.frame import NOT_KNOWN, Ints

_EPOCH = date(1970, 1, 1).toordinal()
_MONTH, _DAY = "datetime64[M]", "datetime64[D]"
_FEBRUARY, _LEAP_DAY = 1, 29
_USUAL = (date(1850, 1, 1), date(2250, 1, 1))
"""The days that nearly all are among, for which there is a table."""


def add_months(days: Ints, months: int) -> Ints:
    """The corresponding dates so many months on (back when negative), clipped to the month's end."""
    month, of_month = _of_months(days)
    return _in_month(month + np.int32(months), of_month)


def birthdays(born_on: Ints, years: int) -> Ints:
    """The days on which that age is attained; ``NOT_KNOWN`` where the day of birth is. 29 February: 1 March."""
    month, of_month = _of_months(born_on)
    attained = month + np.int32(12 * years)
    day = _in_month(attained, of_month)
    leap_day = (of_month == _LEAP_DAY - 1) & (month % 12 == _FEBRUARY)
    clipped = leap_day & (day - _first_of(attained) < of_month)
    return np.where(born_on == NOT_KNOWN, np.int32(NOT_KNOWN), day + clipped).astype(np.int32)


def _of_months(days: Ints) -> tuple[Ints, Ints]:
    """The month of each day, counted from January 1970, and how many days of it lie before."""
    first, months = _months_of_days()
    if len(days) and days.min() >= first and days.max() < first + len(months):
        month = months[days - first]
    else:
        month = _month_of(days)
    return month, days - _first_of(month)


def _in_month(month: Ints, of_month: Ints) -> Ints:
    first = _first_of(month)
    return np.asarray(first + np.minimum(of_month, _first_of(month + np.int32(1)) - first - 1), dtype=np.int32)


def _first_of(month: Ints) -> Ints:
    first, days = _days_of_months()
    if len(month) and month.min() >= first and month.max() < first + len(days):
        return np.asarray(days[month - first])
    return _first_day(month)


def _month_of(days: Ints) -> Ints:
    return (days.astype(np.int64) - _EPOCH).view(_DAY).astype(_MONTH).view(np.int64).astype(np.int32)


def _first_day(month: Ints) -> Ints:
    return (month.astype(np.int64).view(_MONTH).astype(_DAY).view(np.int64) + _EPOCH).astype(np.int32)


@cache
def _months_of_days() -> tuple[int, Ints]:
    """The first of the usual days, and the month of each."""
    first, last = (day.toordinal() for day in _USUAL)
    return first, _month_of(np.arange(first, last, dtype=np.int32))


@cache
def _days_of_months() -> tuple[int, Ints]:
    """The first of the usual months, and the first day of each."""
    first, months = _months_of_days()[1][0], _months_of_days()[1]
    return int(first), _first_day(np.arange(first, months[-1] + 1, dtype=np.int32))
