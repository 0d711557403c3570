"""What the day-walker cannot answer yet. The list is to become empty, and nothing else may join it."""

from __future__ import annotations

WITHOUT_READING = {
    "adoption-timeliness",
    "adoption-waiting",
    "care-leavers",
    "convicted",
    "dental",
    "health-annual",
    "immunisations",
    "placed-with-parents/care-orders",
    "placed-within-12-months",
    "placement-location",
    "review-participation",
    "reviews-on-time",
    "reviews-overdue",
    "sdq-mean",
    "social-worker-changes",
    "substance-misuse",
}
"""Indicators that have one meaning only, the engine's."""
