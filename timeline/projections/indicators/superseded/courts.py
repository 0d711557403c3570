"""Definitions of the courts as they were before they changed. Old baselines need them: nothing here is edited."""

from __future__ import annotations

from dataclasses import replace

from timeline.domain.spells.courts import SECTION_31
from timeline.projections.algebra.expressions import Spells
from timeline.projections.algebra.indicator import Indicator, Moment, Reading, Unit
from timeline.projections.algebra.naming import Called
from timeline.projections.algebra.relations import During
from timeline.projections.algebra.times import Until
from timeline.projections.indicators.common import COMMON_DIMENSIONS, EXCLUDED_FROM_STOCK, looked_after
from timeline.projections.indicators.courts import (
    APPLICATIONS,
    PROCEEDINGS_APPLIED,
    RESULTS,
    applications,
    came_to,
    care_proceedings,
)
from timeline.projections.indicators.local_variants import WITH_COURTS, long_under_section_20, started_then
from timeline.projections.rulebook.thresholds import ISSUED_WITHIN, YEAR

ended_cases = applications.where("type", *SECTION_31, "placement").ended_in(YEAR)
decided_upon = During(ended_cases, Spells("adoption_decision")) | ended_cases.when(
    During(Spells("adoption_decision"), ended_cases).any()
)
adoption_sought = Called(
    (ended_cases.where("adoption_sought", "yes") | decided_upon).last(),
    "the case that ended last in the last 12 months in which adoption was sought",
)
GRANTED_BY = ("placement", "adoption")
OTHERWISE = tuple(result for result in RESULTS if result not in GRANTED_BY)

ADOPTION_ORDERS_OF_THE_LAST = Indicator(
    id="adoption-orders-otherwise",
    title="Children for whom adoption was sought and the court decided otherwise",
    sentence=(
        "Of the children for whom the authority sought adoption (by its decision, in its plan or by applying for a "
        "placement order) and whose case ended in the 12 months to the day, those whose case ended in another order or "
        "none; beside it in which. A special guardianship order with supervision counts once."
    ),
    unit=Unit.PERCENT,
    counted=adoption_sought,
    seen=Moment.END,
    readings=(
        Reading(
            meets=adoption_sought.where("result", *OTHERWISE).any(),
            unknown=adoption_sought.where("result", None).any(),
        ),
        *(came_to(result, adoption_sought, "result", result) for result in OTHERWISE),
        came_to("placement order or adoption", adoption_sought, "result", *GRANTED_BY),
    ),
    window_months=YEAR,
    excluded=(),
    needs=APPLICATIONS,
    dimensions=COMMON_DIMENSIONS,
    version="2002.1",
)
"""The case that ended last alone."""

APPLIED_WHILE_IN_THE_PERIOD = replace(
    PROCEEDINGS_APPLIED,
    version="1989.1",
    id="proceedings-applied/started",
    title="Children who started to be looked after and were subject to care proceedings",
    sentence=(
        "Of the children who started to be looked after in the 12 months that ended 3 months before the day (the first "
        "start of each), those of whom care proceedings were under way then or were issued within 3 months."
    ),
    counted=started_then,
    readings=(
        Reading(
            meets=During(started_then, care_proceedings).any()
            | Until(started_then, During(care_proceedings, started_then)).within(ISSUED_WITHIN).any()
        ),
    ),
    window_ago=ISSUED_WITHIN,
    needs=WITH_COURTS,
)
"""Of applications issued within the period of care alone."""

APPLIED_SINCE_THE_START = replace(
    PROCEEDINGS_APPLIED,
    version="1989.1",
    id="proceedings-applied/section-20",
    title="Children long under section 20 of whom care proceedings were issued",
    sentence=(
        "Of the children looked after who have been under section 20 for 6 months or more, those of whom care "
        "proceedings were issued in the present period of care."
    ),
    counted=long_under_section_20,
    seen=Moment.AS_AT,
    readings=(Reading(meets=During(care_proceedings, looked_after).any()),),
    window_months=None,
    window_ago=0,
    excluded=EXCLUDED_FROM_STOCK,
    needs=WITH_COURTS,
)
"""Without those that ran when the period began."""
