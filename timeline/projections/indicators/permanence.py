"""Permanence: who leaves to a family for good, by which way."""

from __future__ import annotations

from timeline.domain.codes import DESTINATIONS
from timeline.projections.algebra.expressions import Spells
from timeline.projections.algebra.indicator import Indicator, Moment, Reading, Unit
from timeline.projections.algebra.relations import During
from timeline.projections.indicators.common import COMMON_DIMENSIONS, EPISODES, short_breaks
from timeline.projections.indicators.flows import ceased
from timeline.projections.rulebook.thresholds import YEAR

ADOPTION, GUARDIANSHIP, ORDER = (DESTINATIONS[code] for code in ("E11", "E45", "E41"))
FORMER_FOSTER_CARER = ("E43", "E45", "E46")
OTHER_CARER = ("E44", "E47", "E48")

left = ceased.last()


def by_way(label: str, attribute: str, *codes: str) -> Reading:
    """Those who left by one way."""
    return Reading(group=(("outcome", label),), meets=left.where(attribute, *codes).any())


SPECIAL_GUARDIANSHIP = Indicator(
    id="special-guardianship",
    title="Children who ceased to be looked after by a special guardianship order",
    sentence=(
        "Of the children who ceased to be looked after in the 12 months to the day (the last ceasing of each), those "
        "who left to a special guardian (E43, E44 to 2017-18, E45 to E48 since), and whether that was the foster carer."
    ),
    unit=Unit.PERCENT,
    counted=left,
    seen=Moment.END,
    readings=(
        Reading(meets=left.where("destination", GUARDIANSHIP).any()),
        by_way("former foster carer", "reason_ceased", *FORMER_FOSTER_CARER),
        by_way("other carer", "reason_ceased", *OTHER_CARER),
    ),
    window_months=YEAR,
    excluded=(("short breaks", short_breaks.ended_in(YEAR).any()),),
    needs=EPISODES,
    dimensions=(*COMMON_DIMENSIONS, "duration", "reason"),
    version="2023.1",
)

permanently = left.where("destination", ADOPTION, GUARDIANSHIP, ORDER).any()

PERMANENCE_TRACKING = Indicator(
    id="permanence-tracking",
    title="Children who ceased to be looked after to a permanent family",
    sentence=(
        "Of the children who ceased to be looked after in the 12 months to the day (the last ceasing of each), those "
        "who left by adoption, special guardianship or a residence or child arrangements order. Its companions: "
        "adoption-timeliness, placed-within-12-months, adoption-waiting, special-guardianship, returned-home."
    ),
    unit=Unit.PERCENT,
    counted=left,
    seen=Moment.END,
    readings=(
        Reading(meets=permanently),
        by_way(ADOPTION, "destination", ADOPTION),
        by_way(GUARDIANSHIP, "destination", GUARDIANSHIP),
        by_way(ORDER, "destination", ORDER),
        Reading(
            group=(("outcome", "with a planned return home (E4A)"),),
            meets=permanently | left.where("reason_ceased", "E4A").any(),
        ),
    ),
    window_months=YEAR,
    excluded=(("short breaks", short_breaks.ended_in(YEAR).any()),),
    needs=EPISODES,
    dimensions=(*COMMON_DIMENSIONS, "duration", "reason"),
    version="2023.1",
)

second_review = Spells("numbered_review").started_in(YEAR).where("number", "2").last()

PERMANENCE_PLAN_BY_SECOND_REVIEW = Indicator(
    id="permanence-plan-by-second-review",
    title="Children with a permanence plan by their second review",
    sentence=(
        "Of the children whose second review in a period of care was held in the 12 months to the day, those with a "
        "permanence plan in force on the day of that review."
    ),
    unit=Unit.PERCENT,
    counted=second_review,
    seen=Moment.END,
    readings=(Reading(meets=During(second_review, Spells("plan").where("kind", "permanence")).any()),),
    window_months=YEAR,
    excluded=(),
    needs=("Reviews", "plans"),
    dimensions=COMMON_DIMENSIONS,
    version="2010.1",
)
