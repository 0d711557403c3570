"""Repeat care: how many periods of care the children looked after have had."""

from __future__ import annotations

from timeline.projections.algebra.indicator import Indicator, Moment, Reading, Unit
from timeline.projections.indicators.common import (
    COMMON_DIMENSIONS,
    EPISODES,
    EXCLUDED_FROM_STOCK,
    looked_after,
    periods,
)
from timeline.projections.rulebook.bands import PERIOD_COUNT_BANDS
from timeline.projections.rulebook.thresholds import (
    MULTIPLE,
    MULTIPLE_PERIODS_OTHER_YEARS,
    MULTIPLE_PERIODS_YEARS,
    YEAR,
)

over_the_years = periods.touching(MULTIPLE_PERIODS_YEARS * YEAR)

MULTIPLE_PERIODS = Indicator(
    id="multiple-periods",
    title="Children looked after with more than one period of care",
    sentence=(
        "Of the children looked after, those with two or more periods of care overlapping the last 2 years, the "
        "present one included; beside it the last 1, 3 and 5 years and ever. A gap of one day parts two periods. "
        "Periods that no loaded source holds are not seen."
    ),
    unit=Unit.PERCENT,
    counted=looked_after,
    seen=Moment.AS_AT,
    readings=(
        Reading(meets=over_the_years.count(MULTIPLE)),
        *(
            Reading(group=(("years", years),), meets=periods.touching(years * YEAR).count(MULTIPLE))
            for years in MULTIPLE_PERIODS_OTHER_YEARS
        ),
        Reading(group=(("years", "ever"),), meets=periods.touching(None).count(MULTIPLE)),
        *(
            Reading(group=(("count", band.label),), meets=over_the_years.count(band.low, band.high))
            for band in PERIOD_COUNT_BANDS
        ),
    ),
    window_months=MULTIPLE_PERIODS_YEARS * YEAR,
    excluded=EXCLUDED_FROM_STOCK,
    needs=EPISODES,
    dimensions=COMMON_DIMENSIONS,
    version="2023.1",
)
