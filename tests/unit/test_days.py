"""Calendar arithmetic: the worked examples of the measures' definitions, and brute force."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.domain.days import (
    Span,
    Window,
    add_months,
    add_years,
    age,
    at_least_months,
    at_least_years,
    birthday,
    intersect,
    last_day_of_weeks,
    reporting_year,
    subtract,
    union,
    within_months,
    year_ending,
    year_window,
)

DAY = timedelta(days=1)

any_day = st.dates(date(1988, 1, 1), date(2032, 12, 31))
leap_phases = st.sampled_from(
    [date(y, m, d) for y in (2011, 2012, 2013) for m, d in ((1, 31), (2, 28), (3, 1), (3, 31))]
    + [date(2012, 2, 29), date(2012, 3, 30), date(2012, 8, 31)]
)
days_near_month_ends = st.one_of(any_day, leap_phases)


def d(text: str) -> date:
    return date.fromisoformat(text)


# --- worked examples (docs/definitions/README.md) ---


@pytest.mark.parametrize(("start", "last_day_within"), [("2012-01-31", "2012-02-29"), ("2013-01-31", "2013-02-28")])
def test_example_1_within_one_month_includes_the_corresponding_date(start: str, last_day_within: str) -> None:
    assert within_months(d(start), d(last_day_within), 1)
    assert not within_months(d(start), d(last_day_within) + DAY, 1)


@pytest.mark.parametrize(
    ("as_at", "first"),
    [
        ("2012-03-31", "2011-04-01"),
        ("2012-02-29", "2011-03-01"),
        ("2013-02-28", "2012-02-29"),
    ],
)
def test_example_2_the_year_to_a_day(as_at: str, first: str) -> None:
    assert Window.trailing(d(as_at)) == Window(d(first), d(as_at))


def test_example_6_two_and_a_half_years_at_31_march() -> None:
    as_at = d("2012-03-31")
    assert at_least_months(d("2009-09-30"), as_at, 30)
    assert not at_least_months(d("2009-10-01"), as_at, 30)
    assert add_months(as_at, -30) == d("2009-09-30")


def test_example_7_weeks_beginning_with_the_day_of_issue() -> None:
    assert last_day_of_weeks(d("2014-04-22"), 26) == d("2014-10-20")
    assert last_day_of_weeks(d("2012-02-01"), 40) == d("2012-11-06")


def test_example_9_next_reviews_by_the_corresponding_date() -> None:
    assert add_months(d("2011-11-30"), 3) == d("2012-02-29")
    assert add_months(d("2011-08-31"), 6) == d("2012-02-29")


def test_example_10_whoever_ceased_on_31_march_is_not_looked_after_but_was_in_that_year() -> None:
    period = Span(d("2011-05-01"), d("2012-03-31"))
    assert not period.covers(d("2012-03-31"))
    assert year_window(d("2012-03-31")).contains(d("2012-03-31"))
    assert period.touches(year_window(d("2012-03-31")))


# --- months and years ---


def test_months_count_back_over_the_turn_of_the_year() -> None:
    assert add_months(d("2012-01-15"), -1) == d("2011-12-15")
    assert add_months(d("2012-03-31"), -1) == d("2012-02-29")
    assert add_months(d("2012-12-31"), 2) == d("2013-02-28")
    assert add_months(d("2012-12-15"), -24) == d("2010-12-15")


def test_a_year_from_29_february_clips_to_the_28th() -> None:
    assert add_years(d("2012-02-29"), 1) == d("2013-02-28")
    assert add_years(d("2012-02-29"), 4) == d("2016-02-29")


def test_so_many_years_or_more_includes_the_corresponding_date() -> None:
    assert at_least_years(d("2010-04-01"), d("2012-04-01"), 2)
    assert not at_least_years(d("2010-04-01"), d("2012-03-31"), 2)


@given(days_near_month_ends, st.integers(-40, 40))
def test_added_months_land_in_the_right_month_on_the_same_day_or_its_last(day: date, n: int) -> None:
    there = add_months(day, n)
    assert (there.year * 12 + there.month) - (day.year * 12 + day.month) == n
    is_last_of_month = (there + DAY).month != there.month
    assert there.day == day.day or (there.day < day.day and is_last_of_month)


# --- ages ---


def test_a_29_february_birthday_is_1_march_in_a_common_year() -> None:
    born = d("1996-02-29")
    assert birthday(born, 18) == d("2014-03-01")
    assert (age(born, d("2014-02-28")), age(born, d("2014-03-01"))) == (17, 18)
    assert birthday(born, 16) == d("2012-02-29")
    assert (age(born, d("2012-02-28")), age(born, d("2012-02-29"))) == (15, 16)


def test_age_is_nought_at_birth_and_negative_before() -> None:
    assert age(d("2012-05-10"), d("2012-05-10")) == 0
    assert age(d("2012-05-10"), d("2012-05-09")) == -1
    assert age(d("2012-05-10"), d("2011-05-09")) == -2


@given(days_near_month_ends, days_near_month_ends)
def test_age_counts_the_birthdays_reached(born: date, day: date) -> None:
    reached = [n for n in range(-60, 60) if birthday(born, n) <= day]
    assert age(born, day) == max(reached)


# --- windows ---


def test_a_window_holds_both_its_ends_and_refuses_to_hold_nothing() -> None:
    window = Window(d("2012-01-01"), d("2012-01-02"))
    assert [window.contains(d("2011-12-31") + n * DAY) for n in range(4)] == [
        False,
        True,
        True,
        False,
    ]
    assert window.span() == Span(d("2012-01-01"), d("2012-01-03"))
    with pytest.raises(ValueError, match="cannot end"):
        Window(d("2012-01-02"), d("2012-01-01"))


@pytest.mark.parametrize(
    ("start", "end", "touches", "lived_in"),
    [
        ("2011-01-01", "2011-03-31", False, False),
        ("2011-01-01", "2011-04-01", True, False),  # an end on the first day touches
        ("2011-01-01", "2011-04-02", True, True),
        ("2012-03-31", None, True, True),
        ("2012-03-31", "2012-04-01", True, True),
        ("2012-04-01", None, False, False),
        ("2011-06-01", "2011-06-01", True, False),  # no day: an incident, but not lived in
        ("2011-01-01", None, True, True),
    ],
)
def test_touching_a_window_and_living_in_it(start: str, end: str | None, touches: bool, lived_in: bool) -> None:
    window = year_window(d("2012-03-31"))
    span = Span(d(start), d(end) if end else None)
    assert window.touches(*span) is touches
    assert span.touches(window) is touches
    assert window.lived_in(*span) is lived_in


@given(days_near_month_ends, st.integers(0, 70), days_near_month_ends, st.integers(0, 70))
def test_lived_in_is_running_at_the_end_of_some_day(first: date, length: int, start: date, stay: int) -> None:
    start = first + (start - first) % (140 * DAY) - 70 * DAY  # near the window
    window = Window(first, first + length * DAY)
    span = Span(start, start + stay * DAY)
    days = (first + n * DAY for n in range(length + 1))
    assert window.lived_in(*span) is any(span.covers(day) for day in days)


# --- spans ---


def span(start: int, end: int | None) -> Span:
    base = date(2012, 2, 20)
    return Span(base + start * DAY, None if end is None else base + end * DAY)


def days_of(spans: tuple[Span, ...] | list[Span]) -> set[int]:
    return {n for n in range(-5, 60) if any(s.covers(span(n, None).start) for s in spans)}


spans = st.lists(st.builds(span, st.integers(0, 40), st.one_of(st.none(), st.integers(0, 45))), max_size=6)


def test_a_span_does_not_cover_the_day_it_ends_on() -> None:
    assert [span(1, 3).covers(span(n, None).start) for n in range(5)] == [
        False,
        True,
        True,
        False,
        False,
    ]
    assert span(1, None).covers(span(99, None).start)


def test_the_length_of_a_span() -> None:
    assert span(1, 3).days() == 2
    assert span(1, None).days() is None
    assert span(3, 1).days() == 0


def test_a_span_that_ends_where_it_starts_or_before_is_empty() -> None:
    assert span(3, 3).is_empty()
    assert span(3, 2).is_empty()
    assert not span(3, 4).is_empty()
    assert not span(3, None).is_empty()


def test_clipping_to_what_is_apart_leaves_nothing() -> None:
    assert span(1, 9).clipped(span(3, None)) == span(3, 9)
    assert span(1, None).clipped(span(3, 5)) == span(3, 5)
    assert span(1, None).clipped(span(3, None)) == span(3, None)
    assert span(1, 3).clipped(span(3, 9)).is_empty()


def test_an_end_and_a_start_on_one_day_join_and_a_gap_of_one_day_parts() -> None:
    assert union([span(3, 5), span(1, 3)]) == (span(1, 5),)
    assert union([span(1, 3), span(4, 5)]) == (span(1, 3), span(4, 5))
    assert union([span(1, 9), span(2, 3), span(4, 4)]) == (span(1, 9),)
    assert union([span(1, None), span(2, 3)]) == (span(1, None),)
    assert union([span(1, 3), span(2, None)]) == (span(1, None),)


def test_subtracting_leaves_the_days_on_either_side() -> None:
    assert subtract([span(1, 9)], [span(3, 5)]) == (span(1, 3), span(5, 9))
    assert subtract([span(1, None)], [span(0, 2), span(5, None)]) == (span(2, 5),)
    assert subtract([span(1, 9)], [span(5, 5)]) == (span(1, 9),)
    assert subtract([span(3, 4)], [span(0, 9)]) == ()
    assert subtract([span(1, None)], [span(0, 3)]) == (span(3, None),)


@given(spans, spans)
def test_operations_on_spans_are_operations_on_sets_of_days(a: list[Span], b: list[Span]) -> None:
    assert days_of(union(a)) == days_of(a)
    assert days_of(intersect(a, b)) == days_of(a) & days_of(b)
    assert days_of(subtract(a, b)) == days_of(a) - days_of(b)


@given(spans, spans)
def test_results_are_in_order_without_empty_touching_or_overlapping_spans(a: list[Span], b: list[Span]) -> None:
    for result in (union(a), intersect(a, b), subtract(a, b)):
        assert not any(s.is_empty() for s in result)
        for earlier, later in pairwise(result):
            assert earlier.end is not None
            assert earlier.end < later.start


# --- reporting years ---


def test_the_reporting_year_turns_on_1_april() -> None:
    assert (reporting_year(d("2012-03-31")), reporting_year(d("2012-04-01"))) == (
        "2011-12",
        "2012-13",
    )
    assert reporting_year(d("1999-12-31")) == "1999-00"
    assert year_ending(d("2012-03-31")) == d("2012-03-31")
    assert year_ending(d("2012-04-01")) == d("2013-03-31")


def test_the_window_of_a_reporting_year() -> None:
    assert year_window(d("2012-03-31")) == Window(d("2011-04-01"), d("2012-03-31"))
    for wrong in ("2012-03-30", "2012-12-31", "2012-04-01"):
        with pytest.raises(ValueError, match="ends on 31 March"):
            year_window(d(wrong))
