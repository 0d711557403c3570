"""Looked after at any time in the year, for all of it, and for how long so far."""

from __future__ import annotations

import pytest

from tests.support.stories import story

D = "2012-03-31"


def test_looked_after_in_the_year_is_whoever_was_on_some_day_of_it() -> None:
    told = story(
        """
        C1 2011-05-01 S V2 U6@Elm 2011-05-20 E4A
        C1 2011-08-01 S V2 U6@Elm
        C2 2010-01-01 S V2 U6@Elm 2011-04-01 E4A   ; ceased on the first day of the year
        C3 2010-01-01 S V2 U6@Elm 2011-03-31 E4A   ; and on the last of the one before
        C4 2011-06-01 S V4 U6@Elm                  ; short breaks alone
        """
    )
    row = told.row("looked-after-in-year", D)
    assert (row.meets, row.numerator, row.excluded) == ({"C1", "C2"}, 2, {"short breaks": 1})


@pytest.mark.parametrize(
    ("care", "is_continuous"),
    [
        ("2011-04-01 S V2 U6@Elm", True),  # a start on 1 April still meets it
        ("2011-04-02 S V2 U6@Elm", False),
        ("2010-01-01 S V2 U6@Elm 2012-03-31 E4A", True),  # and so does an end on 31 March
        ("2010-01-01 S V2 U6@Elm 2012-03-30 E4A", False),
    ],
)
def test_continuously_looked_after_is_from_the_first_day_to_the_last(care: str, is_continuous: bool) -> None:
    assert bool(story(f"C1 {care}").who("continuously-12-months", D)) is is_continuous


def test_a_gap_of_one_day_breaks_it_and_a_move_does_not() -> None:
    told = story(
        """
        C1 2010-01-01 S V2 U6@Elm 2011-09-01 E4A
        C1 2011-09-02 S V2 U6@Elm
        C2 2010-01-01 S V2 U6@Elm 2011-09-01 X1
        C2 2011-09-01 B C1 K2@Oak
        """
    )
    assert told.who("continuously-12-months", D) == {"C2"}


def test_whoever_turns_18_in_the_year_is_not_looked_after_for_all_of_it() -> None:
    rows = "C1 born {born}\nC1 2005-01-01 S V2 U6@Elm"
    assert story(rows.format(born="1994-03-31")).who("continuously-12-months", D) == {"C1"}
    assert story(rows.format(born="1994-03-30")).who("continuously-12-months", D) == set()


@pytest.mark.parametrize(
    ("as_at", "meets"), [("2014-02-28", True), ("2014-03-01", True), ("2014-03-02", False), ("2013-12-31", True)]
)
def test_an_18th_birthday_on_the_day_counts_of_a_child_born_on_29_february_on_1_march(as_at: str, meets: bool) -> None:
    """The period goes on. As who leaves on the day, who turns 18 on it was looked after for all the 12 months."""
    told = story("C1 born 1996-02-29\nC1 2005-01-01 S V2 U6@Elm")
    assert bool(told.who("continuously-12-months", as_at)) is meets


@pytest.mark.parametrize(
    ("began", "band"),
    [
        ("2012-02-28", "over 1 month and within 1 year"),
        ("2012-03-01", "within 1 month"),
        ("2011-03-31", "over 1 month and within 1 year"),
        ("2011-03-30", "over 1 year and under 2"),
        ("2010-04-01", "over 1 year and under 2"),
        ("2010-03-31", "2 years or more"),
    ],
)
def test_open_periods_stand_in_the_bands_of_those_that_ended(began: str, band: str) -> None:
    told = story(f"C1 {began} S V2 U6@Elm")
    rows = [row for row in told.ask("duration-open", D).rows if row.meets and "cumulative" not in str(row.group)]
    assert [row.group["duration"] for row in rows] == [band]


def test_a_period_from_the_end_of_january_is_within_a_month_at_the_end_of_february() -> None:
    """``docs/definitions/README.md``, within."""
    told = story("C1 2012-01-31 S V2 U6@Elm")
    assert told.who("duration-open", "2012-02-29", duration="within 1 month") == {"C1"}
    assert told.who("duration-open", "2012-03-01", duration="within 1 month") == set()
