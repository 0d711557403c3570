"""The meaning: the facts of one child that hold at a basis.

A pure fold. Where anything else disagrees with it, the other thing is wrong. Statements are taken in the order of their
precedence (known on, then the year they are about, then position); each says its facts and, where it covered a year,
takes back what it could have said and did not. So neither the order in which sources were loaded nor the clock of the
machine that loaded them has any part in an answer.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar
from uuid import UUID

from timeline.domain.basis import Basis
from timeline.domain.entries import Entry, Recorded, fact_id
from timeline.domain.events import Event
from timeline.domain.identities import NOBODY_REKEYED, Identities
from timeline.domain.order import in_order
from timeline.domain.received import Absence, absence
from timeline.domain.returns import taken_back
from timeline.domain.setting import NOTHING_SAID, Setting
from timeline.domain.statements import Coverage, FactWithdrawn, Said, Statement

E = TypeVar("E", bound=Event)


class NotStoredError(LookupError):
    """A statement says a fact that the log does not hold: the log is damaged."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One source row that said a fact, since when it was known by it, and of which identifier it was recorded."""

    known_on: date
    position: int
    source: str
    file: str
    row: int
    recorded_of: str


@dataclass(frozen=True, slots=True)
class Fact:
    """An event that holds, known since ``known_on``, with every row that said it since then."""

    id: UUID
    event: Event
    told: tuple[Telling, ...]

    @property
    def known_on(self) -> date:
        """The day since which it has been known without a break."""
        return self.told[0].known_on


@dataclass(frozen=True, slots=True)
class Story:
    """One child's facts at a basis, in the one order they stand in.

    ``covered``: the modules in which some source covered the child, so that silence means that there was nothing.
    ``absence``: the return that should have had the child if it was still looked after, and does not. ``who``: who is
    who at the basis.
    """

    child: str
    basis: Basis
    facts: tuple[Fact, ...]
    covered: frozenset[str]
    absence: Absence | None = None
    who: Identities = NOBODY_REKEYED

    def of(self, *kinds: type[E]) -> Iterator[tuple[Fact, E]]:
        """The facts of these kinds, each with its event."""
        for fact in self.facts:
            if isinstance(fact.event, kinds):
                yield fact, fact.event


def tell(child: str, records: Iterable[Recorded], basis: Basis, setting: Setting = NOTHING_SAID) -> Story:
    """The story of one child at a basis, from what the log holds of the child in any order, and of itself."""
    held = [record for record in records if basis.holds(record.position)]
    knowledge = _Knowledge({record.id: record.entry for record in held})
    covered: set[str] = set()
    spoke: list[Coverage] = []
    for record, statement in _in_precedence(held, basis):
        knowledge.hear(record, statement)
        if statement.coverage is not None:
            spoke.append(statement.coverage)
            if basis.reaches(statement.coverage.first):
                covered.update(statement.coverage.silence_counts_in)
    facts = [fact for fact in knowledge.facts() if basis.reaches(fact.event.occurred_on)]
    return Story(
        child=child,
        basis=basis,
        facts=tuple(in_order(facts, lambda fact: fact.event)),
        covered=frozenset(covered),
        absence=absence(spoke, setting.received),
        who=setting.who,
    )


def _in_precedence(held: Iterable[Recorded], basis: Basis) -> list[tuple[Recorded, Statement]]:
    known = [
        (record, record.entry)
        for record in held
        if isinstance(record.entry, Statement) and basis.knows(record.entry.known_on)
    ]
    return sorted(known, key=lambda pair: pair[1].precedence(pair[0].position))


@dataclass(slots=True)
class _Knowledge:
    """What is known of one child while its statements are heard one after the other."""

    entries: dict[UUID, Entry]
    live: dict[UUID, list[Telling]] = field(default_factory=dict)
    withdrawals: dict[UUID, list[Telling]] = field(default_factory=dict)  # in force, with what they took

    def hear(self, record: Recorded, statement: Statement) -> None:
        said = {row.fact: self._stored(row.fact) for row in statement.says}
        if statement.coverage is not None:
            self._take_back(said, statement.coverage)
        for row in statement.says:
            self._say(row, record, statement)

    def _stored(self, identity: UUID) -> Entry:
        entry = self.entries.get(identity)
        if entry is None:
            raise NotStoredError("a statement says something that was not stored before it")
        return entry

    def facts(self) -> Iterator[Fact]:
        for identity, told in self.live.items():
            event = self.entries[identity]
            assert isinstance(event, Event)
            yield Fact(identity, event, tuple(told))

    def _take_back(self, said: dict[UUID, Entry], coverage: Coverage) -> None:
        live = {fact: e for fact in self.live if isinstance(e := self.entries[fact], Event)}
        events = {fact: entry for fact, entry in said.items() if isinstance(entry, Event)}
        for fact in taken_back(live, events, coverage):
            del self.live[fact]

    def _say(self, row: Said, record: Recorded, statement: Statement) -> None:
        entry = self.entries[row.fact]
        if isinstance(entry, FactWithdrawn):
            self._withdraw(row.fact, entry)
            return
        file = statement.files[row.file]
        telling = Telling(statement.known_on, record.position, statement.source, file, row.row, record.child)
        self.live.setdefault(row.fact, []).append(telling)
        for over in [each for each in self.withdrawals if self._target(each) == row.fact]:
            del self.withdrawals[over]  # said again, the fact is restored, and its withdrawal is over

    def _target(self, withdrawal: UUID) -> UUID:
        entry = self.entries[withdrawal]
        assert isinstance(entry, FactWithdrawn)
        return entry.fact

    def _withdraw(self, withdrawal: UUID, entry: FactWithdrawn) -> None:
        """Take back a fact, or lift a withdrawal. Taking back what is not known takes nothing."""
        if entry.fact in self.withdrawals:
            self._lift(entry.fact)
            self.withdrawals[withdrawal] = []
        elif entry.fact in self.live:
            self.withdrawals[withdrawal] = self.live.pop(entry.fact)

    def _lift(self, withdrawal: UUID) -> None:
        entry = self.entries[withdrawal]
        assert isinstance(entry, FactWithdrawn)
        told = self.withdrawals.pop(withdrawal)
        target = self.entries.get(entry.fact)
        if isinstance(target, FactWithdrawn):  # it had lifted another withdrawal: that one is in force again
            self._withdraw(entry.fact, target)
        elif told:
            self.live.setdefault(entry.fact, []).extend(told)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a source is about to say of one child: entries with the file (counted in ``files``) and row of each."""

    known_on: date
    source: str
    files: tuple[str, ...]
    coverage: Coverage | None
    rows: tuple[tuple[Entry, int, int], ...]


def decide(child: str, recorded: Container[UUID], draft: Draft) -> list[tuple[UUID, Entry]]:
    """The entries to append so that the log says what the draft says: new facts, then the statement of them all.

    Nothing, where the log already holds the very statement: recording a thing twice records it once.
    """
    said: list[Said] = []
    fresh: dict[UUID, Entry] = {}
    for entry, file, row in draft.rows:
        identity = fact_id(child, entry)
        said.append(Said(fact=identity, file=file, row=row))
        if identity not in recorded:
            fresh.setdefault(identity, entry)
    statement = Statement(
        known_on=draft.known_on,
        source=draft.source,
        files=draft.files,
        coverage=draft.coverage,
        says=tuple(said),
    )
    identity = fact_id(child, statement)
    if identity in recorded:
        return []
    return [*fresh.items(), (identity, statement)]
