"""One child through all of its as-at days and days of knowing: what is seen from when, and known since when.

Exact by construction: at every day of knowing at which what is known can change, and as at every day at which it can,
each family of kinds is what the ordinary functions derive from its facts.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import chain, count
from typing import NamedTuple

from timeline.domain.basis import Basis
from timeline.domain.chronicle import Chronicle
from timeline.domain.entries import uuid_of
from timeline.domain.events import Event
from timeline.domain.spells import Spell
from timeline.domain.story import Fact, Knowledge
from timeline.projections.tables.as_at_runs import DAY, AnyFacts, Facts, FactsByThemselves, together
from timeline.projections.tables.derivations import Derivations, HeldFact, Own, Particulars, places, readers
from timeline.projections.tables.families import CARE, FAMILIES, PEOPLE, Family
from timeline.projections.tables.incremental import ChildKnowledge, Known, known
from timeline.projections.tables.particulars import ParticularsHistory
from timeline.projections.tables.rectangles import Lasting, Rectangles, States
from timeline.projections.tables.state import LAST_DAY


class Projected(NamedTuple):
    """Everything that is ever seen of a child, and when: ``when`` names ``values`` by their places. The number of what
    is no spell is 1."""

    values: Sequence[Spell | Particulars]
    when: Sequence[Lasting]


def projected(chronicle: Chronicle, bases: Sequence[Basis]) -> Projected:
    """A child at all of these days of knowing, in order. Every basis is as at ``LAST_DAY``."""
    return followed(chronicle, bases)[0]


def followed(chronicle: Chronicle, bases: Sequence[Basis]) -> tuple[Projected, ChildKnowledge | None]:
    """The same, and all that was heard by the last of them."""
    if not bases:
        return Projected((), ()), None
    fold = _Fold(chronicle.child, bases[0], _facts(chronicle, bases))
    for now in known(chronicle, bases):
        fold.turn(now)
    return fold.seen(), now.heard


def _facts(chronicle: Chronicle, bases: Sequence[Basis]) -> dict[int, Fact]:
    """Every event of the child that the log holds, be it by the name of another day of knowing: told by nobody yet.
    Where a return lacked a column, those that were completed, too."""
    held = [chronicle.recorded] if chronicle.rekeyed is None else list(chronicle.rekeyed.values())
    found = {
        record.id.int: Fact(record.id, record.entry, ())
        for records in held
        for record in records
        if isinstance(record.entry, Event)
    }
    if not chronicle.settings[bases[0]].imports.have_every_column:
        for now in known(chronicle, bases):
            for identity, event in now.heard.knowledge.events.items():
                if identity not in found:
                    found[identity] = Fact(uuid_of(identity), event, ())
    return found


class _Kept:
    """A family's facts that hold, and what is seen of its kinds."""

    __slots__ = ("alone", "facts", "family", "with_care")

    def __init__(self, family: Family) -> None:
        self.family = family
        self.facts = FactsByThemselves(family) if family.by_itself else Facts(family)
        self.alone = Rectangles()
        self.with_care = Rectangles()

    def turn(self, known_on: date, deriving: Derivations, care: AnyFacts, care_since: date | None) -> date | None:
        """Go on to a day of knowing. From which as-at day on the facts differ; ``None`` where they do not."""
        family, since = self.family, self.facts.go_on(deriving)
        if since is not None and family.own:
            own = self.facts.path[bisect_left(self.facts.path, since, key=DAY) :]
            self.alone.turn(known_on, since, [(day, deriving.found(family, each)) for day, each in own])
        if family.derive_with_care is not None:
            beside = care_since if self.facts or family.of_care_alone else None
            days = [day for day in (since, beside) if day is not None]
            if days:
                self.with_care.turn(known_on, min(days), self._with_care(min(days), deriving, care))
        return since

    def _with_care(self, since: date, deriving: Derivations, care: AnyFacts) -> States:
        """What they come to beside those of ``CARE``, from a day on."""
        nothing: Own = deriving.nothing(self.family)
        if self.family.groups is not None or self.family.by_itself:
            nothing = ((),) * len(self.family.own)
        read = ((self.facts.path, nothing), (care.path, deriving.nothing(CARE)))
        return [(day, deriving.with_care(self.family, *there)) for day, there in together(since, *read)]


class _Fold:
    """One child, day of knowing by day of knowing."""

    def __init__(self, child: str, basis: Basis, facts: Mapping[int, Fact]) -> None:
        self._facts = facts
        self._places = places(facts)
        self._deriving = Derivations(child, basis, self._places)
        self._kept = {family: _Kept(family) for family in FAMILIES if family in (CARE, PEOPLE) or family.of_care_alone}
        self._standing: dict[int, HeldFact] = {}
        self._apart = ParticularsHistory(self._deriving, self._kept[PEOPLE].facts, self._kept[CARE].facts)
        self._numbers = count()

    def turn(self, now: Known) -> None:
        """Go on to a day of knowing."""
        if not (now.anew or now.heard.news) and now.absence == self._apart.absence:
            return
        now.heard.news = False
        knowledge = now.heard.knowledge
        for identity in {**self._standing, **knowledge.live} if now.anew else knowledge.touched:
            self._renew(identity, knowledge)
        knowledge.touched.clear()
        care, since = self._kept[CARE].facts, dict[Family, date | None]()
        for family, kept in self._kept.items():  # of which CARE is the first
            if kept.facts.changed or since.get(CARE) is not None:
                since[family] = kept.turn(now.known_on, self._deriving, care, since.get(CARE))
        self._apart.turn(now, [since.get(PEOPLE), since.get(CARE)])

    def seen(self) -> Projected:
        """Everything that was ever seen."""
        every = [each for kept in self._kept.values() for each in (kept.alone, kept.with_care)]
        when = chain.from_iterable(found.lasting() for found in (*every, self._apart.found))
        return Projected(self._deriving.values.all, list(when))

    def _renew(self, identity: int, knowledge: Knowledge) -> None:
        """Take in that a fact holds, or does not, and since when."""
        before, known_on = self._standing.get(identity), knowledge.known_on(identity)
        if (None if before is None else before.known_on) == known_on:
            return
        if before is not None:
            self._take_away(identity, before)
        if known_on is not None:
            self._put(identity, known_on, knowledge)

    def _take_away(self, identity: int, standing: HeldFact) -> None:
        event = standing.fact.event
        del self._standing[identity]
        self._apart.take_away(event.module, identity)
        for family in readers(type(event)):
            self._kept[family].facts.take_away(standing)

    def _put(self, identity: int, known_on: date, knowledge: Knowledge) -> None:
        fact = self._facts[identity]
        event = fact.event
        if event.occurred_on > LAST_DAY:
            return
        if PEOPLE in readers(type(event)):  # of two the one known last holds: nothing else asks when a fact was known
            fact = knowledge.fact(identity)
        standing = HeldFact(self._places[identity], next(self._numbers), event.occurred_on, known_on, fact)
        self._standing[identity] = standing
        self._apart.put(event.module, identity, event.occurred_on)
        for family in readers(type(event)):
            if family not in self._kept:
                self._kept[family] = _Kept(family)
            self._kept[family].facts.put(standing)
