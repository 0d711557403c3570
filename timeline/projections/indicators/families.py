"""The families in which the measures are listed: each measure stands in one, a variant beside its measure."""

from __future__ import annotations

from collections.abc import Mapping

FAMILIES: Mapping[str, tuple[str, ...]] = {
    "Who is looked after": (
        *("looked-after", "looked-after-in-year", "continuously-12-months", "duration-open", "uasc"),
        *("legal-status", "legal-status-s20", "placed-with-parents"),
        *("placement-type", "placement-provider", "placement-location"),
    ),
    "Starting and ceasing": (
        *("started", "ceased", "ceased-by-duration", "ceased-destination", "returned-home", "re-entry"),
        "multiple-periods",
    ),
    "Stability": ("placements-3-plus", "placements-2-years", "placement-stability-long", "social-worker-changes"),
    "Missing": ("missing-over-24h", "missing-incidents"),
    "Reviews and visitors": (
        *("reviews-on-time", "reviews-overdue", "review-participation", "visitor-received", "visitor-waiting"),
    ),
    "Plans, assessments and audits": (
        *("care-plan-quality", "assessment-quality", "transition-plan-13", "pathway-plan", "transition-plan-audit"),
        "audit-findings",
    ),
    "Courts": ("proceedings-applied", "proceedings-successful", "court-timescale"),
    "Permanence and adoption": (
        *("permanence-tracking", "permanence-plan-by-second-review", "special-guardianship"),
        *("adoption-orders-otherwise", "adoption-timeliness", "placed-within-12-months", "adoption-waiting"),
    ),
    "Health and wellbeing": (
        *("health-plan", "health-annual", "dental", "immunisations", "sdq-mean", "substance-misuse", "convicted"),
    ),
    "Leaving care": ("care-leavers",),
    "Edge of care": ("edge-of-care-accommodated", "re-referred"),
}
"""Measures by the name of their family, in the order in which both are listed."""
