"""Planted faults of what local tables tell: courts, plans, the edge of care."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

_COURTS = "timeline/domain/spells/courts.py"
_PLANS = "timeline/domain/spells/plans.py"

OF_LOCAL_TABLES = (
    Mutant(
        name="interim-orders-are-outcomes",
        wrong="What a court case came to is judged by its interim orders too",
        file=_COURTS,
        old="if made.final and _is_about",
        new="if _is_about",
    ),
    Mutant(
        name="orders-beside-others-come-to-nothing",
        wrong="A final order made together with another that decides nothing leaves the case without a result",
        file=_COURTS,
        old="if orders <= made)",
        new="if orders == made)",
    ),
    Mutant(
        name="timetable-without-its-last-day",
        wrong="A case that ends on the last day of its timetable is late",
        file=_COURTS,
        old="yes_or_no(end <= limit)",
        new="yes_or_no(end < limit)",
    ),
    Mutant(
        name="first-extension-is-the-limit",
        wrong="A case extended twice is measured by the first extension",
        file=_COURTS,
        old="max(extended, default=None)",
        new="min(extended, default=None)",
    ),
    Mutant(
        name="issued-on-the-day-of-the-gateway",
        wrong="Proceedings issued on the day of the legal gateway do not answer its decision",
        file=_COURTS,
        old="event.occurred_on >= decided.occurred_on",
        new="event.occurred_on > decided.occurred_on",
    ),
    Mutant(
        name="plan-replaced-by-any-other",
        wrong="The next plan of whatever kind takes a plan's place",
        file=_PLANS,
        old="until_next(story.of(PlanMade), _kind)",
        new="until_next(story.of(PlanMade), lambda _: None)",
    ),
    Mutant(
        name="plan-outlives-its-end",
        wrong="A plan that ended is in force until the next is made",
        file=_PLANS,
        old="if ending is not None and (day is None or ending.occurred_on < day):",
        new="if ending is not None and day is None:",
    ),
    Mutant(
        name="review-of-a-plan-that-ended",
        wrong="A review after a plan's end is one of that plan",
        file=_PLANS,
        old="if plan.start <= day and (end is None or end > day):",
        new="if plan.start <= day:",
    ),
    Mutant(
        name="looked-after-on-the-day-of-the-intervention",
        wrong="A child who started to be looked after on the day of an intervention was looked after when it started",
        file="timeline/domain/spells/edge_of_care.py",
        old="any(period.start < day and (period.end is None or period.end >= day)",
        new="any(period.start <= day and (period.end is None or period.end > day)",
    ),
)
"""What no national collection holds."""
