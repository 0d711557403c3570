"""Other readings of the measures of courts, the edge of care and visitors, each under the name of its measure."""

from __future__ import annotations

from dataclasses import replace

from timeline.domain.codes import PLACED_WITH_PARENTS as WITH_PARENTS
from timeline.domain.codes import SECTION_20
from timeline.projections.algebra.expressions import SpellExpression, Spells
from timeline.projections.algebra.indicator import Moment, Reading
from timeline.projections.algebra.naming import Called
from timeline.projections.algebra.questions import Question
from timeline.projections.algebra.relations import During
from timeline.projections.algebra.times import Ago, Since, Until
from timeline.projections.indicators.common import (
    COMMON_DIMENSIONS,
    EPISODES,
    EXCLUDED_FROM_STOCK,
    episodes,
    looked_after,
    periods,
)
from timeline.projections.indicators.courts import ADOPTION_ORDERS_OTHERWISE, PROCEEDINGS_APPLIED, care_proceedings
from timeline.projections.indicators.edge_of_care import EDGE_OF_CARE_ACCOMMODATED
from timeline.projections.indicators.flows import ceased, started
from timeline.projections.indicators.permanence import ADOPTION, GUARDIANSHIP, ORDER
from timeline.projections.indicators.stocks import PLACED_WITH_PARENTS
from timeline.projections.indicators.visitors import (
    VISITOR_RECEIVED,
    ceased_first,
    in_time,
    reached_18_first,
    requested,
    withdrawn,
)
from timeline.projections.rulebook.thresholds import (
    ACCOMMODATED_WITHIN,
    ISSUED_WITHIN,
    SECTION_20_LONG,
    YEAR,
)

WITH_COURTS = (*EPISODES, "court-applications")
CARE_ORDERS = ("C1", "C2")

started_then = Called(
    Ago(started.first(), ISSUED_WITHIN), "the first start of the year that ended 3 months before the day"
)

proceedings_since = During(care_proceedings, Since(started_then))

APPLIED_OF_STARTED = replace(
    PROCEEDINGS_APPLIED,
    id="proceedings-applied/started",
    title="Children who started to be looked after and were subject to care proceedings",
    sentence=(
        "Of the children who started to be looked after in the 12 months that ended 3 months before the day (the first "
        "start of each), those of whom care proceedings were under way then or were issued within 3 months, whether or "
        "not the child was still looked after when they were."
    ),
    counted=started_then,
    readings=(
        Reading(
            meets=During(started_then, care_proceedings).any()
            | Until(started_then, proceedings_since).within(ISSUED_WITHIN).any()
        ),
    ),
    window_ago=ISSUED_WITHIN,
    needs=WITH_COURTS,
    version="1989.2",
)

long_under_section_20 = looked_after.when(
    Spells("legal_status").open().where("legal_status", *sorted(SECTION_20)).for_at_least(SECTION_20_LONG[0]).any()
)

APPLIED_OF_SECTION_20 = replace(
    PROCEEDINGS_APPLIED,
    id="proceedings-applied/section-20",
    title="Children long under section 20 of whom care proceedings were issued",
    sentence=(
        "Of the children looked after who have been under section 20 for 6 months or more, those of whom care "
        "proceedings were issued in the present period of care, or were under way when it began."
    ),
    counted=long_under_section_20,
    seen=Moment.AS_AT,
    readings=(
        Reading(meets=During(care_proceedings, looked_after).any() | During(looked_after, care_proceedings).any()),
    ),
    window_months=None,
    window_ago=0,
    excluded=EXCLUDED_FROM_STOCK,
    needs=WITH_COURTS,
    version="1989.2",
)

left_for_good = ceased.last().where("destination", ADOPTION, GUARDIANSHIP)

PERMANENCE_MIX = replace(
    ADOPTION_ORDERS_OTHERWISE,
    id="adoption-orders-otherwise/permanence-mix",
    title="Special guardianship among special guardianship and adoption",
    sentence=(
        "Of the children who ceased to be looked after in the 12 months to the day by adoption or special "
        "guardianship, those who left by special guardianship."
    ),
    counted=left_for_good,
    readings=(Reading(meets=left_for_good.where("destination", GUARDIANSHIP).any()),),
    needs=EPISODES,
    version="2023.1",
)

