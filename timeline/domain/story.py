"""The meaning: the facts of one child that hold at a basis.

A pure fold. Where anything else disagrees with it, the other thing is wrong. Statements are taken in the order of their
precedence (known on, then the year they are about, then position); each says its facts and, where it covered a year,
takes back what it could have said and did not. So neither the order in which sources were loaded nor the clock of the
machine that loaded them has any part in an answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from timeline.domain.absent_columns import with_columns_of
from timeline.domain.assertions import Assertion, Silence, assertions
from timeline.domain.basis import Basis
from timeline.domain.drafts import Draft as Draft
from timeline.domain.drafts import decide as decide
from timeline.domain.entries import Entry, Recorded, fact_id, uuid_of
from timeline.domain.events import Event
from timeline.domain.identities import NOBODY_REKEYED, Identities
from timeline.domain.imports import AbsentColumns
from timeline.domain.order import in_order
from timeline.domain.received import Absence, absence
from timeline.domain.returns import taken_back
from timeline.domain.setting import NOTHING_SAID, Setting
from timeline.domain.source_rows import SourceRow
from timeline.domain.statements import Coverage, FactWithdrawn, Said, Statement

E = TypeVar("E", bound=Event)


class NotStoredError(LookupError):
    """A statement says a fact that the log does not hold: the log is damaged."""


class Telling(NamedTuple):
    """One source row that said a fact, since when it was known by it, and of which identifier it was recorded.
    ``return_to``: see ``SourceRow``."""

    known_on: date
    position: int
    source: str
    file: str
    row: int
    recorded_of: str
    return_to: date | None

    @property
    def source_row(self) -> SourceRow:
        """Where it stands."""
        return SourceRow(self.file, self.row, self.return_to)


Told = tuple[Recorded, Statement, Said]
"""A row of a statement, as the log holds it."""


@dataclass(frozen=True, slots=True, eq=False)
class Fact:
    """An event that holds, known since ``known_on``, with every row that said it since then."""

    id: UUID
    event: Event
    rows: tuple[Told, ...]

    @property
    def known_on(self) -> date:
        """The day since which it has been known without a break."""
        return self.rows[0][1].known_on

    @property
    def told(self) -> tuple[Telling, ...]:
        """By which rows, in the order in which they said it. Made when it is asked for: hardly anybody asks."""
        return tuple(map(_telling, self.rows))

    def __eq__(self, other: object) -> bool:
        """One fact, told by the same rows, whatever else their statements say."""
        if not isinstance(other, Fact):
            return NotImplemented
        return (self.id, self.event, self.told) == (other.id, other.event, other.told)

    def __hash__(self) -> int:
        return hash((self.id, self.event, self.told))


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
    _found: dict[tuple[type[Event], ...], Sequence[tuple[Fact, Any]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _by_type: dict[type[Event], list[Any]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def of(self, *kinds: type[E]) -> Iterator[tuple[Fact, E]]:
        """The facts of these kinds, each with its event. They are looked for once."""
        found = self._found.get(kinds)
        if found is None:
            found = self._found[kinds] = self._look_for(kinds)
        return iter(found)

    def _look_for(self, kinds: tuple[type[Event], ...]) -> Sequence[tuple[Fact, Any]]:
        if not self._by_type:
            for fact in self.facts:
                self._by_type.setdefault(type(fact.event), []).append((fact, fact.event))
        among = _among(kinds)
        there = [kind for kind in self._by_type if among[kind]]
        if len(there) > 1:
            return [(fact, fact.event) for fact in self.facts if among[type(fact.event)]]
        return self._by_type[there[0]] if there else ()


class _Among(dict[type[Event], bool]):
    """Whether an event is one of some kinds: looked up for every fact, again and again."""

    def __init__(self, kinds: tuple[type[Event], ...]) -> None:
        super().__init__()
        self._kinds = kinds

    def __missing__(self, kind: type[Event]) -> bool:
        self[kind] = issubclass(kind, self._kinds)
        return self[kind]


_among = cache(_Among)


def tell(child: str, records: Iterable[Recorded], basis: Basis, setting: Setting = NOTHING_SAID) -> Story:
    """The story of one child at a basis, from what the log holds of the child in any order, and of itself."""
    held = [record for record in records if basis.holds(record.position)]
    knowledge = Knowledge.of(child, held)
    for each in assertions(held, basis, setting):
        knowledge.apply(each)
    spoke = [each.statement.coverage for each in knowledge.applied if each.statement.coverage is not None]
    covered = {module for each in spoke if basis.reaches(each.first) for module in each.silence_counts_in}
    facts = [fact for fact in knowledge.facts() if basis.reaches(fact.event.occurred_on)]
    return Story(
        child=child,
        basis=basis,
        facts=tuple(in_order(facts, lambda fact: fact.event)),
        covered=frozenset(covered),
        absence=absence(spoke, setting.received, setting.who.known_as(record.child for record in held)),
        who=setting.who,
    )


@dataclass(slots=True)
class Knowledge:
    """What is known of one child while its statements are heard one after the other, in the order of precedence.

    An identity is a number here: every row looks up a dozen, and a ``UUID`` is hashed by a call of Python. ``live``:
    the facts that hold, in the order in which each was first said since it was last taken back. ``touched``: which
    have come to hold or ceased to since this was last emptied, in the order in which they last did. ``applied``: what
    was asserted so far and counts.
    """

    child: str
    entries: dict[int, Entry]
    events: dict[int, Event]
    live: dict[int, list[Told]] = field(default_factory=dict)
    withdrawals: dict[int, list[Told]] = field(default_factory=dict)  # in force, with what they took
    touched: dict[int, None] = field(default_factory=dict)
    applied: list[Assertion] = field(default_factory=list)
    _by_module: defaultdict[str, dict[int, Event]] = field(default_factory=lambda: defaultdict(dict))  # what is live

    @classmethod
    def of(cls, child: str, held: Iterable[Recorded]) -> Knowledge:
        """Before the first statement. ``held``: all that they may speak of."""
        entries = {record.id.int: record.entry for record in held}
        events = {identity: entry for identity, entry in entries.items() if isinstance(entry, Event)}
        return cls(child, entries, events)

    def apply(self, each: Assertion | Silence) -> None:
        """Take one assertion, or a silence that counts, into account. ``NotStoredError``."""
        if isinstance(each, Silence):
            self._begin_again(each.applied(self.applied, self.entries))
        else:
            self._hear(each)
            self.applied.append(each)

    def _begin_again(self, assertions: Iterable[Assertion]) -> None:
        """Apply these in place of all that was applied so far."""
        before = self.live
        self.live, self.withdrawals, self.applied = {}, {}, []
        self._by_module.clear()
        touched, self.touched = self.touched, {}
        for each in assertions:
            self._hear(each)
            self.applied.append(each)
        self.touched = touched
        for fact in {**before, **self.live}:
            if self.live.get(fact) != before.get(fact):
                self._touch(fact)

    def _hear(self, each: Assertion) -> None:
        record, statement = each.record, each.statement
        said = [row.fact.int for row in statement.says]
        if not self.entries.keys() >= set(said):
            raise NotStoredError("a statement says something that was not stored before it")
        if each.absent:
            said = [
                self._completed(identity, statement.files[row.file], each.absent)
                for identity, row in zip(said, statement.says, strict=True)
            ]
        if statement.coverage is not None:
            self._take_back(said, statement.coverage)
        for identity, row in zip(said, statement.says, strict=True):
            self._say(identity, (record, statement, row))

    def _completed(self, identity: int, file: str, absent: AbsentColumns) -> int:
        """The fact that a row of a file asserts where some columns are absent: in those, what was asserted before still
        holds."""
        event = self.events.get(identity)
        columns = absent.in_rows_of(event.module, file) if event is not None else None
        if event is None or not columns:
            return identity
        completed = with_columns_of(event, self._by_module[event.module].values(), columns)
        if completed == event:
            return identity
        found = fact_id(self.child, completed).int
        self.events[found] = self.entries[found] = completed
        return found

    def facts(self) -> Iterator[Fact]:
        """The facts that hold, each with every row that said it since it was last taken back."""
        return map(self.fact, self.live)

    def fact(self, identity: int) -> Fact:
        """One that holds."""
        told = self.live[identity]
        stated = told[0][2].fact
        known_as = stated if stated.int == identity else uuid_of(identity)
        return Fact(known_as, self.events[identity], tuple(told))

    def known_on(self, identity: int) -> date | None:
        """The day since which a fact has been known without a break; ``None`` where it does not hold."""
        told = self.live.get(identity)
        return None if told is None else told[0][1].known_on

    def _take_back(self, said: Iterable[int], coverage: Coverage) -> None:
        events = {fact: self.events[fact] for fact in said if fact in self.events}
        for fact in taken_back(self._by_module, events, coverage):
            self._let_go(fact)

    def _touch(self, fact: int) -> None:
        self.touched.pop(fact, None)
        self.touched[fact] = None

    def _hold(self, fact: int, told: list[Told]) -> None:
        """A fact holds, by these rows. Since when it is known is not changed by rows that say it again."""
        before = self.live.get(fact)
        if before is None:
            self.live[fact] = told
            self._by_module[self.events[fact].module][fact] = self.events[fact]
            self._touch(fact)
        else:
            before.extend(told)

    def _let_go(self, fact: int) -> list[Told]:
        """A fact holds no longer: by what rows it did."""
        del self._by_module[self.events[fact].module][fact]
        self._touch(fact)
        return self.live.pop(fact)

    def _say(self, identity: int, told: Told) -> None:
        entry = self.entries[identity]
        if isinstance(entry, FactWithdrawn):
            self._withdraw(identity, entry)
            return
        self._hold(identity, [told])
        for over in [each for each in self.withdrawals if self._target(each) == identity]:
            del self.withdrawals[over]  # said again, the fact is restored, and its withdrawal is over

    def _target(self, withdrawal: int) -> int:
        entry = self.entries[withdrawal]
        assert isinstance(entry, FactWithdrawn)
        return entry.fact.int

    def _withdraw(self, withdrawal: int, entry: FactWithdrawn) -> None:
        """Take back a fact, or lift a withdrawal. Taking back what is not known takes nothing."""
        target = entry.fact.int
        if target in self.withdrawals:
            self._lift(target)
            self.withdrawals[withdrawal] = []
        elif target in self.live:
            self.withdrawals[withdrawal] = self._let_go(target)

    def _lift(self, withdrawal: int) -> None:
        identity = self._target(withdrawal)
        told = self.withdrawals.pop(withdrawal)
        target = self.entries.get(identity)
        if isinstance(target, FactWithdrawn):  # it had lifted another withdrawal: that one is in force again
            self._withdraw(identity, target)
        elif told:
            self._hold(identity, told)


def _telling(told: Told) -> Telling:
    record, statement, row = told
    file = statement.files[row.file]
    return Telling(
        statement.known_on, record.position, statement.source, file, row.row, record.child, statement.return_to
    )
