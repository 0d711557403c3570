"""Months, years and ages, counted naively."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

ONE_DAY = timedelta(days=1)


def last_day_of_month(year: int, month: int) -> int:
    """28 to 31, by walking backwards from the first of the next month."""
    following = date(year + 1, 1, 1) if month == 12 else date(year, month + 1, 1)
    return (following - ONE_DAY).day


def months_later(day: date, months: int) -> date:
    """The corresponding date so many months on: 31 January and one month is the last of February."""
    year, month = day.year, day.month
    for _ in range(months):
        month += 1
        if month == 13:
            year, month = year + 1, 1
    return date(year, month, min(day.day, last_day_of_month(year, month)))


@cache
def months_earlier(day: date, months: int) -> date:
    """The corresponding date so many months back."""
    year, month = day.year, day.month
    for _ in range(months):
        month -= 1
        if month == 0:
            year, month = year - 1, 12
    return date(year, month, min(day.day, last_day_of_month(year, month)))


def in_trailing_window(day: date, as_at: date, months: int) -> bool:
    """Whether the day lies in ``(as_at - months, as_at]``."""
    return months_earlier(as_at, months) < day <= as_at


def is_birthday_reached(born_on: date, years: int, day: date) -> bool:
    """Whether someone born then has had that birthday. A 29 February birthday is 1 March in a common year."""
    year = born_on.year + years
    leap_day = born_on.month == 2 and born_on.day == 29
    if leap_day and last_day_of_month(year, 2) == 28:
        return day >= date(year, 3, 1)
    return day >= date(year, born_on.month, born_on.day)
