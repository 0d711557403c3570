"""The reviews that were due to a child, each with the day it was held.

The first is due within 20 working days of becoming looked after (before 1 April 2011 within 28 days), the second within
3 months of the first, each later one within 6 months of the one before, by the corresponding date. A review held early
moves the ones after it. None is due on or after the day on which the child ceased to be looked after.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache, lru_cache
from operator import attrgetter

from timeline.domain.days import add_months, add_working_days
from timeline.domain.spells import Case, Spell
from timeline.projections.rulebook import reviews as rule
from timeline.projections.rulebook.bank_holidays import BANK_HOLIDAYS

FIRST, LATER = "first", "later"


def reviews_due(case: Case) -> tuple[Spell, ...]:
    """Every review due in every period of care; ``which`` is ``first`` or ``later``."""
    return tuple(due for period in case.spells["period_of_care"] for due in _in_period(period, case.spells["review"]))


def _in_period(period: Spell, reviews: tuple[Spell, ...]) -> Iterator[Spell]:
    end, since = period.end, period.facts[:1]
    due, which, months = first_due(period.start), {"which": FIRST}, rule.SECOND_WITHIN_MONTHS
    for day, review in _held_in(period, reviews).items():
        if end is None or due < end:
            yield Spell("review_due", due, max(due, day), which, since + review.facts)
        due, which, months, since = _months_after(day, months), {"which": LATER}, rule.LATER_WITHIN_MONTHS, review.facts
    if end is None or due < end:
        yield Spell("review_due", due, None, which, since)


def numbered_reviews(case: Case) -> tuple[Spell, ...]:
    """Every review held in a period of care, on one day; ``number``: which of the period it was, from 1."""
    return tuple(
        Spell("numbered_review", held.start, held.end, {**held.attributes, "number": str(number)}, held.facts)
        for period in case.spells["period_of_care"]
        for number, held in enumerate(_held_in(period, case.spells["review"]).values(), 1)
    )


def _held_in(period: Spell, reviews: tuple[Spell, ...]) -> dict[date, Spell]:
    """The reviews held in a period by their day, in order: of several on one day, one."""
    start, end = period.start, period.end
    ordered = sorted(reviews, key=attrgetter("start"))
    return {each.start: each for each in ordered if start <= each.start and (end is None or each.start <= end)}


@lru_cache(maxsize=65_536)
def _months_after(day: date, months: int) -> date:
    return add_months(day, months)


@cache
def first_due(started_on: date) -> date:
    """The day by which the first review is due to a child who became looked after on this day."""
    if started_on < rule.WORKING_DAYS_FROM:
        return started_on + timedelta(days=rule.FIRST_WITHIN_DAYS_BEFORE)
    return add_working_days(started_on, rule.FIRST_WITHIN_WORKING_DAYS, BANK_HOLIDAYS)
