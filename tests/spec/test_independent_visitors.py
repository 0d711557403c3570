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
    waits = told.row("visitor-waiting", D, outcome="appointed in the window")
    assert (waits.meets, waits.numerator) == ({"C1", "C2"}, 3)  # every wait, not one a child
    days = {
        label: told.row("visitor-waiting", D, outcome="appointed in the window", wait=f"{label} days").value
        for label in ("median", "mean", "longest")
    }
    # of 31, 10 and 20 days; that of C3 ended on the day before the window
    assert days == {"median": Fraction(20), "mean": Fraction(61, 3), "longest": Fraction(31)}


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


LEFT_AND_CAME_BACK = "C1 2010-01-01 S V2 U6@Elm 2011-09-01 E4A\nC1 2011-12-01 S V2 U6@Elm\n"


@pytest.mark.parametrize(
    ("made", "waits"),
    [
        ("2011-06-01", False),  # made in the period that ended
        ("2011-08-31", False),
        ("2011-09-01", False),  # on its last day
        ("2011-09-02", True),  # outside care: it belongs to the period that begins next
        ("2011-12-01", True),
    ],
)
def test_a_request_ends_with_the_period_of_care_it_was_made_in(made: str, waits: bool) -> None:
    """Coming back to care does not open it again."""
    found = story(LEFT_AND_CAME_BACK + f"C1 visitor {made}")
    assert found.who("visitor-waiting", D) == ({"C1"} if waits else set())
    came_to = "waiting" if waits else "ceased to be looked after first"
    assert outcome(f"C1 visitor {made}", LEFT_AND_CAME_BACK) == came_to


def test_a_request_made_before_care_is_not_known_until_care_is_and_waits_from_the_day_it_was_made() -> None:
    told = story("C1 2012-02-01 S V2 U6@Elm\nC1 visitor 2012-01-01\nC2 2010-01-01 S V2 U6@Elm\n")
    assert told.who("visitor-received", "2012-01-31", outcome="not known") == {"C1"}
    assert told.who("visitor-received", "2012-02-01", outcome="waiting") == {"C1"}
    assert told.row("visitor-waiting", D, wait="longest days").value == Fraction(90)


def test_any_later_appointment_ends_a_request() -> None:
    """The second request overlaps with the first, and is answered: both are one, that waited from 1 June."""
    rows = CARE + "C1 visitor 2011-06-01\nC1 visitor 2011-08-01 matched 2011-09-01"
    told = story(rows)
    assert told.who("visitor-waiting", "2011-08-31") == {"C1"}
    assert told.row("visitor-waiting", "2011-08-31", wait="longest days").value == Fraction(91)
    assert told.who("visitor-waiting", D) == set()
    assert outcome("C1 visitor 2011-06-01\nC1 visitor 2011-08-01 matched 2011-09-01") == "appointed within 6 months"
    done = told.row("visitor-waiting", D, outcome="appointed in the window", wait="longest days")
    assert (done.numerator, done.value) == (1, Fraction(92))


def test_an_appointment_of_an_earlier_request_ends_one_that_was_made_meanwhile() -> None:
    rows = "C1 visitor 2011-06-01 matched 2011-09-01\nC1 visitor 2011-08-01"
    assert story(CARE + rows).who("visitor-waiting", D) == set()
    assert outcome(rows) == "appointed within 6 months"


@pytest.mark.parametrize(("made", "waits"), [("2011-08-31", False), ("2011-09-01", True), ("2011-09-02", True)])
def test_a_request_made_on_the_day_of_an_appointment_is_another(made: str, waits: bool) -> None:
    """A later appointment is one of a later day."""
    told = story(CARE + f"C1 visitor 2011-06-01 matched 2011-09-01\nC1 visitor {made}")
    assert told.who("visitor-waiting", D) == ({"C1"} if waits else set())


def test_requests_that_overlap_are_one_begun_with_the_first() -> None:
    """Made before the window, it is not a request of the window; one that is withdrawn
    while the other is open does not end it."""
    rows = CARE + "C1 visitor {first}\nC1 visitor 2011-06-01 withdrawn 2011-07-01 because other"
    before = story(rows.format(first="2011-03-31"))
    assert before.row("visitor-received", D).denominator == 0
    assert before.who("visitor-waiting", D, wait="over 6 and within 12 months") == {"C1"}
    within = story(rows.format(first="2011-04-01"))
    assert within.who("visitor-received", D, outcome="waiting") == {"C1"}


def test_one_withdrawn_in_care_and_made_again_in_the_next_period_is_another() -> None:
    care = "C1 2010-01-01 S V2 U6@Elm 2012-03-06 E4A\nC1 2012-03-08 S V2 U6@Elm\n"
    told = story(care + "C1 visitor 2012-03-01 withdrawn 2012-03-05 because other\nC1 visitor 2012-03-10")
    assert told.row("visitor-waiting", D, wait="longest days").value == Fraction(21)
    assert told.who("visitor-received", D, outcome="withdrawn for another reason") == {"C1"}


