"""The indicators: one file a family, each the declarations and nothing else.

To add one: declare it in its family's file, and name it in ``_PLACES``. A family's file is imported when one of its
measures is asked for. The properties of every indicator, the command line and the catalogue take it from ``CATALOGUE``;
the oracle in ``tests/oracle`` must be given its own reading of it.
Another reading of an indicator is one of its own, named after it (``ceased-by-duration/entrants``); a definition of
other days stands in ``EARLIER`` (decision 11). May import ``algebra``, ``rulebook``, the code groups of
``timeline.domain.codes``, and the words that the domain's events and spells have for things.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Generic, TypeVar

from timeline.lazy import lazy, lazy_names
from timeline.projections.algebra.indicator import Indicator

if TYPE_CHECKING:
    from timeline.projections.algebra.listing import Listing
    from timeline.projections.indicators import superseded
else:
    superseded = lazy(f"{__name__}.superseded")

if TYPE_CHECKING:
    from timeline.projections.indicators.superseded import SUPERSEDED
else:
    __getattr__ = lazy_names(__name__, {"SUPERSEDED": "superseded"})

__all__ = ["CATALOGUE", "DEFINITIONS", "EARLIER", "LISTINGS", "SUPERSEDED", "in_force"]

D = TypeVar("D", "Indicator", "Listing")


class _Declared(Mapping[str, D], Generic[D]):
    """Declarations by id, each imported when it is asked for. ``places``: of each its module and its name in it."""

    def __init__(self, places: Mapping[str, str]) -> None:
        self._places = places

    def __getitem__(self, name: str) -> D:
        module, _, constant = self._places[name].partition(":")
        found: D = getattr(import_module(f"{__name__}.{module}"), constant)
        return found

    def __contains__(self, name: object) -> bool:
        return name in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


_PLACES: Mapping[str, str] = {
    "looked-after": "stocks:LOOKED_AFTER",
    "started": "flows:STARTED",
    "ceased": "flows:CEASED",
    "ceased-by-duration": "ceasing:CEASED_BY_DURATION",
    "ceased-destination": "ceasing:CEASED_DESTINATION",
    "multiple-periods": "periods:MULTIPLE_PERIODS",
    "placements-3-plus": "placements:PLACEMENTS_3_PLUS",
    "legal-status-s20": "stocks:LEGAL_STATUS_S20",
    "legal-status": "stocks:LEGAL_STATUS",
    "placed-with-parents": "stocks:PLACED_WITH_PARENTS",
    "placement-type": "stocks:PLACEMENT_TYPE",
    "missing-over-24h": "missing:MISSING_OVER_24H",
    "visitor-received": "visitors:VISITOR_RECEIVED",
    "visitor-waiting": "visitors:VISITOR_WAITING",
    "care-plan-quality": "plans:CARE_PLAN_QUALITY",
    "assessment-quality": "plans:ASSESSMENT_QUALITY",
    "transition-plan-13": "plans:TRANSITION_PLAN_13",
    "pathway-plan": "plans:PATHWAY_PLAN",
    "transition-plan-audit": "plans:TRANSITION_PLAN_AUDIT",
    "permanence-tracking": "permanence:PERMANENCE_TRACKING",
    "proceedings-applied": "courts:PROCEEDINGS_APPLIED",
    "proceedings-successful": "courts:PROCEEDINGS_SUCCESSFUL",
    "adoption-orders-otherwise": "courts:ADOPTION_ORDERS_OTHERWISE",
    "court-timescale": "courts:COURT_TIMESCALE_MET",
    "health-plan": "health_plans:HEALTH_PLAN",
    "audit-findings": "audits:AUDIT_FINDINGS",
    "edge-of-care-accommodated": "edge_of_care:EDGE_OF_CARE_ACCOMMODATED",
    "re-referred": "edge_of_care:RE_REFERRED",
    "looked-after-in-year": "flows:LOOKED_AFTER_IN_YEAR",
    "continuously-12-months": "lengths:CONTINUOUSLY_12_MONTHS",
    "duration-open": "lengths:DURATION_OPEN",
    "uasc": "stocks:UASC",
    "placement-provider": "stocks:PLACEMENT_PROVIDER",
    "placement-location": "stocks:PLACEMENT_LOCATION",
    "placement-stability-long": "stability:PLACEMENT_STABILITY_LONG",
    "placements-2-years": "stability:PLACEMENTS_2_YEARS",
    "social-worker-changes": "stability:SOCIAL_WORKER_CHANGES",
    "reviews-on-time": "reviews:REVIEWS_ON_TIME",
    "reviews-overdue": "reviews:REVIEWS_OVERDUE",
    "review-participation": "reviews:REVIEW_PARTICIPATION",
    "health-annual": "health:HEALTH_ANNUAL",
    "dental": "health:DENTAL",
    "immunisations": "health:IMMUNISATIONS",
    "sdq-mean": "health:SDQ_MEAN",
    "substance-misuse": "health:SUBSTANCE_MISUSE",
    "convicted": "health:CONVICTED",
    "missing-incidents": "missing:MISSING_INCIDENTS",
    "returned-home": "leaving:RETURNED_HOME",
    "re-entry": "leaving:RE_ENTRY",
    "permanence-plan-by-second-review": "permanence:PERMANENCE_PLAN_BY_SECOND_REVIEW",
    "special-guardianship": "permanence:SPECIAL_GUARDIANSHIP",
    "adoption-timeliness": "adoption:ADOPTION_TIMELINESS",
    "placed-within-12-months": "adoption:PLACED_WITHIN_12_MONTHS",
    "adoption-waiting": "adoption:ADOPTION_WAITING",
    "care-leavers": "leaving:CARE_LEAVERS",
    "ceased-by-duration/entrants": "variants:ENTRANTS",
    "ceased-by-duration/bands": "variants:BANDS",
    "multiple-periods/begun": "variants:BEGUN",
    "multiple-periods/re-entry": "variants:RE_ENTRANTS",
    "multiple-periods/leavers": "variants:LEAVERS",
    "missing-over-24h/any-absence": "variants:ANY_ABSENCE",
    "missing-over-24h/at-date": "variants:MISSING_NOW",
    "missing-over-24h/placement": "variants:MISSING_BY_PLACEMENT",
    "placed-with-parents/home": "variants:HOME_LEFT_BEHIND",
    "legal-status-s20/started": "variants:STARTED_UNDER_S20",
    "legal-status-s20/long": "variants:LONG_UNDER_S20",
    "proceedings-applied/started": "local_variants:APPLIED_OF_STARTED",
    "proceedings-applied/section-20": "local_variants:APPLIED_OF_SECTION_20",
    "adoption-orders-otherwise/permanence-mix": "local_variants:PERMANENCE_MIX",
    "adoption-orders-otherwise/after-order": "local_variants:AFTER_ORDER",
    "edge-of-care-accommodated/from-start": "local_variants:ACCOMMODATED_FROM_START",
    "placed-with-parents/care-orders": "local_variants:PARENTS_OF_CARE_ORDERS",
    "visitor-received/answerable": "local_variants:VISITOR_ANSWERABLE",
}

CATALOGUE: Mapping[str, Indicator] = _Declared[Indicator](_PLACES)
"""Every indicator by its id, in the order in which they are listed."""

LISTINGS: Mapping[str, Listing] = _Declared["Listing"]({"adoption-tracker": "adoption:TRACKER"})
"""Work lists by their id: children with the days of what has happened so far, and no figure."""

EARLIER: Mapping[str, Indicator] = _Declared[Indicator]({"care-leavers": "leaving:CARE_LEAVERS_TO_2013"})
"""Of a measure whose law or count has changed, the definition of earlier days: each says from when to when it is in
force."""


class _Definitions(Mapping[str, tuple[Indicator, ...]]):
    """Of each indicator all definitions, the present one first."""

    def __getitem__(self, name: str) -> tuple[Indicator, ...]:
        before = [EARLIER[name]] if name in EARLIER else []
        return (CATALOGUE[name], *before, *(old for old in superseded.SUPERSEDED if old.id == name))

    def __iter__(self) -> Iterator[str]:
        return iter(CATALOGUE)

    def __len__(self) -> int:
        return len(CATALOGUE)


DEFINITIONS: Mapping[str, tuple[Indicator, ...]] = _Definitions()
"""Every definition of every indicator, the present one first."""


def in_force(indicator: Indicator, as_at: date) -> Indicator:
    """The definition of this indicator that was in force on a day; the present one, where none was."""
    known = [indicator, *([EARLIER[indicator.id]] if indicator.id in EARLIER else [])]
    return next((each for each in known if _holds(each, as_at)), indicator)


def _holds(indicator: Indicator, day: date) -> bool:
    first, last = indicator.in_force
    return (first is None or first <= day) and (last is None or day <= last)
