"""What took a fact back: a correction that names it, or a return that could have said it and did not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from timeline.domain.entries import Entry, Recorded
from timeline.domain.statements import FactWithdrawn, Statement
from timeline.domain.story import Knowledge, Story, in_precedence


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """The statement after which a fact held no longer.

    ``row`` and ``reason``: of the correction that names the fact; ``None`` where a return's silence took it back, and
    ``files`` are then those of the return, and ``return_to`` its last day.
    """

    known_on: date
    position: int
    source: str
    files: tuple[str, ...]
    row: int | None
    reason: str | None
    return_to: date | None = None


def withdrawals(records: Iterable[Recorded], before: Story, after: Story) -> dict[UUID, Withdrawal]:
    """What took back each fact that holds in ``before`` and not in ``after``, as far as a source known in ``after``
    did. Its statements are heard one by one: after which of them does the fact hold no longer?"""
    gone = _gone(before, after)
    found: dict[UUID, Withdrawal] = {}
    if not gone:
        return found
    held = [record for record in records if after.basis.holds(record.position)]
    entries, knowledge = {record.id: record.entry for record in held}, Knowledge.of(held)
    standing: set[int] = set()
    for record, statement in in_precedence(held, after.basis):
        knowledge.hear(record, statement)
        still = gone.keys() & knowledge.live.keys()
        for identity in standing - still:
            found[gone[identity]] = _withdrawal(gone[identity], statement, record.position, entries)
        standing = still
    return found


def _gone(before: Story, after: Story) -> dict[int, UUID]:
    """The facts that hold no longer though the later story reaches to their day, each by its number."""
    holds = {fact.id.int for fact in after.facts}
    return {
        fact.id.int: fact.id
        for fact in before.facts
        if fact.id.int not in holds and after.basis.reaches(fact.event.occurred_on)
    }


def _withdrawal(fact: UUID, statement: Statement, position: int, entries: Mapping[UUID, Entry]) -> Withdrawal:
    for said in statement.says:
        entry = entries[said.fact]
        if isinstance(entry, FactWithdrawn) and entry.fact == fact:
            file = statement.files[said.file]
            return Withdrawal(statement.known_on, position, statement.source, (file,), said.row, entry.reason)
    source = (statement.source, statement.files)
    return Withdrawal(statement.known_on, position, *source, None, None, statement.return_to)
