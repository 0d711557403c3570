"""Deprivation of liberty orders: their own days, the care they must lie in, and the placements that have them.

An order belongs to the run of days looked after in which it began; beginning on the last day of one is still in it. An
order that is open lasts to the day asked about.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from timeline.domain.checks.history import History
from timeline.domain.checks.rule import Defect, published
from timeline.domain.days import Span, union
from timeline.domain.events import DeprivationOfLibertyEnded, DeprivedOfLiberty
from timeline.domain.spells.episodes import Episode

DEPRIVED_IN = frozenset({"K2", "Z12", "Z13"})
NOT_DEPRIVED_IN = frozenset({"K1", "P1", "R5", "K3"})


@dataclass(frozen=True, slots=True)
class _Order:
    """An order from its first day to the day it ended, if it has."""

    began_on: date
    ended_on: date | None
    facts: tuple[UUID, ...]

    def runs_in(self, row: Episode) -> bool:
        """Whether it runs on a day of the episode. Days that only touch are no overlap."""
        begun = row.ended_on is None or self.began_on < row.ended_on
        return begun and (self.ended_on is None or row.began_on < self.ended_on)


def ends_before_it_begins(history: History) -> Iterator[Defect]:
    """Orders that ended before they began."""
    for order in history.derived(_orders):
        if order.ended_on is not None and order.ended_on < order.began_on:
            yield Defect(order.facts, (order.began_on, order.ended_on))


def overlap(history: History) -> Iterator[Defect]:
    """Orders that began while another ran: each with the one begun last before it."""
    orders = history.derived(_orders)
    for n, order in enumerate(orders):
        before = next((other for other in reversed(orders[:n]) if _runs_into(other, order)), None)
        if before is not None:
            days = (order.began_on, *([before.ended_on] if before.ended_on else []))
            yield Defect((*before.facts, *order.facts), days)


def outside_care(history: History) -> Iterator[Defect]:
    """Orders that go on after the period of care in which they began, or began in none."""
    orders = history.derived(_orders)
    care = union(row.span for row in history.rows) if orders else ()
    for order in orders:
        period = _begun_in(care, order)
        if period is None:
            first = care[0].start if care else None
            if not (history.begins_in_care and first is not None and order.began_on < first):
                yield Defect(order.facts, (order.began_on,))
        elif period.end is not None and (order.ended_on is None or order.ended_on > period.end):
            yield Defect(order.facts, (order.began_on, period.end))


def in_a_placement_without(history: History) -> Iterator[Defect]:
    """Orders that run in a placement that is none of those which have them."""
    for order in history.derived(_orders):
        for row in history.rows:
            if row.placement.type not in DEPRIVED_IN | {None} and order.runs_in(row):
                yield _in(order, row)


def deprived_of_liberty_elsewhere(history: History) -> Iterator[Defect]:
    """Orders that run in a placement that never has any."""
    return _run_in(history, NOT_DEPRIVED_IN)


def _run_in(history: History, types: Collection[str]) -> Iterator[Defect]:
    for order in history.derived(_orders):
        for row in history.rows:
            if row.placement.type in types and order.runs_in(row):
                yield _in(order, row)


def _in(order: _Order, row: Episode) -> Defect:
    return Defect((order.facts[0], *row.facts), (order.began_on, row.began_on))


def _orders(history: History) -> list[_Order]:
    ended = {over.began_on: (fact.id, over.occurred_on) for fact, over in history.story.of(DeprivationOfLibertyEnded)}
    found = []
    for fact, began in history.story.of(DeprivedOfLiberty):
        over, day = ended.get(began.occurred_on, (None, None))
        found.append(_Order(began.occurred_on, day, (fact.id, *([over] if over else []))))
    return found


def _runs_into(before: _Order, order: _Order) -> bool:
    return before.began_on < order.began_on and (before.ended_on is None or before.ended_on > order.began_on)


def _begun_in(care: tuple[Span, ...], order: _Order) -> Span | None:
    begun = [period for period in care if period.start <= order.began_on]
    if begun and (begun[-1].end is None or begun[-1].end >= order.began_on):
        return begun[-1]
    return None


CORRECT_DAYS = "Correct DOLO_START or DOLO_END."

RULES = (
    published(
        "702",
        "liberty-ends-before-it-begins",
        ends_before_it_begins,
        title="A deprivation of liberty order ends before it begins",
        means="DOLO_END is earlier than DOLO_START.",
        do=CORRECT_DAYS,
    ),
    published(
        "705",
        "liberty-overlap",
        overlap,
        title="A deprivation of liberty order begins while another runs",
        means="The order before is still open, or ended only after this one began.",
        do=CORRECT_DAYS,
    ),
    published(
        "707",
        "liberty-outside-care",
        outside_care,
        title="A deprivation of liberty order outside care",
        means="The order began in no period of care; or it has no DOLO_END, or a later one, though the period of care "
        "it began in has ended. One before the first episode is not asked where that is no start (rule 357).",
        do="Give DOLO_END, no later than the day the child ceased to be looked after, or correct the dates.",
    ),
    published(
        "709",
        "liberty-in-another-placement",
        in_a_placement_without,
        title="Deprived of liberty by an order in another placement than a children's home",
        means="A deprivation of liberty order runs while PLACE is given and none of K2, Z12 and Z13.",
        do="Correct the order's dates or PLACE.",
    ),
    published(
        "710",
        "liberty-deprived-elsewhere",
        deprived_of_liberty_elsewhere,
        title="Deprived of liberty by an order in a placement that has none",
        means="A deprivation of liberty order runs while PLACE is K1, P1, R5 or K3.",
        do="Correct the order's dates or PLACE.",
    ),
)
