"""The indicators: one file a family, each the declarations and nothing else.

To add one: declare it in its family's file, and name it in ``CATALOGUE``. The properties of every indicator, the
command line and the catalogue take it from there; the oracle in ``tests/oracle`` must be given its own reading of it.
Another reading of an indicator is one of its own, named after it (``ceased-by-duration/entrants``); a definition of
other days stands in ``EARLIER`` (decision 11). May import ``algebra``, ``rulebook``, the code groups of
``timeline.domain.codes``, and the words that the domain's events and spells have for things.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from timeline.projections.algebra.indicator import Indicator
from timeline.projections.algebra.listing import Listing
from timeline.projections.indicators.adoption import (
    ADOPTION_TIMELINESS,
    ADOPTION_WAITING,
    PLACED_WITHIN_12_MONTHS,
    TRACKER,
)
from timeline.projections.indicators.audits import AUDIT_FINDINGS
from timeline.projections.indicators.ceasing import CEASED_BY_DURATION, CEASED_DESTINATION
from timeline.projections.indicators.courts import (
    ADOPTION_ORDERS_OTHERWISE,
    COURT_TIMESCALE_MET,
    PROCEEDINGS_APPLIED,
    PROCEEDINGS_SUCCESSFUL,
)
from timeline.projections.indicators.edge_of_care import EDGE_OF_CARE_ACCOMMODATED, RE_REFERRED
from timeline.projections.indicators.flows import CEASED, LOOKED_AFTER_IN_YEAR, STARTED
from timeline.projections.indicators.health import (
    CONVICTED,
    DENTAL,
    HEALTH_ANNUAL,
    IMMUNISATIONS,
    SDQ_MEAN,
    SUBSTANCE_MISUSE,
)
from timeline.projections.indicators.health_plans import HEALTH_PLAN
from timeline.projections.indicators.leaving import CARE_LEAVERS, CARE_LEAVERS_TO_2013, RE_ENTRY, RETURNED_HOME
from timeline.projections.indicators.lengths import CONTINUOUSLY_12_MONTHS, DURATION_OPEN
from timeline.projections.indicators.local_variants import LOCAL_VARIANTS
from timeline.projections.indicators.missing import MISSING_INCIDENTS, MISSING_OVER_24H
from timeline.projections.indicators.periods import MULTIPLE_PERIODS
from timeline.projections.indicators.permanence import (
    PERMANENCE_PLAN_BY_SECOND_REVIEW,
    PERMANENCE_TRACKING,
    SPECIAL_GUARDIANSHIP,
)
from timeline.projections.indicators.placements import PLACEMENTS_3_PLUS
from timeline.projections.indicators.plans import (
    ASSESSMENT_QUALITY,
    CARE_PLAN_QUALITY,
    PATHWAY_PLAN,
    TRANSITION_PLAN_13,
    TRANSITION_PLAN_AUDIT,
)
from timeline.projections.indicators.reviews import REVIEW_PARTICIPATION, REVIEWS_ON_TIME, REVIEWS_OVERDUE
from timeline.projections.indicators.stability import (
    PLACEMENT_STABILITY_LONG,
    PLACEMENTS_2_YEARS,
    SOCIAL_WORKER_CHANGES,
)
from timeline.projections.indicators.stocks import (
    LEGAL_STATUS,
    LEGAL_STATUS_S20,
    LOOKED_AFTER,
    PLACED_WITH_PARENTS,
    PLACEMENT_LOCATION,
    PLACEMENT_PROVIDER,
    PLACEMENT_TYPE,
    UASC,
)
from timeline.projections.indicators.superseded import SUPERSEDED
from timeline.projections.indicators.variants import VARIANTS
from timeline.projections.indicators.visitors import VISITOR_RECEIVED, VISITOR_WAITING

CATALOGUE: Mapping[str, Indicator] = {
    indicator.id: indicator
    for indicator in (
        LOOKED_AFTER,
        STARTED,
        CEASED,
        CEASED_BY_DURATION,
        CEASED_DESTINATION,
        MULTIPLE_PERIODS,
        PLACEMENTS_3_PLUS,
        LEGAL_STATUS_S20,
        LEGAL_STATUS,
        PLACED_WITH_PARENTS,
        PLACEMENT_TYPE,
        MISSING_OVER_24H,
        VISITOR_RECEIVED,
        VISITOR_WAITING,
        CARE_PLAN_QUALITY,
        ASSESSMENT_QUALITY,
        TRANSITION_PLAN_13,
        PATHWAY_PLAN,
        TRANSITION_PLAN_AUDIT,
        PERMANENCE_TRACKING,
        PROCEEDINGS_APPLIED,
        PROCEEDINGS_SUCCESSFUL,
        ADOPTION_ORDERS_OTHERWISE,
        COURT_TIMESCALE_MET,
        HEALTH_PLAN,
        AUDIT_FINDINGS,
        EDGE_OF_CARE_ACCOMMODATED,
        RE_REFERRED,
        LOOKED_AFTER_IN_YEAR,
        CONTINUOUSLY_12_MONTHS,
        DURATION_OPEN,
        UASC,
        PLACEMENT_PROVIDER,
        PLACEMENT_LOCATION,
        PLACEMENT_STABILITY_LONG,
        PLACEMENTS_2_YEARS,
        SOCIAL_WORKER_CHANGES,
        REVIEWS_ON_TIME,
        REVIEWS_OVERDUE,
        REVIEW_PARTICIPATION,
        HEALTH_ANNUAL,
        DENTAL,
        IMMUNISATIONS,
        SDQ_MEAN,
        SUBSTANCE_MISUSE,
        CONVICTED,
        MISSING_INCIDENTS,
        RETURNED_HOME,
        RE_ENTRY,
        PERMANENCE_PLAN_BY_SECOND_REVIEW,
        SPECIAL_GUARDIANSHIP,
        ADOPTION_TIMELINESS,
        PLACED_WITHIN_12_MONTHS,
        ADOPTION_WAITING,
        CARE_LEAVERS,
        *VARIANTS,
        *LOCAL_VARIANTS,
    )
}
"""Every indicator by its id, in the order in which they are listed."""

LISTINGS: Mapping[str, Listing] = {listing.id: listing for listing in (TRACKER,)}
"""Work lists by their id: children with the days of what has happened so far, and no figure."""

EARLIER: tuple[Indicator, ...] = (CARE_LEAVERS_TO_2013,)
"""Definitions of earlier days, where the law or the count has changed: each says from when to when it is in force."""

DEFINITIONS: Mapping[str, tuple[Indicator, ...]] = {
    name: (indicator, *(old for old in (*EARLIER, *SUPERSEDED) if old.id == name))
    for name, indicator in CATALOGUE.items()
}
"""Every definition of every indicator, the present one first."""


def in_force(indicator: Indicator, as_at: date) -> Indicator:
    """The definition of this indicator that was in force on a day; the present one, where none was."""
    known = (indicator, *(old for old in EARLIER if old.id == indicator.id))
    return next((each for each in known if _holds(each, as_at)), indicator)


def _holds(indicator: Indicator, day: date) -> bool:
    first, last = indicator.in_force
    return (first is None or first <= day) and (last is None or day <= last)
