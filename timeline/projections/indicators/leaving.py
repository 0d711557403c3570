"""After ceasing: home, back in care, and the young people who have left."""

from __future__ import annotations

from datetime import date, timedelta

from timeline.domain.codes import ACCOM, DESTINATIONS
from timeline.projections.algebra.expressions import SpellExpression, Spells
from timeline.projections.algebra.indicator import Indicator, Moment, Reading, Unit
from timeline.projections.algebra.naming import Called
from timeline.projections.algebra.relations import Following
from timeline.projections.algebra.times import Ago
from timeline.projections.indicators.common import (
    COMMON_DIMENSIONS,
    EPISODES,
    periods,
    short_breaks,
)
from timeline.projections.indicators.flows import ceased
from timeline.projections.rulebook.thresholds import (
    ADULT,
    LEAVER_ABOVE,
    LEAVER_ADULT,
    LEAVER_YOUNGEST,
    NEW_LEAVERS_FROM,
    RE_ENTRY_OTHER,
    RE_ENTRY_WITHIN,
    YEAR,
)

ONE_DAY = timedelta(days=1)
HOME = DESTINATIONS["E4A"]
NO_RETURN_EXPECTED = (DESTINATIONS["E11"], DESTINATIONS["E2"], DESTINATIONS["E3"])
"""Adopted, died, transferred: who left so is not at risk of starting again here."""

RETURNED_HOME = Indicator(
    id="returned-home",
    title="Children who ceased to be looked after and returned home",
    sentence=(
        "Of the children who ceased to be looked after in the 12 months to the day (the last ceasing of each), those "
        "who returned home to parents, relatives or others with parental responsibility: E4 to 2013-14, which held "
        "carers without it as well, E4A and E4B since."
    ),
    unit=Unit.PERCENT,
    counted=ceased.last(),
    seen=Moment.END,
    readings=(
        Reading(meets=ceased.last().where("destination", HOME).any()),
        Reading(group=(("outcome", "planned (E4A)"),), meets=ceased.last().where("reason_ceased", "E4A").any()),
        Reading(group=(("outcome", "unplanned (E4B)"),), meets=ceased.last().where("reason_ceased", "E4B").any()),
    ),
    window_months=YEAR,
    excluded=(("short breaks", short_breaks.ended_in(YEAR).any()),),
    needs=EPISODES,
    dimensions=(*COMMON_DIMENSIONS, "duration"),
    version="2023.1",
)

left = periods.ended_in(YEAR).last().ended_under(ADULT)
at_risk = left - left.where("destination", *NO_RETURN_EXPECTED)


def left_ago(months: int) -> SpellExpression:
    """The last ceasings of the year that ended so many months ago, of those who could start again."""
    return Called(Ago(at_risk, months), f"the last ceasing of the year that ended {months} months before the day")


def back_within(months: int, group: tuple[tuple[str, str | int], ...]) -> Reading:
    """Of those who have been followed up for so long, who had started again by then."""
    return Reading(group=group, counted=left_ago(months), meets=Following(periods, left_ago(months), months).any())


RE_ENTRY = Indicator(
    id="re-entry",
    title="Children who started to be looked after again within a year of ceasing",
    sentence=(
        "Of the children who ceased to be looked after in the 12 months that ended 12 months before the day (the last "
        "ceasing of each; not by adoption, death, transfer, nor at 18), those who started again within 12 months; "
        "beside it within 6 and 24 months, each of those who could be followed up for so long."
    ),
    unit=Unit.PERCENT,
    counted=left_ago(RE_ENTRY_WITHIN),
    seen=Moment.END,
    readings=(
        back_within(RE_ENTRY_WITHIN, ()),
        *(back_within(months, (("duration", f"within {months} months"),)) for months in RE_ENTRY_OTHER),
    ),
    window_months=YEAR,
    window_ago=RE_ENTRY_WITHIN,
    excluded=(),
    needs=EPISODES,
    dimensions=(*COMMON_DIMENSIONS, "destination"),
    version="2023.1",
)

