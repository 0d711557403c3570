"""OC2 and OC3 rows: the outcomes of the year, on its last day. Reviews rows: each review on its own day."""

from __future__ import annotations

from timeline.domain.days import Window
from timeline.domain.events import CareLeaverOutcomesRecorded, Event, HealthOutcomesRecorded, ReviewHeld
from timeline.ingest.cells import Row

_HIGHEST_SDQ_SCORE = 40


def health_outcomes(row: Row, year: Window) -> list[Event]:
    """The ten items of OC2."""
    recorded = HealthOutcomesRecorded(
        occurred_on=year.last,
        sdq_score=row.number("SDQ_SCORE", _HIGHEST_SDQ_SCORE),
        sdq_reason=row.code("SDQ_REASON"),
        convicted=row.flag("CONVICTED"),
        health_check=row.flag("HEALTH_CHECK"),
        immunisations=row.flag("IMMUNISATIONS"),
        teeth_check=row.flag("TEETH_CHECK"),
        health_assessment=row.flag("HEALTH_ASSESSMENT"),
        substance_misuse=row.flag("SUBSTANCE_MISUSE"),
        intervention_received=row.flag("INTERVENTION_RECEIVED"),
        intervention_offered=row.flag("INTERVENTION_OFFERED"),
    )
    return [recorded]


def care_leaver_outcomes(row: Row, year: Window) -> list[Event]:
    """The three items of OC3."""
    recorded = CareLeaverOutcomesRecorded(
        occurred_on=year.last,
        in_touch=row.code("IN_TOUCH"),
        activity=row.code("ACTIV"),
        accommodation=row.code("ACCOM"),
    )
    return [recorded]


def review(row: Row, year: Window) -> list[Event]:
    """One review, on the day it was held."""
    return [ReviewHeld(occurred_on=row.needed_day("REVIEW"), participation=row.code("REVIEW_CODE"))]
