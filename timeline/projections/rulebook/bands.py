"""Bands of whole numbers."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.projections.rulebook.thresholds import ONE_MONTH, YEAR


@dataclass(frozen=True)
class Band:
    """From ``low`` to ``high``, both included; ``None``: no upper bound."""

    label: str
    low: int
    high: int | None


AGE_BANDS = (
    Band("under 1", 0, 0),
    Band("1 to 4", 1, 4),
    Band("5 to 9", 5, 9),
    Band("10 to 15", 10, 15),
    Band("16 and over", 16, None),
)
"""Completed years. Source: Children looked after in England including adoptions, age tables."""

PLACEMENT_COUNT_BANDS = (
    Band("3", 3, 3),
    Band("4", 4, 4),
    Band("5", 5, 5),
    Band("6-9", 6, 9),
    Band("10+", 10, None),
)
"""Placements in the year, above two. Source: the national table of placements in the year."""

PERIOD_COUNT_BANDS = (Band("1", 1, 1), Band("2", 2, 2), Band("3", 3, 3), Band("4+", 4, None))
"""Periods of care. Source: docs/definitions/starting-and-ceasing.md."""

DURATION_SHORTEST = "within 1 month"
DURATION_SHORT = "over 1 month and within 1 year"
DURATION_BETWEEN = "over 1 year and under 2"
DURATION_LONGEST = "2 years or more"
DURATIONS_WITHIN = ((DURATION_SHORTEST, ONE_MONTH), (DURATION_SHORT, YEAR))
"""How long a period lasted: within so many months, the corresponding date included. Source:
docs/definitions/starting-and-ceasing.md."""

DURATION_BANDS = (DURATION_SHORTEST, DURATION_SHORT, DURATION_BETWEEN, DURATION_LONGEST)
"""All of them, from the shortest."""

BEFORE_BIRTH = "before birth"


def label_of(number: int, bands: tuple[Band, ...]) -> str:
    """The label of the band that holds the number; ``before birth`` below the lowest."""
    for band in bands:
        if band.low <= number and (band.high is None or number <= band.high):
            return band.label
    return BEFORE_BIRTH


SDQ_BANDS = (Band("normal", 0, 13), Band("borderline", 14, 16), Band("concern", 17, 40))
"""Total scores of the strengths and difficulties questionnaire. Source:
docs/definitions/health-and-wellbeing.md."""

DAYS_SINCE_ORDER_BANDS = (
    Band("up to 91 days", 0, 91),
    Band("92 to 182 days", 92, 182),
    Band("183 to 365 days", 183, 365),
    Band("366 to 547 days", 366, 547),
    Band("over 547 days", 548, None),
)
"""Days since a placement order of those still waiting. Source:
Local Authority Interactive Tool, data dictionary, adoption."""

NATIONAL_DURATIONS: tuple[tuple[str, int, int], ...] = (
    ("under 2 weeks", 0, 0),
    ("2 weeks to under 8 weeks", 14, 0),
    ("8 weeks to under 6 months", 56, 0),
    ("6 months to under 1 year", 0, 6),
    ("1 year to under 2 years", 0, 12),
    ("2 years to under 3 years", 0, 24),
    ("3 years to under 5 years", 0, 36),
    ("5 years to under 10 years", 0, 60),
    ("10 years and over", 0, 120),
)
"""The national bands of how long the latest period of care lasted: the label, and the lower bound, which is in the
band, in days or in months. Source: children who ceased to be looked after by duration."""
