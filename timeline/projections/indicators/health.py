"""Health and wellbeing of the children looked after for twelve months, by the year's outcomes (module OC2).

The flags stand for the year that ended last: at any other day than 31 March they are of the year before it.
"""

from __future__ import annotations

from timeline.projections.algebra.expressions import SpellExpression, Spells
from timeline.projections.algebra.indicator import Indicator, Moment, Number, Reading, Statistic, Unit
from timeline.projections.algebra.questions import Question
from timeline.projections.indicators.common import (
    COMMON_DIMENSIONS,
    CONTINUOUSLY,
    EPISODES,
    aged,
    continuously,
    short_breaks,
)
from timeline.projections.rulebook.bands import SDQ_BANDS
from timeline.projections.rulebook.thresholds import ADULT, CRIMINAL_RESPONSIBILITY, SDQ_FROM, SDQ_UNDER, YEAR

outcomes = Spells("health_outcomes").started_in(YEAR).last()


def flagged(attribute: str, *answers: str | None) -> Question:
    """Whether the year's outcomes give one of these answers."""
    return outcomes.where(attribute, *answers).any()


def not_told(attribute: str) -> Question:
    """Whether the year's outcomes are blank there, or are not there at all."""
    return ~flagged(attribute, "yes", "no")


def health(
    name: str,
    title: str,
    what: str,
    readings: tuple[Reading, ...],
    counted: SpellExpression = continuously,
    unit: Unit = Unit.PERCENT,
) -> Indicator:
    """A measure of the children looked after for twelve months."""
    return Indicator(
        id=name,
        title=title,
        sentence=f"{CONTINUOUSLY.capitalize()}, {what} Not recorded stays among all, and is counted.",
        unit=unit,
        counted=counted,
        seen=Moment.AS_AT,
        readings=readings,
        window_months=YEAR,
        excluded=(("short breaks", short_breaks.touching(YEAR).any()),),
        needs=(*EPISODES, "OC2"),
        dimensions=COMMON_DIMENSIONS,
        version="2020.1",
    )


def share(attribute: str) -> tuple[Reading, ...]:
    """Those of whom the year's outcomes say yes."""
    return (Reading(meets=flagged(attribute, "yes"), unknown=not_told(attribute)),)


HEALTH_ANNUAL = health(
    "health-annual",
    "Children looked after for a year who had their health assessment",
    "those who had their annual health assessment; under five, one in each half of the year. Declined is not received.",
    share("health_assessment"),
)

DENTAL = health(
    "dental",
    "Children looked after for a year whose teeth were checked",
    "those whose teeth were checked by a dentist in the year, at any age. Declined is not received.",
    share("teeth_check"),
)

IMMUNISATIONS = health(
    "immunisations",
    "Children looked after for a year whose immunisations are up to date",
    "those whose immunisations were up to date for their age by the end of the year.",
    share("immunisations"),
)

misusing = outcomes.where("substance_misuse", "yes")
of_those = continuously.when(misusing.any())

SUBSTANCE_MISUSE = health(
    "substance-misuse",
    "Children looked after for a year with a substance misuse problem",
    "those in whom a substance misuse problem was identified in the year; of these, those who received an intervention "
    "and those who were offered one and refused it.",
    (
        *share("substance_misuse"),
        Reading(
            group=(("outcome", "received an intervention"),),
            counted=of_those,
            meets=misusing.where("intervention_received", "yes").any(),
        ),
        Reading(
            group=(("outcome", "offered an intervention and refused it"),),
            counted=of_those,
            meets=misusing.where("intervention_offered", "yes").any(),
        ),
    ),
)

CONVICTED = health(
    "convicted",
    "Children looked after for a year who were convicted or cautioned",
    "aged 10 to 17, those convicted, or given a youth caution, in the year for an offence committed while looked "
    "after.",
    share("convicted"),
    counted=continuously.when(aged(CRIMINAL_RESPONSIBILITY, ADULT)),
)

of_age = continuously.when(aged(SDQ_FROM, SDQ_UNDER))
has_score = outcomes.any() & ~flagged("sdq_score", None)
scored = of_age.when(has_score)

SDQ_MEAN = health(
    "sdq-mean",
    "Emotional and behavioural health: mean score of the strengths and difficulties questionnaire",
    "aged 5 to 16, the mean of the total scores (0 to 40, the higher the more difficulties) of those who have one; "
    "beside it how many have one, and the bands of their scores.",
    (
        Reading(meets=has_score, number=Number(outcomes, "sdq_score", Statistic.MEAN)),
        Reading(group=(("outcome", "has a score"),), meets=has_score, unit=Unit.PERCENT),
        *(
            Reading(
                group=(("outcome", band.label),),
                counted=scored,
                meets=flagged("sdq_band", band.label),
                unit=Unit.PERCENT,
            )
            for band in SDQ_BANDS
        ),
    ),
    counted=of_age,
    unit=Unit.SCORE,
)
