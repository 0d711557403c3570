"""Care, transition, pathway and health plans, assessments and their audits."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.spec.facts import told

D = "2012-03-31"
CARE = "C1 born {born}\nC1 2009-01-01 S C2 U6@Elm\n"
CHILD = CARE.format(born="1998-01-01")


@pytest.mark.parametrize(("reviewed", "is_up_to_date"), [("2011-09-30", True), ("2011-09-29", False)])
def test_a_plan_reviewed_exactly_six_months_ago_is_up_to_date(reviewed: str, is_up_to_date: bool) -> None:
    """Card SW-03: reviewed exactly so many months earlier counts. 31 March less six months is 30 September."""
    rows = f"{CHILD}2010-01-01 C1 plan-made kind=care\n{reviewed} C1 plan-reviewed kind=care\n"
    found = told(rows)
    assert found.who("care-plan-quality", D) == {"C1"}
    assert bool(found.who("care-plan-quality", D, outcome="up to date")) is is_up_to_date


def test_a_plan_that_ended_is_not_in_force_and_one_of_another_kind_is_none() -> None:
    ended = "2011-12-01 C1 plan-made kind=care\n2012-03-31 C1 plan-ended began_on=2011-12-01 kind=care\n"
    assert told(CHILD + ended).who("care-plan-quality", D) == set()
    assert told(CHILD + ended).who("care-plan-quality", "2012-03-30") == {"C1"}
    assert told(CHILD + "2011-12-01 C1 plan-made kind=health\n").who("care-plan-quality", D) == set()


def test_quality_is_of_the_plans_audited_by_the_last_audit() -> None:
    audits = """
        2011-12-01 C1 plan-made kind=care contingency=true
        2011-10-01 C1 case-audited subject="care plan" tool=v1 grade=inadequate contingency=false
        2012-02-01 C1 case-audited subject="care plan" tool=v1 grade=good contingency=true
        C2 2009-01-01 S C2 U6@Elm
        2011-12-01 C2 plan-made kind=care
        C3 2009-01-01 S C2 U6@Elm
    """
    found = told(CHILD + audits)
    good = found.row("care-plan-quality", D, outcome="audited good or better")
    assert (good.meets, good.denominator) == ({"C1"}, 1)
    assert found.row("care-plan-quality", D, outcome="audited").value == Fraction(50)  # of the plans in force
    assert found.who("care-plan-quality", "2011-12-31", outcome="audited good or better") == set()
    assert found.who("care-plan-quality", D, outcome="contingency plan present") == {"C1"}


def test_six_months_ago_and_today_stand_side_by_side_for_the_same_children() -> None:
    rows = CHILD + "2011-09-01 C1 plan-made kind=care\nC2 2012-01-01 S C2 U6@Elm\n2012-01-02 C2 plan-made kind=care\n"
    found = told(rows)
    then = found.row("care-plan-quality", D, outcome="up to date six months ago")
    now = found.row("care-plan-quality", D, outcome="up to date, of those looked after six months ago")
    assert (then.meets, then.denominator) == ({"C1"}, 1)
    assert (now.meets, now.denominator) == (set(), 1)


@pytest.mark.parametrize(
    ("completed", "rows"),
    [
        ("2011-03-31", {"main"}),
        ("2011-03-30", set()),
        ("2012-02-01", {"main", "up to date since the last change"}),
        ("2012-01-31", {"main"}),
    ],
)
def test_an_assessment_is_up_to_date_for_a_year_and_until_something_changes(completed: str, rows: set[str]) -> None:
    care = "C1 2009-01-01 S C2 U6@Elm 2012-02-01 X1\nC1 2012-02-01 P C2 K2@Oak\n"
    found = told(care + f"{completed} C1 assessment-completed type=single\n")
    met = {
        str(row.group.get("outcome", "main"))
        for row in found.ask("assessment-quality", D).rows
        if row.meets and "up to date" in str(row.group or "up to date")
    }
    assert met == rows


@pytest.mark.parametrize(("born", "ages"), [("1999-03-31", "13 to 15"), ("1996-03-31", "16"), ("1995-03-31", "17")])
def test_a_transition_plan_is_asked_for_from_13(born: str, ages: str) -> None:
    found = told(CARE.format(born=born) + "2012-03-01 C1 plan-made kind=transition\n")
    assert found.who("transition-plan-13", D) == {"C1"}
    assert found.who("transition-plan-13", D, age=ages, outcome="up to date") == {"C1"}


def test_a_younger_child_is_not_asked() -> None:
    rows = CARE.format(born="1999-04-01") + "2012-03-01 C1 plan-made kind=transition\n"
    assert told(rows).row("transition-plan-13", D).denominator == 0


@pytest.mark.parametrize(("born", "counted"), [("1999-01-01", 0), ("1998-12-31", 1)])
def test_for_three_months_from_the_13th_birthday_a_missing_plan_is_not_yet_due(born: str, counted: int) -> None:
    rows = CARE.format(born=born) + "2012-03-01 C2 plan-made kind=care\n"
    row = told(rows).row("transition-plan-13", D)
    assert (row.denominator, row.excluded) == (counted, {} if counted else {"not yet due": 1})


def eligible(care: str, born: str = "1996-01-01", plan: str = "2012-03-01") -> str:
    return f"C1 born {born}\n{care}\n{plan} C1 plan-made kind=pathway\n"


@pytest.mark.parametrize(("left", "counted"), [("2010-03-13", 1), ("2010-03-12", 0)])
def test_eligible_is_thirteen_weeks_in_all_since_fourteen(left: str, counted: int) -> None:
    """71 or 70 days from 1 January 2010, and 20 from 11 March 2012: 91 days, or one less."""
    care = f"C1 2009-01-01 S C2 U6@Elm {left} E4A\nC1 2012-03-11 S C2 U6@Elm"
    assert told(eligible(care)).row("pathway-plan", D).denominator == counted


def test_care_before_fourteen_does_not_count_and_fifteen_is_too_young() -> None:
    before = "C1 2008-01-01 S C2 U6@Elm 2010-01-01 E4A\nC1 2012-03-11 S C2 U6@Elm"
    assert told(eligible(before)).row("pathway-plan", D).denominator == 0
    long = "C1 2009-01-01 S C2 U6@Elm"
    assert told(eligible(long, "1996-04-01")).row("pathway-plan", D).denominator == 0
    assert told(eligible(long, "1996-03-31")).row("pathway-plan", D).denominator == 1


@pytest.mark.parametrize(("plan", "in_time"), [("2012-04-01", True), ("2012-04-02", False), ("2011-12-01", True)])
def test_a_pathway_plan_is_in_time_within_three_months_of_becoming_eligible(plan: str, in_time: bool) -> None:
    care = "C1 2009-01-01 S C2 U6@Elm"  # 16 on 1 January 2012
    found = told(eligible(care, plan=plan))
    assert bool(found.who("pathway-plan", "2012-06-30", outcome="made in time")) is in_time


def test_while_the_three_months_run_a_missing_pathway_plan_is_not_late() -> None:
    care = "C1 2009-01-01 S C2 U6@Elm"
    found = told(eligible(care, plan="2012-05-01"))
    assert found.row("pathway-plan", "2012-04-01", outcome="made in time").reason  # no plan is known of anyone
    known = told(eligible(care, plan="2012-05-01") + "2011-01-01 C2 plan-made kind=care\n")
    assert known.row("pathway-plan", "2012-04-01", outcome="made in time").denominator == 0
    assert known.row("pathway-plan", "2012-04-02", outcome="made in time").denominator == 1


AUDITED = """
    2011-08-01 C1 case-audited subject="transition plan" tool=v1 rectify_by=2011-12-01 named_lead=false
    {rectified} C1 audit-findings-rectified began_on=2011-08-01 subject="transition plan" tool=v1
    2012-03-01 C1 case-audited subject="transition plan" tool=v1 named_lead=true
