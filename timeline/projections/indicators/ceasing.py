"""How long those who ceased had been looked after, and where they went."""

from __future__ import annotations

from timeline.domain.codes import DESTINATIONS, NOT_RECORDED
from timeline.projections.algebra.expressions import SpellExpression
from timeline.projections.algebra.indicator import Indicator, Moment, Reading, Unit
from timeline.projections.indicators.common import COMMON_DIMENSIONS, EPISODES, short_breaks
from timeline.projections.indicators.flows import ceased
from timeline.projections.rulebook.bands import (
    DURATION_BETWEEN,
    DURATION_LONGEST,
    DURATION_SHORT,
    DURATION_SHORTEST,
)
from timeline.projections.rulebook.thresholds import ONE_MONTH, TWO_YEARS, YEAR

ended = ceased.last()
within_a_month = ended.within(ONE_MONTH)
within_a_year = ended.within(YEAR)
two_years_or_more = ended.for_at_least(TWO_YEARS)


def lasting(label: str, *alternatives: SpellExpression, but_not: SpellExpression | None = None) -> Reading:
    """The row of those whose period that ended lasted so long."""
    question = alternatives[0].any()
    return Reading(group=(("duration", label),), meets=question & ~but_not.any() if but_not else question)


def over_a_year_and_under_two() -> Reading:
    """Neither within a year nor two years or more: what is left between them."""
    return Reading(group=(("duration", DURATION_BETWEEN),), meets=~within_a_year.any() & ~two_years_or_more.any())


CEASED_BY_DURATION = Indicator(
    id="ceased-by-duration",
    title="Children who ceased to be looked after, by how long the period lasted",
    sentence=(
        "Of the children who ceased to be looked after in the 12 months to the day (the last ceasing of each), those "
        "whose period of care that ended had lasted so long. Within n ends on or before the corresponding date; two "
        "years or more ends on or after it. Only completed periods: short ones weigh more than among those who enter."
    ),
    unit=Unit.PERCENT,
    counted=ended,
    seen=Moment.END,
    readings=(
        lasting(DURATION_SHORTEST, within_a_month),
        lasting(DURATION_SHORT, within_a_year, but_not=within_a_month),
        over_a_year_and_under_two(),
        lasting(DURATION_LONGEST, two_years_or_more),
        lasting("within 1 year (cumulative)", within_a_year),
    ),
    window_months=YEAR,
    excluded=(("short breaks", short_breaks.ended_in(YEAR).any()),),
    needs=EPISODES,
    dimensions=(*COMMON_DIMENSIONS, "destination", "reason"),
    version="2023.1",
)

CEASED_DESTINATION = Indicator(
    id="ceased-destination",
    title="Where the children went who ceased to be looked after",
    sentence=(
        "Of the children who ceased to be looked after in the 12 months to the day (the last ceasing of each), those "
        "who went to each destination, by the reason the episode ceased. A period that simply stops goes nowhere "
        "recorded."
    ),
    unit=Unit.PERCENT,
    counted=ended,
    seen=Moment.END,
    readings=tuple(
        Reading(group=(("destination", label),), meets=ended.where("destination", label).any())
        for label in (*dict.fromkeys(DESTINATIONS.values()), NOT_RECORDED)
    ),
    window_months=YEAR,
    excluded=(("short breaks", short_breaks.ended_in(YEAR).any()),),
    needs=EPISODES,
    dimensions=(*COMMON_DIMENSIONS, "duration", "reason"),
    version="2023.1",
)
