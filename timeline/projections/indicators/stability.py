"""Stability: the same carer for long, how many placements in two years, how many social workers in one."""

from __future__ import annotations

from datetime import date

from timeline.domain.codes import ADOPTION_OF_ANY_YEAR
from timeline.projections.algebra.expressions import Spells
from timeline.projections.algebra.indicator import Indicator, Moment, Reading, Unit
from timeline.projections.algebra.naming import Called
from timeline.projections.algebra.relations import WithTheOneBefore
from timeline.projections.algebra.times import Ago
from timeline.projections.indicators.common import (
    COMMON_DIMENSIONS,
    EPISODES,
    EXCLUDED_FROM_STOCK,
    aged,
    looked_after,
    looked_after_in_year,
    placements,
)
from timeline.projections.rulebook.bands import PLACEMENT_COUNT_BANDS
from timeline.projections.rulebook.thresholds import (
    LONG_TERM_CARE,
    LONG_TERM_PLACEMENT,
    LONG_TERM_UNDER,
    THREE_OR_MORE_PLACEMENTS,
    THREE_OR_MORE_WORKERS,
    TWO_YEARS,
    YEAR,
)

long_term = Called(
    looked_after.begun_ago(LONG_TERM_CARE).when(aged(0, LONG_TERM_UNDER)),
    "a period of care begun two and a half years ago or earlier, and an age under 16",
)
with_this_carer = placements.open().begun_ago(LONG_TERM_PLACEMENT)
adoptive = placements.open().where("placement_type", *sorted(ADOPTION_OF_ANY_YEAR))
with_the_carer_before = WithTheOneBefore(adoptive, placements).begun_ago(LONG_TERM_PLACEMENT)

PLACEMENT_STABILITY_LONG = Indicator(
    id="placement-stability-long",
    title="Children looked after long-term who have been with the same carer for two years",
    sentence=(
        "Of the children looked after under 16 whose period of care began two and a half years ago or earlier, those "
        "who have been with the same carer for two years or more, or are placed for adoption where that placement and "
        "the one before it together have lasted two years. A home is kept while the child is away from it for a time."
    ),
    unit=Unit.PERCENT,
    counted=long_term,
    seen=Moment.AS_AT,
    readings=(Reading(meets=with_this_carer.any() | with_the_carer_before.any()),),
    window_months=None,
    excluded=EXCLUDED_FROM_STOCK,
    needs=(*EPISODES, "Header"),
    dimensions=COMMON_DIMENSIONS,
    version="2021.1",
)

in_two_years = placements.lived_in(TWO_YEARS)

PLACEMENTS_2_YEARS = Indicator(
    id="placements-2-years",
    title="Children looked after with three or more placements in the last two years",
    sentence=(
        "Of the children looked after who were so for at least a day of the year before last as well, those who lived "
        "in three or more placements in the two years to the day; beside it how many in how many placements."
    ),
    unit=Unit.PERCENT,
    counted=looked_after.when(Ago(looked_after_in_year, YEAR).any()),
    seen=Moment.AS_AT,
    readings=(
        Reading(meets=in_two_years.count(THREE_OR_MORE_PLACEMENTS)),
        *(
            Reading(group=(("count", str(number)),), meets=in_two_years.count(number, number))
            for number in range(THREE_OR_MORE_PLACEMENTS)
        ),
        *(
            Reading(group=(("count", band.label),), meets=in_two_years.count(band.low, band.high))
            for band in PLACEMENT_COUNT_BANDS
        ),
    ),
    window_months=TWO_YEARS,
    excluded=EXCLUDED_FROM_STOCK,
    needs=EPISODES,
    dimensions=COMMON_DIMENSIONS,
    version="2024.1",
)

workers = Spells("social_worker").lived_in(YEAR)
enough_workers = workers.different("worker", THREE_OR_MORE_WORKERS)

SOCIAL_WORKER_CHANGES = Indicator(
    id="social-worker-changes",
    title="Children looked after with three or more social workers in the year",
    sentence=(
        "Of the children looked after, those to whom three or more different social workers were allocated in the 12 "
        "months to the day, before the child was looked after included. A worker who comes back is one. Not known of a "
        "child who does not meet it and who has a worker without an identifier, or none."
    ),
    unit=Unit.PERCENT,
    counted=looked_after,
    seen=Moment.AS_AT,
    readings=(
        Reading(
            meets=enough_workers,
            unknown=(workers.where("worker", None).any() | ~workers.any()) & ~enough_workers,
        ),
    ),
    window_months=YEAR,
    excluded=EXCLUDED_FROM_STOCK,
    needs=(*EPISODES, "SWEpisodes"),
    dimensions=COMMON_DIMENSIONS,
    version="2024.2",
    in_force=(date(2024, 3, 31), None),
)
