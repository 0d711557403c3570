"""What the day-walker answers: every measure it knows, at a basis."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from tests.oracle import (
    adoption,
    audits,
    care,
    circumstances,
    courts,
    edge_of_care,
    health_plans,
    incidents,
    leaving,
    lengths,
    outcomes,
    placements,
    plans,
    reviews,
    sought,
    stability,
    visitors,
)
from tests.oracle.asking import Child, Measure, OracleRow, meet
from tests.oracle.paper import Line, papers

OF_TABLES: dict[str, Measure] = {
    "visitor-received/answerable": visitors.answerable,
    "care-plan-quality": plans.care_plan_quality,
    "assessment-quality": audits.assessment_quality,
    "transition-plan-13": plans.transition_plan_13,
    "pathway-plan": plans.pathway_plan,
    "transition-plan-audit": audits.transition_plan_audit,
    "audit-findings": audits.audit_findings,
    "permanence-plan-by-second-review": plans.permanence_plan_by_second_review,
    "health-plan": health_plans.health_plan,
    "court-timescale": courts.timescale,
    "proceedings-applied": courts.applied,
    "proceedings-applied/started": courts.applied_started,
    "proceedings-applied/section-20": courts.applied_section_20,
    "proceedings-successful": courts.successful,
    "adoption-orders-otherwise": sought.otherwise,
    "adoption-orders-otherwise/after-order": sought.after_order,
    "adoption-orders-otherwise/permanence-mix": sought.permanence_mix,
    "edge-of-care-accommodated": edge_of_care.accommodated,
    "edge-of-care-accommodated/from-start": edge_of_care.from_start,
    "re-referred": edge_of_care.re_referred,
}
"""The measures of what local tables tell, or of what they tell beside the return."""

MEASURES: dict[str, Measure] = {
    **OF_TABLES,
    "looked-after": care.stock,
    "started": care.started,
    "ceased": care.ceased,
    "ceased-by-duration": care.ceased_by_duration,
    "ceased-destination": care.ceased_destination,
    "multiple-periods": care.multiple_periods,
    "placements-3-plus": placements.three_or_more,
    "legal-status-s20": placements.section_20,
    "legal-status": placements.by_legal_status,
    "placed-with-parents": placements.with_parents,
    "placement-type": placements.by_placement_type,
    "missing-over-24h": incidents.missing_over_24h,
    "visitor-waiting": visitors.waiting,
    "visitor-received": visitors.received,
    "looked-after-in-year": incidents.looked_after_in_year,
    "duration-open": lengths.duration_open,
    "continuously-12-months": lengths.continuously,
    "ceased-by-duration/bands": lengths.national_bands,
    "ceased-by-duration/entrants": lengths.entrants,
    "multiple-periods/begun": lengths.begun,
    "multiple-periods/leavers": lengths.leavers,
    "multiple-periods/re-entry": lengths.started_again,
    "legal-status-s20/long": lengths.section_20_long,
    "legal-status-s20/started": lengths.section_20_started,
    "permanence-tracking": leaving.permanence,
    "special-guardianship": leaving.special_guardianship,
    "returned-home": leaving.returned_home,
    "re-entry": leaving.re_entry,
    "placements-2-years": stability.in_two_years,
    "placement-stability-long": stability.long_term,
    "placed-with-parents/home": stability.with_parents_at_home,
    "placement-provider": stability.by_provider,
    "uasc": stability.unaccompanied,
    "missing-over-24h/any-absence": incidents.any_absence,
    "missing-over-24h/at-date": incidents.still_missing,
    "missing-over-24h/placement": incidents.missing_placement,
    "missing-incidents": incidents.incidents_per_child,
    "reviews-on-time": reviews.on_time,
    "reviews-overdue": reviews.overdue,
    "review-participation": reviews.participation,
    "adoption-timeliness": adoption.timeliness,
    "adoption-waiting": adoption.waiting,
    "placed-within-12-months": adoption.within_12_months,
    "care-leavers": outcomes.care_leavers,
    "health-annual": outcomes.health_annual,
    "dental": outcomes.dental,
    "immunisations": outcomes.immunisations,
    "sdq-mean": outcomes.sdq_mean,
    "substance-misuse": outcomes.substance_misuse,
    "convicted": outcomes.convicted,
    "placed-with-parents/care-orders": circumstances.with_parents_under_care_orders,
    "placement-location": circumstances.by_location,
    "social-worker-changes": circumstances.social_workers,
}
"""Every measure the day-walker has a meaning for, by its id."""

EARLIER: dict[str, Measure] = {"care-leavers": outcomes.care_leavers_to_2013}
"""What a measure meant before its definition was another."""


def population(lines: Iterable[Line], as_at: date, known_at: date | None) -> list[Child]:
    """Every child of whom something is known, its days walked."""
    return [meet(paper, as_at) for paper in papers(lines, as_at, known_at)]


def rows(measure: str, children: Sequence[Child]) -> list[OracleRow]:
    """The rows of one measure, the default figure first."""
    return list(MEASURES[measure](children))


def has_word_of(module: str, lines: Iterable[Line], as_at: date, known_at: date | None) -> bool:
    """Whether anything is known of a module at all: without it a measure about it has no data, which is not zero."""
    return any(line.event.module == module for line in lines if line.counts(as_at, known_at))


__all__ = ["MEASURES", "OF_TABLES", "has_word_of", "population", "rows"]
