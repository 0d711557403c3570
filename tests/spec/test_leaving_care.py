"""After ceasing: home, back in care, and care leavers."""

from __future__ import annotations

from datetime import date

import pytest

from tests.spec.facts import told
from tests.support.stories import story
from timeline.domain.basis import Basis
from timeline.projections.algebra.figures import answer
from timeline.projections.indicators import CATALOGUE, EARLIER, SUPERSEDED, in_force

D = "2012-03-31"


def test_returned_home_is_e4_and_its_successors() -> None:
    found = story(
        """
        C1 2011-01-01 S V2 U6@Elm 2011-06-01 E4
        C2 2011-01-01 S V2 U6@Elm 2011-06-01 E4A
        C3 2011-01-01 S V2 U6@Elm 2011-06-01 E4B
        C4 2011-01-01 S V2 U6@Elm 2011-06-01 E13
        C5 2011-01-01 S V2 U6@Elm 2011-06-01 X1
        """
    )
    row = found.row("returned-home", D)
    assert (row.meets, row.denominator) == ({"C1", "C2", "C3"}, 5)
    assert found.who("returned-home", D, outcome="unplanned (E4B)") == {"C3"}


@pytest.mark.parametrize(
    ("again", "rows"),
    [
        ("2010-07-01", {"within 6 months", "main"}),
        ("2010-12-30", {"within 6 months", "main"}),
        ("2010-12-31", {"main"}),
        ("2011-06-30", {"main"}),
        ("2011-07-01", set()),
    ],
)
def test_within_so_many_months_of_ceasing_ends_on_the_corresponding_date(again: str, rows: set[str]) -> None:
    """Ceased on 30 June 2010: six months are up on 30 December 2010, a year on 30 June 2011."""
    found = story(f"C1 2010-01-01 S V2 U6@Elm 2010-06-30 E4A\nC1 {again} S V2 U6@Elm")
    answers = {
        "main": found.who("re-entry", D),
        "within 6 months": found.who("re-entry", "2011-03-31", duration="within 6 months"),
    }
    assert {label for label, who in answers.items() if who} == rows


def test_only_those_who_could_be_followed_up_for_so_long_are_counted() -> None:
    found = story("C1 2010-01-01 S V2 U6@Elm 2011-06-30 E4A")
    counted = {
        "main": found.row("re-entry", D).denominator,
        "6": found.row("re-entry", D, duration="within 6 months").denominator,
    }
    assert counted == {"main": 0, "6": 1}


def test_the_window_printed_is_that_of_the_ceasings() -> None:
    window = story("C1 2010-01-01 S V2 U6@Elm").ask("re-entry", D).window
    assert window is not None
    assert (window.first.isoformat(), window.last.isoformat()) == ("2010-04-01", "2011-03-31")


@pytest.mark.parametrize("reason", ["E11", "E2", "E3"])
def test_who_was_adopted_died_or_was_transferred_is_not_counted(reason: str) -> None:
    assert story(f"C1 2010-01-01 S V2 U6@Elm 2010-06-30 {reason}").row("re-entry", D).denominator == 0


def test_who_left_at_18_is_not_counted_and_who_turned_18_afterwards_is() -> None:
    rows = "C1 born {born}\nC1 2010-01-01 S V2 U6@Elm 2010-06-30 E5"
    assert story(rows.format(born="1992-06-30")).row("re-entry", D).denominator == 0
    assert story(rows.format(born="1992-07-01")).row("re-entry", D).denominator == 1


LEFT = "C1 born {born}\nC1 2009-01-01 S C2 U6@Elm {left} E5\n2015-03-31 C1 care-leaver-outcomes-recorded {what}\n"


def leaver(what: str, born: str = "1996-03-01", left: str = "2014-03-01") -> str:
    return LEFT.format(what=what, born=born, left=left)


Y = "2015-03-31"


def test_in_touch_of_all_whom_the_return_has() -> None:
    assert told(leaver("in_touch=YES")).who("care-leavers", Y) == {"C1"}
    row = told(leaver("in_touch=REFU")).row("care-leavers", Y)
    assert (row.numerator, row.denominator) == (0, 1)


