"""A Reviews row: a review that was held."""

from __future__ import annotations

from timeline.domain.days import Window
from timeline.domain.events import Event, ReviewHeld
from timeline.ingest.cells import Row


def review(row: Row, year: Window) -> list[Event]:
    """One review."""
    return [ReviewHeld(occurred_on=row.needed_day("REVIEW"), participation=row.code("REVIEW_CODE"))]
