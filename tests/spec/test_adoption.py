"""Adoption: how long each stage took, and who waits."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from tests.spec.facts import told
from timeline.domain.basis import Basis
from timeline.projections.algebra.listing import lines
from timeline.projections.indicators import LISTINGS

D = "2012-03-31"

ADOPTED = """
    C1 2010-01-01 S C1 U6@Elm 2010-05-01 X1
    C1 2010-05-01 L E1 U6@Elm {placed} X1
    C1 {placed} P E1 A6@Ash 2011-12-01 E11
    {decided} C1 adoption-decided
    {matched} C1 matched-with-adopters year_ending=2012-03-31 matched_on={matched} decided_on={decided}
"""


def adopted(placed: str = "2010-12-01", decided: str = "2010-04-01", matched: str = "2010-11-01") -> str:
    return ADOPTED.format(placed=placed, decided=decided, matched=matched)


def days(text: str, wait: str | None = None) -> Fraction | None:
    found = told(text)
    return (found.row("adoption-timeliness", D, wait=wait) if wait else found.row("adoption-timeliness", D)).value


def test_a1_is_from_entering_care_to_moving_in() -> None:
    assert days(adopted()) == 334  # 1 January to 1 December 2010


def test_a2_is_from_the_order_to_the_match_and_nothing_where_the_match_came_first() -> None:
    wait = "A2, court authority to match"
    assert days(adopted(matched="2010-11-01"), wait) == 184  # 1 May to 1 November 2010
    assert days(adopted(matched="2010-04-20"), wait) == 0


@pytest.mark.parametrize(
    ("wait", "expected"),
    [
        ("A20, entering care to court authority", 120),
        ("entering care to decision, of the year", 90),
        ("decision to match, of the year", 214),
        ("match to placement, of the year", 30),
        ("placement to adoption, of the year", 365),
    ],
)
def test_each_stage(wait: str, expected: int) -> None:
    assert days(adopted(), wait) == expected


FOSTER_CARER = """
    C1 2010-01-01 S C1 U6@Oak 2010-03-01 X1
    C1 2010-03-01 P C1 U6@Elm 2010-12-01 X1
    C1 2010-12-01 U E1 A5@Elm 2011-12-01 E11
    2010-11-01 C1 adoption-decided
    2010-11-10 C1 matched-with-adopters year_ending=2012-03-31 matched_on=2010-11-10 decided_on=2010-11-01
"""


def test_a10_stops_for_a_foster_carer_who_adopts_on_the_day_the_child_moved_in() -> None:
    assert days(FOSTER_CARER) == 334
    assert days(FOSTER_CARER, "A10, to moving in, with foster carers who adopt since the fostering began") == 59


def test_the_family_that_adopted_counts_and_not_one_before_it() -> None:
    broke_down = """
        C1 2010-01-01 S E1 U6@Elm 2010-03-01 X1
        C1 2010-03-01 P E1 A6@Oak 2010-06-01 X1
        C1 2010-06-01 P E1 U6@Elm 2010-12-01 X1
        C1 2010-12-01 P E1 A6@Ash 2011-12-01 E12
        2010-02-01 C1 adoption-decided
        2010-11-01 C1 matched-with-adopters year_ending=2012-03-31 matched_on=2010-11-01 decided_on=2010-02-01
    """
    assert days(broke_down) == 334


def test_children_adopted_in_three_years_are_averaged() -> None:
    earlier = """
        C2 2008-01-01 S E1 U6@Elm 2008-07-01 X1
        C2 2008-07-01 P E1 A6@Ash {adopted} E11
    """
    assert days(adopted() + earlier.format(adopted="2009-04-01")) == Fraction(334 + 182, 2)
    assert days(adopted() + earlier.format(adopted="2009-03-31")) == 334


CAME_BACK = """
    C1 2010-01-01 S E1 U6@Elm 2010-06-01 X1
    C1 2010-06-01 P E1 A6@Ash 2011-06-01 E11
    C1 2011-08-01 S V2 U6@Elm 2011-10-01 E4A
    2010-02-01 C1 adoption-decided
"""


def test_an_adopted_child_who_came_back_and_left_again_was_adopted() -> None:
    found = told(CAME_BACK)
    row = found.row("adoption-timeliness", D)
    assert (row.denominator, row.value) == (1, 151)  # 1 January to 1 June 2010
    assert found.who("placed-within-12-months", D) == {"C1"}


def test_of_a_child_adopted_twice_the_last_adoption_counts() -> None:
    again = CAME_BACK.replace("2011-10-01 E4A", "2011-10-01 X1\n    C1 2011-10-01 P E1 A6@Oak 2012-02-01 E12")
    row = told(again).row("adoption-timeliness", D)
    assert (row.denominator, row.value) == (1, 61)  # 1 August to 1 October 2011


def test_a2_and_a20_are_of_children_who_were_placed_before_the_adoption() -> None:
    never_placed = """
        C1 2010-01-01 S C2 U6@Elm 2010-06-01 X1
        C1 2010-06-01 L E1 U6@Elm 2011-06-01 E11
        2010-09-01 C1 matched-with-adopters year_ending=2012-03-31 matched_on=2010-09-01 decided_on=2010-04-01
    """
    found = told(never_placed)
    for wait in ("A2, court authority to match", "A20, entering care to court authority"):
        row = found.row("adoption-timeliness", D, wait=wait)
        assert (row.meets, row.value, row.denominator) == (set(), None, 1)


@pytest.mark.parametrize(("decided", "is_within"), [("2009-12-02", True), ("2009-12-01", False)])
def test_placed_within_12_months_is_fewer_than_365_days(decided: str, is_within: bool) -> None:
    """NI 61. From 1 December 2009 to 1 December 2010 are 365 days."""
    rows = adopted(decided=decided).replace("2010-01-01 S", "2009-01-01 S")
    row = told(rows).row("placed-within-12-months", D)
    assert (bool(row.meets), row.denominator, row.unknown) == (is_within, 1, 0)


def test_an_adoption_without_a_decision_is_counted_as_unknown() -> None:
    rows = """
        C1 2010-01-01 S E1 U6@Elm 2010-12-01 X1
        C1 2010-12-01 P E1 A6@Ash 2011-12-01 E11
        2010-02-01 C2 adoption-decided
    """
    row = told(rows).row("placed-within-12-months", D)
    assert (row.numerator, row.denominator, row.unknown) == (0, 1, 1)


WAITING = """
    C1 2010-01-01 S C2 U6@Elm {order} X1
    C1 {order} L E1 U6@Elm
    2011-10-01 C1 adoption-decided
