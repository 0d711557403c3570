"""Audits and their actions as local tables tell them."""

from __future__ import annotations

import pytest

from tests.support.table_stories import tables

D = "2012-12-31"


def test_an_audit_waits_until_its_findings_are_rectified() -> None:
    told = tables("audits C1,care plan,tool 1,2012-02-01,adequate,T0,2012-05-01,2012-04-16,Y,N,,,,Y,")
    (audit,) = told.found("audit", D)
    assert told.days("audit", D) == [("2012-02-01", "2012-04-16")]
    assert told.days("audit", "2012-04-15") == [("2012-02-01", None)]
    assert {name: code for name, code in audit.attributes.items() if code is not None} == {
        "subject": "care plan",
        "tool": "tool 1",
        "grade": "adequate",
        "round": "t0",
        "outcomes": "yes",
        "contingency": "no",
        "views_recorded": "yes",
        "rectified": "in time",
    }


@pytest.mark.parametrize(
    ("rectify_by", "rectified", "told"),
    [
        ("2012-05-01", "2012-05-01", "in time"),
        ("2012-05-01", "2012-05-02", "late"),
        ("", "2012-05-02", None),
        ("2012-05-01", "", None),
    ],
)
def test_findings_rectified_on_the_day_set_for_it_are_in_time(rectify_by: str, rectified: str, told: str) -> None:
    row = f"audits C1,transition plan,tool 1,2012-02-01,,,{rectify_by},{rectified},,,,,,,"
    assert tables(row).told("audit", "rectified", D) == [told]


def test_a_judgement_stands_until_the_same_is_audited_again_with_whatever_tool() -> None:
    told = tables(
        """
        audits C1,care plan,tool 1,2012-02-01,inadequate,T0,,,,,,,,,
        audits C1,assessment,tool 1,2012-02-01,good,T0,,,,,,,,,
        audits C1,care plan,tool 2,2012-08-01,good,T1,,,,,,,,,
        """
    )
    judgements = told.found("audit_judgement", D)
    assert [(s.attributes["subject"], s.attributes["grade"], s.end is None) for s in judgements] == [
        ("assessment", "good", True),
        ("care plan", "inadequate", False),
        ("care plan", "good", True),
    ]
    assert [str(spell.end) for spell in judgements if spell.end] == ["2012-08-01"]


def test_two_actions_of_one_audit_raised_on_one_day_are_two() -> None:
    told = tables(
        """
        audit-actions C1,care plan,1,2012-02-01,contingency,2012-05-01,2012-05-02,
        audit-actions C1,care plan,2,2012-02-01,recording,2012-05-01,2012-05-01,2012-09-01
        audit-actions C1,serious case review,1,2012-02-01,,,,
        """
    )
    actions = {spell.attributes["theme"]: spell for spell in told.found("audit_action", D)}
    ends = {theme: str(spell.end) for theme, spell in actions.items()}
    assert ends == {"contingency": "2012-05-02", "recording": "2012-05-01", None: "None"}
    completed = {theme: spell.attributes["completed"] for theme, spell in actions.items()}
    assert completed == {"contingency": "late", "recording": "in time", None: None}
    evidenced = {theme: spell.attributes["impact_evidenced"] for theme, spell in actions.items()}
    assert evidenced == {"contingency": "no", "recording": "yes", None: "no"}
    assert told.told("audit_action", "impact_evidenced", "2012-08-31") == ["no", "no", "no"]


def test_an_action_falls_due_once_and_has_then_been_completed_or_not() -> None:
    told = tables("audit-actions C1,care plan,1,2012-02-01,recording,2012-05-01,2012-05-02,")
    assert told.days("audit_action_due", D) == [("2012-02-01", "2012-05-01")]
    assert told.told("audit_action_due", "completed", "2012-05-01") == [None]
    assert told.told("audit_action_due", "completed", "2012-05-02") == ["late"]


def test_an_action_without_a_day_to_be_done_by_never_falls_due() -> None:
    assert tables("audit-actions C1,case,1,2012-02-01,,,,").found("audit_action_due", D) == []