ordered = Called(
    Ago(Spells("legal_status").where("legal_status", "E1").started_in(YEAR).first(), YEAR),
    "the placement order of the year that ended 12 months before the day",
)


def then(label: str, meets: Question) -> Reading:
    """What came of the children placement orders were made of."""
    return Reading(group=(("outcome", label),), meets=meets)


def left_by(*destinations: str) -> Question:
    """Whether the period of care in which the order was made ended so."""
    return During(ordered, periods.where("destination", *destinations) - periods.open()).any()


still_here = During(ordered, periods.open()).any()
order_in_force = ordered.open().any()

AFTER_ORDER = replace(
    ADOPTION_ORDERS_OTHERWISE,
    id="adoption-orders-otherwise/after-order",
    title="What came of the placement orders of the year that ended 12 months before",
    sentence=(
        "Of the children looked after under a placement order made in the 12 months that ended 12 months before the "
        "day, those who have left by another way than adoption; beside it each way, and who is still looked after, "
        "with the order or without."
    ),
    counted=ordered,
    seen=Moment.START,
    readings=(
        Reading(meets=~still_here & ~left_by(ADOPTION)),
        then("adopted", left_by(ADOPTION)),
        then("special guardianship", left_by(GUARDIANSHIP)),
        then("residence or child arrangements order", left_by(ORDER)),
        then("left otherwise", ~still_here & ~left_by(ADOPTION, GUARDIANSHIP, ORDER)),
        then("still looked after under the order", still_here & order_in_force),
        then("still looked after, no longer under it", still_here & ~order_in_force),
    ),
    window_ago=YEAR,
    needs=EPISODES,
    version="2002.1",
)

to_care: SpellExpression = Spells("intervention_to_care").where("since", "start").where("looked_after_at_start", "no")
begun_then = Called(
    Ago(to_care.started_in(YEAR).first(), ACCOMMODATED_WITHIN),
    "the first intervention begun in the year that ended 6 months before the day",
)

ACCOMMODATED_FROM_START = replace(
    EDGE_OF_CARE_ACCOMMODATED,
    version="1989.1",
    id="edge-of-care-accommodated/from-start",
    title="Children who became looked after within 6 months of the start of an intervention at the edge of care",
    sentence=(
        "Of the children not looked after when their first intervention at the edge of care of the 12 months that "
        "ended 6 months before the day began, those who started to be looked after within 6 months of that beginning: "
        "during the intervention as well, since services that fail early would look good otherwise."
    ),
    counted=begun_then,
    seen=Moment.START,
    readings=(Reading(meets=begun_then.within(ACCOMMODATED_WITHIN).any()),),
)

under_care_orders = looked_after.when(episodes.open().where("legal_status", *CARE_ORDERS).any())

PARENTS_OF_CARE_ORDERS = replace(
    PLACED_WITH_PARENTS,
    version="1989.1",
    id="placed-with-parents/care-orders",
    title="Children looked after under care orders who are placed with parents",
    sentence="Of the children looked after under an interim or full care order, those whose placement code is P1.",
    counted=under_care_orders,
    dimensions=tuple(each for each in COMMON_DIMENSIONS if each != "legal-status"),
    readings=(Reading(meets=episodes.open().where("placement_type", *sorted(WITH_PARENTS)).any()),),
)

answerable = requested.when(~(withdrawn.any() | ceased_first | reached_18_first))

VISITOR_ANSWERABLE = replace(
    VISITOR_RECEIVED,
    version="1989.2",
    id="visitor-received/answerable",
    title="Children whose request for an independent visitor stood, and who received one",
    sentence=(
        "As visitor-received, of the requests that were neither withdrawn nor ended by the end of care or the 18th "
        "birthday before an answer."
    ),
    counted=answerable,
    readings=(Reading(meets=in_time),),
    needs=(*EPISODES, "visitor-requests"),
)
