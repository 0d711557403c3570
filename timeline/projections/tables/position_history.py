"""Answers about an older position of the log, from tables that were built at a later one.

The tables record when each fact became known, not when it was stored. They can answer for an older position where
everything stored since became known after all that the question uses: an earlier day of knowing then leaves out the
same facts. Only the modules that the question reads count.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, select

from timeline.domain.basis import Basis
from timeline.projections.tables import schema
from timeline.store.database import Database

OF_THE_LOG = ""
"""In place of a module: an entry about the log as a whole. Every question depends on it."""

OF_ANY = "*"
"""In place of a module: unknown, as for the withdrawal of a fact that is not recorded yet. Every question is taken to
depend on it."""

LOADED_SINCE = "history was loaded afterwards that was known by then"


class _Known(NamedTuple):
    known_on: date
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class PositionHistory:
    """The days on which facts of some modules became known, each with the first and the last position at which the log
    holds a statement known on that day."""

    known: Sequence[_Known]

    @classmethod
    def of(cls, database: Database, modules: Collection[str]) -> PositionHistory:
        """Read from the tables. ``modules``: those that the question reads."""
        return cls(list(_read(database, schema.DAYS.c.module.in_([*modules, OF_THE_LOG, OF_ANY]))))

    def basis(self, basis: Basis) -> Basis | None:
        """The same basis with a day of knowing that leaves out all that was stored after its position; ``None`` where
        no day of knowing does that."""
        assert basis.position is not None
        known_at = self.last_known(basis.position) if basis.known_at is None else basis.known_at
        if any(each.known_on <= known_at for each in self.known if each.last > basis.position):
            return None
        return replace(basis, known_at=known_at)

    def last_known(self, position: int) -> date:
        """The last day on which anything became known that the log held at a position; ``date.min`` if nothing."""
        return max((each.known_on for each in self.known if each.first <= position), default=date.min)


def last_known(database: Database, position: int) -> date:
    """The last day on which anything became known of any child that the log held at a position, which is not after that
    of the tables."""
    return PositionHistory(list(_read(database, schema.DAYS.c.module != OF_THE_LOG))).last_known(position)


def _read(database: Database, which: ColumnElement[bool]) -> Iterator[_Known]:
    days = schema.DAYS.c
    query = select(days.known_on, days.first_position, days.last_position).where(which)
    with database.reading() as connection:
        yield from (_Known(*row) for row in connection.execute(query).all())
