"""Intervals and expected waits, held against published worked examples."""

from __future__ import annotations

import sys
from fractions import Fraction

import pytest

from timeline.projections.algebra import uncertainty
from timeline.projections.algebra.uncertainty import StatisticsMissingError, Wait, kaplan_meier, wilson

pytest.importorskip("scipy")


@pytest.mark.parametrize(
    ("number", "of", "low", "high"),
    [
        (81, 263, "0.2553", "0.3662"),
        (15, 148, "0.0624", "0.1605"),
        (0, 20, "0.0000", "0.1611"),
        (1, 29, "0.0061", "0.1718"),
    ],
)
def test_wilson_intervals_are_those_of_newcombes_table(number: int, of: int, low: str, high: str) -> None:
    """Newcombe (1998), Statistics in Medicine 17, table I, method 3."""
    found = wilson(number, of)
    assert [f"{float(bound) / 100:.4f}" for bound in found if bound is not None] == [low, high]


def test_a_percentage_of_nobody_has_no_interval() -> None:
    with pytest.raises(ValueError, match="nobody"):
        wilson(0, 0)


def waits(over: str, still: str = "") -> list[Wait]:
    return [*(Wait(int(day), over=True) for day in over.split()), *(Wait(int(d), over=False) for d in still.split())]


def test_the_median_of_the_leukaemia_trial() -> None:
    """Freireich and others (1963): remission in weeks, as in every textbook; at 10 weeks the lower bound of what is
    left is 0.503, at 13 it is 0.432, and the upper one never falls to a half."""
    treated = waits("6 6 6 7 10 13 16 22 23", "6 9 10 11 17 19 20 25 32 32 34 35")
    placebo = waits("1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23")
    assert kaplan_meier(treated).days == 23
    assert kaplan_meier(treated).interval == (13, None)
    assert kaplan_meier(placebo).days == 8


def test_while_nobody_has_what_they_wait_for_nothing_is_told() -> None:
    assert kaplan_meier([]).days is None
    assert kaplan_meier(waits("", "10 20 30")).days is None


def test_without_anyone_waiting_it_is_the_first_day_by_which_half_are_over() -> None:
    assert kaplan_meier(waits("1 2 3")).days == Fraction(2)
    assert kaplan_meier(waits("1 2 3 4")).days == Fraction(2)


def test_without_the_library_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    uncertainty._stats.cache_clear()
    monkeypatch.setitem(sys.modules, "scipy.stats", None)
    with pytest.raises(StatisticsMissingError, match=r"timeline\[statistics\]"):
        wilson(1, 2)
    uncertainty._stats.cache_clear()
