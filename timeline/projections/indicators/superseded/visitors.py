"""Independent visitors until 0.3: a request lasted until its own answer, and classes went by how things were."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from timeline.domain.spells.visitors import MATCHED, WAITING, WITHDRAWN
from timeline.projections.algebra.expressions import Spells
from timeline.projections.algebra.indicator import Days, Indicator, Moment, Reading, Statistic, Unit
from timeline.projections.algebra.questions import Aged, Question
from timeline.projections.indicators.common import (
    COMMON_DIMENSIONS,
    EPISODES,
    EXCLUDED_FROM_STOCK,
    looked_after,
)
from timeline.projections.rulebook.thresholds import ADULT, VISITOR_APPOINTED_WITHIN, VISITOR_WAIT_BANDS, YEAR

requests = Spells("visitor_request")
waiting = requests.open().first()


def waited(label: str, meets: Question) -> Reading:
    """The row of those who have waited so long so far."""
    return Reading(group=(("wait", label),), meets=meets)


def wait_bands() -> tuple[Reading, ...]:
    """Within the first limit; over each and within the next; over the last."""
    first, last = VISITOR_WAIT_BANDS[0], VISITOR_WAIT_BANDS[-1]
    between = (
        waited(
            f"over {low} and within {high} months",
            waiting.no_longer_than(high).any() & ~waiting.no_longer_than(low).any(),
        )
        for low, high in pairwise(VISITOR_WAIT_BANDS)
    )
    return (
        waited(f"within {first} months", waiting.no_longer_than(first).any()),
        *between,
        waited(f"over {last} months", waiting.any() & ~waiting.no_longer_than(last).any()),
    )


completed = requests.where("outcome", MATCHED).ended_in(YEAR).last()
COMPLETED = ("outcome", "appointed in the window")


def completed_waits() -> tuple[Reading, ...]:
    """Those to whom a visitor was appointed in the window, and how long each had waited: the last wait of each."""
    lengths = (
        Reading(
            group=(COMPLETED, ("wait", f"{statistic.value} days")),
            counted=completed,
            days=Days(completed, statistic),
            unit=Unit.DAYS,
        )
        for statistic in Statistic
    )
    return (Reading(group=(COMPLETED,), counted=completed), *lengths)


VISITOR_WAITING = Indicator(
    id="visitor-waiting",
    title="Children looked after who are waiting for an independent visitor",
    sentence=(
        "Of the children looked after, those with a request for an independent visitor that is neither answered by an "
        "appointment nor withdrawn, and the days they have waited so far since the first open request. Days waited so "
        "far are not the wait to be expected. Beside them the waits that an appointment ended in the 12 months to the "
        "day, whoever they were of."
    ),
    unit=Unit.COUNT,
    counted=looked_after,
    seen=Moment.AS_AT,
    readings=(
        Reading(meets=waiting.any()),
        *(
            Reading(
                group=(("wait", f"{statistic.value} days"),),
                meets=waiting.any(),
                days=Days(waiting, statistic),
                unit=Unit.DAYS,
            )
            for statistic in Statistic
        ),
        *wait_bands(),
        *completed_waits(),
    ),
    window_months=YEAR,
    excluded=EXCLUDED_FROM_STOCK,
    needs=(*EPISODES, "visitor-requests"),
    dimensions=COMMON_DIMENSIONS,
    version="1989.1",
)

requested = requests.started_in(YEAR).first()
appointed = requested.where("outcome", MATCHED)
withdrawn = requested.where("outcome", WITHDRAWN)
unanswered = requested.where("outcome", WAITING).any()


NAMED_REASONS = ("declined by child", "not in interests")
"""Reasons for withdrawing a request that have a row of their own."""


def came_to(label: str, meets: Question) -> Reading:
    """The row of those whose request came to this."""
    return Reading(group=(("outcome", label),), meets=meets)


VISITOR_RECEIVED = Indicator(
    id="visitor-received",
    title="Children who asked for an independent visitor and received one",
    sentence=(
        "Of the children whose first request for an independent visitor in the 12 months to the day was made then, "
        "those to whom a visitor was appointed within 6 months; beside it what came of every request, which adds up to "
        "all. A request withdrawn and made again within 30 days is one."
    ),
    unit=Unit.PERCENT,
    counted=requested,
    seen=Moment.AS_AT,
    readings=(
        Reading(meets=appointed.within(VISITOR_APPOINTED_WITHIN).any()),
        came_to("appointed within 6 months", appointed.within(VISITOR_APPOINTED_WITHIN).any()),
        came_to("appointed later", appointed.any() & ~appointed.within(VISITOR_APPOINTED_WITHIN).any()),
        came_to("waiting", unanswered & looked_after.any()),
        came_to("declined by child", withdrawn.where("reason", "declined by child").any()),
        came_to("not in interests", withdrawn.where("reason", "not in interests").any()),
        came_to("withdrawn for another reason", withdrawn.any() & ~withdrawn.where("reason", *NAMED_REASONS).any()),
        came_to("ceased to be looked after first", unanswered & ~looked_after.any() & ~Aged(ADULT)),
        came_to("reached 18 first", unanswered & ~looked_after.any() & Aged(ADULT)),
    ),
    window_months=YEAR,
    excluded=(),
    needs=("visitor-requests",),
    dimensions=COMMON_DIMENSIONS,
    version="1989.1",
)

answerable = (requested - withdrawn).when(~(unanswered & ~looked_after.any()))

VISITOR_ANSWERABLE = replace(
    VISITOR_RECEIVED,
    version="1989.1",
    id="visitor-received/answerable",
    title="Children whose request for an independent visitor stood, and who received one",
    sentence=(
        "As visitor-received, of the requests that were not withdrawn and whose children did not leave before an "
        "answer."
    ),
    counted=answerable,
    readings=(Reading(meets=appointed.within(VISITOR_APPOINTED_WITHIN).any()),),
)
