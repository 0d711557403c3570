"""Who is looked after on a day, under which legal status, in which placement."""

from __future__ import annotations

from timeline.domain.codes import (
    CODE_LISTS,
    LEGAL_STATUS_GROUPS,
    NOT_RECORDED,
    PLACEMENT_GROUPS,
    SECTION_20,
    SHORT_BREAK,
)
from timeline.domain.codes import (
    PLACED_WITH_PARENTS as WITH_PARENTS,
)
from timeline.projections.algebra.expressions import Spells
from timeline.projections.algebra.indicator import Indicator, Moment, Reading, Unit
from timeline.projections.algebra.questions import Question
from timeline.projections.indicators.common import (
    COMMON_DIMENSIONS,
    EPISODES,
    EXCLUDED_FROM_STOCK,
    episodes,
    looked_after,
)
from timeline.projections.indicators.groups import in_groups

LOOKED_AFTER = Indicator(
    id="looked-after",
    title="Children looked after",
    sentence="Children with a period of care open at the end of the day, under 18, short breaks apart.",
    unit=Unit.COUNT,
    counted=looked_after,
    seen=Moment.AS_AT,
    readings=(Reading(),),
    window_months=None,
    excluded=EXCLUDED_FROM_STOCK,
    needs=EPISODES,
    dimensions=COMMON_DIMENSIONS,
    version="2023.1",
)

LEGAL_STATUS_S20 = Indicator(
    id="legal-status-s20",
    title="Children looked after who are accommodated under section 20",
    sentence="Of the children looked after, those whose legal status in force at the end of the day is V2.",
    unit=Unit.PERCENT,
    counted=looked_after,
    seen=Moment.AS_AT,
    readings=(
        Reading(
            meets=episodes.open().where("legal_status", *sorted(SECTION_20)).any(),
            unknown=episodes.open().where("legal_status", None).any(),
        ),
    ),
    window_months=None,
    excluded=EXCLUDED_FROM_STOCK,
    needs=EPISODES,
    dimensions=COMMON_DIMENSIONS,
    version="1989.1",
)

LEGAL_STATUS = Indicator(
    id="legal-status",
    title="Children looked after by legal status",
    sentence="Of the children looked after, those under each legal status in force at the end of the day.",
    unit=Unit.PERCENT,
    counted=looked_after,
    seen=Moment.AS_AT,
    readings=in_groups("legal-status", episodes.open(), "legal_status", LEGAL_STATUS_GROUPS, leave_out=SHORT_BREAK),
    window_months=None,
    excluded=EXCLUDED_FROM_STOCK,
    needs=EPISODES,
    dimensions=COMMON_DIMENSIONS,
    version="2023.1",
)

PLACED_WITH_PARENTS = Indicator(
    id="placed-with-parents",
    title="Children looked after who are placed with parents",
    sentence=(
        "Of the children looked after, those whose placement code in force at the end of the day is P1, "
        "own parents or another person with parental responsibility. A temporary placement is taken as it stands."
    ),
    unit=Unit.PERCENT,
    counted=looked_after,
    seen=Moment.AS_AT,
    readings=(
        Reading(
            meets=episodes.open().where("placement_type", *sorted(WITH_PARENTS)).any(),
            unknown=episodes.open().where("placement_type", None).any(),
        ),
    ),
    window_months=None,
    excluded=EXCLUDED_FROM_STOCK,
    needs=EPISODES,
    dimensions=COMMON_DIMENSIONS,
    version="1989.1",
)

PLACEMENT_TYPE = Indicator(
    id="placement-type",
    title="Children looked after by placement type",
    sentence="Of the children looked after, those in each type of placement in force at the end of the day.",
    unit=Unit.PERCENT,
    counted=looked_after,
    seen=Moment.AS_AT,
    readings=in_groups("placement", episodes.open(), "placement_type", PLACEMENT_GROUPS),
    window_months=None,
    excluded=EXCLUDED_FROM_STOCK,
    needs=EPISODES,
    dimensions=COMMON_DIMENSIONS,
    version="2023.1",
)

unaccompanied = Spells("unaccompanied").open()

UASC = Indicator(
    id="uasc",
    title="Children looked after who are unaccompanied asylum-seeking children",
    sentence="Of the children looked after, those whose status as unaccompanied asylum-seeking child has not ended.",
    unit=Unit.PERCENT,
    counted=looked_after,
    seen=Moment.AS_AT,
    readings=(Reading(meets=unaccompanied.any()),),
    window_months=None,
    excluded=EXCLUDED_FROM_STOCK,
    needs=(*EPISODES, "UASC"),
    dimensions=COMMON_DIMENSIONS,
    version="2023.1",
)

PROVIDERS = {code.code: code.meaning[0].upper() + code.meaning[1:] for code in CODE_LISTS["PLACE_PROVIDER"].codes}

PLACEMENT_PROVIDER = Indicator(
    id="placement-provider",
    title="Children looked after by placement provider",
    sentence="Of the children looked after, those whose placement in force at the end of the day each sort provides.",
    unit=Unit.PERCENT,
    counted=looked_after,
    seen=Moment.AS_AT,
    readings=in_groups("provider", episodes.open(), "placement_provider", PROVIDERS),
    window_months=None,
    excluded=EXCLUDED_FROM_STOCK,
    needs=EPISODES,
    dimensions=COMMON_DIMENSIONS,
    version="2023.1",
)

location = Spells("placement_location").open()


def located(label: str, meets: Question) -> Reading:
    """Those whose placement lies there."""
    return Reading(group=(("location", label),), meets=meets)


PLACEMENT_LOCATION = Indicator(
    id="placement-location",
    title="Children looked after by where their placement lies",
    sentence=(
        "Of the children looked after, those whose placement lies outside the authority's area, as the last extract of "
        "the case system (Annex A, List 8) since the placement began found it; inside; and those of whom it is not "
        "known."
    ),
    unit=Unit.PERCENT,
    counted=looked_after,
    seen=Moment.AS_AT,
    readings=(
        located("outside the authority's area", location.where("location", "OUT").any()),
        located("inside the authority's area", location.where("location", "IN").any()),
        located(NOT_RECORDED, ~location.any()),
    ),
    window_months=None,
    excluded=EXCLUDED_FROM_STOCK,
    needs=(*EPISODES, "annex-a-8"),
    dimensions=COMMON_DIMENSIONS,
    version="2023.1",
)
