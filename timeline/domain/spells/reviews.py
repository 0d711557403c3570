"""Reviews held, and the reviews that were due.

The first is due within 20 working days of becoming looked after, the second within 3 months of the first, each later
one within 6 months of the one before, by the corresponding date. A review held early moves the ones after it.

Source: Care Planning, Placement and Case Review (England) Regulations 2010, regulation 33.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date

from timeline.domain.days import add_months, add_working_days
from timeline.domain.events import ReviewHeld
from timeline.domain.spells.spell import Spell
from timeline.domain.story import Story

FIRST_WITHIN_WORKING_DAYS = 20
SECOND_WITHIN_MONTHS = 3
LATER_WITHIN_MONTHS = 6


@dataclass(frozen=True, slots=True)
class ReviewDue:
    """A review that was due, and the day it was held, if it was. Held on the due day is on time."""

    due_on: date
    held_on: date | None

    @property
    def late(self) -> bool:
        """Held after it was due. One that is not held yet is not late: it is due, or overdue as at some day."""
        return self.held_on is not None and self.held_on > self.due_on


def reviews(story: Story) -> tuple[Spell, ...]:
    """Every review held: a spell that ends on the day it begins."""
    return tuple(
        Spell("review", event.occurred_on, event.occurred_on, {"participation": event.participation}, (fact.id,))
        for fact, event in story.of(ReviewHeld)
    )


def reviews_due(started_on: date, held: Iterable[date], holidays: Container[date]) -> tuple[ReviewDue, ...]:
    """The reviews due to a child looked after since ``started_on``, the last of them not yet held.

    ``held``: the days on which reviews were held in the period, in any order. ``holidays``: the bank holidays.
    """
    due = add_working_days(started_on, FIRST_WITHIN_WORKING_DAYS, holidays)
    found: list[ReviewDue] = []
    for day in sorted(held):
        found.append(ReviewDue(due, day))
        due = add_months(day, SECOND_WITHIN_MONTHS if len(found) == 1 else LATER_WITHIN_MONTHS)
    return (*found, ReviewDue(due, None))
