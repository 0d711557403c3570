"""Who is who: children recorded under several identifiers, and identifiers given to several children.

Nothing that was recorded is changed. At a basis that knows of it, what was recorded under one identifier is read as
said of another child; at a basis that does not, it is read as it was recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from uuid import UUID

from timeline.domain.attestations import ChildrenMerged, ChildrenParted, FactMoved
from timeline.domain.basis import Basis
from timeline.domain.entries import Entry, Recorded, fact_id
from timeline.domain.events import Event, SpellBegan, SpellEnded
from timeline.domain.imports import NOTHING_IMPORTED, Imports
from timeline.domain.statements import Coverage, FactWithdrawn, Said, Statement

Rekeying = ChildrenMerged | ChildrenParted | FactMoved
Histories = Mapping[str, Sequence[Recorded]]
"""What the log holds, identifier by identifier."""


@dataclass(frozen=True, slots=True)
class Identities:
    """Who is who at a basis. ``names``: by which name a child goes that is recorded under another; ``moved``: which
    facts recorded under an identifier are about whom; ``concerned``: every identifier that any of it is about."""

    names: Mapping[str, str] = field(default_factory=dict)
    moved: Mapping[tuple[str, UUID], str] = field(default_factory=dict)
    concerned: frozenset[str] = frozenset()

    def name_of(self, identifier: str) -> str:
        """The name of the child recorded under an identifier."""
        return self.names.get(identifier, identifier)

    def known_as(self, identifiers: Iterable[str]) -> set[str]:
        """These identifiers, and every other one of the same children."""
        found = set(identifiers)
        if not self.names:
            return found
        names = {self.name_of(each) for each in found}
        return found | names | {each for each, name in self.names.items() if name in names}

    def owner(self, identifier: str, event: Event) -> str:
        """The name of the child whom an event is about that was recorded under an identifier."""
        if not self.moved:
            return self.name_of(identifier)
        return self.name_of(self.moved.get((identifier, fact_id(identifier, event)), identifier))


def identities(attested: Iterable[Recorded], basis: Basis, imports: Imports = NOTHING_IMPORTED) -> Identities:
    """Who is who, by what is known and held at the basis. Of two that contradict each other the one known later, then
    the one the log stored later, has the last word. What an import asserted that was undone counts no more."""
    said = [
        (each.entry, imports.position_of(each))
        for each in attested
        if isinstance(each.entry, Rekeying) and basis.holds(each.position)
    ]
    known = [(entry, position) for entry, position in said if position is not None and basis.knows(entry.known_on)]
    groups: dict[str, str] = {}  # each identifier concerned, with the name of the child
    moved: dict[tuple[str, UUID], str] = {}
    for entry, _ in sorted(known, key=lambda pair: (pair[0].known_on, pair[1])):
        _apply(entry, groups, moved)
    return Identities(
        names={identifier: name for identifier, name in groups.items() if identifier != name},
        moved={(child, fact): to for (child, fact), to in moved.items() if child != to},
        concerned=frozenset(groups),
    )


def _apply(entry: Rekeying, groups: dict[str, str], moved: dict[tuple[str, UUID], str]) -> None:
    if isinstance(entry, ChildrenMerged):
        together = {groups.setdefault(entry.child, entry.child), groups.setdefault(entry.into, entry.into)}
        groups.update({each: entry.into for each, name in groups.items() if name in together})
    elif isinstance(entry, ChildrenParted):
        name = groups.get(entry.child)
        groups[entry.child] = entry.child
        others = sorted(each for each, known_as in groups.items() if known_as == name and each != entry.child)
        if name == entry.child and others:  # the others lose the name that was this child's own
            groups.update(dict.fromkeys(others, others[0]))
    else:
        moved[entry.child, entry.fact] = entry.to
        groups.setdefault(entry.child, entry.child)
        groups.setdefault(entry.to, entry.to)


NOBODY_REKEYED = Identities()


def histories_by_name(histories: Histories, who: Identities) -> dict[str, list[Recorded]]:
    """What was recorded of the children concerned, by the names they go by, in the order of the log."""
    shares: dict[str, list[list[Recorded]]] = {who.name_of(identifier): [] for identifier in histories}
    for identifier, records in histories.items():
        for owner, part in _parts(identifier, records, who).items():
            shares.setdefault(who.name_of(owner), []).append(part)
    found: dict[str, list[Recorded]] = {}
    for name, parts in shares.items():
        elsewhere = _as_under_each_other(parts, name)
        readdressed = [record for part in parts for record in _readdressed(part, name, elsewhere)]
        found[name] = sorted(readdressed, key=lambda record: record.position)
    return found


def _as_under_each_other(parts: Sequence[Sequence[Recorded]], name: str) -> dict[UUID, UUID]:
    """What was recorded under one identifier may be spoken of under another: each event's identity, had it been
    recorded there, with the one by the child's name."""
    identifiers = {record.child for part in parts for record in part}
    events = {record.entry for part in parts for record in part if isinstance(record.entry, SpellBegan)}
    if len(identifiers) < 2:
        return {}
    return {fact_id(each, event): fact_id(name, event) for event in events for each in identifiers}


