"""Audits and their actions; what followed an intervention at the edge of care."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.spec.facts import told

D = "2012-03-31"


def test_audits_are_counted_and_their_grades_shared_out() -> None:
    rows = """
        2011-05-01 C1 case-audited subject=case tool=v1 grade=good
        2011-06-01 C1 case-audited subject=case tool=v1 grade=inadequate
        2011-07-01 C2 case-audited subject="serious case review" tool=v1
        2011-03-31 C2 case-audited subject=case tool=v1 grade=good
    """
    found = told(rows)
    assert found.row("audit-findings", D).numerator == 3
    assert found.row("audit-findings", D, count="serious case review").numerator == 1
    good = found.row("audit-findings", D, outcome="graded good")
    assert (good.numerator, good.denominator, good.value) == (1, 2, Fraction(50))


ACTION = "{raised} C1 audit-action-raised subject=case action={n} due_on={due}\n"
DONE = "{done} C1 audit-action-completed began_on={raised} subject=case action={n}\n"


def test_actions_due_are_completed_in_time_or_late_and_one_not_yet_due_is_neither() -> None:
    rows = "2011-05-01 C1 case-audited subject=case tool=v1\n"
    for n, due, done in ((1, "2011-08-01", "2011-08-01"), (2, "2011-08-01", "2011-08-02"), (3, "2011-08-01", None)):
        rows += ACTION.format(raised="2011-05-01", n=n, due=due)
        rows += DONE.format(raised="2011-05-01", n=n, done=done) if done else ""
    rows += ACTION.format(raised="2011-05-01", n=4, due="2012-04-01")
    found = told(rows)
    assert found.row("audit-findings", D, count="actions raised").numerator == 4
    completed = found.row("audit-findings", D, outcome="actions due and completed")
    in_time = found.row("audit-findings", D, outcome="actions due and completed in time")
    assert (completed.numerator, completed.denominator) == (2, 3)
    assert (in_time.numerator, in_time.denominator) == (1, 3)


WORKED = """
    2010-06-01 C1 edge-of-care-intervention-started service=mst
    {ended} C1 edge-of-care-intervention-ended began_on=2010-06-01 service=mst
"""


@pytest.mark.parametrize(
    ("started", "rows"),
    [
        ("2011-03-31", {"main", "within 3 months", "within 12 months"}),
        ("2011-06-30", {"main", "within 3 months", "within 12 months"}),
        ("2011-07-01", {"main", "within 12 months"}),
        ("2011-09-30", {"main", "within 12 months"}),
        ("2011-10-01", {"within 12 months"}),
        ("2012-03-31", {"within 12 months"}),
        ("2012-04-01", set()),
    ],
)
def test_accommodated_within_so_many_months_of_the_end(started: str, rows: set[str]) -> None:
    """The intervention ended on 31 March 2011; each row is asked on a day on which its follow-up is whole."""
    found = told(WORKED.format(ended="2011-03-31") + f"C1 {started} S V2 U6@Elm\n")
    met = {
        "main": found.who("edge-of-care-accommodated", "2011-12-31" if started <= "2011-12-31" else "2012-03-31"),
        "within 3 months": found.who("edge-of-care-accommodated", "2011-12-31", duration="within 3 months"),
        "within 12 months": found.who("edge-of-care-accommodated", "2012-12-31", duration="within 12 months"),
    }
    assert {label for label, who in met.items() if who} == rows


def test_a_child_looked_after_when_it_began_is_not_counted() -> None:
    rows = WORKED.format(ended="2011-03-31") + "C1 2010-01-01 S V2 U6@Elm 2010-07-01 E4A\n"
    assert told(rows).row("edge-of-care-accommodated", "2011-12-31").denominator == 0


def test_section_20_stands_apart() -> None:
    for status, expected in (("V2", {"C1"}), ("C1", set())):
        found = told(WORKED.format(ended="2011-03-31") + f"C1 2011-05-01 S {status} U6@Elm\n")
        assert found.who("edge-of-care-accommodated", "2011-12-31") == {"C1"}
        assert found.who("edge-of-care-accommodated", "2011-12-31", outcome="under section 20") == expected


@pytest.mark.parametrize(("referred", "is_again"), [("2012-03-31", True), ("2012-04-01", False), ("2011-03-30", False)])
def test_referred_again_within_a_year_of_the_end(referred: str, is_again: bool) -> None:
    rows = WORKED.format(ended="2011-03-31") + f"{referred} C1 referral-received\n2010-01-01 C2 referral-received\n"
    row = told(rows).row("re-referred", "2012-03-31")
    assert (bool(row.meets), row.denominator) == (is_again, 1)


def test_interventions_of_each_service_stand_apart() -> None:
    answer = told(WORKED.format(ended="2011-03-31") + "C1 2011-05-01 S V2 U6@Elm\n").ask(
        "edge-of-care-accommodated", "2011-12-31", by="service"
    )
    assert [row.meets for row in answer.rows if row.group == {"service": "mst"}] == [{"C1"}]
