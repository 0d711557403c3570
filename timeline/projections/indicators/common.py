"""What several families speak of: who is looked after, and whose words they are in."""

from __future__ import annotations

from timeline.projections.algebra.expressions import Spells
from timeline.projections.algebra.indicator import Source
from timeline.projections.algebra.naming import Called
from timeline.projections.algebra.questions import Aged, Question
from timeline.projections.rulebook.thresholds import ADULT, YEAR

PLAN = "Inspection action plan, column performance measures"
DFE = "Department for Education, Children looked after in England including adoptions, data guidance"

VERSION = "2012.1"
"""The house definitions as first written for the plan's baseline at 31 March 2012."""

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
"""Looked after for the whole of the 12 months without ceasing, in no series of short breaks (card CLA-04). Who ceases
on the last day of the window, or starts on its first, still meets it."""

CONTINUOUSLY = "of the children looked after for the whole of the 12 months to the day without ceasing"

COMMON_DIMENSIONS = ("age", "sex", "ethnicity", "need", "legal-status", "placement", "provider", "uasc")
EPISODES = ("Episodes",)


def aged(low: int, below: int) -> Question:
    """Whether the child has attained the one age and not the other. No of a child of no known age."""
    return Aged(low) & ~Aged(below)


def dfe(what: str, card_name: str) -> Source:
    """A national measure, with the card that gives its population, dates, boundaries and traps."""
    return Source(DFE, f"{what}; house definitions, card {card_name}")


def card(name: str) -> Source:
    """The plan's row, with the card that gives its population, dates, boundaries and traps."""
    return Source(PLAN, f"house definitions, card {name}")
