"""When what the tables are made of became known, and where the log says so: noted while they are made, for ``then``."""

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
"""Of each day and module, the first and the last position at which the log says something known since that day."""


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
        elif isinstance(entry, Statement):
            for module in _about(entry, modules):
                _note(found, entry.known_on, module, record.position)
        elif isinstance(entry, Attestation) and affects_cases(entry):
            _note(found, known_from(entry), OF_THE_LOG, record.position)
    return found


def _note(found: dict[tuple[date, str], tuple[int, int]], known_on: date, module: str, position: int) -> None:
    first, last = found.get((known_on, module), (position, position))
    found[known_on, module] = (min(first, position), max(last, position))


def _about(said: Statement, modules: Mapping[int, str]) -> Collection[str]:
    covered = () if said.coverage is None else said.coverage.silence_counts_in
    return {modules.get(row.fact.int, OF_ANY) for row in said.says}.union(covered) or [OF_ANY]
