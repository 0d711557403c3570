"""What took a fact back: a correction that names it, or a return that could have said it and did not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from timeline.domain.basis import Basis
from timeline.domain.entries import Entry, Recorded
from timeline.domain.statements import FactWithdrawn, Statement
from timeline.domain.story import Story, tell


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """The statement after which a fact held no longer.

    ``row`` and ``reason``: of the correction that names the fact; ``None`` where a return's silence took it back, and
    ``files`` are then those of the return.
    """

    known_on: date
    position: int
    source: str
    files: tuple[str, ...]
    row: int | None
    reason: str | None


def withdrawals(records: Iterable[Recorded], before: Story, after: Story) -> dict[UUID, Withdrawal]:
    """What took back each fact that holds in ``before`` and not in ``after``, as far as a source known in ``after``
    did. The later story is told again, statement by statement: after which of them does the fact hold no longer?"""
    gone = {fact.id for fact in before.facts} - {fact.id for fact in after.facts}
    found: dict[UUID, Withdrawal] = {}
    if not gone:
        return found
    records = list(records)
    entries = {record.id: record.entry for record in records}
    said = [record for record in records if not isinstance(record.entry, Statement)]
    held: set[UUID] = set()
    for record, statement in _heard(records, after.basis):
        said.append(record)
        holds = {fact.id for fact in tell(after.child, said, after.basis).facts}
        for fact in held & gone - holds:
            found[fact] = _withdrawal(fact, statement, record.position, entries)
        held = holds
    return found


def _heard(records: Iterable[Recorded], basis: Basis) -> list[tuple[Recorded, Statement]]:
    """The statements that may be used at a basis, in the order in which they are heard."""
    heard = [
        (record, record.entry)
        for record in records
        if isinstance(record.entry, Statement) and basis.knows(record.entry.known_on) and basis.holds(record.position)
    ]
    return sorted(heard, key=lambda pair: pair[1].precedence(pair[0].position))


def _withdrawal(fact: UUID, statement: Statement, position: int, entries: Mapping[UUID, Entry]) -> Withdrawal:
    for said in statement.says:
        entry = entries[said.fact]
        if isinstance(entry, FactWithdrawn) and entry.fact == fact:
            file = statement.files[said.file]
            return Withdrawal(statement.known_on, position, statement.source, (file,), said.row, entry.reason)
    return Withdrawal(statement.known_on, position, statement.source, statement.files, None, None)
