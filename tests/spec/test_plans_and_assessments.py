"""Care, transition, pathway and health plans, assessments and their audits."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.spec.facts import told
from timeline.report.coverage import row_window_json, window_remarks

D = "2012-03-31"
CARE = "C1 born {born}\nC1 2009-01-01 S C2 U6@Elm\n"
CHILD = CARE.format(born="1998-01-01")


@pytest.mark.parametrize(("reviewed", "is_up_to_date"), [("2011-09-30", True), ("2011-09-29", False)])
def test_a_plan_reviewed_exactly_six_months_ago_is_up_to_date(reviewed: str, is_up_to_date: bool) -> None:
    """Reviewed exactly so many months earlier counts. 31 March less six months is 30 September."""
    rows = f"{CHILD}2010-01-01 C1 plan-made kind=care\n{reviewed} C1 plan-reviewed kind=care\n"
    found = told(rows)
    assert found.who("care-plan-quality", D) == {"C1"}
    assert bool(found.who("care-plan-quality", D, outcome="up to date")) is is_up_to_date


def test_a_plan_that_ended_is_not_in_force_and_one_of_another_kind_is_none() -> None:
    ended = "2011-12-01 C1 plan-made kind=care\n2012-03-31 C1 plan-ended began_on=2011-12-01 kind=care\n"
    assert told(CHILD + ended).who("care-plan-quality", D) == set()
    assert told(CHILD + ended).who("care-plan-quality", "2012-03-30") == {"C1"}
    assert told(CHILD + "2011-12-01 C1 plan-made kind=health\n").who("care-plan-quality", D) == set()


def test_quality_is_of_the_plans_in_force_by_the_last_audit() -> None:
    """ "audited" and the rows below it have one denominator, those with a plan in force.
    Until 0.3 what an audit found was a share of the plans audited."""
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
    assert (good.meets, good.denominator) == ({"C1"}, 2)  # C3 has no plan
    for what in ("audited", "audited with a realistic contingency plan"):
        assert found.row("care-plan-quality", D, outcome=what).value == Fraction(50)
    assert found.row("care-plan-quality", D, outcome="audited with specific outcomes").value == 0
    assert found.who("care-plan-quality", "2011-12-31", outcome="audited good or better") == set()
    assert found.who("care-plan-quality", "2011-12-31", outcome="audited") == {"C1"}


def test_contingency_plan_present_is_of_all_with_its_share_of_those_with_a_plan_beside_it() -> None:
    rows = """
        2011-12-01 C1 plan-made kind=care contingency=true
        C2 born 1998-01-01
        C2 2009-01-01 S C2 U6@Elm
        2011-12-01 C2 plan-made kind=care
        C3 2009-01-01 S C2 U6@Elm
        C4 2009-01-01 S C2 U6@Elm
    """
    found = told(CHILD + rows)
    of_all = found.row("care-plan-quality", D, outcome="contingency plan present")
    of_plans = found.row("care-plan-quality", D, outcome="contingency plan present, of those with a plan")
    assert (of_all.numerator, of_all.denominator) == (1, 4)
    assert (of_plans.numerator, of_plans.denominator) == (1, 2)
    older = found.row(
        "care-plan-quality", D, outcome="contingency plan present, of those with a plan", age="13 and over"
    )
    assert (older.numerator, older.denominator) == (1, 2)


PERIODS = "C1 2009-01-01 S C2 U6@Elm 2011-06-01 E4A\nC1 2011-10-01 S C2 U6@Elm\n"


@pytest.mark.parametrize(
    ("audited", "counts"), [("2011-05-01", False), ("2011-09-30", False), ("2011-10-01", True), ("2011-12-01", True)]
)
def test_an_audit_speaks_for_the_present_period_of_care_only(audited: str, counts: bool) -> None:
    rows = f"""
        2011-04-01 C1 plan-made kind=care
        2011-04-01 C1 assessment-completed type=single
        {audited} C1 case-audited subject="care plan" tool=v1 grade=good
        {audited} C1 case-audited subject=assessment tool=v1 grade=good
    """
    found = told(PERIODS + rows)
    for measure in ("care-plan-quality", "assessment-quality"):
        for what in ("audited", "audited good or better"):
            row = found.row(measure, D, outcome=what)
            assert (bool(row.meets), row.denominator) == (counts, 1)


def test_a_judgement_of_an_earlier_period_does_not_hold_where_the_last_one_is_of_the_present() -> None:
    rows = """
        2011-04-01 C1 plan-made kind=care
        2011-05-01 C1 case-audited subject="care plan" tool=v1 grade=outstanding
        2011-12-01 C1 case-audited subject="care plan" tool=v1 grade=inadequate
    """
    found = told(PERIODS + rows)
    assert found.who("care-plan-quality", D, outcome="audited") == {"C1"}
    assert found.who("care-plan-quality", D, outcome="audited good or better") == set()


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


@pytest.mark.parametrize(
    ("core", "pathway", "linked", "is_up_to_date"),
    [
        ("2010-01-01", "2011-06-01", "false", True),  # the last one is of another type, and it decides
        ("2011-06-01", "2010-01-01", "true", True),
        ("2009-06-01", "2010-01-01", "false", False),
    ],
)
def test_the_last_assessment_completed_is_in_force_whatever_its_type(
    core: str, pathway: str, linked: str, is_up_to_date: bool
) -> None:
    """The core assessment is linked to the plan, the one for the pathway plan is not."""
    rows = f"""
        {core} C1 assessment-completed type=core linked_to_plan=true
        {pathway} C1 assessment-completed type=pathway linked_to_plan=false
    """
    found = told(CHILD + rows)
    assert bool(found.who("assessment-quality", D)) is is_up_to_date
    row = found.row("assessment-quality", D, outcome="linked to plan")
    assert (bool(row.meets), row.denominator) == (linked == "true", 1)


@pytest.mark.parametrize(("audited", "counts"), [("2011-12-31", False), ("2012-01-01", True), ("2012-02-01", True)])
def test_an_audit_of_the_assessment_before_is_none_of_the_one_in_force(audited: str, counts: bool) -> None:
    rows = f"""
        2011-06-01 C1 assessment-completed type=core
        2012-01-01 C1 assessment-completed type=pathway
        {audited} C1 case-audited subject=assessment tool=v1 grade=good linked_to_plan=true
    """
    found = told(CHILD + rows)
    for what in ("audited", "audited good or better", "audited as linked to the plan"):
        row = found.row("assessment-quality", D, outcome=what)
        assert (bool(row.meets), row.denominator) == (counts, 1)


@pytest.mark.parametrize(("born", "ages"), [("1999-03-31", "13 to 15"), ("1996-03-31", "16"), ("1995-03-31", "17")])
def test_a_transition_plan_is_asked_for_from_13(born: str, ages: str) -> None:
    found = told(CARE.format(born=born) + "2012-03-01 C1 plan-made kind=transition\n")
    assert found.who("transition-plan-13", D) == {"C1"}
    assert found.who("transition-plan-13", D, age=ages, outcome="up to date") == {"C1"}


def test_a_younger_child_is_not_asked() -> None:
    rows = CARE.format(born="1999-04-01") + "2012-03-01 C1 plan-made kind=transition\n"
    assert told(rows).row("transition-plan-13", D).denominator == 0


@pytest.mark.parametrize(
    ("born", "as_at", "counted"),
    [
        ("1999-01-01", D, 0),
        ("1998-12-31", D, 0),  # 13 years and 3 months on the very day: not yet due since 0.3
        ("1998-12-30", D, 1),
        ("1998-11-30", "2012-02-29", 0),  # three months from 30 November end with February
        ("1998-11-30", "2012-03-01", 1),
        ("2000-02-29", "2013-06-01", 0),  # 13 on 1 March in a common year
        ("2000-02-29", "2013-06-02", 1),
    ],
)
def test_up_to_three_months_from_the_13th_birthday_a_missing_plan_is_not_yet_due(
    born: str, as_at: str, counted: int
) -> None:
    """The grace is closed."""
    rows = CARE.format(born=born) + "2012-01-01 C2 plan-made kind=care\n"
    row = told(rows).row("transition-plan-13", as_at)
    assert (row.denominator, row.excluded) == (counted, {} if counted else {"not yet due": 1})
    young = told(rows).row("transition-plan-13", as_at, outcome="up to date", age="13 to 15")
    assert young.denominator == counted


def test_in_the_grace_a_child_with_a_plan_counts() -> None:
    rows = CARE.format(born="1998-12-31") + "2012-01-15 C1 plan-made kind=transition\n"
    row = told(rows).row("transition-plan-13", D)
    assert (row.numerator, row.denominator, row.excluded) == (1, 1, {})


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


@pytest.mark.parametrize(
    ("left", "came_back", "plan", "in_time"),
    [
        ("2012-03-20", "2012-07-01", "2012-04-01", True),  # while away, on the last of the three months
        ("2012-03-20", "2012-07-01", "2012-07-02", False),  # coming back starts no new time
        ("2012-01-15", "2012-07-01", "2012-07-02", False),  # the three months ran on while the child was away
        ("2012-01-15", "2012-02-01", "2012-04-02", False),
        ("2011-12-31", "2012-07-01", "2012-10-01", True),  # away on the 16th birthday: first eligible on 1 July
        ("2011-12-31", "2012-07-01", "2012-10-02", False),
    ],
)
def test_coming_back_to_care_starts_no_new_three_months(left: str, came_back: str, plan: str, in_time: bool) -> None:
    """16 on 1 January 2012, after three years of care."""
    care = f"C1 2009-01-01 S C2 U6@Elm {left} E4A\nC1 {came_back} S C2 U6@Elm"
    row = told(eligible(care, plan=plan)).row("pathway-plan", "2012-12-31", outcome="made in time")
    assert (bool(row.meets), row.denominator) == (in_time, 1)


@pytest.mark.parametrize(("as_at", "due"), [("2012-07-01", 0), ("2012-10-01", 0), ("2012-10-02", 1)])
def test_who_is_away_on_the_16th_birthday_is_first_eligible_on_coming_back(as_at: str, due: int) -> None:
    care = "C1 2009-01-01 S C2 U6@Elm 2011-12-31 E4A\nC1 2012-07-01 S C2 U6@Elm"
    rows = eligible(care, plan="2012-11-01") + "2011-01-01 C2 plan-made kind=care\n"
    assert told(rows).row("pathway-plan", as_at, outcome="made in time").denominator == due


def test_who_was_eligible_before_is_due_at_once_on_coming_back() -> None:
    """Eligible from 1 January 2012; away from 15 January to 1 July: the three months were over on 1 April."""
    care = "C1 2009-01-01 S C2 U6@Elm 2012-01-15 E4A\nC1 2012-07-01 S C2 U6@Elm"
    rows = eligible(care, plan="2012-11-01") + "2011-01-01 C2 plan-made kind=care\n"
    assert told(rows).row("pathway-plan", "2012-07-01", outcome="made in time").denominator == 1


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


@pytest.mark.parametrize(
    ("audited", "as_at", "counts"),
    [
        ("2010-10-01", D, True),  # the first day of the 12 months to T0, 30 September 2011
        ("2010-09-30", D, False),
        ("2011-09-30", D, True),  # T0 itself
        ("2011-10-01", D, False),
        ("2011-02-28", "2011-08-31", True),  # six months before 31 August is the last day of February
        ("2011-03-01", "2011-08-31", False),
    ],
)
def test_t0_is_the_day_six_months_before(audited: str, as_at: str, counts: bool) -> None:
    rows = f'{audited} C1 case-audited subject="transition plan" tool=v1\n'
    rows += '2009-01-01 C2 case-audited subject="care plan" tool=v1\nC2 born 1998-01-01\n'
    assert told(CHILD + rows).row("transition-plan-audit", as_at).counted == ({"C1"} if counts else set())


@pytest.mark.parametrize(("rectified", "meets"), [("2011-09-30", True), ("2012-03-31", True), ("2012-04-01", False)])
def test_what_was_rectified_is_as_at_the_day_asked_about(rectified: str, meets: bool) -> None:
    found = told(CHILD + AUDITED.format(rectified=rectified))
    assert bool(found.who("transition-plan-audit", D)) is meets


def test_the_rows_of_what_was_rectified_print_t0_and_d() -> None:
    """Each row prints its own window: the others are of the 12 months to D."""
    answer = told(CHILD + AUDITED.format(rectified="2011-12-01")).ask("transition-plan-audit", D)
    days = {str(row.group.get("outcome", "main")): row_window_json(answer, row) for row in answer.rows}
    of_t0 = {"window": {"from": "2010-10-01", "to": "2011-09-30"}}
    of_d = {"window": {"from": "2011-04-01", "to": "2012-03-31"}}
    assert (days["main"], days["rectified in time"]) == (of_t0, of_t0)
    assert days["named lead"] == days["success measures met"] == of_d
    remarks = list(window_remarks(answer))
    assert (
        "Followed up from 30 September 2011 (T0) to 31 March 2012 (D): "
        "Transition plans audited, rectified and successful; rectified in time."
    ) in remarks
    assert "Window of named lead: 1 April 2011 to 31 March 2012." in remarks


def healthy(assessed: str, born: str = "2000-01-01", plan: str = "2011-01-01", type_: str = "review") -> str:
    return (
        f"C1 born {born}\nC1 2010-01-01 S C2 U6@Elm\n{assessed} C1 health-assessment-held type={type_}\n"
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


@pytest.mark.parametrize(
    ("born", "assessed", "as_at", "is_in_date"),
    [
        ("2009-01-01", "2012-02-29", "2012-08-31", True),  # six months before 31 August: the last day of February
        ("2009-01-01", "2012-02-28", "2012-08-31", False),
        ("2000-01-01", "2012-02-29", "2013-02-28", True),
        ("2000-01-01", "2012-02-28", "2013-02-28", True),  # 12 months before 28 February 2013
        ("2000-01-01", "2012-02-27", "2013-02-28", False),
        ("2000-01-01", "2011-02-28", "2012-02-29", True),  # 12 months before 29 February, clipped
        ("2000-01-01", "2011-02-27", "2012-02-29", False),
    ],
)
def test_in_date_counts_back_from_the_day_clipped_to_the_months_end(
    born: str, assessed: str, as_at: str, is_in_date: bool
) -> None:
    assert bool(told(healthy(assessed, born)).who("health-plan", as_at)) is is_in_date


@pytest.mark.parametrize(
    ("kind", "counts"), [("initial", True), ("review", True), ("unspecified", True), ("dental", False)]
)
def test_an_assessment_of_unspecified_type_is_an_assessment_and_a_dental_check_is_none(kind: str, counts: bool) -> None:
    found = told(healthy("2012-01-01", type_=kind))
    assert bool(found.who("health-plan", D)) is counts
    for row in ({"outcome": "assessment in date"}, {"age": "0 to 12"}, {"age": "5 to 12"}):
        assert bool(found.who("health-plan", D, **row)) is counts


@pytest.mark.parametrize("kind", ["review", "unspecified"])
def test_one_of_unspecified_type_that_was_declined_is_the_last_one_offered(kind: str) -> None:
    rows = healthy("2011-06-01") + f"2012-03-01 C1 health-assessment-declined type={kind}\n"
    assert told(rows).who("health-plan", D, outcome="last assessment declined") == {"C1"}
    assert told(rows).who("health-plan", D) == {"C1"}  # the one held in June is in date


@pytest.mark.parametrize(("kind", "counted"), [("unspecified", 1), ("dental", 0)])
def test_one_of_unspecified_type_makes_a_child_count_before_the_first_is_due(kind: str, counted: int) -> None:
    rows = f"""
        C1 2011-12-12 S C2 U6@Elm
        2011-12-20 C1 health-assessment-held type={kind}
        2011-01-01 C2 plan-made kind=health
        C2 born 2000-01-01
    """
    row = told(rows).row("health-plan", "2012-01-11")
    assert (row.denominator, row.excluded) == (counted, {} if counted else {"not yet due": 1})


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


def test_what_audits_find_of_assessments_is_a_share_of_those_with_one_in_force() -> None:
    """Until 0.3 it was a share of the assessments audited."""
    rows = """
        C2 2009-01-01 S C2 U6@Elm
        C3 2009-01-01 S C2 U6@Elm
        2012-01-01 C1 assessment-completed type=single linked_to_plan=true
        2012-01-01 C2 assessment-completed type=single linked_to_plan=false
        2012-02-01 C1 case-audited subject=assessment tool=v1 grade=outstanding linked_to_plan=true
    """
    found = told(CHILD + rows)
    for what in ("audited", "linked to plan", "audited good or better", "audited as linked to the plan"):
        assert found.row("assessment-quality", D, outcome=what).value == Fraction(50)
    assert found.who("assessment-quality", D, outcome="audited as linked to the plan") == {"C1"}
