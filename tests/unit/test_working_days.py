"""Working days, counted over the bank holidays of England and Wales."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.domain.days import add_working_days, is_working_day
from timeline.projections.rulebook.bank_holidays import BANK_HOLIDAYS, bank_holidays

DAY = timedelta(days=1)
NO_HOLIDAYS: frozenset[date] = frozenset()

any_day = st.dates(date(1988, 1, 1), date(2032, 12, 31))


def d(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(("looked_after_on", "due"), [("2011-12-12", "2012-01-12"), ("2012-05-14", "2012-06-13")])
def test_the_first_review_falls_due_on_the_twentieth_working_day(looked_after_on: str, due: str) -> None:
    """The examples of ``docs/definitions/reviews-and-visitors.md``."""
    assert add_working_days(d(looked_after_on), 20, BANK_HOLIDAYS) == d(due)


def test_one_off_bank_holidays_are_no_working_days() -> None:
    for one_off in ("2011-04-29", "2012-06-05", "2022-09-19", "2023-05-08"):
        assert d(one_off) in BANK_HOLIDAYS
        assert not is_working_day(d(one_off), BANK_HOLIDAYS)
    assert is_working_day(d("2012-06-06"), BANK_HOLIDAYS)


def test_a_holiday_at_the_weekend_is_observed_on_the_next_working_day() -> None:
    assert {d("2011-12-26"), d("2011-12-27"), d("2012-01-02")} <= (bank_holidays(2011) | bank_holidays(2012))


def test_bank_holidays_of_a_year_outside_the_table_are_refused() -> None:
    for year in (1977, 2101):
        with pytest.raises(ValueError, match="bank holidays are known from 1978 to 2100"):
            bank_holidays(year)


def test_what_is_no_day_is_no_bank_holiday() -> None:
    assert "2012-12-25" not in BANK_HOLIDAYS


def test_day_nought_is_the_trigger_day_itself() -> None:
    saturday = d("2012-05-12")
    assert add_working_days(saturday, 0, NO_HOLIDAYS) == saturday
    assert add_working_days(saturday, 1, NO_HOLIDAYS) == d("2012-05-14")
    assert add_working_days(d("2012-05-11"), 1, NO_HOLIDAYS) == d("2012-05-14")
    with pytest.raises(ValueError, match="counted forwards"):
        add_working_days(saturday, -1, NO_HOLIDAYS)


@given(any_day, st.integers(1, 30), st.sets(any_day, max_size=5))
def test_working_days_counted_one_by_one(day: date, n: int, holidays: set[date]) -> None:
    due = add_working_days(day, n, holidays)
    after = [day + k * DAY for k in range(1, (due - day).days + 1)]
    assert is_working_day(due, holidays)
    assert sum(is_working_day(each, holidays) for each in after) == n
    assert due <= add_working_days(day, n, holidays | {due})
