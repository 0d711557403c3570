"""Who started and who ceased to be looked after in the year: children, and periods of care."""

from __future__ import annotations

from timeline.projections.algebra.indicator import Indicator, Moment, Reading, Unit
from timeline.projections.indicators.common import (
    COMMON_DIMENSIONS,
    EPISODES,
    EXCLUDED_FROM_YEAR,
    looked_after_in_year,
    periods,
    short_breaks,
)
from timeline.projections.rulebook.thresholds import YEAR

started = periods.started_in(YEAR)
ceased = periods.ended_in(YEAR)

PERIODS = (("count", "periods"),)

STARTED = Indicator(
    id="started",
    title="Children who started to be looked after in the year",
    sentence=(
        "Children with a period of care that began in the 12 months to the day, each counted once, at the first. "
        "Moving from short breaks to ordinary accommodation is a start."
    ),
    unit=Unit.COUNT,
    counted=started.first(),
    seen=Moment.START,
    readings=(Reading(), Reading(group=PERIODS, spells=started)),
    window_months=YEAR,
    excluded=(("short breaks", short_breaks.started_in(YEAR).any()),),
    needs=EPISODES,
    dimensions=COMMON_DIMENSIONS,
    version="2023.1",
)

CEASED = Indicator(
    id="ceased",
    title="Children who ceased to be looked after in the year",
    sentence=(
        "Children with a period of care that ended in the 12 months to the day, each counted once, at the last. "
        "Transfers to another authority and deaths are in it."
    ),
    unit=Unit.COUNT,
    counted=ceased.last(),
    seen=Moment.END,
    readings=(Reading(), Reading(group=PERIODS, spells=ceased)),
    window_months=YEAR,
    excluded=(("short breaks", short_breaks.ended_in(YEAR).any()),),
    needs=EPISODES,
    dimensions=(*COMMON_DIMENSIONS, "destination", "reason"),
    version="2023.1",
)

LOOKED_AFTER_IN_YEAR = Indicator(
    id="looked-after-in-year",
    title="Children looked after at any time in the year",
    sentence=(
        "Children looked after and under 18 at the end of some day of the 12 months to the day, or who ceased in them, "
        "each counted once, short breaks apart."
    ),
    unit=Unit.COUNT,
    counted=looked_after_in_year,
    seen=Moment.END,
    readings=(Reading(),),
    window_months=YEAR,
    excluded=EXCLUDED_FROM_YEAR,
    needs=EPISODES,
    dimensions=COMMON_DIMENSIONS,
    version="2023.1",
)
