"""Rounding: half up, from the exact fraction, once."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.projections.rounding import fixed, half_up, json_number, shortest

FRACTIONS = st.fractions(min_value=-(10**6), max_value=10**6, max_denominator=10**9)
PLACES = st.integers(min_value=0, max_value=8)


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [
        (Fraction(1, 2), 0, "1"),
        (Fraction(3, 2), 0, "2"),
        (Fraction(5, 2), 0, "3"),  # to even it would be 2
        (Fraction(5, 100), 1, "0.1"),
        (Fraction(15, 100), 1, "0.2"),
        (Fraction(25, 100), 1, "0.3"),  # to even it would be 0.2
        (Fraction(1005, 1000), 2, "1.01"),  # the nearest float lies below the tie
        (Fraction(2675, 1000), 2, "2.68"),  # so does this one
        (Fraction(100, 8), 1, "12.5"),
        (Fraction(-1, 2), 0, "-1"),
        (Fraction(-25, 100), 1, "-0.3"),
        (Fraction(-1, 100), 1, "0.0"),  # no minus before nothing
        (Fraction(9999, 1000), 1, "10.0"),
        (Fraction(0), 3, "0.000"),
    ],
)
def test_a_half_goes_away_from_zero(value: Fraction, places: int, rounded: str) -> None:
    assert fixed(value, places) == rounded


@given(value=FRACTIONS, places=PLACES)
def test_the_rounded_value_is_the_nearest_and_of_two_the_farther_from_zero(value: Fraction, places: int) -> None:
    step = Fraction(1, 10**places)
    rounded = half_up(value, places)
    assert rounded % step == 0
    assert abs(rounded - value) <= step / 2
    if abs(rounded - value) == step / 2:
        assert abs(rounded) > abs(value)


@given(value=FRACTIONS, places=PLACES)
def test_text_says_the_rounded_value(value: Fraction, places: int) -> None:
    assert Fraction(fixed(value, places)) == half_up(value, places) == Fraction(shortest(value, places))


@given(FRACTIONS)
def test_a_fall_prints_like_the_rise_it_undoes(value: Fraction) -> None:
    assert half_up(-value, 6) == -half_up(value, 6)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(1200, 261), "4.597701"),  # the design's example
        (Fraction(100, 3), "33.333333"),
        (Fraction(200, 3), "66.666667"),
        (Fraction(50), "50"),
        (Fraction(25, 2), "12.5"),
        (Fraction(1, 2_000_000), "1e-06"),  # a tie at the seventh place
        (Fraction(1, 2_000_001), "0"),
        (Fraction(0), "0"),
    ],
)
def test_a_json_number_has_six_decimals_at_most_and_none_where_it_is_whole(value: Fraction, text: str) -> None:
    assert json.dumps(json_number(value)) == text


def test_no_value_is_null() -> None:
    assert json.dumps(json_number(None)) == "null"


@given(st.fractions(min_value=0, max_value=10**6, max_denominator=10**6))
def test_a_json_number_reads_back_as_the_rounded_value(value: Fraction) -> None:
    assert Fraction(str(json_number(value))) == half_up(value, 6)