NOT_A_LEAVER = ("DIED", "RHOM")
PLACE_NOT_KNOWN = tuple(code.code for code in ACCOM.codes if code.code[0] in "GHR")
"""Abroad, deported, residence not known: not asked whether the accommodation is suitable (NI 147)."""
SUITABLE = tuple(code.code for code in ACCOM.codes if code.code.endswith("1") and code.code not in PLACE_NOT_KNOWN)
HIGHER_EDUCATION = ("F1", "P1")
IN_EDUCATION_OR_WORK = (*HIGHER_EDUCATION, "F2", "P2", "F3", "P3", "F4", "P4", "F5", "P5")
IN_NEITHER = ("G4", "G5", "G6")

told = Spells("care_leaver_outcomes").started_in(YEAR).last()
leaver = told - told.where("in_touch", *NOT_A_LEAVER)


def leavers(low: int, below: int) -> SpellExpression:
    """Those who have a row of care leavers in the window, of these ages on the day of the row."""
    return leaver.from_age(low).before_age(below)


def outcome(label: str, attribute: str, codes: tuple[str, ...], counted: SpellExpression, ages: str) -> Reading:
    """One outcome of the care leavers of some ages."""
    return Reading(
        group=(("outcome", label), ("age", ages)),
        counted=counted,
        meets=told.where(attribute, *codes).any(),
        unknown=told.where(attribute, None).any(),
    )


def outcomes_of(ages: str, counted: SpellExpression) -> tuple[Reading, ...]:
    """Every outcome of the care leavers of some ages."""
    asked_where = counted - told.where("accommodation", *PLACE_NOT_KNOWN)
    return (
        outcome("in touch", "in_touch", ("YES",), counted, ages),
        outcome("in suitable accommodation", "accommodation", SUITABLE, asked_where, ages),
        outcome("in education, employment or training", "activity", IN_EDUCATION_OR_WORK, counted, ages),
        outcome("in none of these", "activity", IN_NEITHER, counted, ages),
        outcome("in higher education", "activity", HIGHER_EDUCATION, counted, ages),
    )


def care_leavers(
    readings: tuple[Reading, ...],
    counted: SpellExpression,
    ages: str,
    version: str,
    in_force: tuple[date | None, date | None],
) -> Indicator:
    """The measure, of whom each time counted as care leavers."""
    return Indicator(
        id="care-leavers",
        title="Care leavers: in touch, in suitable accommodation, in education or work",
        sentence=(
            f"Of the young people aged {ages} at the end of the year who have a row in the return of care leavers of "
            "the year that ended in the 12 months to the day (died and returned home apart, as the row says), those "
            "with whom the authority is in touch; beside it accommodation and activity around the birthday. Whoever "
            "has a row counts, whatever the recorded history says. Accommodation is of those whose residence is known "
            "and in the country."
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
            (f"not aged {ages}", leaver.any()),
        ),
        needs=("OC3",),
        dimensions=("sex", "ethnicity"),
        version=version,
        in_force=in_force,
    )


OF_17, OF_19 = leavers(LEAVER_YOUNGEST, LEAVER_ADULT), leavers(LEAVER_ADULT, LEAVER_ABOVE)
SINCE_2014: tuple[date | None, date | None] = (NEW_LEAVERS_FROM, None)
TO_2013: tuple[date | None, date | None] = (None, NEW_LEAVERS_FROM - ONE_DAY)

CARE_LEAVERS = care_leavers(
    (*outcomes_of("17 to 18", OF_17), *outcomes_of("19 to 21", OF_19)),
    leavers(LEAVER_YOUNGEST, LEAVER_ABOVE),
    "17 to 21",
    "2014.2",
    SINCE_2014,
)

ALL_OF_19 = leavers(LEAVER_ADULT, LEAVER_ADULT + 1)

CARE_LEAVERS_TO_2013 = care_leavers(outcomes_of("19", ALL_OF_19), ALL_OF_19, "19", "2008.2", TO_2013)
"""The cohort of NI 147 and NI 148: the return was of those aged 19 who had been looked after at 16, three years before.
Not comparable with the one since."""
