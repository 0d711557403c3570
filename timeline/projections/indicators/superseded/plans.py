"""Plans and assessments until 0.3: audits of any time, an assessment of each type, another grace and another start."""

from __future__ import annotations

from dataclasses import replace

from timeline.projections.algebra.expressions import SpellExpression, Spells
from timeline.projections.algebra.indicator import Reading
from timeline.projections.algebra.naming import Called
from timeline.projections.algebra.relations import During
from timeline.projections.algebra.times import Ago, BegunSince, Until
from timeline.projections.indicators import plans as present
from timeline.projections.indicators.common import aged, looked_after, placements
from timeline.projections.indicators.plans import (
    GOOD_OR_BETTER,
    care_plan,
    care_plan_up_to_date,
    eligible_child,
    independence_plan,
    independence_up_to_date,
    judged,
    plans,
    row,
    teenagers,
    those_of_six_months_ago,
    up_to_date,
)
from timeline.projections.rulebook.leavers import PLAN_WITHIN
from timeline.projections.rulebook.thresholds import (
    ADULT,
    ASSESSMENT_UP_TO_DATE,
    ROUND_AGAIN,
    SEVENTEEN,
    SIXTEEN,
    TEENAGER,
    TURNED_13_GRACE,
)


def audited(subject: str, of: SpellExpression = looked_after) -> SpellExpression:
    """The children of whom it was audited."""
    return of.when(judged.where("subject", subject).any())


def quality(subject: str, of: SpellExpression, ages: str | None = None) -> tuple[Reading, ...]:
    """What the last audit of each found."""
    last = judged.where("subject", subject)
    among = audited(subject, of)
    return (
        row("audited good or better", last.where("grade", *GOOD_OR_BETTER).any(), among, ages),
        row("audited with specific outcomes", last.where("outcomes", "yes").any(), among, ages),
        row("audited with a realistic contingency plan", last.where("contingency", "yes").any(), among, ages),
    )


def care_plan_rows(of: SpellExpression, ages: str | None = None) -> tuple[Reading, ...]:
    """The qualities of care plans."""
    return (
        row("up to date", care_plan_up_to_date.any(), of, ages),
        row("audited", judged.where("subject", "care plan").any(), of.when(care_plan.any()), ages),
        *quality("care plan", of, ages),
        row("contingency plan present", care_plan.where("contingency", "yes").any(), of, ages),
    )


CARE_PLAN_QUALITY = replace(
    present.CARE_PLAN_QUALITY,
    sentence=(
        "Of the children looked after, those with a care plan in force; beside it whether it was made or reviewed in "
        "the last 6 months, what the last audit found, whether it has a contingency plan, of all and of those of 13 "
        "and over; and the same children six months ago and today."
    ),
    readings=(
        Reading(meets=care_plan.any()),
        *care_plan_rows(looked_after),
        row("in force", care_plan.any(), teenagers, "13 and over"),
        *care_plan_rows(teenagers, "13 and over"),
        row("up to date six months ago", Ago(care_plan_up_to_date, ROUND_AGAIN).any(), Ago(looked_after, ROUND_AGAIN)),
        row("up to date, of those looked after six months ago", care_plan_up_to_date.any(), those_of_six_months_ago),
    ),
    version="2010.1",
)

assessment = Spells("assessment").open()
assessed = BegunSince(assessment, ASSESSMENT_UP_TO_DATE)
since_the_last_change = During(
    During(During(assessment, looked_after), placements.open()), Spells("legal_status").open()
)
"""Completed since the child became looked after, came to this placement, and under this legal status."""

ASSESSMENT_QUALITY = replace(
    present.ASSESSMENT_QUALITY,
    sentence=(
        "Of the children looked after, those whose last assessment of need was completed in the last 12 months; beside "
        "it those assessed since the last change of care, placement or legal status as well, those whose assessment "
        "was audited, what the audit found, and whether it is linked to the plan."
    ),
    readings=(
        Reading(meets=assessed.any()),
        row("up to date since the last change", BegunSince(since_the_last_change, ASSESSMENT_UP_TO_DATE).any()),
        row("linked to plan", assessment.where("linked_to_plan", "yes").any(), looked_after.when(assessment.any())),
        row("audited", judged.where("subject", "assessment").any(), looked_after.when(assessment.any())),
        row(
            "audited good or better",
            judged.where("subject", "assessment").where("grade", *GOOD_OR_BETTER).any(),
            audited("assessment"),
        ),
        row(
            "audited as linked to the plan",
            judged.where("subject", "assessment").where("linked_to_plan", "yes").any(),
            audited("assessment"),
        ),
    ),
    version="2010.1",
)

just_turned_13 = ~Spells("life").from_age(TEENAGER).begun_ago(TURNED_13_GRACE).any()
not_yet_due = just_turned_13 & ~independence_plan.any()
due_a_plan = Called(teenagers.when(~not_yet_due), "an age of 13 or over, a plan for independence being due")

TRANSITION_PLAN_13 = replace(
    present.TRANSITION_PLAN_13,
    sentence=(
        "Of the children looked after who are 13 or over, those with a transition or pathway plan in force that was "
        "made or reviewed in the last 6 months. Who turned 13 less than 3 months ago and has no plan yet is told apart."
    ),
    counted=due_a_plan,
    readings=(
        Reading(meets=independence_up_to_date.any()),
        row("plan in force", independence_plan.any()),
        *(
            row("up to date", independence_up_to_date.any(), due_a_plan.when(aged(low, below)), ages)
            for ages, low, below in (
                ("13 to 15", TEENAGER, SIXTEEN),
                ("16", SIXTEEN, SEVENTEEN),
                ("17", SEVENTEEN, ADULT),
            )
        ),
    ),
    excluded=(("not yet due", teenagers.any() & not_yet_due),),
    version="2010.1",
)

eligible = Spells("eligible").open()
pathway_plan = Spells("plan").where("kind", "pathway")
to_the_plan = Until(eligible, pathway_plan)
in_time = to_the_plan.within(PLAN_WITHIN)
plan_was_due = eligible_child.when(in_time.any() | ~eligible.no_longer_than(PLAN_WITHIN).any())

PATHWAY_PLAN = replace(
    present.PATHWAY_PLAN,
    sentence=(
        "Of the children looked after who are 16 or 17 and have been looked after for 13 weeks in all since 14, those "
        "with a pathway plan in force that was made or reviewed in the last 6 months. Beside it those whose first plan "
        "was made within 3 months of their becoming eligible, of those for whom these are over or who have it."
    ),
    readings=(
        Reading(meets=up_to_date("pathway").any()),
        row("plan in force", plans.where("kind", "pathway").any()),
        row("made in time", in_time.any(), plan_was_due),
    ),
    version="2010.1",
)
