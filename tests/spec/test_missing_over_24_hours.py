"""Missing for more than 24 hours, where only dates are known."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.support.stories import story

D = "2012-05-31"
CARE = "C1 2011-01-01 S V2 U6@Elm\n"


@pytest.mark.parametrize(
    ("incident", "certain", "possible"),
    [
        ("2012-05-10 2012-05-10", False, False),
        ("2012-05-10 2012-05-11", False, True),  # docs/definitions/missing.md
        ("2012-05-10 2012-05-12", True, True),
        ("2012-05-30", True, True),  # open since the day before
        ("2012-05-31", False, False),  # begun on the day asked about
    ],
)
def test_days_decide_or_leave_it_open(incident: str, certain: bool, possible: bool) -> None:
    row = story(CARE + f"C1 missing {incident}").row("missing-over-24h", D)
    assert (bool(row.meets), bool(row.possible)) == (certain, possible)


def test_the_whole_incident_is_judged_not_its_part_in_the_window() -> None:
    told = story(CARE + "C1 missing 2011-05-30 2011-06-01")
    assert told.who("missing-over-24h", D) == {"C1"}
    assert told.who("missing-over-24h", "2012-06-01") == set()


def test_away_without_authorisation_is_not_missing() -> None:
    told = story(CARE + "C1 away 2012-05-10 2012-05-20\nC1 missing 2012-05-01 2012-05-01")
    row = told.row("missing-over-24h", D)
    assert (row.numerator, row.denominator, row.value) == (0, 1, Fraction(0))


def test_counted_are_all_looked_after_at_any_time_in_the_window() -> None:
    told = story(
        """
        C1 2011-01-01 S V2 U6@Elm 2011-06-01 E4A
        C2 2011-01-01 S V2 U6@Elm 2011-05-31 E4A
        C3 2012-05-31 S V2 U6@Elm
        C3 missing 2012-05-31 2012-05-31
        """
    )
    assert told.row("missing-over-24h", D).counted == {"C1", "C3"}


def test_without_any_missing_module_there_is_no_figure() -> None:
    row = story(CARE).row("missing-over-24h", D)
    assert (row.value, row.reason) == (None, "nothing is known of Missing as at 2012-05-31")


def test_a_return_whose_missing_module_is_empty_tells_that_nobody_was_missing() -> None:
    row = story("return 2012-03-31 known 2012-06-30\n" + CARE).row("missing-over-24h", D)
    assert (row.numerator, row.denominator) == (0, 1)


def test_an_open_period_of_a_child_of_18_is_left_out_and_one_that_ended_in_the_window_is_not() -> None:
    """``docs/definitions/README.md``, windows: whoever ceased in the window was looked after in it."""
    told = story(
        """
        C1 born 1990-01-01
        C1 2007-01-01 S V2 U6@Elm
        C2 born 1990-01-01
        C2 2007-01-01 S V2 U6@Elm 2012-01-01 E17
        C3 born 1993-12-01
        C3 2007-01-01 S V2 U6@Elm
        C4 2011-01-01 S V2 U6@Elm
        C4 missing 2012-05-01 2012-05-01
        """
    )
    assert told.row("missing-over-24h", D).counted == {"C2", "C3", "C4"}
