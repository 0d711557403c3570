"""The calendar of arrays is the calendar of days."""

from __future__ import annotations

from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from timeline.domain.days import add_months, birthday
from timeline.projections.algebra.columnar import calendar
from timeline.projections.algebra.columnar.frame import NOT_KNOWN

USUAL = st.dates(date(1990, 1, 1), date(2040, 12, 31))
MONTH_ENDS = st.builds(lambda day: add_months(day.replace(day=1), 1).replace(day=1), USUAL).map(
    lambda first: date.fromordinal(first.toordinal() - 1)
)
LEAP_DAYS = st.sampled_from([date(year, 2, 29) for year in range(1804, 2400, 4) if year % 100 or year % 400 == 0])
DAYS = st.lists(st.one_of(USUAL, MONTH_ENDS, LEAP_DAYS, st.dates(date(1200, 1, 1), date(3000, 1, 1))), max_size=8)
MONTHS = st.integers(-72, 300)


def numbers(days: list[date]) -> calendar.Ints:
    return np.array([day.toordinal() for day in days], dtype=np.int32)


def dates(found: calendar.Ints) -> list[date]:
    return [date.fromordinal(day) for day in found.tolist()]


@given(DAYS, MONTHS)
def test_months_on(days: list[date], months: int) -> None:
    assert dates(calendar.add_months(numbers(days), months)) == [add_months(day, months) for day in days]


@given(DAYS, st.integers(0, 30))
def test_birthdays(days: list[date], years: int) -> None:
    assert dates(calendar.birthdays(numbers(days), years)) == [birthday(day, years) for day in days]


def test_a_day_of_birth_that_is_not_known_has_no_birthday() -> None:
    born = np.array([NOT_KNOWN, date(2012, 2, 29).toordinal()], dtype=np.int32)
    assert calendar.birthdays(born, 18).tolist() == [NOT_KNOWN, date(2030, 3, 1).toordinal()]
