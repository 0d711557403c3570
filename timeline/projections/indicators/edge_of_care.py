"""The edge of care: who was accommodated or referred again after a service had worked with the child."""

from __future__ import annotations

from timeline.domain.codes import SECTION_20
from timeline.projections.algebra.expressions import SpellExpression, Spells
from timeline.projections.algebra.indicator import Indicator, Moment, Reading, Unit
from timeline.projections.algebra.naming import Called
from timeline.projections.algebra.relations import Following
from timeline.projections.algebra.times import Ago
from timeline.projections.indicators.common import EPISODES, periods
from timeline.projections.rulebook.thresholds import (
    ACCOMMODATED_OTHER,
    ACCOMMODATED_WITHIN,
    RE_REFERRED_OTHER,
    RE_REFERRED_WITHIN,
    YEAR,
)

ended = Spells("edge_of_care").where("looked_after_at_start", "no", None).ended_in(YEAR).last()
section_20 = periods.where("legal_status_at_start", *sorted(SECTION_20))
referrals = Spells("referral")


def ended_ago(months: int) -> SpellExpression:
    """The interventions that ended in the year before so many months ago: the last of each child."""
    return Called(Ago(ended, months), f"the last intervention of the year that ended {months} months before the day")


def within(months: int, what: SpellExpression, group: tuple[tuple[str, str | int], ...] = ()) -> Reading:
    """Of those who have been followed up for so long, to whom it happened by then."""
    return Reading(group=group, counted=ended_ago(months), meets=Following(what, ended_ago(months), months).any())


def duration(months: int) -> tuple[str, str | int]:
    """The label of a row of another follow-up than the default."""
    return ("duration", f"within {months} months")


EDGE_OF_CARE_ACCOMMODATED = Indicator(
    id="edge-of-care-accommodated",
    title="Children who became looked after within 6 months of an intervention at the edge of care",
    sentence=(
        "Of the children not looked after when it began, whose intervention at the edge of care ended in the 12 months "
        "that ended 6 months before the day (the last of each child), those who started to be looked after within 6 "
        "months of its end; beside it within 3 and 12, and those of section 20 apart. The follow-up of each is whole."
    ),
    unit=Unit.PERCENT,
    counted=ended_ago(ACCOMMODATED_WITHIN),
    seen=Moment.END,
    readings=(
        within(ACCOMMODATED_WITHIN, periods),
        *(within(months, periods, (duration(months),)) for months in ACCOMMODATED_OTHER),
        within(ACCOMMODATED_WITHIN, section_20, (("outcome", "under section 20"),)),
    ),
    window_months=YEAR,
    window_ago=ACCOMMODATED_WITHIN,
    excluded=(),
    needs=("edge-of-care", *EPISODES),
    dimensions=("age", "sex", "ethnicity", "service"),
    version="1989.1",
)

RE_REFERRED = Indicator(
    id="re-referred",
    title="Children referred again within 12 months of an intervention at the edge of care",
    sentence=(
        "Of the children not looked after when it began, whose intervention at the edge of care ended in the 12 months "
        "that ended 12 months before the day (the last of each child), those referred to children's social care within "
        "12 months of its end; beside it within 3 and 6."
    ),
    unit=Unit.PERCENT,
    counted=ended_ago(RE_REFERRED_WITHIN),
    seen=Moment.END,
    readings=(
        within(RE_REFERRED_WITHIN, referrals),
        *(within(months, referrals, (duration(months),)) for months in RE_REFERRED_OTHER),
    ),
    window_months=YEAR,
    window_ago=RE_REFERRED_WITHIN,
    excluded=(),
    needs=("edge-of-care", "referrals"),
    dimensions=("age", "sex", "ethnicity", "service"),
    version="2023.1",
)
