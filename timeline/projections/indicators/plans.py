"""Plans and assessments: in force, up to date, and how good audits find them. Local tables hold them.

A plan is up to date where it was made or last reviewed six months ago or later. Quality is measured at a baseline and
again six months later: the figure of six months ago, and that of today of the same children, stand beside today's.
"""

from __future__ import annotations

from timeline.projections.algebra.expressions import SpellExpression, Spells
from timeline.projections.algebra.indicator import Indicator, Moment, Reading, Unit
from timeline.projections.algebra.naming import Called
from timeline.projections.algebra.questions import Aged, Question
from timeline.projections.algebra.relations import During
from timeline.projections.algebra.times import Ago, BegunSince, Ending, LastBegun, Since, Until
from timeline.projections.indicators.common import (
    COMMON_DIMENSIONS,
    EPISODES,
    EXCLUDED_FROM_STOCK,
    aged,
    looked_after,
    periods,
    placements,
)
from timeline.projections.rulebook.leavers import COUNTED_FROM, DAYS_IN_ALL, PLAN_WITHIN
from timeline.projections.rulebook.thresholds import (
    ADULT,
    ASSESSMENT_UP_TO_DATE,
    PLAN_UP_TO_DATE,
    ROUND_AGAIN,
    SEVENTEEN,
    SIXTEEN,
    TEENAGER,
    TURNED_13_GRACE,
    YEAR,
)

GOOD_OR_BETTER = ("good", "outstanding")

plans = Spells("plan").open()
as_it_stands = Spells("plan_review").open()
judged = Spells("audit_judgement").open()

teenagers = looked_after.when(aged(TEENAGER, ADULT))
those_of_six_months_ago = looked_after.when(Ago(looked_after, ROUND_AGAIN).any())


def up_to_date(*kinds: str) -> SpellExpression:
    """The plans of these kinds in force that were made or reviewed so lately."""
    return BegunSince(as_it_stands.where("kind", *kinds), PLAN_UP_TO_DATE)


def row(what: str, meets: Question, counted: SpellExpression | None = None, ages: str | None = None) -> Reading:
    """One quality, of some ages where they are given. What an audit finds needs audits."""
    age = (("age", ages),) if ages else ()
    needs = ("audits",) if what.startswith("audited") else ()
    return Reading(group=(("outcome", what), *age), counted=counted, meets=meets, needs=needs)


def quality(last: SpellExpression, of: SpellExpression, ages: str | None = None) -> tuple[Reading, ...]:
    """What the last audit of each found, of all these: of one that was not audited, nothing."""
    return (
        row("audited", last.any(), of, ages),
        row("audited good or better", last.where("grade", *GOOD_OR_BETTER).any(), of, ages),
    )


care_plan = plans.where("kind", "care")
care_plan_up_to_date = up_to_date("care")
care_plan_audit = During(judged.where("subject", "care plan"), looked_after)
"""The last audit of a care plan in the present period of care."""


def care_plan_rows(of: SpellExpression, ages: str | None = None) -> tuple[Reading, ...]:
    """The qualities of care plans."""
    with_plan, last = of.when(care_plan.any()), care_plan_audit
    with_contingency = care_plan.where("contingency", "yes").any()
    return (
        row("up to date", care_plan_up_to_date.any(), of, ages),
        *quality(last, with_plan, ages),
        row("audited with specific outcomes", last.where("outcomes", "yes").any(), with_plan, ages),
        row("audited with a realistic contingency plan", last.where("contingency", "yes").any(), with_plan, ages),
        row("contingency plan present", with_contingency, of, ages),
        row("contingency plan present, of those with a plan", with_contingency, with_plan, ages),
    )


CARE_PLAN_QUALITY = Indicator(
    id="care-plan-quality",
    title="Children looked after with a care plan, and how good it is",
    sentence=(
        "Of the children looked after, those with a care plan in force; beside it whether it was made or reviewed in "
        "the last 6 months; of those with a plan in force, whether it was audited in the present period of care and "
        "what the last audit then found; whether the plan has a contingency plan, of all and of those with a plan; "
        "the same of those of 13 and over; and the same children six months ago and today."
    ),
    unit=Unit.PERCENT,
    counted=looked_after,
    seen=Moment.AS_AT,
    readings=(
        Reading(meets=care_plan.any()),
        *care_plan_rows(looked_after),
        row("in force", care_plan.any(), teenagers, "13 and over"),
        *care_plan_rows(teenagers, "13 and over"),
        row("up to date six months ago", Ago(care_plan_up_to_date, ROUND_AGAIN).any(), Ago(looked_after, ROUND_AGAIN)),
        row("up to date, of those looked after six months ago", care_plan_up_to_date.any(), those_of_six_months_ago),
    ),
    window_months=None,
    excluded=EXCLUDED_FROM_STOCK,
    needs=(*EPISODES, "plans"),
    dimensions=tuple(each for each in COMMON_DIMENSIONS if each != "age"),
    version="2010.2",
)

assessment = Called(LastBegun(Spells("assessment")), "the assessment of need that was completed last")
"""The one in force: the last one completed, whatever its type."""

assessed = BegunSince(assessment, ASSESSMENT_UP_TO_DATE)
since_the_last_change = During(
    During(During(assessment, looked_after), placements.open()), Spells("legal_status").open()
)
"""Completed since the child became looked after, came to this placement, and under this legal status."""

assessment_audit = During(During(judged.where("subject", "assessment"), looked_after), assessment)
"""The last audit, where it was of the assessment in force (on the day that was completed or later) and in the present
period of care."""

