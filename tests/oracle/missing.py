"""What the day-walker cannot answer yet. The list is to become empty, and nothing else may join it."""

from __future__ import annotations

WITHOUT_READING = {
    "adoption-orders-otherwise",
    "adoption-orders-otherwise/after-order",
    "adoption-orders-otherwise/permanence-mix",
    "assessment-quality",
    "audit-findings",
    "care-plan-quality",
    "court-timescale",
    "edge-of-care-accommodated",
    "edge-of-care-accommodated/from-start",
    "health-plan",
    "pathway-plan",
    "permanence-plan-by-second-review",
    "proceedings-applied",
    "proceedings-applied/section-20",
    "proceedings-applied/started",
    "proceedings-successful",
    "re-referred",
    "transition-plan-13",
    "transition-plan-audit",
    "visitor-received/answerable",
}
"""Indicators that have one meaning only, the engine's."""