"""


def test_findings_of_six_months_ago_are_rectified_since_in_time_or_not() -> None:
    asked = "transition-plan-audit", D
    in_time = told(CHILD + AUDITED.format(rectified="2011-12-01"))
    late = told(CHILD + AUDITED.format(rectified="2011-12-02"))
    assert (in_time.who(*asked), late.who(*asked)) == ({"C1"}, {"C1"})
    assert in_time.who(*asked, outcome="rectified in time") == {"C1"}
    assert late.who(*asked, outcome="rectified in time") == set()
    assert in_time.who(*asked, outcome="named lead") == {"C1"}


def healthy(assessed: str, born: str = "2000-01-01", plan: str = "2011-01-01") -> str:
    return (
        f"C1 born {born}\nC1 2010-01-01 S C2 U6@Elm\n{assessed} C1 health-assessment-held type=review\n"
        f"{plan} C1 plan-made kind=health\n"
    )


@pytest.mark.parametrize(
    ("born", "assessed", "is_in_date"),
    [
        ("2000-01-01", "2011-03-31", True),
        ("2000-01-01", "2011-03-30", False),
        ("2009-01-01", "2011-09-30", True),
        ("2009-01-01", "2011-09-29", False),
        ("2007-03-31", "2011-03-31", True),  # five on the very day: the interval is that of the age as at the day
        ("2007-04-01", "2011-03-31", False),
    ],
)
def test_a_health_assessment_is_in_date_for_a_year_from_five_and_half_of_it_before(
    born: str, assessed: str, is_in_date: bool
) -> None:
    assert bool(told(healthy(assessed, born)).who("health-plan", D)) is is_in_date


def test_both_the_plan_and_the_assessment_are_needed() -> None:
    no_plan = healthy("2012-01-01", plan="2012-04-01") + "2011-01-01 C2 plan-made kind=health\n"
    found = told(no_plan)
    assert found.who("health-plan", D) == set()
    assert found.who("health-plan", D, outcome="assessment in date") == {"C1"}


def test_declined_is_not_held() -> None:
    rows = healthy("2011-01-01") + "2012-03-01 C1 health-assessment-declined type=review\n"
    assert told(rows).who("health-plan", D) == set()
    assert told(rows).who("health-plan", D, outcome="last assessment declined") == {"C1"}


@pytest.mark.parametrize(("as_at", "counted"), [("2012-01-11", 0), ("2012-01-12", 1)])
def test_a_first_assessment_is_not_due_for_twenty_working_days(as_at: str, counted: int) -> None:
    """From Monday 12 December 2011 they are up on 12 January 2012."""
    rows = """
        C1 2011-12-12 S C2 U6@Elm
        2011-01-01 C2 plan-made kind=health
        2011-01-01 C2 health-assessment-held type=review
        C2 born 2000-01-01
    """
    row = told(rows).row("health-plan", as_at)
    assert (row.denominator, row.excluded) == (counted, {} if counted else {"not yet due": 1})


def test_health_is_broken_down_as_the_services_are() -> None:
    for born, ages in (("1999-04-01", "0 to 12"), ("1999-03-31", "13 and over")):
        assert told(healthy("2012-01-01", born)).who("health-plan", D, age=ages) == {"C1"}


@pytest.mark.parametrize(("planned", "has_plan"), [("2012-02-01", True), ("2012-02-02", False)])
def test_a_permanence_plan_by_the_second_review(planned: str, has_plan: bool) -> None:
    rows = f"""
        C1 2011-10-01 S C2 U6@Elm
        C1 review 2011-10-28
        C1 review 2012-02-01
        C2 2012-01-01 S C2 U6@Elm
        C2 review 2012-01-28
        {planned} C1 plan-made kind=permanence
    """
    row = told(rows).row("permanence-plan-by-second-review", D)
    assert (bool(row.meets), row.denominator) == (has_plan, 1)


def test_the_last_audit_is_the_one_begun_last_though_an_earlier_one_is_not_rectified() -> None:
    rows = """
        2011-07-01 C1 case-audited subject="pathway plan" tool=v1
        2011-08-01 C1 case-audited subject="transition plan" tool=v1
        2011-12-01 C1 audit-findings-rectified began_on=2011-08-01 subject="transition plan" tool=v1
    """
    assert told(CHILD + rows).who("transition-plan-audit", D) == {"C1"}


def test_what_audits_find_of_assessments_is_of_those_audited_and_their_share_of_those_assessed() -> None:
    rows = """
        C2 2009-01-01 S C2 U6@Elm
        C3 2009-01-01 S C2 U6@Elm
        2012-01-01 C1 assessment-completed type=single linked_to_plan=true
        2012-01-01 C2 assessment-completed type=single linked_to_plan=false
        2012-02-01 C1 case-audited subject=assessment tool=v1 grade=outstanding linked_to_plan=true
    """
    found = told(CHILD + rows)
    assert found.row("assessment-quality", D, outcome="audited").value == Fraction(50)
    assert found.row("assessment-quality", D, outcome="linked to plan").value == Fraction(50)
    assert found.row("assessment-quality", D, outcome="audited good or better").value == Fraction(100)
    assert found.who("assessment-quality", D, outcome="audited as linked to the plan") == {"C1"}
