"""Open episodes that a later return states otherwise: what was known before it beside what is known by it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from timeline.domain.assertions import Assertion
from timeline.domain.basis import Basis
from timeline.domain.chronicle import Chronicle
from timeline.domain.entries import uuid_of
from timeline.domain.events import CeasedToBeLookedAfter, EpisodeBegan, EpisodeEnded
from timeline.domain.story import Knowledge


@dataclass(frozen=True, slots=True)
class Retold:
    """An episode that was open by all that was known before a return, and its beginning as the return states it.

    ``now``: the fact of ``after``. ``return_to``: the last day that the return covers. ``re_dated``: the return states
    no episode begun on that day, and one that was not known before.
    """

    before: EpisodeBegan
    after: EpisodeBegan
    now: UUID
    return_to: date
    re_dated: bool


def retold(chronicle: Chronicle, basis: Basis) -> tuple[Retold, ...]:
    """The open episodes of a child that later returns known at a basis state otherwise, in the order of the returns."""
    records = [record for record in chronicle.records(basis) if basis.holds(record.position)]
    knowledge = Knowledge.of(chronicle.child, records)
    found: list[Retold] = []
    for each in chronicle.heard(basis):
        return_to = each.statement.return_to if isinstance(each, Assertion) else None
        before = _Begun.of(knowledge) if return_to is not None else None
        knowledge.apply(each)
        if before is not None and return_to is not None:
            found.extend(_retold(before, _Begun.of(knowledge), return_to))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Begun:
    """The beginnings that are known, by their day; ``ended``: the days of those that have an ending."""

    by_day: dict[date, dict[int, EpisodeBegan]]
    ended: frozenset[date]

    @classmethod
    def of(cls, knowledge: Knowledge) -> _Begun:
        """What is known now."""
        by_day: dict[date, dict[int, EpisodeBegan]] = {}
        ended: set[date] = set()
        for identity in knowledge.live:
            event = knowledge.events[identity]
            if isinstance(event, EpisodeBegan):
                by_day.setdefault(event.occurred_on, {})[identity] = event
            elif isinstance(event, EpisodeEnded | CeasedToBeLookedAfter):
                ended.add(event.began_on)
        return cls(by_day, frozenset(ended))

    def open(self) -> Iterator[tuple[date, int, EpisodeBegan]]:
        """Those without an ending. Of several begun on one day it is not known which is which."""
        for day, begun in self.by_day.items():
            if day not in self.ended and len(begun) == 1:
                for identity, event in begun.items():
                    yield day, identity, event

    def only(self, days: Iterable[date]) -> tuple[int, EpisodeBegan] | None:
        """The one that began on one of these days; ``None`` where none or several did."""
        begun = [pair for day in days for pair in self.by_day.get(day, {}).items()]
        return begun[0] if len(begun) == 1 else None


def _retold(before: _Begun, after: _Begun, return_to: date) -> Iterator[Retold]:
    appeared = after.by_day.keys() - before.by_day.keys()
    for day, identity, event in before.open():
        re_dated = day not in after.by_day
        now = after.only(appeared if re_dated else (day,))
        if now is not None and now[0] != identity:
            yield Retold(event, now[1], uuid_of(now[0]), return_to, re_dated)
