"""Reviews on time, overdue, and whether the child had a say (``docs/definitions/reviews-and-visitors.md``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from tests.oracle.almanac import ONE_DAY, is_birthday_reached, months_later
from tests.oracle.asking import Child, OracleRow, always, ask, looked_after
from tests.oracle.days import Period
from tests.oracle.working_days import working_days_later
from timeline.domain import events as e

REGULATIONS_OF_2010 = date(2011, 4, 1)
VIEWS_CONVEYED = {"PN1", "PN2", "PN3", "PN5", "PN6"}
UNDER_FOUR = "PN0"


@dataclass(frozen=True)
class Due:
    """A review that is due: on which day, and when it was held, ``None`` while it is not."""

    day: date
    held_on: date | None

    @property
    def is_on_time(self) -> bool:
        """Held on or before the day."""
        return self.held_on is not None and self.held_on <= self.day


def dues(each: Child, period: Period) -> list[Due]:
    """The reviews due in a period of care by the day asked about: each runs from the one held before."""
    days_held = {review.occurred_on for review in each.paper.facts(e.ReviewHeld)}
    to_come = sorted(day for day in days_held if period.started <= day and (period.ended is None or day < period.ended))
    due_on, held = first_due(period.started), 0
    found = []
    while due_on <= each.as_at and (period.ended is None or due_on < period.ended):
        held_on = to_come.pop(0) if to_come else None
        found.append(Due(due_on, held_on))
        if held_on is None:
            break
        held += 1
        due_on = months_later(held_on, 3 if held == 1 else 6)
    return found


def first_due(started: date) -> date:
    """By the law in force on the day the period began."""
    if started < REGULATIONS_OF_2010:
        return started + timedelta(weeks=4)
    return working_days_later(started, 20)


def on_time(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of those looked after long enough for a first review, with every review due in the year held on time."""
    yield ask({}, children, _long_enough, _all_on_time)
    row = ask({"count": "reviews due in the year"}, children, _long_enough, always)
    due = [due for each in children if _long_enough(each) for due in _due_in_year(each)]
    yield _of_reviews(row, sum(one.is_on_time for one in due), len(due))


def _of_reviews(row: OracleRow, number: int, of: int) -> OracleRow:
    """The row as a percentage of reviews."""
    return replace(row, numerator=number, denominator=of, value=Fraction(100 * number, of) if of else None)


def _long_enough(each: Child) -> bool:
    return each.is_looked_after and first_due(each.period_now().started) <= each.as_at


def _due_in_year(each: Child) -> list[Due]:
    """Of every period of care, an earlier one too."""
    return [due for period in each.life.periods for due in dues(each, period) if each.in_window(due.day)]


def _all_on_time(each: Child) -> bool:
    still_to_hold = any(due.held_on is None for due in dues(each, each.period_now()))
    return not still_to_hold and all(due.is_on_time for due in _due_in_year(each))


def overdue(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of those looked after, with a review that was due before the day and is not held by the end of it."""
    yield ask({}, children, looked_after, _is_overdue)


def _is_overdue(each: Child) -> bool:
    return any(due.held_on is None and due.day < each.as_at for due in dues(each, each.period_now()))


def participation(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of the reviews in the year of children of 4 and over, with the child's views conveyed; and of the children."""
    row = ask({}, children, _had_a_review, lambda each: any(map(_is_conveyed, _with_a_say(each))))
    reviews = [review for each in children for review in _with_a_say(each)]
    of_reviews = _of_reviews(row, sum(map(_is_conveyed, reviews)), len(reviews))
    yield replace(of_reviews, unknown=sum(review.participation in (None, UNDER_FOUR) for review in reviews))
    yield ask({"count": "children, all reviews"}, children, _had_a_review, _took_part_in_all)


def _with_a_say(each: Child) -> list[e.ReviewHeld]:
    """Of a child of 4 and over; on the fourth birthday it may still be said that the child was under 4."""
    born_on = each.paper.born_on
    if born_on is None:
        return []
    held = [review for review in each.paper.facts(e.ReviewHeld) if each.in_window(review.occurred_on)]
    fourth = [review for review in held if _is_fourth_birthday(born_on, review.occurred_on)]
    said_to_be_under_4 = [review for review in fourth if review.participation == UNDER_FOUR]
    return [
        review
        for review in held
        if is_birthday_reached(born_on, 4, review.occurred_on) and review not in said_to_be_under_4
    ]


def _is_fourth_birthday(born_on: date, day: date) -> bool:
    return is_birthday_reached(born_on, 4, day) and not is_birthday_reached(born_on, 4, day - ONE_DAY)


def _had_a_review(each: Child) -> bool:
    return bool(_with_a_say(each))


def _took_part_in_all(each: Child) -> bool:
    return all(map(_is_conveyed, _with_a_say(each)))


def _is_conveyed(review: e.ReviewHeld) -> bool:
    return review.participation in VIEWS_CONVEYED
