"""Other readings of the plan's measures, each under the name of its measure: ``ceased-by-duration/entrants``.

The default of each stands in its family's file. A variant is an indicator of its own, so that no default's rows, and no
attested figure, change when one is added (decision 11).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

from timeline.domain.codes import MISSING_PLACEMENTS, PLACED_WITH_PARENTS, SECTION_20
from timeline.projections.algebra.expressions import SpellExpression, Spells
from timeline.projections.algebra.indicator import Moment, Reading, Unit
from timeline.projections.algebra.questions import Question
from timeline.projections.algebra.relations import Preceding
from timeline.projections.algebra.times import Ago
from timeline.projections.indicators.ceasing import CEASED_BY_DURATION, ended
from timeline.projections.indicators.common import episodes, looked_after, periods, placements
from timeline.projections.indicators.flows import ceased, started
from timeline.projections.indicators.missing import MISSING_OVER_24H, over_24_hours
from timeline.projections.indicators.periods import MULTIPLE_PERIODS
from timeline.projections.indicators.stocks import LEGAL_STATUS_S20
from timeline.projections.indicators.stocks import PLACED_WITH_PARENTS as WITH_PARENTS
from timeline.projections.rulebook.bands import NATIONAL_DURATIONS, PERIOD_COUNT_BANDS
from timeline.projections.rulebook.thresholds import (
    MULTIPLE,
    MULTIPLE_PERIODS_OTHER_YEARS,
    MULTIPLE_PERIODS_YEARS,
    ONE_MONTH,
    SECTION_20_LONG,
    STILL_MISSING_OVER_24_HOURS,
    TWO_YEARS,
    YEAR,
)

LAST_RETURN_WITH_MISSING_PLACEMENTS = date(2014, 3, 31)


def duration(label: str, meets: Question, counted: SpellExpression | None = None) -> Reading:
    """The row of one length."""
    return Reading(group=(("duration", label),), counted=counted, meets=meets)


# ------------------------------------------------------------------------------------------------ ceased-by-duration


def entered_ago(months: int) -> SpellExpression:
    """The first periods that began in the year before so many months ago: followed up for so long since."""
    return Ago(started.first(), months)


ENTRANTS = replace(
    CEASED_BY_DURATION,
    version="2023.1",
    id="ceased-by-duration/entrants",
    title="Children who started to be looked after, by how soon they ceased",
    sentence=(
        "Of the children who started to be looked after in the 12 months that ended so long before the day that each "
        "could be followed up (the first start of each), those who ceased within 1 month, within 1 year, and who were "
        "still looked after at 2 years. Short periods weigh as much as they do among those who enter."
    ),
    counted=entered_ago(ONE_MONTH),
    seen=Moment.START,
    readings=(
        duration("within 1 month", entered_ago(ONE_MONTH).within(ONE_MONTH).any()),
        duration("within 1 year (cumulative)", entered_ago(YEAR).within(YEAR).any(), entered_ago(YEAR)),
        duration("2 years or more", entered_ago(TWO_YEARS).for_at_least(TWO_YEARS).any(), entered_ago(TWO_YEARS)),
    ),
    window_ago=ONE_MONTH,
    excluded=(),
    dimensions=WITH_PARENTS.dimensions,
)


def _at_least(days: int, months: int) -> Question:
    return ended.for_at_least(months).any() if months else ended.for_days(ended=days, still_open=days).any()


def _bands() -> tuple[Reading, ...]:
    lower = [(label, _at_least(days, months)) for label, days, months in NATIONAL_DURATIONS]
    between = (duration(label, reached & ~above) for (label, reached), (_, above) in pairwise(lower))
    return (*between, duration(*lower[-1]))


BANDS = replace(
    CEASED_BY_DURATION,
    version="2023.1",
    id="ceased-by-duration/bands",
    title="Children who ceased to be looked after, by the national bands of duration",
    sentence=(
        "Of the children who ceased to be looked after in the 12 months to the day (the last ceasing of each), those "
        "in each national band of how long the period lasted; the lower bound is in the band. There is no band of 1 "
        "month."
    ),
    readings=_bands(),
)

# -------------------------------------------------------------------------------------------------- multiple-periods


def _over_years(question: Question, years: int | str) -> Reading:
    return Reading(group=() if years == MULTIPLE_PERIODS_YEARS else (("years", years),), meets=question)


YEARS = (MULTIPLE_PERIODS_YEARS, *MULTIPLE_PERIODS_OTHER_YEARS)

BEGUN = replace(
    MULTIPLE_PERIODS,
    version="2023.1",
    id="multiple-periods/begun",
    title="Children looked after with more than one period of care begun lately",
    sentence=(
        "Of the children looked after, those of whom two or more periods of care began in the last 2 years; beside it "
        "the last 1, 3 and 5."
    ),
    readings=tuple(_over_years(periods.started_in(years * YEAR).count(MULTIPLE), years) for years in YEARS),
)

RE_ENTRANTS = replace(
    MULTIPLE_PERIODS,
    version="2023.1",
    id="multiple-periods/re-entry",
    title="Children who started to be looked after and had been before",
    sentence=(
        "Of the children who started to be looked after in the 12 months to the day (the first start of each), those "
        "with an earlier period of care that ended in the 2 years before; beside it 1, 3 and 5 years, and ever."
    ),
    counted=started.first(),
    seen=Moment.START,
    readings=(
        *(_over_years(Preceding(periods, started.first(), years * YEAR).any(), years) for years in YEARS),
        _over_years(Preceding(periods, started.first(), None).any(), "ever"),
    ),
    window_months=YEAR,
    excluded=(),
)

LEAVERS = replace(
    MULTIPLE_PERIODS,
    version="2023.1",
    id="multiple-periods/leavers",
    title="Children who ceased to be looked after, by how many periods of care they have had",
    sentence=(
        "Of the children who ceased to be looked after in the 12 months to the day (the last ceasing of each), those "
        "who have had two or more periods of care ever; beside it how many."
    ),
    counted=ceased.last(),
    seen=Moment.END,
    readings=(
        Reading(meets=periods.count(MULTIPLE)),
        *(
            Reading(group=(("count", band.label),), meets=periods.count(band.low, band.high))
            for band in PERIOD_COUNT_BANDS
        ),
    ),
    window_months=YEAR,
    excluded=CEASED_BY_DURATION.excluded,
)

# ------------------------------------------------------------------------------------------ missing, placed, section 20

absent = Spells("missing_incident")

ANY_ABSENCE = replace(
    MISSING_OVER_24H,
    version="2015.2",
    id="missing-over-24h/any-absence",
    title="Children looked after who were missing or away for more than 24 hours",
    sentence=(
        "As missing-over-24h, absences without authorisation included: since 2017 many authorities record every "
        "absence as missing, so that only the two together compare."
    ),
    readings=over_24_hours(absent.touching(YEAR)),
)

MISSING_NOW = replace(
    MISSING_OVER_24H,
    version="2014.2",
    id="missing-over-24h/at-date",
    title="Children looked after who are missing and have been for more than 24 hours",
    sentence="Of the children looked after, those missing at the end of the day since the day before or earlier.",
    counted=looked_after,
    readings=(
        Reading(
            meets=absent.where("category", "M")
            .open()
            .for_days(ended=STILL_MISSING_OVER_24_HOURS, still_open=STILL_MISSING_OVER_24_HOURS)
            .any()
        ),
    ),
    window_months=None,
    excluded=LEGAL_STATUS_S20.excluded,
)

MISSING_BY_PLACEMENT = replace(
    MISSING_NOW,
    version="2012.2",
    id="missing-over-24h/placement",
    title="Children looked after whose placement is missing for more than 24 hours",
    sentence=(
        "Of the children looked after, those whose placement in force at the end of the day is M1, M2 or M3: the "
        "national meaning to 2013-14, when these codes ended and the Missing module began."
    ),
    readings=(Reading(meets=episodes.open().where("placement_type", *sorted(MISSING_PLACEMENTS)).any()),),
    needs=LEGAL_STATUS_S20.needs,
    in_force=(None, LAST_RETURN_WITH_MISSING_PLACEMENTS),
)

HOME_LEFT_BEHIND = replace(
    WITH_PARENTS,
    version="1989.1",
    id="placed-with-parents/home",
    title="Children looked after whose home is with their parents",
    sentence=(
        "Of the children looked after, those whose placement is P1, own parents or another person with parental "
        "responsibility; a child away for a time keeps the home left behind."
    ),
    readings=(
        Reading(
            meets=placements.open().where("placement_type", *sorted(PLACED_WITH_PARENTS)).any(),
            unknown=placements.open().where("placement_type", None).any(),
        ),
    ),
)

first_status = started.first()

STARTED_UNDER_S20 = replace(
    LEGAL_STATUS_S20,
    version="1989.1",
    id="legal-status-s20/started",
    title="Children who started to be looked after under section 20",
    sentence=(
        "Of the children who started to be looked after in the 12 months to the day (the first start of each), those "
        "whose first legal status was V2: what a service at the edge of care can change."
    ),
    counted=first_status,
    seen=Moment.START,
    readings=(
        Reading(
            meets=first_status.where("legal_status_at_start", *sorted(SECTION_20)).any(),
            unknown=first_status.where("legal_status_at_start", None).any(),
        ),
    ),
    window_months=YEAR,
    excluded=(),
)

section_20 = looked_after.when(episodes.open().where("legal_status", *sorted(SECTION_20)).any())
under_it = Spells("legal_status").open()

LONG_UNDER_S20 = replace(
    LEGAL_STATUS_S20,
    version="1989.1",
    id="legal-status-s20/long",
    title="Children looked after under section 20 who have been so for long",
    sentence=(
        "Of the children looked after under section 20, those who have been under it without a break for 6 months or "
        "more; beside it 12."
    ),
    unit=Unit.PERCENT,
    counted=section_20,
    readings=tuple(
        Reading(
            group=() if months == SECTION_20_LONG[0] else (("duration", f"{months} months or more"),),
            meets=under_it.for_at_least(months).any(),
        )
        for months in SECTION_20_LONG
    ),
)
