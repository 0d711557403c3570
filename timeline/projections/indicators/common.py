"""What several families speak of: who is looked after, and who is left out."""

from __future__ import annotations

from timeline.projections.algebra.expressions import Spells
from timeline.projections.algebra.naming import Called
from timeline.projections.algebra.questions import Aged, Question
from timeline.projections.rulebook.thresholds import ADULT, YEAR

periods = Spells("period_of_care")
episodes = Spells("episode")
placements = Spells("placement")
short_breaks = Spells("short_break")

looked_after = periods.before_age(ADULT).open()
looked_after_in_year = (periods.before_age(ADULT).lived_in(YEAR) | periods.ended_in(YEAR)).last()
"""Looked after and under 18 at the end of some day of the window, or ceased in it at whatever age: whoever ceased in it
was looked after in it. A birthday is no ceasing: one on the window's first day leaves no day under 18 in it."""

still_open_past_18: Question = periods.open().any() & ~looked_after.any()

EXCLUDED_FROM_STOCK: tuple[tuple[str, Question], ...] = (
    ("18 or over, still open", still_open_past_18),
    ("short breaks", short_breaks.open().any() & ~still_open_past_18),
)
"""Who is left out of the children looked after on a day, and why."""

EXCLUDED_FROM_YEAR: tuple[tuple[str, Question], ...] = (
    ("18 or over, still open", still_open_past_18),
    ("short breaks", short_breaks.touching(YEAR).any() & ~still_open_past_18),
)
"""Who is left out of the children looked after at any time in the year, and why."""

continuously = Called(
    periods.before_age(ADULT).throughout(YEAR).when(~short_breaks.touching(YEAR).any()),
    "a period of care of the whole of the 12 months to the day",
)
"""Looked after for the whole of the 12 months without ceasing, in no series of short breaks. Who ceases
on the last day of the window, or starts on its first, still meets it."""

CONTINUOUSLY = "of the children looked after for the whole of the 12 months to the day without ceasing"

COMMON_DIMENSIONS = ("age", "sex", "ethnicity", "need", "legal-status", "placement", "provider", "uasc")
EPISODES = ("Episodes",)


def aged(low: int, below: int) -> Question:
    """Whether the child has attained the one age and not the other. No of a child of no known age."""
    return Aged(low) & ~Aged(below)
