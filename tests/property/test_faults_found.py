"""Faults that the day-walker and the laws found in the engine, each as the smallest journal that showed it."""

from __future__ import annotations

from datetime import date

import pytest

from tests.support.anchors import Question
from tests.support.asking import answers
from tests.support.telling import record
from timeline.domain.entries import fact_id
from timeline.domain.statements import FactWithdrawn
from timeline.ingest.journal import parse_journal
from timeline.projections.algebra.answers import Row


def _row(journal: str, measure: str, as_at: str, /, **group: str) -> Row:
    asked = answers(record(parse_journal(journal, "journal")), Question(date.fromisoformat(as_at), None))
    (row,) = [row for row in asked[measure].rows if dict(row.group) == group]
    return row


def test_a_child_adopted_by_the_carer_lived_with_has_not_moved() -> None:
    """``docs/definitions/stability.md``: with the existing carer becoming adopter: not a placement. The row of
    9 May is laid over the foster placement for a day; from 10 May the foster placement is in force again."""
    journal = """
    known 2010-11-15
    2009-11-19 C1 became-looked-after legal_status=V2 placement.type=U1 placement.postcode="AB1 2"
    2010-05-09 C1 placement-moved legal_status=V2 placement.type=P3
    2010-05-10 C1 episode-ended began_on=2010-05-09 reason_episode_ceased=X1
    2010-05-15 C1 placement-moved legal_status=V2 placement.type=A5
    """
    assert _row(journal, "placements-3-plus", "2010-11-15", count="2").meets == {"C1"}


def test_a_move_back_to_a_home_left_before_is_a_move() -> None:
    """``docs/definitions/README.md``: RNE S is no move only where the child is there already. From 11 August the child
    is in the home of January again, so the start of 14 August in another home is one: three placements."""
    journal = """
    known 2012-01-31
    2011-01-31 C1 became-looked-after legal_status=C2 placement.type=H5
    2011-08-09 C1 placement-moved legal_status=C2 placement.type=U1 placement.postcode="AB1 3"
    2011-08-11 C1 episode-ended began_on=2011-08-09 reason_episode_ceased=X1
    2011-08-14 C1 became-looked-after legal_status=C2 placement.type=U1 placement.postcode="AB1 3"
    """
    assert _row(journal, "placements-3-plus", "2012-01-31", count="3").meets == {"C1"}


@pytest.mark.parametrize("before", ["A1", "A2"])
def test_a3_after_an_adoption_placement_of_an_older_return_is_the_same_carer(before: str) -> None:
    """A3 and A5 are with the carer the child has, by the meaning of the code; rule 336: they follow a foster or an A
    placement."""
    journal = f"""
    known 2010-06-01
    2010-01-01 C1 became-looked-after legal_status=E1 placement.type={before}
    2010-02-01 C1 episode-ended began_on=2010-01-01 reason_episode_ceased=X1
    2010-02-01 C1 placement-moved legal_status=E1 placement.type=A3
    """
    assert _row(journal, "placements-3-plus", "2010-06-01", count="1").meets == {"C1"}


def test_of_two_rows_begun_on_one_day_for_one_reason_the_one_that_goes_on_is_in_force() -> None:
    """The reading the day-walker was given: an open row stands after one that ended. ``docs/decisions/0006`` says
    instead that the content decides. One of the two must go; until then the day-walker is not asked about such rows."""
    rows = [
        f"2008-01-28 C1 placement-moved legal_status=V2 placement.type={kind} placement.provider=PR1"
        for kind in ("Q1", "K1")
    ]
    ended = fact_id("C1", parse_journal(f"known 2008-03-09\n{rows[0]}", "journal")[0][1].rows[0][0])
    began_as = FactWithdrawn(fact=ended, reason="").content()["fact"]
    journal = f"""
    known 2008-11-02
    {rows[0]}
    {rows[1]}
    2008-03-09 C1 episode-ended began_on=2008-01-28 began_as={began_as} reason_episode_ceased=X1
    """
    assert _row(journal, "placements-3-plus", "2008-11-02", count="1").meets == {"C1"}


def test_the_outcomes_of_a_request_add_up_whatever_the_reason_it_was_withdrawn_for() -> None:
    """The outcome classes add to 100 %. A journal may give any words as the reason."""
    journal = """
    known 2012-03-31
    2012-01-01 C1 independent-visitor-requested
    2012-02-01 C1 independent-visitor-request-withdrawn began_on=2012-01-01 reason="moved away"
    """
    row = _row(journal, "visitor-received", "2012-03-31", outcome="withdrawn for another reason")
    assert row.meets == {"C1"}


def test_lifting_a_withdrawal_that_the_fact_has_survived_leaves_the_later_one_in_force() -> None:
    """Design, facts and corrections: a fact withdrawn and said again is restored, the withdrawal is withdrawn. So the
    first withdrawal is over on 3 January, and lifting it on 5 January takes nothing from the second."""
    fact = "2010-01-01 C1 became-looked-after legal_status=V2"
    journal = f"""
    known 2011-01-01
    {fact}
    known 2011-01-02
    withdraw {fact} because "first"
    known 2011-01-03
    {fact}
    known 2011-01-04
    withdraw {fact} because "second"
    known 2011-01-05
    withdraw withdraw {fact} because "first" because "a mistake"
    2010-01-01 C2 became-looked-after legal_status=V2
    """
    assert _row(journal, "looked-after", "2011-06-01").counted == {"C2"}


def test_a_child_who_is_18_from_the_first_day_of_the_year_on_is_not_looked_after_in_it() -> None:
    """``docs/definitions/README.md``: nothing is closed by the birthday, so it is no end that touches the window, and
    at the end of its first day the child is 18. Whoever ceased on that day still counts, whatever their age."""
    journal = """
    known 2018-01-01
    2000-02-29 C1 child-registered
    2014-02-27 C1 became-looked-after legal_status=V2
    2000-03-01 C2 child-registered
    2014-02-27 C2 became-looked-after legal_status=V2
    2018-03-01 C2 ceased-to-be-looked-after began_on=2014-02-27 reason_episode_ceased=E8
    2018-02-01 C2 went-missing
    """
    assert _row(journal, "missing-over-24h", "2019-02-28").counted == {"C2"}


def test_permanence_with_a_planned_return_home_holds_the_permanent_families_as_well() -> None:
    """Adoption, special guardianship and E41 over those who ceased, with E4A added as a parameter."""
    journal = """
    known 2016-04-01
    2015-05-01 C1 became-looked-after legal_status=C2
    2016-02-01 C1 ceased-to-be-looked-after began_on=2015-05-01 reason_episode_ceased=E12
    2015-05-01 C2 became-looked-after legal_status=V2
    2016-02-01 C2 ceased-to-be-looked-after began_on=2015-05-01 reason_episode_ceased=E4A
    """
    row = _row(journal, "permanence-tracking", "2016-03-31", outcome="with a planned return home (E4A)")
    assert row.meets == {"C1", "C2"}


@pytest.mark.parametrize("row", [{}, {"count": "missing incidents"}])
def test_an_incident_of_which_two_endings_are_told_is_one_incident(row: dict[str, str]) -> None:
    """Incidents are counted: the child went missing once, however many days are told on which it came back."""
    journal = """
    known 2010-02-01
    2009-06-01 C1 became-looked-after legal_status=V2
    2009-07-01 C1 went-missing
    2009-07-03 C1 returned-from-missing began_on=2009-07-01
    2009-07-05 C1 returned-from-missing began_on=2009-07-01
    """
    assert _row(journal, "missing-incidents", "2010-03-01", **row).numerator == 1
