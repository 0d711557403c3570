"""The wait to be expected while some still wait (Kaplan and Meier): visitors, adoption."""

from __future__ import annotations

from datetime import date

import pytest

from tests.spec.facts import told
from tests.support.stories import Told
from timeline.domain.basis import Basis
from timeline.projections.algebra.answers import Answer, Row
from timeline.projections.algebra.uncertainty import Uncertainty, Wait
from timeline.projections.indicators import CATALOGUE
from timeline.projections.indicators.expected import EXPECTED_WAITS

pytest.importorskip("scipy")

D = "2012-03-31"


def uncertain(found: Told, measure: str) -> tuple[list[Wait], Answer]:
    basis = Basis(date.fromisoformat(D))
    told_of = Uncertainty.start(EXPECTED_WAITS, [CATALOGUE[measure]], basis.as_at)
    for case in found.cases(basis):
        told_of.add(case)
    return sorted(told_of.waits.get(measure, []), key=lambda wait: wait.days), told_of.beside(found.ask(measure, D))


def waits(found: Told, measure: str) -> list[tuple[int, bool]]:
    return [(wait.days, wait.over) for wait in uncertain(found, measure)[0]]


VISITORS = """
    C1 2010-01-01 S V2 U6@Elm
    C1 visitor 2012-03-01 matched 2012-03-11
    C2 2010-01-01 S V2 U6@Elm
    C2 visitor 2012-03-01 withdrawn 2012-03-21 because other
    C3 2010-01-01 S V2 U6@Elm
    C3 visitor 2012-03-01
    C4 2010-01-01 S V2 U6@Elm 2012-03-06 E4A
    C4 visitor 2012-03-01
"""


def test_only_an_appointment_ends_a_wait_and_the_others_lasted_at_least_so_long() -> None:
    """C4 left after five days, C1 has a visitor after ten, C2 took the request back after twenty, C3 still waits."""
    assert waits(told(VISITORS), "visitor-waiting") == [(5, False), (10, True), (20, False), (30, False)]


def test_the_row_stands_last_and_the_others_are_as_they_were() -> None:
    found = told(VISITORS + "C5 2010-01-01 S V2 U6@Elm\nC5 visitor 2012-03-01 matched 2012-03-16\n")
    _, answer = uncertain(found, "visitor-waiting")
    row: Row = answer.rows[-1]
    # of five, one leaves on day 5; one in four is over on day 10 and one in three of the rest on day 15: a half is left
    assert (row.value, row.numerator, row.denominator) == (15, 2, 5)
    assert [each.group for each in answer.rows[:-1]] == [each.group for each in found.ask("visitor-waiting", D).rows]


DECIDED = """
    C1 2010-01-01 S E1 U6@Elm 2012-03-11 X1
    C1 2012-03-11 P E1 A6@Ash
    2012-03-01 C1 adoption-decided
    C2 2010-01-01 S E1 U6@Elm
    2012-03-01 C2 adoption-decided
    2012-03-21 C2 adoption-decision-reversed began_on=2012-03-01 reason=RD3
    C3 2010-01-01 S E1 U6@Elm
    2012-03-01 C3 adoption-decided
    C4 2010-01-01 S E1 U6@Elm 2012-03-06 E45
    2012-03-01 C4 adoption-decided
    C5 2010-01-01 S E1 U6@Elm 2012-02-01 X1
    C5 2012-02-01 T E1 A5@Elm
    2012-03-01 C5 adoption-decided
"""


def test_only_being_placed_ends_a_wait_for_adoption() -> None:
    """C5 was placed when it was decided: no day."""
    expected = [(0, True), (5, False), (10, True), (20, False), (30, False)]
    assert waits(told(DECIDED), "adoption-waiting") == expected


def test_percentages_of_children_have_an_interval_and_percentages_of_reviews_have_none() -> None:
    found = told("C1 2010-01-01 S V2 U6@Elm\nC1 review 2010-01-28\nC2 2010-01-01 S C2 U6@Elm\n")
    (share,) = uncertain(found, "legal-status-s20")[1].rows
    assert share.interval is not None
    children, reviews = uncertain(found, "reviews-on-time")[1].rows
    assert children.interval is not None
    assert reviews.interval is None