@pytest.mark.parametrize(
    ("born", "ages"),
    [
        ("1998-03-31", "17 to 18"),
        ("1996-04-01", "17 to 18"),
        ("1996-03-31", "19 to 21"),
        ("1993-04-01", "19 to 21"),
    ],
)
def test_the_age_is_the_one_attained_in_the_year(born: str, ages: str) -> None:
    found = told(leaver("in_touch=YES", born))
    rows = [row for row in found.ask("care-leavers", Y).rows if row.counted and row.group.get("outcome") == "in touch"]
    assert [row.group["age"] for row in rows] == [ages]


@pytest.mark.parametrize("born", ["1998-04-01", "1993-03-31"])
def test_below_17_and_above_21_are_not_asked_about(born: str) -> None:
    row = told(leaver("in_touch=YES", born)).row("care-leavers", Y)
    assert (row.denominator, row.excluded) == (0, {"not aged 17 to 21": 1})


@pytest.mark.parametrize(
    "care",
    [
        "",
        "C1 2014-01-01 S C2 U6@Elm 2014-03-01 E5\n",  # too short a time for a care leaver
        "C1 2009-01-01 S C2 U6@Elm 2014-03-01 E3\n",  # transferred
        "C1 2009-01-01 S C2 U6@Elm\n",  # looked after
    ],
)
def test_whoever_has_a_row_in_the_window_is_counted_whatever_the_history_says(care: str) -> None:
    rows = f"C1 born 1997-03-01\n{care}2015-03-31 C1 care-leaver-outcomes-recorded in_touch=YES\n"
    row = told(rows).row("care-leavers", Y)
    assert (row.meets, row.denominator, row.excluded) == ({"C1"}, 1, {})


def test_whom_history_alone_makes_a_care_leaver_is_not_counted() -> None:
    rows = leaver("in_touch=YES") + "C2 born 1996-03-01\nC2 2009-01-01 S C2 U6@Elm 2014-03-01 E5\n"
    assert told(rows).row("care-leavers", Y).counted == {"C1"}


@pytest.mark.parametrize(("as_at", "counted"), [("2015-03-30", 0), ("2015-03-31", 1), ("2016-03-30", 1)])
def test_the_row_is_that_of_the_31_march_in_the_window(as_at: str, counted: int) -> None:
    rows = leaver("in_touch=YES") + "2014-03-31 C9 care-leaver-outcomes-recorded in_touch=DIED\n"
    assert told(rows).row("care-leavers", as_at).denominator == counted


def test_of_two_years_rows_the_one_in_the_window_speaks() -> None:
    rows = leaver("in_touch=NO") + "2014-03-31 C1 care-leaver-outcomes-recorded in_touch=YES\n"
    assert told(rows).who("care-leavers", "2014-12-31") == {"C1"}
    assert told(rows).row("care-leavers", Y).numerator == 0


def test_on_another_day_the_age_is_still_that_of_the_years_end() -> None:
    """21 on 31 March 2015 and 22 soon after: the row is of the 21st birthday, and is in the window until 30 March."""
    found = told(leaver("in_touch=YES", born="1993-04-01"))
    assert found.who("care-leavers", "2015-12-31") == {"C1"}
    assert found.who("care-leavers", "2015-12-31", outcome="in touch", age="19 to 21") == {"C1"}


@pytest.mark.parametrize("code", ["DIED", "RHOM"])
def test_who_died_or_returned_home_is_left_out(code: str) -> None:
    row = told(leaver(f"in_touch={code}")).row("care-leavers", Y)
    assert (row.denominator, row.excluded) == (0, {"died or returned home": 1})


