"""Folds one child over all as-at days and days of knowing into bitemporal rows.

It is exact: on every day of knowing on which knowledge can change, and every as-at day on which a state can change,
each family of kinds is what the domain's functions derive from its facts.
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
from timeline.projections.tables.incremental import ChildKnowledge, KnownOn, knowledge_by_day
from timeline.projections.tables.particulars import ParticularsHistory
from timeline.projections.tables.rectangles import Lasting, Rectangles, States
from timeline.projections.tables.state import LAST_DAY


class Projected(NamedTuple):
    """Every spell and particulars of a child, with its as-at days and days of knowing: ``when`` names ``values`` by
    their places. The rank of particulars is 1."""

    values: Sequence[Spell | Particulars]
    when: Sequence[Lasting]


def projected(chronicle: Chronicle, bases: Sequence[Basis]) -> Projected:
    """A child on these days of knowing, in order. Every basis is as at ``LAST_DAY``."""
    return followed(chronicle, bases)[0]


def followed(chronicle: Chronicle, bases: Sequence[Basis]) -> tuple[Projected, ChildKnowledge | None]:
    """The same, and what is known on the last of them; ``None`` without a basis."""
    if not bases:
        return Projected((), ()), None
    fold = _Fold(chronicle.child, bases[0], _facts(chronicle, bases))
    for now in knowledge_by_day(chronicle, bases):
        fold.turn(now)
    return fold.seen(), now.known


def _facts(chronicle: Chronicle, bases: Sequence[Basis]) -> dict[int, Fact]:
    """Every event of the child in the log, under any identifier it has on some day, without its assertions. Where a
    return lacked a column, also the completed events."""
    held = [chronicle.recorded] if chronicle.rekeyed is None else list(chronicle.rekeyed.values())
    found = {
        record.id.int: Fact(record.id, record.entry, ())
        for records in held
        for record in records
        if isinstance(record.entry, Event)
    }
    if not chronicle.settings[bases[0]].imports.have_every_column:
        for now in knowledge_by_day(chronicle, bases):
            for identity, event in now.known.knowledge.events.items():
                if identity not in found:
                    found[identity] = Fact(uuid_of(identity), event, ())
    return found


class _Kept:
    """The facts of a family that hold, and the rows of its kinds."""

    __slots__ = ("alone", "facts", "family", "with_care")

    def __init__(self, family: Family) -> None:
        self.family = family
        self.facts = FactsByThemselves(family) if family.by_itself else Facts(family)
        self.alone = Rectangles()
        self.with_care = Rectangles()

    def turn(self, known_on: date, deriving: Derivations, care: AnyFacts, care_since: date | None) -> date | None:
        """Move to a day of knowing. The as-at day from which the facts differ; ``None`` where they do not."""
        family, since = self.family, self.facts.update(deriving)
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
        """The states of the kinds that also read ``CARE``, from a day on."""
        nothing: Own = deriving.nothing(self.family)
        if self.family.groups is not None or self.family.by_itself:
            nothing = ((),) * len(self.family.own)
        read = ((self.facts.path, nothing), (care.path, deriving.nothing(CARE)))
        return [(day, deriving.with_care(self.family, *there)) for day, there in together(since, *read)]


class _Fold:
    """The fold of one child, one day of knowing after another."""

    def __init__(self, child: str, basis: Basis, facts: Mapping[int, Fact]) -> None:
        self._facts = facts
        self._places = places(facts)
        self._deriving = Derivations(child, basis, self._places)
        self._kept = {family: _Kept(family) for family in FAMILIES if family in (CARE, PEOPLE) or family.of_care_alone}
        self._held: dict[int, HeldFact] = {}
        self._particulars = ParticularsHistory(self._deriving, self._kept[PEOPLE].facts, self._kept[CARE].facts)
        self._numbers = count()

    def turn(self, now: KnownOn) -> None:
        """Move to a day of knowing."""
        if not (now.restarted or now.known.changed) and now.absence == self._particulars.absence:
            return
        now.known.changed = False
        knowledge = now.known.knowledge
        for identity in {**self._held, **knowledge.live} if now.restarted else knowledge.touched:
            self._renew(identity, knowledge)
        knowledge.touched.clear()
        care, since = self._kept[CARE].facts, dict[Family, date | None]()
        for family, kept in self._kept.items():  # CARE is the first
            if kept.facts.changed or since.get(CARE) is not None:
                since[family] = kept.turn(now.known_on, self._deriving, care, since.get(CARE))
        self._particulars.turn(now, [since.get(PEOPLE), since.get(CARE)])

    def seen(self) -> Projected:
        """The rows so far."""
        every = [each for kept in self._kept.values() for each in (kept.alone, kept.with_care)]
        when = chain.from_iterable(found.lasting() for found in (*every, self._particulars.found))
        return Projected(self._deriving.values.all, list(when))

    def _renew(self, identity: int, knowledge: Knowledge) -> None:
        """Update whether a fact holds, and since which day of knowing."""
        before, known_on = self._held.get(identity), knowledge.known_on(identity)
        if (None if before is None else before.known_on) == known_on:
            return
        if before is not None:
            self._remove(identity, before)
        if known_on is not None:
            self._add(identity, known_on, knowledge)

    def _remove(self, identity: int, held: HeldFact) -> None:
        event = held.fact.event
        del self._held[identity]
        self._particulars.remove(event.module, identity)
        for family in readers(type(event)):
            self._kept[family].facts.remove(held)

    def _add(self, identity: int, known_on: date, knowledge: Knowledge) -> None:
        fact = self._facts[identity]
        event = fact.event
        if event.occurred_on > LAST_DAY:
            return
        if PEOPLE in readers(type(event)):  # of two, the one known last holds
            fact = knowledge.fact(identity)
        held = HeldFact(self._places[identity], next(self._numbers), event.occurred_on, known_on, fact)
        self._held[identity] = held
        self._particulars.add(event.module, identity, event.occurred_on)
        for family in readers(type(event)):
            if family not in self._kept:
                self._kept[family] = _Kept(family)
            self._kept[family].facts.add(held)
