"""Care leavers as they were counted by what the recorded history says of them. Old baselines need these definitions:
nothing here is edited."""

from __future__ import annotations

from datetime import date

from timeline.domain.codes import DESTINATIONS
from timeline.projections.algebra.expressions import SpellExpression, Spells
from timeline.projections.algebra.indicator import Indicator, Moment, Reading, Unit
from timeline.projections.algebra.questions import Question
from timeline.projections.algebra.times import Ago
from timeline.projections.indicators.common import aged, looked_after, periods
from timeline.projections.indicators.leaving import NOT_A_LEAVER, ONE_DAY, outcomes_of
from timeline.projections.rulebook.thresholds import (
    LEAVER_ABOVE,
    LEAVER_ADULT,
    LEAVER_YOUNGEST,
    NEW_LEAVERS_FROM,
    OLD_LEAVERS_BEFORE,
    SEVENTEEN,
    SIXTEEN,
    YEAR,
)

told = Spells("care_leaver_outcomes").started_in(YEAR).last()
transferred = periods.last().where("destination", DESTINATIONS["E3"])
leaver = told - told.where("in_touch", *NOT_A_LEAVER)
no_longer_here: Question = ~looked_after.any() & ~transferred.any()


def leavers(low: int, below: int) -> SpellExpression:
    """Those whom the year's return has as care leavers, of these ages."""
    return leaver.when(aged(low, below) & no_longer_here)


def by_history(
    readings: tuple[Reading, ...],
    counted: SpellExpression,
    who: str,
    version: str,
    in_force: tuple[date | None, date | None],
) -> Indicator:
    """The measure, of whom each time counted as care leavers."""
    return Indicator(
        id="care-leavers",
        title="Care leavers: in touch, in suitable accommodation, in education or work",
        sentence=(
            f"Of {who} whom the year's return has (died, returned home and transferred apart), those with whom the "
            "authority is in touch; beside it accommodation and activity around the birthday. Accommodation is of "
            "those whose residence is known and in the country."
        ),
        unit=Unit.PERCENT,
        counted=counted,
        seen=Moment.AS_AT,
        readings=(
            Reading(meets=told.where("in_touch", "YES").any(), unknown=told.where("in_touch", None).any()),
            *readings,
        ),
        window_months=YEAR,
        excluded=(
            ("died or returned home", told.where("in_touch", *NOT_A_LEAVER).any()),
            ("transferred", told.any() & transferred.any()),
            ("looked after", told.any() & looked_after.any()),
        ),
        needs=("OC3",),
        dimensions=("sex", "ethnicity"),
        version=version,
        in_force=in_force,
    )


OF_17, OF_19 = leavers(LEAVER_YOUNGEST, LEAVER_ADULT), leavers(LEAVER_ADULT, LEAVER_ABOVE)

CARE_LEAVERS_BY_HISTORY = by_history(
    (*outcomes_of("17 to 18", OF_17), *outcomes_of("19 to 21", OF_19)),
    leavers(LEAVER_YOUNGEST, LEAVER_ABOVE),
    "the young people aged 17 to 21",
    "2014.1",
    (NEW_LEAVERS_FROM, None),
)

LOOKED_AFTER_AT_16 = Ago(looked_after.when(aged(SIXTEEN, SEVENTEEN)), OLD_LEAVERS_BEFORE, days_later=1)
OLD_LEAVERS = leavers(LEAVER_ADULT, LEAVER_ADULT + 1).when(LOOKED_AFTER_AT_16.any())

CARE_LEAVERS_TO_2013_BY_HISTORY = by_history(
    outcomes_of("19", OLD_LEAVERS),
    OLD_LEAVERS,
    "the young people aged 19 who were looked after on 1 April three years before, then aged 16,",
    "2008.1",
    (None, NEW_LEAVERS_FROM - ONE_DAY),
)
"""The cohort of NI 147 and NI 148. Not comparable with the one since."""
