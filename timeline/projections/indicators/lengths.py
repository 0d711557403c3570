"""How long the children looked after have been so."""

from __future__ import annotations

from timeline.projections.algebra.indicator import Indicator, Moment, Reading, Unit
from timeline.projections.indicators.common import (
    COMMON_DIMENSIONS,
    EPISODES,
    EXCLUDED_FROM_STOCK,
    continuously,
    looked_after,
    short_breaks,
)
from timeline.projections.rulebook.bands import (
    DURATION_BETWEEN,
    DURATION_LONGEST,
    DURATION_SHORT,
    DURATION_SHORTEST,
)
from timeline.projections.rulebook.thresholds import ONE_MONTH, TWO_YEARS, YEAR

within_a_month = looked_after.no_longer_than(ONE_MONTH).any()
within_a_year = looked_after.no_longer_than(YEAR).any()
two_years_or_more = looked_after.for_at_least(TWO_YEARS).any()

DURATION_OPEN = Indicator(
    id="duration-open",
    title="Children looked after, by how long they have been",
    sentence=(
        "Of the children looked after, those whose present period of care has lasted so long so far. Within n began on "
        "or after the corresponding date; two years or more began on or before it. The period is not over: how long it "
        "will last is another question."
    ),
    unit=Unit.PERCENT,
    counted=looked_after,
    seen=Moment.AS_AT,
    readings=(
        Reading(group=(("duration", DURATION_SHORTEST),), meets=within_a_month),
        Reading(group=(("duration", DURATION_SHORT),), meets=within_a_year & ~within_a_month),
        Reading(group=(("duration", DURATION_BETWEEN),), meets=~within_a_year & ~two_years_or_more),
        Reading(group=(("duration", DURATION_LONGEST),), meets=two_years_or_more),
        Reading(group=(("duration", "within 1 year (cumulative)"),), meets=within_a_year),
    ),
    window_months=None,
    excluded=EXCLUDED_FROM_STOCK,
    needs=EPISODES,
    dimensions=COMMON_DIMENSIONS,
    version="2023.1",
)

CONTINUOUSLY_12_MONTHS = Indicator(
    id="continuously-12-months",
    title="Children looked after continuously for 12 months",
    sentence=(
        "Children with one period of care from the first to the last day of the 12 months to the day, under 18, and in "
        "no series of short breaks in them. Who ceases on the last day still meets it, as does who starts on the first."
    ),
    unit=Unit.COUNT,
    counted=continuously,
    seen=Moment.AS_AT,
    readings=(Reading(),),
    window_months=YEAR,
    excluded=(("short breaks", short_breaks.touching(YEAR).any()),),
    needs=EPISODES,
    dimensions=COMMON_DIMENSIONS,
    version="2020.1",
)
