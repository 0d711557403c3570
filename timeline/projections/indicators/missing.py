"""Missing from placement, from dates alone."""

from __future__ import annotations

from timeline.domain.spells.incidents import OVER_24_HOURS
from timeline.projections.algebra.expressions import SpellExpression, Spells
from timeline.projections.algebra.indicator import Indicator, Moment, Reading, Unit
from timeline.projections.algebra.times import Once
from timeline.projections.indicators.common import (
    COMMON_DIMENSIONS,
    EPISODES,
    EXCLUDED_FROM_YEAR,
    looked_after_in_year,
)
from timeline.projections.rulebook.thresholds import (
    CERTAINLY_OVER_24_HOURS,
    MORE_THAN_ONCE,
    POSSIBLY_OVER_24_HOURS,
    STILL_MISSING_OVER_24_HOURS,
    YEAR,
)

WHEREABOUTS_UNKNOWN = "M"
AWAY = "A"

missing_in_year = Spells("missing_incident").where("category", WHEREABOUTS_UNKNOWN).touching(YEAR)


def over_24_hours(incidents: SpellExpression) -> tuple[Reading, ...]:
    """Who had one of them for more than 24 hours: by the hours where they are known, else by the days, which may not
    decide."""
    by_hours = incidents.where("lasted", OVER_24_HOURS).any()
    by_days = incidents.where("lasted", None)
    certain = by_days.for_days(ended=CERTAINLY_OVER_24_HOURS, still_open=STILL_MISSING_OVER_24_HOURS).any()
    possible = by_days.for_days(ended=POSSIBLY_OVER_24_HOURS, still_open=STILL_MISSING_OVER_24_HOURS).any()
    return (Reading(meets=by_hours | certain, possible=by_hours | possible),)


MISSING_OVER_24H = Indicator(
    id="missing-over-24h",
    title="Children looked after who were missing for more than 24 hours",
    sentence=(
        "Of the children looked after at any time in the 12 months to the day, those with a missing incident in "
        "progress in it that lasted more than 24 hours in all. Where a local table gives the times of day they decide. "
        "The return holds days, not hours: an incident of two days or more between its dates is certain, one of one "
        "day possible. Possible contains the certain ones."
    ),
    unit=Unit.PERCENT,
    counted=looked_after_in_year,
    seen=Moment.AS_AT,
    readings=over_24_hours(missing_in_year),
    window_months=YEAR,
    excluded=EXCLUDED_FROM_YEAR,
    needs=(*EPISODES, "Missing"),
    dimensions=COMMON_DIMENSIONS,
    version="2014.2",
)

incidents = Once(Spells("missing_incident").where("category", WHEREABOUTS_UNKNOWN)).touching(YEAR)
away_in_year = Once(Spells("missing_incident").where("category", AWAY)).touching(YEAR)
missing_children = looked_after_in_year.when(incidents.any())

MISSING_INCIDENTS = Indicator(
    id="missing-incidents",
    title="Missing incidents for each child who was missing",
    sentence=(
        "Of the children looked after at any time in the 12 months to the day who had a missing incident in progress "
        "in them, the number of those incidents for each child; beside it the children, the incidents, and who had "
        "more than one that began in them. The same of absences without authorisation."
    ),
    unit=Unit.PER_CHILD,
    counted=looked_after_in_year,
    seen=Moment.AS_AT,
    readings=(
        Reading(counted=missing_children, spells=incidents),
        Reading(group=(("count", "children missing"),), meets=incidents.any(), unit=Unit.PERCENT),
        Reading(group=(("count", "missing incidents"),), spells=incidents, unit=Unit.COUNT),
        Reading(
            group=(("count", "children missing more than once"),),
            meets=incidents.started_in(YEAR).count(MORE_THAN_ONCE),
            unit=Unit.PERCENT,
        ),
        Reading(group=(("count", "children away without authorisation"),), meets=away_in_year.any(), unit=Unit.PERCENT),
        Reading(group=(("count", "absences without authorisation"),), spells=away_in_year, unit=Unit.COUNT),
    ),
    window_months=YEAR,
    excluded=EXCLUDED_FROM_YEAR,
    needs=(*EPISODES, "Missing"),
    dimensions=COMMON_DIMENSIONS,
    version="2015.1",
)
