"""What tables can tell of an older position of the log than their own.

They hold what was known when, not what was stored when. So they answer for an older position where everything stored
since became known later than all that the question uses: then leaving out by the day of knowing leaves out the same.
Of what was stored since, only the modules count that a question has to do with.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, select

from timeline.domain.basis import Basis
from timeline.domain.entries import Recorded
from timeline.domain.events import EVENTS, Event
from timeline.domain.statements import FactWithdrawn, Statement
from timeline.projections.tables import schema
from timeline.projections.tables.families import CARE, FAMILIES, PEOPLE
from timeline.projections.tables.population import SaidOfTheLog
from timeline.store.database import Database

OF_THE_LOG = ""
"""In the place of a module: what is said of the log as a whole, which has to do with every question."""

OF_ANY = "*"
"""In the place of a module: of what cannot be told, as what takes back a fact that is not recorded yet. It is taken to
have to do with every question."""

LOADED_SINCE = "history was loaded afterwards that was known by then"

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
        elif isinstance(entry, Statement | SaidOfTheLog):
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


def modules_read(kinds: Collection[str]) -> frozenset[str]:
    """The modules of which a fact may have a part in these kinds of spell, or in who a child is."""
    asked = [family for family in FAMILIES if family in (CARE, PEOPLE) or not set(kinds).isdisjoint(family.kinds)]
    read = tuple(event for family in asked for event in family.reads)
    return frozenset(event.module for event in EVENTS.values() if issubclass(event, read))


class _Known(NamedTuple):
    known_on: date
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Then:
    """When the tables' facts became known, and between which positions the log says so: of some modules."""

    known: Sequence[_Known]

    @classmethod
    def of(cls, database: Database, modules: Collection[str]) -> Then:
        """As the tables note it. ``modules``: those that the question has to do with."""
        return cls(list(_read(database, schema.DAYS.c.module.in_([*modules, OF_THE_LOG, OF_ANY]))))

    def basis(self, basis: Basis) -> Basis | None:
        """The basis whose day of knowing leaves out all that was stored since the position of this one; ``None`` where
        no day of knowing does."""
        assert basis.position is not None
        known_at = self.last_known(basis.position) if basis.known_at is None else basis.known_at
        if any(each.known_on <= known_at for each in self.known if each.last > basis.position):
            return None
        return replace(basis, known_at=known_at)

    def last_known(self, position: int) -> date:
        """The last day on which anything became known of what the log held at a position."""
        return max((each.known_on for each in self.known if each.first <= position), default=date.min)


def last_known(database: Database, position: int) -> date:
    """The last day on which anything became known of any child, of what the log held at a position of the tables."""
    return Then(list(_read(database, schema.DAYS.c.module != OF_THE_LOG))).last_known(position)


def _read(database: Database, which: ColumnElement[bool]) -> Iterator[_Known]:
    days = schema.DAYS.c
    query = select(days.known_on, days.first_position, days.last_position).where(which)
    with database.reading() as connection:
        yield from (_Known(*row) for row in connection.execute(query).all())
