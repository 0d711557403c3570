"""One child through all of its as-at days and days of knowing: what is seen from when, and known since when.

Exact by construction: at every day of knowing at which what is known can change, and as at every day at which it can,
each family of kinds is what the ordinary functions derive from its facts.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from operator import itemgetter

from timeline.domain.basis import Basis
from timeline.domain.chronicle import Chronicle
from timeline.domain.events import Event
from timeline.domain.received import Absence
from timeline.domain.story import Fact, Knowledge
from timeline.projections.tables.days import LAST_DAY
from timeline.projections.tables.deriving import (
    Deriving,
    Found,
    Numbered,
    Particulars,
    Path,
    Run,
    Standing,
    places,
    readers,
)
from timeline.projections.tables.families import CARE, FAMILIES, PEOPLE, Family
from timeline.projections.tables.hearing import Heard, Known, known
from timeline.projections.tables.rectangles import Rectangles

FROM_EVER = date.min
"""From when on something is seen that no fact makes so: that nothing is known of the child, and the like."""

_DAY: Callable[[tuple[date, Run]], date] = itemgetter(0)

Projected = Sequence[tuple[tuple[Numbered | Particulars, date, date | None], date, date | None]]
"""Everything that is ever seen of a child, each with the as-at days from which it is and the days since it was "
"known."""

States = list[tuple[date, Found]]
"""What is seen from each as-at day on until the next."""


def projected(chronicle: Chronicle, bases: Sequence[Basis]) -> Projected:
    """A child at all of these days of knowing, in order. Every basis is as at ``LAST_DAY``."""
    return followed(chronicle, bases)[0]


def followed(chronicle: Chronicle, bases: Sequence[Basis]) -> tuple[Projected, Heard | None]:
    """The same, and all that was heard by the last of them."""
    if not bases:
        return [], None
    fold = _Fold(chronicle.child, bases[0], _events(chronicle))
    for now in known(chronicle, bases):
        fold.turn(now)
    return list(fold.seen()), now.heard


def _events(chronicle: Chronicle) -> dict[int, Event]:
    """Every event of the child that the log holds, be it by the name of another day of knowing."""
    held = [chronicle.recorded] if chronicle.rekeyed is None else list(chronicle.rekeyed.values())
    return {record.id.int: record.entry for records in held for record in records if isinstance(record.entry, Event)}


@dataclass(slots=True)
class _Kept:
    """A family's facts that hold, the runs they make, and what is seen of its kinds."""

    family: Family
    standing: dict[int, Standing] = field(default_factory=dict)
    path: Path = field(default_factory=list)
    alone: Rectangles = field(default_factory=Rectangles)
    with_care: Rectangles = field(default_factory=Rectangles)

    def turn_alone(self, known_on: date, deriving: Deriving) -> None:
        """Go on to a day of knowing with what these runs come to by themselves."""
        self.alone.turn(known_on, [(day, deriving.alone(self.family, run)) for day, run in self.path])

    def turn_with_care(self, known_on: date, deriving: Deriving, care: Path) -> None:
        """And with what they come to beside those of ``CARE``."""
        days = sorted({*map(_DAY, self.path), *map(_DAY, care)})
        together = _together(self.path, deriving.nothing(self.family), care, deriving.nothing(CARE), days)
        self.with_care.turn(known_on, [(day, deriving.with_care(self.family, *runs)) for day, *runs in together])


