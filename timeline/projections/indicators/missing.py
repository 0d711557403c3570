"""Missing from placement, from dates alone."""

from __future__ import annotations

from timeline.projections.algebra.expressions import Spells
from timeline.projections.algebra.indicator import Indicator, Moment, Reading, Unit
from timeline.projections.indicators.common import (
    COMMON_DIMENSIONS,
    EPISODES,
    VERSION,
    card,
    looked_after_in_year,
    short_breaks,
    still_open_past_18,
)
from timeline.projections.rulebook.thresholds import (
    CERTAINLY_OVER_24_HOURS,
    POSSIBLY_OVER_24_HOURS,
    STILL_MISSING_OVER_24_HOURS,
    YEAR,
)

WHEREABOUTS_UNKNOWN = "M"

missing_in_year = Spells("missing_incident").where("category", WHEREABOUTS_UNKNOWN).touching(YEAR)

MISSING_OVER_24H = Indicator(
    id="missing-over-24h",
    title="Children looked after who were missing for more than 24 hours",
    sentence=(
        "Of the children looked after at any time in the 12 months to the day, those with a missing incident in "
        "progress in it that lasted more than 24 hours in all. The return holds days, not hours: an incident of two "
        "days or more between its dates is certain, one of one day possible. Possible contains the certain ones."
    ),
    unit=Unit.PERCENT,
    counted=looked_after_in_year,
    seen=Moment.AS_AT,
    readings=(
        Reading(
            meets=missing_in_year.for_days(ended=CERTAINLY_OVER_24_HOURS, still_open=STILL_MISSING_OVER_24_HOURS).any(),
            possible=missing_in_year.for_days(
                ended=POSSIBLY_OVER_24_HOURS, still_open=STILL_MISSING_OVER_24_HOURS
            ).any(),
        ),
    ),
    window_months=YEAR,
    excluded=(
        ("18 or over, still open", still_open_past_18),
        ("short breaks", short_breaks.touching(YEAR).any() & ~still_open_past_18),
    ),
    needs=(*EPISODES, "Missing"),
    dimensions=COMMON_DIMENSIONS,
    source=card("SW-08"),
    version=VERSION,
)