"""


def test_who_waits_has_a_decision_and_is_not_placed() -> None:
    found = told(WAITING.format(order="2011-12-01"))
    assert found.who("adoption-waiting", D) == {"C1"}
    assert found.row("adoption-waiting", D, wait="since the decision, median days").value == 182
    placed = WAITING.format(order="2011-12-01").replace("L E1 U6@Elm", "B E1 A6@Ash")
    assert told(placed).who("adoption-waiting", D) == set()


IN_HOSPITAL = """
    C1 2010-01-01 S E1 U6@Elm 2011-06-01 X1
    C1 2011-06-01 P E1 {home} 2012-03-30 X1
    C1 2012-03-30 P E1 T1@Hos
    2010-03-01 C1 adoption-decided
"""


@pytest.mark.parametrize(("home", "waits"), [("A6@Ash", set()), ("U6@Ash", {"C1"})])
def test_a_child_in_hospital_is_placed_where_the_child_lives(home: str, waits: set[str]) -> None:
    """The home is kept while the child is away from it (``docs/definitions/stability.md``)."""
    assert told(IN_HOSPITAL.format(home=home)).who("adoption-waiting", D) == waits


def test_a_decision_reversed_is_no_longer_waited_upon() -> None:
    reversal = "2012-03-31 C1 adoption-decision-reversed began_on=2011-10-01 reason=RD3"
    assert told(WAITING.format(order="2011-12-01") + reversal).who("adoption-waiting", D) == set()
    assert told(WAITING.format(order="2011-12-01") + reversal).who("adoption-waiting", "2012-03-30") == {"C1"}


@pytest.mark.parametrize(
    ("order", "band"),
    [
        ("2011-12-31", "up to 91 days"),
        ("2011-12-30", "92 to 182 days"),
        ("2011-10-01", "92 to 182 days"),
        ("2011-09-30", "183 to 365 days"),
        ("2011-04-01", "183 to 365 days"),
        ("2011-03-31", "366 to 547 days"),
        ("2010-10-01", "366 to 547 days"),
        ("2010-09-30", "over 547 days"),
    ],
)
def test_days_since_the_order_stand_in_bands(order: str, band: str) -> None:
    """From 31 December 2011 to 31 March 2012 are 91 days."""
    found = told(WAITING.format(order=order))
    rows = [row for row in found.ask("adoption-waiting", D).rows if row.meets and "order, " in str(row.group)]
    assert [row.group["wait"] for row in rows] == [f"since the order, {band}"]


def test_the_tracker_lists_every_milestone_and_the_days_since_the_last() -> None:
    rows = """
        C1 2010-01-01 S C1 U6@Elm 2011-12-01 X1
        C1 2011-12-01 L E1 U6@Elm 2012-03-01 X1
        C1 2012-03-01 P E1 A6@Ash
        2011-06-01 C1 adoption-decided
        2011-09-01 C1 court-application-issued type=placement
        C2 2010-01-01 S C2 U6@Elm
        2011-06-01 C2 adoption-decided
        C3 2010-01-01 S C2 U6@Elm
        C4 2010-01-01 S C2 U6@Elm 2012-01-01 E11
        2011-06-01 C4 adoption-decided
    """
    found = lines(LISTINGS["adoption-tracker"], told(rows).cases(Basis(date(2012, 3, 31))), date(2012, 3, 31))
    assert [(line.child, line.days_since_the_last) for line in found] == [("C2", 304), ("C1", 30)]
    assert {name: str(day) for name, day in found[1].reached.items()} == {
        "entered care": "2010-01-01",
        "decision": "2011-06-01",
        "order applied for": "2011-09-01",
        "placement order": "2011-12-01",
        "match": "None",
        "placed": "2012-03-01",
    }


def test_the_tracker_has_the_day_of_the_placement_for_adoption_of_a_child_in_hospital_too() -> None:
    found = lines(
        LISTINGS["adoption-tracker"],
        told(IN_HOSPITAL.format(home="A6@Ash")).cases(Basis(date(2012, 3, 31))),
        date(2012, 3, 31),
    )
    assert [str(line.reached["placed"]) for line in found] == ["2011-06-01"]


def test_where_only_the_adopted_are_said_the_decision_is_that_of_ad1() -> None:
    rows = adopted().replace("    2010-04-01 C1 adoption-decided\n", "    2010-04-01 C2 adoption-decided\n")
    assert days(rows, "entering care to decision, of the year") == 90


def test_without_matches_the_stages_that_need_them_have_no_figure_and_the_others_do() -> None:
    found = told(adopted().split("    2010-11-01 C1 matched")[0])
    assert found.row("adoption-timeliness", D).value == 334
    row = found.row("adoption-timeliness", D, wait="A2, court authority to match")
    assert (row.value, row.reason) == (None, "nothing is known of AD1 as at 2012-03-31")