class _Fold:
    """One child, day of knowing by day of knowing."""

    def __init__(self, child: str, basis: Basis, events: Mapping[int, Event]) -> None:
        self._places = places(events)
        self._deriving = Deriving(child, basis, self._places)
        self._kept = {family: _Kept(family) for family in FAMILIES if family in (CARE, PEOPLE) or family.of_care_alone}
        self._standing: dict[int, Standing] = {}
        self._modules: dict[str, dict[int, date]] = {}
        self._particulars = Rectangles()
        self._absence: Absence | None = None
        self._numbers = count()

    def turn(self, now: Known) -> None:
        """Go on to a day of knowing."""
        if not (now.anew or now.heard.news) and now.absence == self._absence:
            return
        self._absence, now.heard.news = now.absence, False
        knowledge = now.heard.knowledge
        touched = {**self._standing, **knowledge.live} if now.anew else knowledge.touched
        anew = {family for identity in touched for family in self._renewed(identity, knowledge)}
        knowledge.touched.clear()
        for family in anew:
            kept = self._kept[family]
            kept.path = self._deriving.path(family, kept.standing.values())
            if family.own:
                kept.turn_alone(now.known_on, self._deriving)
        for family, kept in self._kept.items():
            changed = family in anew or (CARE in anew and (kept.standing or family.of_care_alone))
            if changed and family.derive_with_care is not None:
                kept.turn_with_care(now.known_on, self._deriving, self._kept[CARE].path)
        self._particulars.turn(now.known_on, self._particulars_at(now))

    def seen(self) -> Iterator[tuple[tuple[Numbered | Particulars, date, date | None], date, date | None]]:
        """Everything that was ever seen."""
        every = [each for kept in self._kept.values() for each in (kept.alone, kept.with_care)]
        for found in (*every, self._particulars):
            for (value, number, seen_from, seen_to), known_from, known_to in found.lasting():
                known_as = self._deriving.values.all[value]
                shown = known_as if isinstance(known_as, Particulars) else Numbered(number, known_as)
                yield (shown, seen_from, seen_to), known_from, known_to

    def _renewed(self, identity: int, knowledge: Knowledge) -> Sequence[Family]:
        """Take in that a fact holds, or does not, and since when. The families for which that makes a difference."""
        before, known_on = self._standing.get(identity), knowledge.known_on(identity)
        if (None if before is None else before.known_on) == known_on:
            return ()
        families: Sequence[Family] = ()
        if before is not None:
            families = self._take_away(identity, before)
        if known_on is not None:
            families = self._put(identity, knowledge.fact(identity)) or families
        return families

    def _take_away(self, identity: int, standing: Standing) -> Sequence[Family]:
        event = standing.fact.event
        del self._standing[identity], self._modules[event.module][identity]
        for family in readers(type(event)):
            del self._kept[family].standing[identity]
        return readers(type(event))

    def _put(self, identity: int, fact: Fact) -> Sequence[Family]:
        event = fact.event
        if event.occurred_on > LAST_DAY:
            return ()
        standing = Standing(self._places[identity], next(self._numbers), event.occurred_on, fact.known_on, fact)
        self._standing[identity] = standing
        self._modules.setdefault(event.module, {})[identity] = event.occurred_on
        for family in readers(type(event)):
            if family not in self._kept:
                self._kept[family] = _Kept(family)
            self._kept[family].standing[identity] = standing
        return readers(type(event))

    def _particulars_at(self, now: Known) -> States:
        """What is no spell, from each day on at which a family, a source's cover or a return's year begins."""
        if not now.heard.spoken:
            return []
        modules = sorted((day, module) for module, day in self._modules_from(now.heard).items())
        missing = now.absence
        absent_from = None if missing is None else missing.unheard_of_from
        begun = [FROM_EVER] if absent_from is None else [FROM_EVER, absent_from]
        people, care = self._kept[PEOPLE].path, self._kept[CARE].path
        days = sorted({*begun, *(day for day, _ in modules), *map(_DAY, people), *map(_DAY, care)})
        together = _together(people, self._deriving.nothing(PEOPLE), care, self._deriving.nothing(CARE), days)
        found: States = []
        known_of: tuple[str, ...] = ()
        for day, person, rows in together:
            if len(known_of) < len(modules) and modules[len(known_of)][0] <= day:
                known_of = tuple(module for since, module in modules if since <= day)
            absent = missing if absent_from is not None and absent_from <= day else None
            found.append((day, self._deriving.particulars(person, rows, known_of, absent)))
        return found

    def _modules_from(self, heard: Heard) -> dict[str, date]:
        """From which day on something is known of a module: that something was, or by a source that there was not."""
        found = {module: min(days.values()) for module, days in self._modules.items() if days}
        for module, day in heard.covered.items():
            found[module] = min(day, found.get(module, day))
        return {module: day for module, day in found.items() if day <= LAST_DAY}


def _together(
    one: Path, before_one: Run, other: Path, before_other: Run, days: Sequence[date]
) -> Iterator[tuple[date, Run, Run]]:
    """The runs of two families on each of these days."""
    ones, others = deque(one), deque(other)
    for day in days:
        while ones and ones[0][0] <= day:
            _, before_one = ones.popleft()
        while others and others[0][0] <= day:
            _, before_other = others.popleft()
        yield day, before_one, before_other
