"""Working days: Monday to Friday without the bank holidays of England and Wales, day by day.

Banking and Financial Dealings Act 1971, with the days proclaimed since. The years are those in which a limit in working
days can run: from April 2011.
"""

from __future__ import annotations

from datetime import date
from functools import cache

from tests.oracle.almanac import ONE_DAY

MONDAY, SATURDAY, SUNDAY = 0, 5, 6

EASTER_SUNDAYS = (
    *(date(2011, 4, 24), date(2012, 4, 8), date(2013, 3, 31), date(2014, 4, 20), date(2015, 4, 5), date(2016, 3, 27)),
    *(date(2017, 4, 16), date(2018, 4, 1), date(2019, 4, 21), date(2020, 4, 12), date(2021, 4, 4), date(2022, 4, 17)),
    *(date(2023, 4, 9), date(2024, 3, 31), date(2025, 4, 20), date(2026, 4, 5), date(2027, 3, 28)),
)
"""As the almanacs print them."""

MOVED = {
    date(2012, 5, 28): date(2012, 6, 4),
    date(2020, 5, 4): date(2020, 5, 8),
    date(2022, 5, 30): date(2022, 6, 2),
}
"""Holidays that were held on another day in one year."""

PROCLAIMED = (date(2011, 4, 29), date(2012, 6, 5), date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8))
"""A wedding, three jubilees and a coronation, and a funeral: holidays of one year only."""


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of a year, 2011 to 2027."""
    (easter,) = [day for day in EASTER_SUNDAYS if day.year == year]
    mondays = [_first_monday(year, 5), _last_monday(year, 5), _last_monday(year, 8)]
    found = {easter - 2 * ONE_DAY, easter + ONE_DAY, *(MOVED.get(day, day) for day in mondays)}
    found |= {day for day in PROCLAIMED if day.year == year}
    for day in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        found.add(_or_the_next_free_day(day, found))
    return frozenset(found)


def _or_the_next_free_day(day: date, taken: set[date]) -> date:
    """A holiday that falls on a weekend is held on the next day that is neither weekend nor holiday."""
    if day.weekday() in (SATURDAY, SUNDAY):
        while day.weekday() in (SATURDAY, SUNDAY) or day in taken or day == date(day.year, 12, 26):
            day += ONE_DAY
    return day


def _first_monday(year: int, month: int) -> date:
    day = date(year, month, 1)
    while day.weekday() != MONDAY:
        day += ONE_DAY
    return day


def _last_monday(year: int, month: int) -> date:
    day = date(year, month, 31)
    while day.weekday() != MONDAY:
        day -= ONE_DAY
    return day


def working_days_later(day: date, number: int) -> date:
    """The working day that is so many on. The first one counted is after the day itself."""
    while number:
        day += ONE_DAY
        if day.weekday() not in (SATURDAY, SUNDAY) and day not in bank_holidays(day.year):
            number -= 1
    return day
