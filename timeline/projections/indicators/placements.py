"""Placement stability: in how many placements a child has lived in the year."""

from __future__ import annotations

from timeline.projections.algebra.indicator import Indicator, Moment, Reading, Unit
from timeline.projections.indicators.common import (
    COMMON_DIMENSIONS,
    EPISODES,
    EXCLUDED_FROM_STOCK,
    looked_after,
    placements,
)
from timeline.projections.rulebook.bands import PLACEMENT_COUNT_BANDS
from timeline.projections.rulebook.thresholds import THREE_OR_MORE_PLACEMENTS, YEAR

lived_in = placements.lived_in(YEAR)

PLACEMENTS_3_PLUS = Indicator(
    id="placements-3-plus",
    title="Children looked after with three or more placements in the last 12 months",
    sentence=(
        "Of the children looked after, those who lived in three or more placements in the 12 months to the day, "
        "the one open at its start and those of an earlier period of care included. Only a new carer or home is a "
        "placement (RNE S, P, B): not a temporary placement nor the return from it to the same home, nor the "
        "existing carer becoming the adopter."
    ),
    unit=Unit.PERCENT,
    counted=looked_after,
    seen=Moment.AS_AT,
    readings=(
        Reading(meets=lived_in.count(THREE_OR_MORE_PLACEMENTS)),
        *(Reading(group=(("count", str(n)),), meets=lived_in.count(n, n)) for n in range(THREE_OR_MORE_PLACEMENTS)),
        *(
            Reading(group=(("count", band.label),), meets=lived_in.count(band.low, band.high))
            for band in PLACEMENT_COUNT_BANDS
        ),
    ),
    window_months=YEAR,
    excluded=EXCLUDED_FROM_STOCK,
    needs=EPISODES,
    dimensions=COMMON_DIMENSIONS,
    version="2008.1",
)
