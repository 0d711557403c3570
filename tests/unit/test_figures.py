"""From cases to figures: what is added up, divided, left out and broken down, by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from tests.support.stories import story
from timeline.domain.basis import Basis
from timeline.domain.days import Window
from timeline.projections.algebra.answers import Row
from timeline.projections.algebra.indicator import Statistic
from timeline.projections.algebra.statistics import tell
from timeline.projections.rulebook.bands import AGE_BANDS, label_of

AS_AT = "2012-03-31"


def percent(row: Row) -> tuple[int | None, int | None, Fraction | None]:
    return (row.numerator, row.denominator, row.value)


# --------------------------------------------------------------------------------------------------------- statistics


@pytest.mark.parametrize(
    ("days", "median", "mean", "longest"),
    [
        ([7], 7, 7, 7),
        ([1, 2], Fraction(3, 2), Fraction(3, 2), 2),
        ([10, 1, 2], 2, Fraction(13, 3), 10),
        ([20, 1, 10, 2], 6, Fraction(33, 4), 20),
        ([6, 5, 4, 30, 2, 1], Fraction(9, 2), 8, 30),
        ([0, 0, 9], 0, 3, 9),
    ],
)
def test_the_median_of_an_even_number_is_the_mean_of_the_two_in_the_middle(
    days: list[int], median: Fraction, mean: Fraction, longest: int
) -> None:
    told = {statistic: tell(days, statistic) for statistic in (Statistic.MEDIAN, Statistic.MEAN, Statistic.LONGEST)}
    assert told == {Statistic.MEDIAN: median, Statistic.MEAN: mean, Statistic.LONGEST: longest}


@pytest.mark.parametrize("statistic", Statistic)
def test_of_nobody_there_is_nothing_to_tell(statistic: Statistic) -> None:
    assert tell([], statistic) is None


@pytest.mark.parametrize(
    ("years", "band"),
    [
        *((-1, "before birth"), (0, "under 1"), (1, "1 to 4"), (4, "1 to 4"), (5, "5 to 9"), (9, "5 to 9")),
        *((10, "10 to 15"), (15, "10 to 15"), (16, "16 and over"), (99, "16 and over")),
    ],
)
def test_a_band_holds_both_its_ends(years: int, band: str) -> None:
    assert label_of(years, AGE_BANDS) == band


# ------------------------------------------------------------------------------------------------------------- shares


THREE_LOOKED_AFTER = """
    C1 2011-05-01 S V2 U6@Elm
    C2 2011-05-01 S C2 P1@Home
    C3 2011-05-01 S - -@Ash
"""


def test_a_percentage_is_exact_and_of_all_who_are_counted() -> None:
    """Conventions: unknowns stay in the denominator and are counted."""
    row = story(THREE_LOOKED_AFTER).row("legal-status-s20", AS_AT)
    assert percent(row) == (1, 3, Fraction(100, 3))
    assert row.unknown == 1
    row = story(THREE_LOOKED_AFTER).row("placed-with-parents", AS_AT)
    assert (*percent(row), row.unknown) == (1, 3, Fraction(100, 3), 1)


def test_a_percentage_of_nobody_is_none_and_says_so() -> None:
    row = story("C1 2011-05-01 S V2 U6@Elm 2012-01-01 E4A").row("legal-status-s20", AS_AT)
    assert percent(row) == (0, 0, None)
    assert row.reason == "nobody is counted"


def test_the_possible_contain_the_certain_and_are_divided_by_the_same_children() -> None:
    """``docs/definitions/missing.md``."""
    told = story(
        """
        C1 2011-05-01 S V2 U6@Elm
        C2 2011-05-01 S V2 U6@Elm
        C3 2011-05-01 S V2 U6@Elm
        C1 missing 2011-06-01 2011-06-03
        C2 missing 2011-06-01 2011-06-02
        C3 away 2011-06-01 2011-07-01
        """
    )
    row = told.row("missing-over-24h", AS_AT)
    assert row.meets == {"C1"}
    assert row.possible == frozenset({"C1", "C2"})
    assert (row.value, row.possible_value) == (Fraction(100, 3), Fraction(200, 3))
    assert told.row("looked-after", AS_AT).possible_value is None


def test_those_left_out_add_up_and_stand_beside_the_default_row_alone() -> None:
    told = story(
        """
        C1 2011-05-01 S V2 U6@Elm
        C2 2012-01-01 S V3 U6@Elm
        C3 2012-01-01 S V4 U6@Elm
        C4 born 1993-01-01
        C4 2010-01-01 S V2 U6@Elm
        """
    )
    first, *others = told.ask("multiple-periods", AS_AT).rows
    assert first.excluded == {"18 or over, still open": 1, "short breaks": 2}
    assert {tuple(row.excluded) for row in others} == {()}
    assert {tuple(row.excluded) for row in told.ask("looked-after", AS_AT, by="age").rows[1:]} == {()}


def test_children_are_counted_once_and_periods_as_often_as_they_are() -> None:
    """``docs/definitions/starting-and-ceasing.md``."""
    told = story(
        """
        C1 2011-05-01 S V2 U6@Elm 2011-06-01 E4A
        C1 2011-08-01 S V2 U6@Elm 2011-09-01 E4A
        """
    )
    for measure in ("started", "ceased"):
        assert told.row(measure, AS_AT).numerator == 1
        assert told.row(measure, AS_AT, count="periods").numerator == 2


def test_what_is_counted_of_one_child_has_no_part_in_the_next() -> None:
    told = story(
        """
        C1 born 2005-01-01
        C1 2011-05-01 S V2 U6@Elm
        C2 born 2005-01-01
        C2 2011-05-01 S V2 U6@Elm 2011-06-01 E4A
        C3 2011-05-01 S V2 U6@Elm
        """
    )
    assert told.who("looked-after", AS_AT) == {"C1", "C3"}
    assert told.who("ceased", AS_AT) == {"C2"}


def test_every_module_of_which_nothing_is_known_is_named() -> None:
    row = story("C1 born 2005-01-01").row("missing-over-24h", AS_AT)
    assert (row.numerator, row.value) == (None, None)
    assert row.reason == "nothing is known of Episodes, Missing as at 2012-03-31"


# ------------------------------------------------------------------------------------------------- basis and window


def test_an_answer_says_what_it_is_a_function_of() -> None:
    """``docs/definitions/README.md``: the year to 31 March 2012 begins on 1 April 2011; two years, on 1 April 2010."""
    told = story("C1 2011-05-01 S V2 U6@Elm")
    answer = told.ask("multiple-periods", AS_AT, "2012-06-30", position=2)
    assert answer.basis == Basis(date(2012, 3, 31), date(2012, 6, 30), 2)
    assert answer.window == Window(date(2010, 4, 1), date(2012, 3, 31))
    assert told.ask("ceased", "2012-02-29").window == Window(date(2011, 3, 1), date(2012, 2, 29))
    assert told.ask("ceased", "2013-02-28").window == Window(date(2012, 2, 29), date(2013, 2, 28))
    assert told.ask("looked-after", AS_AT).window is None
