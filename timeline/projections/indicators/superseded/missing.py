"""Missing for over 24 hours, as it was."""

from __future__ import annotations

from dataclasses import replace

from timeline.projections.algebra.indicator import Reading
from timeline.projections.indicators.missing import MISSING_OVER_24H, missing_in_year
from timeline.projections.rulebook.thresholds import (
    CERTAINLY_OVER_24_HOURS,
    POSSIBLY_OVER_24_HOURS,
    STILL_MISSING_OVER_24_HOURS,
)

MISSING_BY_DAYS = replace(
    MISSING_OVER_24H,
    readings=(
        Reading(
            meets=missing_in_year.for_days(ended=CERTAINLY_OVER_24_HOURS, still_open=STILL_MISSING_OVER_24_HOURS).any(),
            possible=missing_in_year.for_days(
                ended=POSSIBLY_OVER_24_HOURS, still_open=STILL_MISSING_OVER_24_HOURS
            ).any(),
        ),
    ),
    version="2014.1",
)
"""As it was before local tables gave times of day: baselines taken then ask for it. The same where none does."""
