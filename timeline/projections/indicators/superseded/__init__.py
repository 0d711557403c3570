"""Definitions that were changed since a release, as they were: one file a family. Old baselines need them.

None is edited: the text of each is kept in ``docs/definitions/released`` and held by a test.
"""

from __future__ import annotations

from timeline.projections.algebra.indicator import Indicator
from timeline.projections.indicators.superseded import (
    adoption,
    courts,
    health_plans,
    leaving,
    missing,
    plans,
    reviews,
    stability,
    visitors,
)

SUPERSEDED: tuple[Indicator, ...] = (
    missing.MISSING_BY_DAYS,
    adoption.ADOPTION_TIMELINESS,
    adoption.PLACED_WITHIN_12_MONTHS,
    adoption.ADOPTION_WAITING,
    courts.ADOPTION_ORDERS_OF_THE_LAST,
    courts.APPLIED_SINCE_THE_START,
    courts.APPLIED_WHILE_IN_THE_PERIOD,
    leaving.CARE_LEAVERS_BY_HISTORY,
    leaving.CARE_LEAVERS_TO_2013_BY_HISTORY,
    reviews.REVIEWS_ON_TIME,
    reviews.REVIEW_PARTICIPATION,
    stability.SOCIAL_WORKER_CHANGES,
    health_plans.HEALTH_PLAN,
    visitors.VISITOR_WAITING,
    visitors.VISITOR_RECEIVED,
    visitors.VISITOR_ANSWERABLE,
    plans.CARE_PLAN_QUALITY,
    plans.ASSESSMENT_QUALITY,
    plans.TRANSITION_PLAN_13,
    plans.PATHWAY_PLAN,
)
"""Every definition that another has taken the place of. They stay runnable."""
