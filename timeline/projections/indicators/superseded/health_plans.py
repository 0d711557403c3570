"""Health plans until 0.3: an assessment of unspecified type was none."""

from __future__ import annotations

from timeline.projections.algebra.expressions import SpellExpression, Spells
from timeline.projections.algebra.indicator import Indicator, Moment, Reading, Unit
from timeline.projections.algebra.naming import Called
from timeline.projections.algebra.questions import Aged, Question
from timeline.projections.algebra.relations import During
from timeline.projections.algebra.times import BegunSince, LastBegun
from timeline.projections.indicators.common import (
    COMMON_DIMENSIONS,
    EPISODES,
    EXCLUDED_FROM_STOCK,
    aged,
    looked_after,
)
from timeline.projections.rulebook.thresholds import (
    ADULT,
    HEALTH_ASSESSED_WITHIN,
    HEALTH_ASSESSED_WITHIN_UNDER_FIVE,
    TEENAGER,
    UNDER_FIVE,
)

offered = Spells("health_assessment").where("type", "initial", "review")
held = offered.where("outcome", "held")
plan_in_force = Spells("plan").where("kind", "health").open().any()

in_date: Question = (~Aged(UNDER_FIVE) & BegunSince(held, HEALTH_ASSESSED_WITHIN_UNDER_FIVE).any()) | (
    Aged(UNDER_FIVE) & BegunSince(held, HEALTH_ASSESSED_WITHIN).any()
)
first_due = During(Spells("review_due").where("which", "first"), looked_after)
"""A first assessment is due in time for the first review."""
not_yet_due = ~first_due.any() & ~During(offered, looked_after).any()

due = Called(looked_after.when(~not_yet_due), "a period of care in which a first health assessment was due or held")


def row(what: str, meets: Question, of: SpellExpression = due) -> Reading:
    """One part of the measure, or one group of ages."""
    return Reading(group=(("outcome", what),), counted=of, meets=meets)


HEALTH_PLAN = Indicator(
    id="health-plan",
    title="Children looked after with an up to date health plan",
    sentence=(
        "Of the children looked after, those with a health plan in force whose last statutory health assessment was "
        "held in the last 6 months under five, in the last 12 from five. Whose first assessment is not due yet and was "
        "not held is told apart. An assessment declined is none."
    ),
    unit=Unit.PERCENT,
    counted=due,
    seen=Moment.AS_AT,
    readings=(
        Reading(meets=in_date & plan_in_force),
        *(
            Reading(group=(("age", ages),), counted=due.when(of_age), meets=in_date & plan_in_force)
            for ages, of_age in (
                ("0 to 12", aged(0, TEENAGER)),
                ("under 5", aged(0, UNDER_FIVE)),
                ("5 to 12", aged(UNDER_FIVE, TEENAGER)),
                ("13 and over", aged(TEENAGER, ADULT)),
            )
        ),
        row("plan in force", plan_in_force),
        row("assessment in date", in_date),
        row("last assessment declined", LastBegun(offered).where("outcome", "declined").any()),
    ),
    window_months=None,
    excluded=(("not yet due", looked_after.any() & not_yet_due), *EXCLUDED_FROM_STOCK),
    needs=(*EPISODES, "Header", "plans", "health-assessments"),
    dimensions=tuple(each for each in COMMON_DIMENSIONS if each != "age"),
    version="2010.1",
)
