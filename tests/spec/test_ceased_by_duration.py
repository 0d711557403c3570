"""How long those who ceased had been looked after."""

from __future__ import annotations

import pytest

from tests.support.stories import story

BANDS = ("within 1 month", "over 1 month and within 1 year", "over 1 year and under 2", "2 years or more")


def band(began: str, ended: str) -> str:
    told = story(f"C1 {began} S V2 U6@Elm {ended} E4A")
    (found,) = [label for label in BANDS if told.who("ceased-by-duration", ended, duration=label)]
    return found


@pytest.mark.parametrize(
    ("began", "ended", "expected"),
    [
        # docs/definitions/README.md: the corresponding date, clipped to the end of the month.
        ("2012-01-31", "2012-02-29", "within 1 month"),
        ("2012-01-31", "2012-03-01", "over 1 month and within 1 year"),
        ("2013-01-31", "2013-02-28", "within 1 month"),
        ("2013-01-31", "2013-03-01", "over 1 month and within 1 year"),
        # Within a year ends on or before the corresponding date; two years or more on or after it.
        ("2011-03-15", "2012-03-15", "over 1 month and within 1 year"),
        ("2011-03-15", "2012-03-16", "over 1 year and under 2"),
        ("2010-03-15", "2012-03-14", "over 1 year and under 2"),
        ("2010-03-15", "2012-03-15", "2 years or more"),
        ("2008-02-29", "2010-02-28", "2 years or more"),
    ],
)
def test_a_period_falls_in_one_band(began: str, ended: str, expected: str) -> None:
    assert band(began, ended) == expected


def test_the_cumulative_row_is_the_sum_of_the_first_two_bands() -> None:
    told = story(
        """
        C1 2011-06-01 S V2 U6@Elm 2011-06-10 E4A
        C2 2011-06-01 S V2 U6@Elm 2011-12-10 E4A
        C3 2009-06-01 S V2 U6@Elm 2011-12-10 E4A
        """
    )
    row = told.row("ceased-by-duration", "2012-03-31", duration="within 1 year (cumulative)")
    assert (row.meets, row.denominator) == ({"C1", "C2"}, 3)


def test_the_first_row_is_within_one_month() -> None:
    answer = story("C1 2011-06-01 S V2 U6@Elm 2011-06-10 E4A").ask("ceased-by-duration", "2012-03-31")
    assert answer.rows[0].group == {"duration": "within 1 month"}


def test_it_is_the_period_that_ended_not_the_episode_that_is_measured() -> None:
    told = story(
        """
        C1 2009-01-01 S V2 U6@Elm 2012-03-01 X1
        C1 2012-03-01 L C2 U6@Elm 2012-03-10 E4A
        """
    )
    assert told.who("ceased-by-duration", "2012-03-31", duration="2 years or more") == {"C1"}


def test_of_two_ceasings_in_the_year_the_last_is_measured() -> None:
    told = story(
        """
        C1 2009-01-01 S V2 U6@Elm 2011-06-01 E4A
        C1 2012-03-01 S V2 U6@Elm 2012-03-10 E4A
        """
    )
    assert told.who("ceased-by-duration", "2012-03-31", duration="within 1 month") == {"C1"}


def test_a_figure_over_nobody_is_none_with_the_reason() -> None:
    row = story("C1 2009-01-01 S V2 U6@Elm").row("ceased-by-duration", "2012-03-31", duration="within 1 month")
    assert (row.numerator, row.denominator, row.value, row.reason) == (0, 0, None, "nobody is counted")


def test_duration_and_destination_cross() -> None:
    told = story(
        """
        C1 2011-06-01 S V2 U6@Elm 2011-06-10 E4A
        C2 2009-06-01 S V2 U6@Elm 2011-06-10 E4B
        """
    )
    rows = told.ask("ceased-by-duration", "2012-03-31", by="destination").rows
    home = [row for row in rows if row.group.get("destination") == "Home to parents, relatives or other with PR"]
    assert {row.group["duration"]: row.numerator for row in home} == {
        "within 1 month": 1,
        "over 1 month and within 1 year": 0,
        "over 1 year and under 2": 0,
        "2 years or more": 1,
        "within 1 year (cumulative)": 1,
    }
