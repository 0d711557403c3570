"""Reviews on time, overdue reviews, and whether the child had a say."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.spec.facts import told
from tests.support.stories import story

CARE = "C1 2011-12-12 S V2 U6@Elm\n"
REVIEW = "C1 review {day}\n"


def reviewed(*days: str, care: str = CARE) -> str:
    return care + "".join(REVIEW.format(day=day) for day in days)


@pytest.mark.parametrize(
    ("began", "due"),
    [
        ("2011-12-12", "2012-01-12"),  # bank holidays on 26 and 27 December and 2 January
        ("2012-05-14", "2012-06-13"),
    ],
)
def test_the_first_review_is_due_within_20_working_days(began: str, due: str) -> None:
    """``docs/definitions/reviews-and-visitors.md``, when a review is due."""
    care = f"C1 {began} S V2 U6@Elm\n"
    late = date_after(due)
    assert story(reviewed(due, care=care)).who("reviews-on-time", late) == {"C1"}
    assert story(reviewed(late, care=care)).who("reviews-on-time", late) == set()


def date_after(day: str) -> str:
    year, month, number = map(int, day.split("-"))
    return f"{year}-{month:02}-{number + 1:02}"


@pytest.mark.parametrize(("second", "on_time"), [("2012-02-29", True), ("2012-03-01", False)])
def test_the_second_is_due_three_months_after_the_first_by_the_corresponding_date(second: str, on_time: bool) -> None:
    """``docs/definitions/reviews-and-visitors.md``, when a review is due."""
    care = "C1 2011-11-14 S V2 U6@Elm\n"
    found = story(reviewed("2011-11-30", second, care=care))
    assert bool(found.who("reviews-on-time", "2012-03-31")) is on_time


@pytest.mark.parametrize(("third", "on_time"), [("2012-02-29", True), ("2012-03-01", False)])
def test_later_ones_are_due_six_months_after_the_one_before(third: str, on_time: bool) -> None:
    """``docs/definitions/reviews-and-visitors.md``, when a review is due."""
    care = "C1 2011-05-16 S V2 U6@Elm\n"
    found = story(reviewed("2011-06-01", "2011-08-31", third, care=care))
    assert bool(found.who("reviews-on-time", "2012-03-31")) is on_time


def test_before_april_2011_the_first_was_due_within_28_days() -> None:
    care = "C1 2011-03-01 S V2 U6@Elm\n"
    assert story(reviewed("2011-03-29", care=care)).who("reviews-on-time", "2011-03-31") == {"C1"}
    assert story(reviewed("2011-03-30", care=care)).who("reviews-on-time", "2011-03-31") == set()


def test_a_child_whose_first_review_is_not_due_yet_is_not_counted() -> None:
    assert story(reviewed("2012-01-05")).row("reviews-on-time", "2012-01-11").denominator == 0
    assert story(reviewed("2012-01-05")).row("reviews-on-time", "2012-01-12").denominator == 1


def test_one_late_review_in_the_year_is_enough_and_one_of_the_year_before_does_not_count() -> None:
    care = "C1 2010-01-04 S V2 U6@Elm\n"
    days = ("2010-02-01", "2010-05-01", "2010-11-02", "2011-05-02", "2011-11-02")  # the third a day late
    assert story(reviewed(*days, care=care)).who("reviews-on-time", "2011-03-31") == set()
    assert story(reviewed(*days, care=care)).who("reviews-on-time", "2012-03-31") == {"C1"}


@pytest.mark.parametrize("as_at", ["2013-01-11", "2013-01-12", "2013-03-31", "2014-03-31"])
def test_a_review_that_was_due_before_the_window_and_is_not_held_is_not_on_time(as_at: str) -> None:
    """Due on 12 January 2012 and never held: at 12 January 2013 that day leaves the 12
    months, and nothing else falls due in them, for no later review is due until this one is held."""
    found = story(CARE + "C2 review 2011-06-01\n")
    row = found.row("reviews-on-time", as_at)
    assert (row.meets, row.denominator) == (set(), 1)
    assert found.who("reviews-overdue", as_at) == {"C1"}


def test_a_review_that_was_late_before_the_window_and_was_held_no_longer_counts() -> None:
    """Due on 12 January 2012 and held on 1 March 2012; the next was due on 1 June and held on it."""
    found = story(reviewed("2012-03-01", "2012-06-01", "2012-12-01"))
    assert found.who("reviews-on-time", "2012-12-31") == set()
    assert found.who("reviews-on-time", "2013-01-11") == set()
    assert found.who("reviews-on-time", "2013-01-12") == {"C1"}


def test_held_on_the_day_asked_about_it_is_overdue_no_more() -> None:
    """The first review was due on 12 January 2012. Held on 15 March 2013, it is no longer overdue at the end of that
    day, and nothing else fell due in the 12 months to it."""
    found = story(reviewed("2013-03-15"))
    assert found.who("reviews-on-time", "2013-03-14") == set()
    assert found.who("reviews-on-time", "2013-03-15") == {"C1"}


def test_a_review_missed_in_an_earlier_period_of_care_is_not_overdue_in_the_present_one() -> None:
    """It was due on 12 January 2012, and the care in which it was due ended on 1 March 2012. From Monday 4 February
    2013 the next first review is due on 4 March 2013, and was held on it."""
    care = "C1 2011-12-12 S V2 U6@Elm 2012-03-01 E4A\nC1 2013-02-04 S V2 U6@Elm\n"
    assert story(reviewed("2013-03-04", care=care)).who("reviews-on-time", "2013-03-31") == {"C1"}


def test_the_reviews_due_in_the_window_do_not_count_one_that_was_due_before_it() -> None:
    row = story(CARE + "C2 review 2011-06-01\n").row("reviews-on-time", "2013-03-31", count="reviews due in the year")
    assert (row.numerator, row.denominator) == (0, 0)


def test_a_review_is_overdue_from_the_day_after_it_was_due_until_it_is_held() -> None:
    found = story(reviewed("2012-01-20") + "C2 review 2011-06-01")
    on = {day: bool(found.who("reviews-overdue", day)) for day in ("2012-01-12", "2012-01-13", "2012-01-20")}
    assert on == {"2012-01-12": False, "2012-01-13": True, "2012-01-20": False}


def test_held_but_not_yet_known_is_overdue_as_it_stood_then() -> None:
    found = story(f"known 2011-12-31\n{CARE}known 2012-06-30\nC1 review 2012-01-12\nC2 review 2011-06-01")
    assert found.who("reviews-overdue", "2012-01-31", "2012-06-30") == set()
    assert found.row("reviews-overdue", "2012-01-31", "2012-03-31").reason  # no review of anyone was known
    late = story(f"known 2011-12-31\n{CARE}C2 review 2011-06-01\nknown 2012-06-30\nC1 review 2012-01-12")
    assert late.who("reviews-overdue", "2012-01-31", "2012-03-31") == {"C1"}


def test_no_review_is_due_to_a_child_who_ceased_before_it() -> None:
    left = "C1 2011-12-12 S V2 U6@Elm 2012-01-12 E4A\nC1 2012-02-01 S V2 U6@Elm\n"
    found = story(reviewed("2012-02-28", care=left))
    assert found.who("reviews-on-time", "2012-03-31") == {"C1"}


def test_the_reviews_themselves_stand_beside_the_children() -> None:
    rows = reviewed("2012-01-12", "2012-04-12") + "C2 2011-12-12 S V2 U6@Elm\nC2 review 2012-01-13\n"
    row = story(rows).row("reviews-on-time", "2012-04-12", count="reviews due in the year")
    # C1: 12 January and 12 April in time; C2: 12 January a day late, its next due on 13 April
    assert (row.numerator, row.denominator, row.value) == (2, 3, Fraction(200, 3))


def held(*codes: str, born: str = "2000-01-01") -> str:
    rows = "".join(f"2012-0{n}-01 C1 review-held participation={code}\n" for n, code in enumerate(codes, 1))
    return f"C1 born {born}\nC1 2011-01-01 S V2 U6@Elm\n{rows}"


def test_participation_is_of_reviews_and_pn4_and_pn7_are_none() -> None:
    row = told(held("PN1", "PN4", "PN7", "PN6")).row("review-participation", "2012-12-31")
    assert (row.numerator, row.denominator, row.value) == (2, 4, Fraction(50))


def test_a_child_took_part_in_all_or_not() -> None:
    asked = "review-participation", "2012-12-31"
    assert told(held("PN1", "PN5")).who(*asked, count="children, all reviews") == {"C1"}
    assert told(held("PN1", "PN7")).who(*asked, count="children, all reviews") == set()


def test_reviews_of_children_under_four_are_left_out() -> None:
    asked = "review-participation", "2012-12-31"
    assert told(held("PN1", born="2008-01-01")).row(*asked).denominator == 1
    assert told(held("PN0", "PN1", born="2008-01-02")).row(*asked).denominator == 1


LEFT_OUT = {"PN0 on the 4th birthday": 1}


def test_pn0_on_the_4th_birthday_is_left_out_and_counted() -> None:
    """The review is held on 1 January 2012."""
    asked = "review-participation", "2012-12-31"
    row = told(held("PN0", born="2008-01-01")).row(*asked)
    assert (row.denominator, row.excluded) == (0, LEFT_OUT)
    both = told(held("PN0", "PN1", born="2008-01-01"))
    assert (both.row(*asked).numerator, both.row(*asked).denominator, both.row(*asked).excluded) == (1, 1, LEFT_OUT)
    assert both.who(*asked, count="children, all reviews") == {"C1"}
    younger = told(held("PN0", born="2008-01-02")).row(*asked)
    assert (younger.denominator, younger.excluded) == (0, {})  # not 4 yet: not counted, and not left out


def test_pn0_at_a_later_age_says_nothing_of_the_childs_views_and_stays_among_the_reviews() -> None:
    """It was left out without a word until 0.3. On 2 January 2012 the child was 4 the day before."""
    row = told(held("PN0", "PN1", born="2007-12-31")).row("review-participation", "2012-12-31")
    assert (row.numerator, row.denominator, row.unknown, row.excluded) == (1, 2, 1, {})


def test_reviews_without_a_code_are_each_unknown() -> None:
    """The row is of reviews: of three, two are not known."""
    rows = held("PN1") + "2012-05-01 C1 review-held\n2012-06-01 C1 review-held\n"
    row = told(rows).row("review-participation", "2012-12-31")
    assert (row.numerator, row.denominator, row.unknown) == (1, 3, 2)


def test_pn0_on_a_4th_birthday_before_the_window_is_not_counted_as_left_out() -> None:
    row = told(held("PN0", born="2008-01-01")).row("review-participation", "2013-01-01")
    assert (row.denominator, row.excluded) == (0, {})


@pytest.mark.parametrize(("day", "excluded"), [("2012-02-29", LEFT_OUT), ("2012-02-28", {}), ("2012-03-01", {})])
def test_a_child_born_on_29_february_is_4_on_it(day: str, excluded: dict[str, int]) -> None:
    rows = f"C1 born 2008-02-29\nC1 2011-01-01 S V2 U6@Elm\n{day} C1 review-held participation=PN0\n"
    assert told(rows).row("review-participation", "2012-12-31").excluded == excluded