@pytest.mark.parametrize(
    ("request_row", "expected"),
    [
        ("C1 visitor 2011-06-01 matched 2011-08-31", "appointed within 6 months"),
        ("C1 visitor 2011-06-01 matched 2011-09-01", "appointed within 6 months"),  # of two on one day
        ("C1 visitor 2011-06-01 matched 2011-09-02", "ceased to be looked after first"),
        ("C1 visitor 2011-06-01 withdrawn 2011-09-01 because other", "withdrawn for another reason"),
        ("C1 visitor 2011-06-01 withdrawn 2011-09-02 because other", "ceased to be looked after first"),
        ("C1 visitor 2011-10-01", "ceased to be looked after first"),  # care was over when it was made
        ("C1 visitor 2011-10-01 matched 2011-11-01", "appointed within 6 months"),
    ],
)
def test_outcomes_go_by_what_came_first_and_not_by_how_things_are(request_row: str, expected: str) -> None:
    """The child left on 1 September 2011."""
    left = "C1 born 2000-01-01\nC1 2010-01-01 S V2 U6@Elm 2011-09-01 E4A\n"
    assert outcome(request_row, left) == expected


@pytest.mark.parametrize(
    ("born", "care_ended", "expected"),
    [
        ("1994-01-15", "2011-12-01", "ceased to be looked after first"),  # 18 afterwards, before the day asked about
        ("1993-12-02", "2011-12-01", "ceased to be looked after first"),  # the day before the birthday
        ("1993-12-01", "2011-12-01", "reached 18 first"),  # care ends on it because of it
        ("1993-11-01", "2011-12-01", "reached 18 first"),  # an ending that came late
        ("1993-11-01", None, "reached 18 first"),  # and one that never came
    ],
)
def test_of_leaving_and_the_18th_birthday_the_first_counts(born: str, care_ended: str | None, expected: str) -> None:
    end = f" {care_ended} E8" if care_ended else ""
    assert outcome("C1 visitor 2011-06-01", f"C1 born {born}\nC1 2010-01-01 S V2 U6@Elm{end}\n") == expected


@pytest.mark.parametrize(
    ("matched", "expected"), [("2011-11-01", "appointed within 6 months"), ("2011-11-02", "reached 18 first")]
)
def test_an_appointment_after_the_18th_birthday_came_second(matched: str, expected: str) -> None:
    grown = "C1 born 1993-11-01\nC1 2010-01-01 S V2 U6@Elm\n"
    told = story(grown + f"C1 visitor 2011-06-01 matched {matched}")
    assert outcome(f"C1 visitor 2011-06-01 matched {matched}", grown) == expected
    assert bool(told.row("visitor-received", D).meets) is (expected == "appointed within 6 months")


def test_a_child_of_whom_no_care_is_known_is_not_known_unless_the_request_was_answered() -> None:
    rows = """
        C1 2010-01-01 S V2 U6@Elm
        C2 visitor 2011-06-01
        C3 visitor 2011-06-01 matched 2011-07-01
        C4 born 1993-11-01
        C4 visitor 2011-06-01
        C5 2012-01-01 S V3 U6@Elm
        C5 visitor 2012-02-01
    """
    told = story(rows)
    assert told.who("visitor-received", D, outcome="not known") == {"C2", "C4", "C5"}  # short breaks are no care
    assert told.row("visitor-received", D).meets == {"C3"}
    assert told.row("visitor-received", D).denominator == 4


NEED_CARE = ("waiting", "ceased to be looked after first", "reached 18 first", "not known")


def test_without_episodes_the_classes_that_need_care_have_no_figure() -> None:
    told = story("C1 visitor 2011-06-01\nC2 visitor 2011-06-01 matched 2011-07-01")
    assert (told.row("visitor-received", D).numerator, told.row("visitor-received", D).denominator) == (1, 2)
    for row in told.ask("visitor-received", D).rows:
        lacks_care = row.group.get("outcome") in NEED_CARE
        reason = "nothing is known of Episodes as at 2012-03-31" if lacks_care else None
        assert (row.numerator is None, row.reason) == (lacks_care, reason)


def test_the_variant_leaves_out_what_was_withdrawn_or_ended_with_care_and_keeps_what_is_not_known() -> None:
    rows = """
        C1 2010-01-01 S V2 U6@Elm
        C1 visitor 2011-06-01 matched 2011-07-01
        C2 2010-01-01 S V2 U6@Elm 2011-08-01 E4A
        C2 visitor 2011-06-01
        C3 2010-01-01 S V2 U6@Elm
        C3 visitor 2011-06-01 withdrawn 2011-07-01 because other
        C4 2010-01-01 S V2 U6@Elm
        C4 visitor 2011-06-01
        C5 visitor 2011-06-01
        C6 2010-01-01 S V2 U6@Elm 2011-08-01 E4A
        C6 2012-01-01 S V2 U6@Elm
        C6 visitor 2011-06-01
    """
    row = story(rows).row("visitor-received/answerable", D)
    assert (row.meets, row.counted) == ({"C1"}, {"C1", "C4", "C5"})
