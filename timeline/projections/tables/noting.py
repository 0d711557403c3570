"""When what the tables are made of became known, and where the log says so: noted while they are made, for ``then``."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from timeline.domain.entries import Recorded
from timeline.domain.events import Event
from timeline.domain.statements import FactWithdrawn, Statement
from timeline.projections.tables.population import SaidOfTheLog
from timeline.projections.tables.then import OF_ANY, OF_THE_LOG

Positions = Mapping[tuple[date, str], tuple[int, int]]
"""Of each day and module, the first and the last position at which the log says something known since that day."""


_HAS_A_PART = Statement | SaidOfTheLog
"""What has a part in a case, and a day on which it became known."""


def days_known(records: Sequence[Recorded]) -> Positions:
    """On which days something became known that has a part in a case. ``records``: of one identifier, in the order they
    were stored. What is stored later changes nothing of it."""
    found: dict[tuple[date, str], tuple[int, int]] = {}
    modules: dict[int, str] = {}
    for record in records:
        entry = record.entry
        if isinstance(entry, Event):
            modules[record.id.int] = entry.module
        elif isinstance(entry, FactWithdrawn):
            modules[record.id.int] = modules.get(entry.fact.int, OF_ANY)
        elif isinstance(entry, _HAS_A_PART):
            for module in _about(entry, modules):
                known = (entry.known_on, module)
                first, last = found.get(known, (record.position, record.position))
                found[known] = (min(first, record.position), max(last, record.position))
    return found


def _about(said: Statement | SaidOfTheLog, modules: Mapping[int, str]) -> Collection[str]:
    if not isinstance(said, Statement):
        return [OF_THE_LOG]
    covered = () if said.coverage is None else said.coverage.silence_counts_in
    return {modules.get(row.fact.int, OF_ANY) for row in said.says}.union(covered) or [OF_ANY]