def _parts(identifier: str, records: Sequence[Recorded], who: Identities) -> dict[str, list[Recorded]]:
    """What was recorded under one identifier, by whom it is about."""
    away = {fact: to for (child, fact), to in who.moved.items() if child == identifier}
    if not away:
        return {identifier: list(records)}
    parts: dict[str, list[Recorded]] = {identifier: []}
    withdrawals = {record.id: record.entry.fact for record in records if isinstance(record.entry, FactWithdrawn)}
    for withdrawal in withdrawals:  # each goes where the fact is that it takes back, be it over another withdrawal
        fact = withdrawal
        while fact in withdrawals:
            fact = withdrawals[fact]
        if fact in away:
            away[withdrawal] = away[fact]
    for record in records:
        if isinstance(record.entry, Statement):
            for owner, said in _shares(record.entry, identifier, away):
                parts.setdefault(owner, []).append(record._replace(entry=said))
        else:
            parts.setdefault(away.get(record.id, identifier), []).append(record)
    return parts


def _shares(said: Statement, identifier: str, away: Mapping[UUID, str]) -> Iterator[tuple[str, Statement]]:
    """What a statement says of each: the whole of what it covers is said of the child it named; of another child it
    says single rows, and its silence says nothing."""
    rows: dict[str, list[Said]] = {identifier: []}
    for row in said.says:
        rows.setdefault(away.get(row.fact, identifier), []).append(row)
    for owner, says in rows.items():
        coverage = said.coverage
        if owner != identifier and coverage is not None:
            coverage = Coverage(first=coverage.first, last=coverage.last, silence_counts_in=())
        yield owner, said.model_copy(update={"coverage": coverage, "says": tuple(says)})


def _readdressed(records: Sequence[Recorded], name: str, elsewhere: Mapping[UUID, UUID]) -> Iterator[Recorded]:
    """The same said of the child of this name: identities are of a child, and so are those that they speak of."""
    entries = {record.id: record.entry for record in records if not isinstance(record.entry, Statement)}

    @cache
    def readdressed(identity: UUID) -> UUID:
        entry = entries.get(identity)
        if entry is None:
            return elsewhere.get(identity, identity)
        return fact_id(name, _pointing(entry, readdressed))

    for record in records:
        entry = _pointing(record.entry, readdressed)
        yield Recorded(record.child, record.position, fact_id(name, entry), entry)


def _pointing(entry: Entry, new: Callable[[UUID], UUID]) -> Entry:
    """The entry with new identities for those it speaks of."""
    if isinstance(entry, FactWithdrawn):
        return entry.model_copy(update={"fact": new(entry.fact)})
    if isinstance(entry, SpellEnded) and entry.began_as is not None:
        return entry.model_copy(update={"began_as": new(entry.began_as)})
    if isinstance(entry, Statement):
        says = tuple(Said(fact=new(row.fact), file=row.file, row=row.row) for row in entry.says)
        return entry.model_copy(update={"says": says})
    return entry
