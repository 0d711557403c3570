"""What local tables tell of a child: rows with a beginning and perhaps an end, and marks of a day.

``docs/reference/tables.md`` says what tells one thing apart from another. Two that it does not tell apart and that are
not alike are one thing said in two ways, and no rule says which of them counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

from tests.oracle.almanac import is_birthday_reached, last_day_of_month
from tests.oracle.asking import Child
from tests.oracle.paper import Row, UndecidedError
from timeline.domain import events as e

T = TypeVar("T", bound=e.Event)


def rows(each: Child, kind: str) -> list[Row]:
    """The rows of a kind, the one begun first first."""
    found = each.paper.rows(kind)
    _tell_apart(row.began for row in found)
    for row in found:
        if len(_ends(each, row)) > 1:
            raise UndecidedError
    return found


def _ends(each: Child, row: Row) -> set[date]:
    """The days on which a row is said to end: several, where it was told again and the first was not taken back."""
    return {
        line.event.occurred_on
        for line in each.paper.lines
        if isinstance(line.event, e.SpellEnded) and line.event.spell_key == row.began.spell_key
    }


def marks(each: Child, kind: type[T]) -> list[T]:
    """What happened of a kind, the first first."""
    found = each.paper.facts(kind)
    _tell_apart(found)
    return found


def _tell_apart(events: Iterable[e.Event]) -> None:
    keys = [
        (type(event), event.occurred_on, *(getattr(event, name) for name in event.told_apart_by)) for event in events
    ]
    if len(set(keys)) < len(keys):
        raise UndecidedError


def the_last(events: Sequence[T]) -> T | None:
    """The one that happened last. Of several on that day none is."""
    last = [event for event in events if event.occurred_on == max(each.occurred_on for each in events)]
    if len(last) > 1:
        raise UndecidedError
    return last[0] if last else None


def birthday(born_on: date, years: int) -> date:
    """The day of that birthday: of a leap day's child 1 March where the year has no 29 February."""
    year = born_on.year + years
    if (born_on.month, born_on.day) == (2, 29) and last_day_of_month(year, 2) == 28:
        return date(year, 3, 1)
    return date(year, born_on.month, born_on.day)


def is_aged(each: Child, years: int, under: int = 200) -> bool:
    """Whether the child is known to be of so many years at the end of the day asked about, and under so many."""
    born_on = each.paper.born_on
    if born_on is None:
        return False
    return is_birthday_reached(born_on, years, each.as_at) and not is_birthday_reached(born_on, under, each.as_at)


def has_word_of(module: str, children: Sequence[Child]) -> bool:
    """Whether anything is known of what a module is about: without it a figure about it has no data, which is not 0."""
    return any(line.event.module == module for each in children for line in each.paper.lines)


def in_care(each: Child, day: date) -> bool:
    """Whether the child was in a period of care at the end of a day."""
    days = each.life.days
    if not days or not days[0].day <= day <= days[-1].day:
        return False
    return days[(day - days[0].day).days].row is not None


def was_looked_after(each: Child, day: date) -> bool:
    """LA(D) of another day than the one asked about."""
    return in_care(each, day) and not each.is_adult_on(day)