def test_accommodation_is_of_those_whose_residence_is_known_and_in_the_country() -> None:
    asked = "care-leavers", Y
    row = {"outcome": "in suitable accommodation", "age": "19 to 21"}
    assert told(leaver("in_touch=YES accommodation=U1")).who(*asked, **row) == {"C1"}
    assert told(leaver("in_touch=YES accommodation=U2")).row(*asked, **row).denominator == 1
    assert told(leaver("in_touch=NO accommodation=0")).row(*asked, **row).denominator == 1  # no information stays
    for away in ("G1", "H2", "R1"):
        assert told(leaver(f"in_touch=NO accommodation={away}")).row(*asked, **row).denominator == 0


@pytest.mark.parametrize(
    ("activity", "outcomes"),
    [
        ("F1", {"in education, employment or training", "in higher education"}),
        ("P3", {"in education, employment or training"}),
        ("F5", {"in education, employment or training"}),
        ("G5", {"in none of these"}),
        ("0", set()),
    ],
)
def test_activity(activity: str, outcomes: set[str]) -> None:
    found = told(leaver(f"in_touch=NO activity={activity}"))
    rows = [row for row in found.ask("care-leavers", Y).rows if row.meets]
    assert {row.group["outcome"] for row in rows} == outcomes


def test_the_cohort_to_2013_is_another_definition() -> None:
    (old,) = [each for each in EARLIER.values() if each.id == "care-leavers"]
    assert in_force(CATALOGUE["care-leavers"], date(2013, 3, 31)) is old
    assert in_force(CATALOGUE["care-leavers"], date(2014, 3, 31)) is CATALOGUE["care-leavers"]
    assert in_force(CATALOGUE["looked-after"], date(1999, 3, 31)) is CATALOGUE["looked-after"]


@pytest.mark.parametrize(("born", "counted"), [("1993-03-31", 1), ("1992-04-01", 1), ("1992-03-31", 0)])
@pytest.mark.parametrize("care", ["", "C1 2005-01-01 S C2 U6@Elm 2010-06-01 E5\n", "C1 2009-04-02 S C2 U6@Elm\n"])
def test_to_2013_care_leavers_are_those_of_19_who_have_a_row(born: str, counted: int, care: str) -> None:
    """Whatever the recorded history says of the years before: it may begin later than these."""
    (old,) = [each for each in EARLIER.values() if each.id == "care-leavers"]
    basis = Basis(date(2012, 3, 31))
    rows = f"C1 born {born}\n{care}2012-03-31 C1 care-leaver-outcomes-recorded in_touch=YES\n"
    assert answer(old, told(rows).cases(basis), basis).rows[0].denominator == counted


@pytest.mark.parametrize(
    ("born", "care", "counted"),
    [
        ("1992-06-01", "2005-01-01 S C2 U6@Elm 2010-06-01 E5", 1),
        ("1992-06-01", "2009-04-01 S C2 U6@Elm 2010-06-01 E5", 1),
        ("1992-06-01", "2009-04-02 S C2 U6@Elm 2010-06-01 E5", 0),
        ("1992-06-01", "2005-01-01 S C2 U6@Elm 2009-04-01 E5", 0),
        ("1992-04-02", "2005-01-01 S C2 U6@Elm 2010-04-01 E5", 1),
        ("1992-04-01", "2005-01-01 S C2 U6@Elm 2010-04-01 E5", 0),  # 17 on that very day
        ("1993-03-31", "2005-01-01 S C2 U6@Elm 2010-06-01 E5", 1),
        ("1993-04-01", "2005-01-01 S C2 U6@Elm 2010-06-01 E5", 0),
    ],
)
def test_until_release_0_3_those_to_2013_were_counted_by_the_history_of_three_years_before(
    born: str, care: str, counted: int
) -> None:
    """Looked after on 1 April three years before, then aged 16. Baselines taken then ask for it."""
    (old,) = [each for each in SUPERSEDED if (each.id, each.version) == ("care-leavers", "2008.1")]
    basis = Basis(date(2012, 3, 31))
    rows = f"C1 born {born}\nC1 {care}\n2012-03-31 C1 care-leaver-outcomes-recorded in_touch=YES\n"
    assert answer(old, told(rows).cases(basis), basis).rows[0].denominator == counted
