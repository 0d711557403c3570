"""The days on which the facts of the tables became known, and the positions of those statements. For
``position_history``."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from timeline.domain.attestations import Attestation
from timeline.domain.entries import Recorded
from timeline.domain.events import Event
from timeline.domain.statements import FactWithdrawn, Statement
from timeline.projections.tables.population import affects_cases, known_from
from timeline.projections.tables.position_history import OF_ANY, OF_THE_LOG

Positions = Mapping[tuple[date, str], tuple[int, int]]
"""By day of knowing and module: the first and the last position of a statement known on that day."""


def days_known(records: Sequence[Recorded]) -> Positions:
    """The days of knowing of all that can change a case. ``records``: of one identifier, in the order they were stored;
    later records never change the result for earlier ones."""
    found: dict[tuple[date, str], tuple[int, int]] = {}
    modules: dict[int, str] = {}
    for record in records:
        entry = record.entry
        if isinstance(entry, Event):
            modules[record.id.int] = entry.module
        elif isinstance(entry, FactWithdrawn):
            modules[record.id.int] = modules.get(entry.fact.int, OF_ANY)
        elif isinstance(entry, Statement):
            for module in _about(entry, modules):
                _add(found, entry.known_on, module, record.position)
        elif isinstance(entry, Attestation) and affects_cases(entry):
            _add(found, known_from(entry), OF_THE_LOG, record.position)
    return found


def _add(found: dict[tuple[date, str], tuple[int, int]], known_on: date, module: str, position: int) -> None:
    first, last = found.get((known_on, module), (position, position))
    found[known_on, module] = (min(first, position), max(last, position))


def _about(statement: Statement, modules: Mapping[int, str]) -> Collection[str]:
    covered = () if statement.coverage is None else statement.coverage.silence_counts_in
    return {modules.get(row.fact.int, OF_ANY) for row in statement.says}.union(covered) or [OF_ANY]
