"""What took a fact back: a correction that names it, or a return that could have said it and did not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from timeline.domain.assertions import Assertion, Silence, assertions
from timeline.domain.entries import Entry, Recorded
from timeline.domain.setting import NOTHING_SAID, Setting
from timeline.domain.statements import RETURN, FactWithdrawn
from timeline.domain.story import Knowledge, Story


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """The statement after which a fact held no longer.

    ``row`` and ``reason``: of the correction that names the fact; ``None`` where a return's silence took it back, and
    ``files`` are then those of the return (none where it has no row of the child) and ``return_to`` its last day.
    """

    known_on: date
    position: int
    source: str
    files: tuple[str, ...]
    row: int | None
    reason: str | None
    return_to: date | None = None


def withdrawals(
    records: Iterable[Recorded], before: Story, after: Story, setting: Setting = NOTHING_SAID
) -> dict[UUID, Withdrawal]:
    """What took back each fact that holds in ``before`` and not in ``after``, as far as a source known in ``after``
    did. Assertions are applied one by one: after which of them does the fact hold no longer? ``setting``: of
    ``after``."""
    gone = _gone(before, after)
    found: dict[UUID, Withdrawal] = {}
    if not gone:
        return found
    held = [record for record in records if after.basis.holds(record.position)]
    entries, knowledge = {record.id: record.entry for record in held}, Knowledge.of(after.child, held)
    standing: set[int] = set()
    for each in assertions(held, after.basis, setting):
        knowledge.apply(each)
        still = gone.keys() & knowledge.live.keys()
        for identity in standing - still:
            found[gone[identity]] = _withdrawal(gone[identity], each, entries)
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


def _withdrawal(fact: UUID, each: Assertion | Silence, entries: Mapping[UUID, Entry]) -> Withdrawal:
    if isinstance(each, Silence):
        received = each.received
        return Withdrawal(each.known_on, received.position, RETURN, (), None, None, received.last)
    statement, position = each.statement, each.record.position
    for said in statement.says:
        entry = entries[said.fact]
        if isinstance(entry, FactWithdrawn) and entry.fact == fact:
            file = statement.files[said.file]
            return Withdrawal(statement.known_on, position, statement.source, (file,), said.row, entry.reason)
    source = (statement.source, statement.files)
    return Withdrawal(statement.known_on, position, *source, None, None, statement.return_to)
