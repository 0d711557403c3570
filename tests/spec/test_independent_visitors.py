"""Who waits for an independent visitor, and who received one."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.support.stories import story

D = "2012-03-31"
CARE = "C1 2010-01-01 S V2 U6@Elm\n"


def outcome(request: str, care: str = CARE, as_at: str = D) -> str:
    told = story(care + request)
    rows = [row for row in told.ask("visitor-received", as_at).rows if row.meets and "outcome" in row.group]
    (found,) = rows
    return str(found.group["outcome"])


def test_a_request_neither_answered_nor_withdrawn_is_waiting() -> None:
    told = story(CARE + "C1 visitor 2012-03-01")
    row = told.row("visitor-waiting", D)
    assert (row.numerator, row.denominator, row.value) == (1, 1, Fraction(1))
    assert told.row("visitor-waiting", D, wait="median days").value == Fraction(30)


def test_the_day_of_the_appointment_ends_the_wait() -> None:
    told = story(CARE + "C1 visitor 2012-03-01 matched 2012-03-31")
    assert told.who("visitor-waiting", "2012-03-30") == {"C1"}
    assert told.who("visitor-waiting", D) == set()


def test_care_leavers_do_not_wait() -> None:
    told = story("C1 2010-01-01 S V2 U6@Elm 2012-03-01 E4A\nC1 visitor 2012-02-01")
    assert told.row("visitor-waiting", D).numerator == 0


def test_the_median_of_an_even_number_is_the_mean_of_the_two_middle_ones() -> None:
    told = story(
        """
        C1 2010-01-01 S V2 U6@Elm
        C1 visitor 2012-03-30
        C2 2010-01-01 S V2 U6@Elm
        C2 visitor 2012-03-26
        """
    )
    assert told.row("visitor-waiting", D, wait="median days").value == Fraction(3)
    assert told.row("visitor-waiting", D, wait="longest days").value == Fraction(5)


@pytest.mark.parametrize(
    ("requested", "band"),
    [
        ("2011-12-31", "within 3 months"),
        ("2011-12-30", "over 3 and within 6 months"),
        ("2011-10-01", "over 3 and within 6 months"),
        ("2011-09-30", "over 6 and within 12 months"),
        ("2011-03-31", "over 6 and within 12 months"),
        ("2011-03-30", "over 12 months"),
    ],
)
def test_bands_are_calendar_months_with_the_corresponding_date_in_the_lower_one(requested: str, band: str) -> None:
    told = story(CARE + f"C1 visitor {requested}")
    assert told.who("visitor-waiting", D, wait=band) == {"C1"}


def test_waits_that_an_appointment_ended_in_the_window_are_told_apart_whoever_they_were_of() -> None:
    told = story(
        """
        C1 2010-01-01 S V2 U6@Elm
        C1 visitor 2011-03-01 matched 2011-04-01
        C1 visitor 2012-01-01 matched 2012-01-11
        C2 2010-01-01 S V2 U6@Elm 2012-03-01 E4A
        C2 visitor 2012-01-01 matched 2012-01-21
        C3 2010-01-01 S V2 U6@Elm
        C3 visitor 2011-03-01 matched 2011-03-31
        """
    )
    assert told.who("visitor-waiting", D, outcome="appointed in the window") == {"C1", "C2"}
    median = told.row("visitor-waiting", D, outcome="appointed in the window", wait="median days")
    assert median.value == Fraction(15)


def test_before_any_request_is_known_there_is_no_figure() -> None:
    row = story(CARE).row("visitor-waiting", D)
    assert (row.numerator, row.reason) == (None, "nothing is known of visitor-requests as at 2012-03-31")


@pytest.mark.parametrize(
    ("request_row", "expected"),
    [
        ("C1 visitor 2011-06-01 matched 2011-12-01", "appointed within 6 months"),
        ("C1 visitor 2011-06-01 matched 2011-12-02", "appointed later"),
        ("C1 visitor 2011-06-01", "waiting"),
        ("C1 visitor 2011-06-01 withdrawn 2011-07-01 because declined by child", "declined by child"),
        ("C1 visitor 2011-06-01 withdrawn 2011-07-01 because not in interests", "not in interests"),
        ("C1 visitor 2011-06-01 withdrawn 2011-07-01 because other", "withdrawn for another reason"),
    ],
)
def test_every_request_comes_to_one_outcome(request_row: str, expected: str) -> None:
    assert outcome(request_row) == expected


def test_a_child_who_left_before_an_answer_is_apart() -> None:
    left = "C1 born 2000-01-01\nC1 2010-01-01 S V2 U6@Elm 2011-09-01 E4A\n"
    assert outcome("C1 visitor 2011-06-01", left) == "ceased to be looked after first"
    grown = "C1 born 1993-12-01\nC1 2010-01-01 S V2 U6@Elm 2011-12-01 E17\n"
    assert outcome("C1 visitor 2011-06-01", grown) == "reached 18 first"


def test_a_request_withdrawn_and_made_again_within_30_days_is_one() -> None:
    rows = CARE + "C1 visitor 2011-06-01 withdrawn 2011-07-01 because other\nC1 visitor {again} matched 2011-11-01"
    told = story(rows.format(again="2011-07-31"))
    assert told.row("visitor-received", D).meets == {"C1"}
    assert outcome(rows.format(again="2011-08-01")) == "withdrawn for another reason"
