"""The days on which an answer may turn: worked out from a declaration and a history, not from any answer.

An answer about a child can change from one day asked about to the next for few reasons: something happened, something
left a window, something has lasted so long, the child had a birthday. For each operator here is which days those are.
Spells may begin and end on the **edges**; what the operator finds may change on the **turns**, and on no other day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from tests.oracle.almanac import is_birthday_reached, months_earlier, months_later
from timeline.domain import events as e
from timeline.domain.days import add_working_days
from timeline.projections.algebra import expressions as x
from timeline.projections.algebra import questions as q
from timeline.projections.algebra import relations as r
from timeline.projections.algebra import times as t
from timeline.projections.algebra.indicator import Indicator
from timeline.projections.algebra.naming import Called
from timeline.projections.rulebook.bank_holidays import BANK_HOLIDAYS

ONE_DAY = timedelta(days=1)
Days = frozenset[date]


@dataclass(frozen=True)
class Dates:
    """Every date that is said of a child, and the birthdays among them."""

    said: Days
    births: Days

    @classmethod
    def of(cls, events: Iterable[e.Event]) -> Dates:
        """The dates in some events, whichever field they stand in."""
        events = list(events)
        said = {value for event in events for value in dict(event).values() if type(value) is date}
        return cls(frozenset(said), frozenset(each.born_on for each in events if isinstance(each, e.ChildRegistered)))


@dataclass(frozen=True)
class Turning:
    """Where the spells of an expression may begin and end, and when an answer with it may change."""

    edges: Days
    turns: Days


# ------------------------------------------------------------------------------------------------------ single days


@cache
def leaves(day: date, months: int) -> date:
    """The first day whose trailing window of so many months no longer holds this day."""
    found = months_later(day, months) - 3 * ONE_DAY
    while months_earlier(found, months) < day:
        found += ONE_DAY
    return found


def birthday(born_on: date, years: int) -> date:
    """The first day on which someone born then has that age."""
    found = date(born_on.year + years, born_on.month, min(born_on.day, 28))
    while not is_birthday_reached(born_on, years, found):
        found += ONE_DAY
    return found


def _later(day: date, days: int) -> date:
    return day + timedelta(days=days)


# --------------------------------------------------------------------------------------------------------- operators

Turns = Callable[[Any, Days, Dates], Iterable[date]]


def _on_no_other_day(_operator: object, _edges: Days, _dates: Dates) -> Iterator[date]:
    return iter(())


def _at_the_edges(_operator: object, edges: Days, _dates: Dates) -> Days:
    return edges


def _leaving(operator: Any, edges: Days, _dates: Dates) -> Iterator[date]:
    return (leaves(day, operator.months) for day in edges if operator.months is not None)


def _leaving_after_the_last_day_lived_in(operator: x.LivedIn, edges: Days, _dates: Dates) -> Iterator[date]:
    return (leaves(day - ONE_DAY, operator.months) for day in edges)


def _throughout(operator: x.Throughout, edges: Days, _dates: Dates) -> Iterator[date]:
    for day in edges:
        yield from (leaves(day - ONE_DAY, operator.months), day + ONE_DAY)


def _having_lasted(operator: x.ForAtLeast, edges: Days, _dates: Dates) -> Iterator[date]:
    return (months_later(day, operator.months) for day in edges)


def _having_lasted_longer(operator: x.NoLongerThan, edges: Days, _dates: Dates) -> Iterator[date]:
    return (months_later(day, operator.months) + ONE_DAY for day in edges)


def _having_lasted_days(operator: x.ForDays, edges: Days, _dates: Dates) -> Iterator[date]:
    return (_later(day, days) for day in edges for days in (operator.ended, operator.still_open))


def _beyond_a_limit(operator: x.WithinLimit, edges: Days, _dates: Dates) -> Iterator[date]:
    return (_later(day, days + 1) for day in edges for _, days in operator.limit)


def _no_longer_begun_since(operator: t.BegunSince, edges: Days, _dates: Dates) -> Iterator[date]:
    return (leaves(day + ONE_DAY, operator.months) for day in edges)


def _on_birthdays(operator: Any, _edges: Days, dates: Dates) -> Days:
    return frozenset(birthday(born_on, operator.years) for born_on in dates.births)


def _looking_back(operator: t.Ago, _edges: Days, dates: Dates) -> Iterator[date]:
    then = turning(operator.of, dates).turns
    return (leaves(_later(day, -operator.days_later), operator.months) for day in then)


TURNS: dict[type[object], Turns] = {
    **dict.fromkeys(
        (x.Where, x.First, x.Last, x.Within, x.AnyOf, x.ButNot, x.When, t.LastBegun, t.Once, Called), _on_no_other_day
    ),
    **dict.fromkeys((r.During, r.Following, r.Preceding, r.WithTheOneBefore), _on_no_other_day),
    **dict.fromkeys((q.Some, q.Count, q.Distinct, q.Both, q.Either, q.Not), _on_no_other_day),
    **dict.fromkeys((x.Spells, x.Open, t.Since, t.Ending, t.Until), _at_the_edges),
    **dict.fromkeys((x.Touching, x.StartedIn, x.EndedIn, x.BegunAgo), _leaving),
    **dict.fromkeys((x.BeforeAge, x.FromAge, x.EndedUnder, q.Aged), _on_birthdays),
    x.LivedIn: _leaving_after_the_last_day_lived_in,
    x.Throughout: _throughout,
    x.ForAtLeast: _having_lasted,
    x.NoLongerThan: _having_lasted_longer,
    x.ForDays: _having_lasted_days,
    x.WithinLimit: _beyond_a_limit,
    t.BegunSince: _no_longer_begun_since,
    t.Ago: _looking_back,
}
"""For each operator, on which days it may turn beside those of what it is about."""

ADDS_UP: dict[type[object], str] = {q.DaysInAll: "it turns on a day that only adding up days gives"}
"""Operators of which no list of days can be given beforehand, and why."""

ADDS_UP_KINDS: dict[str, str] = {"eligible": "it begins on a day that only adding up days gives"}
"""The same of kinds of spell."""


def _review_dates(days: Days) -> Iterator[date]:
    """When reviews are due: the first after a start, the later ones after the one before."""
    for day in days:
        yield from (_later(day, 28), months_later(day, 3), months_later(day, 6))
        yield add_working_days(day, 20, BANK_HOLIDAYS)


def _edges(operator: object, dates: Dates) -> Days:
    """The days on which spells of an operator itself may begin or end, beside those of what it is about."""
    if isinstance(operator, x.Spells):
        return dates.said | (frozenset(_review_dates(dates.said)) if operator.kind == "review_due" else frozenset())
    return _on_birthdays(operator, dates.said, dates) if isinstance(operator, x.BeforeAge | x.FromAge) else frozenset()


def turning(operator: object, dates: Dates) -> Turning:
    """Where the spells of an operator may begin and end, and when what it finds may change. ``KeyError``: unknown."""
    parts = [turning(part, dates) for part in _operands(operator)]
    edges = _edges(operator, dates).union(*(part.edges for part in parts))
    own = TURNS[type(operator)](operator, edges, dates)
    return Turning(edges, dates.said.union(own, *(part.turns for part in parts)))


def _operands(value: object) -> Iterator[object]:
    """The operators that a declaration, or an operator, is made of, one level down."""
    for field in fields(value):  # type: ignore[arg-type]
        yield from _operators_in(getattr(value, field.name))


def _operators_in(value: object) -> Iterator[object]:
    if isinstance(value, x.SpellExpression | q.Question):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _operators_in(each)
    elif is_dataclass(value) and not isinstance(value, type):
        yield from _operands(value)


def can_be_foreseen(indicator: Indicator) -> bool:
    """Whether the days on which the indicator may turn can be listed beforehand."""
    return not any(
        type(part) in ADDS_UP or (isinstance(part, x.Spells) and part.kind in ADDS_UP_KINDS)
        for part in _all_parts(indicator)
    )


def _all_parts(value: object) -> Iterator[object]:
    for part in _operands(value):
        yield part
        yield from _all_parts(part)


def explained_days(indicator: Indicator, dates: Dates) -> Days:
    """Every day on which an answer about the child may differ from that of the day before."""
    return dates.said.union(*(turning(part, dates).turns for part in _operands(indicator)))
