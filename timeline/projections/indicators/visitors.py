"""Independent visitors: who waits, how long, and who received one."""

from __future__ import annotations

from itertools import pairwise

from timeline.domain.spells.visitors import MATCHED, WAITING, WITHDRAWN
from timeline.projections.algebra.derived.visitors import CEASED
from timeline.projections.algebra.expressions import Spells
from timeline.projections.algebra.indicator import Days, Indicator, Moment, Reading, Statistic, Unit
from timeline.projections.algebra.naming import Called
from timeline.projections.algebra.questions import Question
from timeline.projections.indicators.common import (
    COMMON_DIMENSIONS,
    EPISODES,
    EXCLUDED_FROM_STOCK,
    looked_after,
    periods,
)
from timeline.projections.rulebook.thresholds import ADULT, VISITOR_APPOINTED_WITHIN, VISITOR_WAIT_BANDS, YEAR

requests = Spells("visitor_wait")
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


completed = requests.where("outcome", MATCHED).ended_in(YEAR)
COMPLETED = ("outcome", "appointed in the window")


def completed_waits() -> tuple[Reading, ...]:
    """The waits that an appointment ended in the window, and how long they lasted: every wait, not one a child."""
    lengths = (
        Reading(
            group=(COMPLETED, ("wait", f"{statistic.value} days")),
            counted=completed.last(),
            spells=completed,
            days=Days(completed, statistic),
            unit=Unit.DAYS,
        )
        for statistic in Statistic
    )
    return (Reading(group=(COMPLETED,), counted=completed.last(), spells=completed), *lengths)


VISITOR_WAITING = Indicator(
    id="visitor-waiting",
    title="Children looked after who are waiting for an independent visitor",
    sentence=(
        "Of the children looked after, those with an open request for an independent visitor, and the days they have "
        "waited so far since it was made. A request ends when it is answered or withdrawn, with any later appointment, "
        "and with the period of care it was made in; requests that overlap are one, begun with the first. Days waited "
        "so far are not the wait to be expected. Beside them every wait that an appointment ended in the 12 months to "
        "the day, whoever it was of."
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
    version="1989.2",
)

requested = Called(requests.started_in(YEAR).first(), "the first request for a visitor of the 12 months to the day")
past_18 = requested.from_age(ADULT).any()
"""The request was open after the 18th birthday, or made on it or later: 18 came first, whatever came then."""

appointed = requested.where("outcome", MATCHED)
in_time = appointed.within(VISITOR_APPOINTED_WITHIN).any() & ~past_18
withdrawn = requested.where("outcome", WITHDRAWN)
unanswered = requested.where("outcome", WAITING).any()
ended_with_care = requested.where("outcome", CEASED)
ceased_first = ended_with_care.ended_under(ADULT).any()
"""Care that ended on the 18th birthday ended because of it."""

not_known = unanswered & ~periods.any()
settled = appointed.any() | withdrawn.any()
reached_18_first = (
    (settled & past_18) | (ended_with_care.any() & ~ceased_first) | (unanswered & periods.any() & ~looked_after.any())
)

NAMED_REASONS = ("declined by child", "not in interests")
"""Reasons for withdrawing a request that have a row of their own."""


def came_to(label: str, meets: Question, needs: tuple[str, ...] = ()) -> Reading:
    """The row of those whose request came to this first. ``needs``: what has to be known besides requests."""
    return Reading(group=(("outcome", label),), meets=meets, needs=needs)


def withdrawn_for(meets: Question) -> Question:
    """Of those whose request was withdrawn before they were 18."""
    return withdrawn.any() & meets & ~past_18


VISITOR_RECEIVED = Indicator(
    id="visitor-received",
    title="Children who asked for an independent visitor and received one",
    sentence=(
        "Of the children who made a request for an independent visitor in the 12 months to the day (the first of "
        "each), those to whom a visitor was appointed within 6 months. Beside it what came first of each request, "
        "which adds up to all: an appointment, a withdrawal, the end of the period of care, the 18th birthday, or "
        "none of them yet. Of two on one day an appointment is taken before a withdrawal, and both before the others. "
        "A child with an unanswered request of whom no care is known is not known. Requests that overlap are one, "
        "begun with the first; so is one withdrawn and made again within 30 days in the same period of care."
    ),
    unit=Unit.PERCENT,
    counted=requested,
    seen=Moment.AS_AT,
    readings=(
        Reading(meets=in_time),
        came_to("appointed within 6 months", in_time),
        came_to("appointed later", appointed.any() & ~past_18 & ~in_time),
        came_to("waiting", unanswered & looked_after.any(), EPISODES),
        came_to("declined by child", withdrawn_for(withdrawn.where("reason", "declined by child").any())),
        came_to("not in interests", withdrawn_for(withdrawn.where("reason", "not in interests").any())),
        came_to("withdrawn for another reason", withdrawn_for(~withdrawn.where("reason", *NAMED_REASONS).any())),
        came_to("ceased to be looked after first", ceased_first, EPISODES),
        came_to("reached 18 first", reached_18_first, EPISODES),
        came_to("not known", not_known, EPISODES),
    ),
    window_months=YEAR,
    excluded=(),
    needs=("visitor-requests",),
    dimensions=COMMON_DIMENSIONS,
    version="1989.2",
)