with_assessment = looked_after.when(assessment.any())

ASSESSMENT_QUALITY = Indicator(
    id="assessment-quality",
    title="Children looked after with an assessment that is up to date, and how good it is",
    sentence=(
        "Of the children looked after, those whose last assessment of need, whatever its type, was completed in the "
        "last 12 months; beside it those assessed since the last change of care, placement or legal status as well. Of "
        "those with an assessment, whether the last one is linked to the plan, whether it was audited in the present "
        "period of care, and what the last audit of it found."
    ),
    unit=Unit.PERCENT,
    counted=looked_after,
    seen=Moment.AS_AT,
    readings=(
        Reading(meets=assessed.any()),
        row("up to date since the last change", BegunSince(since_the_last_change, ASSESSMENT_UP_TO_DATE).any()),
        row("linked to plan", assessment.where("linked_to_plan", "yes").any(), with_assessment),
        *quality(assessment_audit, with_assessment),
        row(
            "audited as linked to the plan",
            assessment_audit.where("linked_to_plan", "yes").any(),
            with_assessment,
        ),
    ),
    window_months=None,
    excluded=EXCLUDED_FROM_STOCK,
    needs=(*EPISODES, "assessments"),
    dimensions=COMMON_DIMENSIONS,
    version="2010.2",
)

independence_plan = as_it_stands.where("kind", "transition", "pathway")
independence_up_to_date = up_to_date("transition", "pathway")
just_turned_13 = Spells("life").from_age(TEENAGER).no_longer_than(TURNED_13_GRACE).any()
"""Up to and including the day on which the child is exactly 13 years and 3 months old."""

not_yet_due = just_turned_13 & ~independence_plan.any()
due_a_plan = Called(teenagers.when(~not_yet_due), "an age of 13 or over, a plan for independence being due")

TRANSITION_PLAN_13 = Indicator(
    id="transition-plan-13",
    title="Children looked after of 13 and over with an up to date plan for independence",
    sentence=(
        "Of the children looked after who are 13 or over, those with a transition or pathway plan in force that was "
        "made or reviewed in the last 6 months. Children who turned 13 no more than 3 months ago, the day itself "
        "included, and have no plan yet are counted apart."
    ),
    unit=Unit.PERCENT,
    counted=due_a_plan,
    seen=Moment.AS_AT,
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
    window_months=None,
    excluded=(("not yet due", teenagers.any() & not_yet_due),),
    needs=(*EPISODES, "Header", "plans"),
    dimensions=tuple(each for each in COMMON_DIMENSIONS if each != "age"),
    version="2010.2",
)

eligible_child = Called(
    looked_after.when(Aged(SIXTEEN) & periods.from_age(COUNTED_FROM).days_in_all(DAYS_IN_ALL)),
    "an age of 16 or 17 and 13 weeks of care in all since 14",
)
first_eligible = Called(Since(Spells("eligible").first()), "the time since the child first became eligible")
"""Since the child first became eligible: leaving care and coming back starts no new time."""

in_time = Until(first_eligible, Spells("plan").where("kind", "pathway")).within(PLAN_WITHIN)
plan_was_due = eligible_child.when(in_time.any() | ~first_eligible.no_longer_than(PLAN_WITHIN).any())

PATHWAY_PLAN = Indicator(
    id="pathway-plan",
    title="Eligible children with an up to date pathway plan",
    sentence=(
        "Of the children looked after who are 16 or 17 and have been looked after for 13 weeks in all since 14, those "
        "with a pathway plan in force that was made or reviewed in the last 6 months. Beside it those whose first plan "
        "was made within 3 months of their first becoming eligible, the last day included, of those for whom these are "
        "over or who have it. Leaving care and coming back starts no new 3 months."
    ),
    unit=Unit.PERCENT,
    counted=eligible_child,
    seen=Moment.AS_AT,
    readings=(
        Reading(meets=up_to_date("pathway").any()),
        row("plan in force", plans.where("kind", "pathway").any()),
        row("made in time", in_time.any(), plan_was_due),
    ),
    window_months=None,
    excluded=EXCLUDED_FROM_STOCK,
    needs=(*EPISODES, "Header", "plans"),
    dimensions=COMMON_DIMENSIONS,
    version="2010.2",
)

transition_audits = Spells("audit").where("subject", "transition plan", "pathway plan").started_in(YEAR)
last_audit = LastBegun(transition_audits)
baseline = Ago(last_audit, ROUND_AGAIN)

TRANSITION_PLAN_AUDIT = Indicator(
    id="transition-plan-audit",
    title="Transition plans audited, rectified and successful",
    sentence=(
        "Of the children whose transition or pathway plan was audited in the 12 months to T0, the day 6 months before "
        "the day asked about (D), those in whose last audit at T0 the findings have been rectified by D; beside it in "
        "time by the day set, and what the last audit of the 12 months to D found."
    ),
    unit=Unit.PERCENT,
    counted=baseline,
    seen=Moment.START,
    readings=(
        Reading(meets=Ending(baseline).any()),
        row("rectified in time", Ending(baseline).where("rectified", "in time").any()),
        *(
            row(what, last_audit.where(answer, "yes").any(), last_audit)
            for what, answer in (
                ("named lead", "named_lead"),
                ("actions for independence skills", "skills_actions"),
                ("views recorded", "views_recorded"),
                ("success measures met", "success_measures"),
            )
        ),
    ),
    window_months=YEAR,
    window_ago=ROUND_AGAIN,
    excluded=(),
    needs=("audits",),
    dimensions=COMMON_DIMENSIONS,
    version="2010.1",
)
