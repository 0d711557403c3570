"""What tables can tell of an older position of the log than their own.

They hold what was known when, not what was stored when. So they answer for an older position where everything stored
since became known later than all that the question uses: then leaving out by the day of knowing leaves out the same.
Of what was stored since, only the modules count that a question has to do with.
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
"""In the place of a module: what is said of the log as a whole, which has to do with every question."""

OF_ANY = "*"
"""In the place of a module: of what cannot be told, as what takes back a fact that is not recorded yet. It is taken to
have to do with every question."""

LOADED_SINCE = "history was loaded afterwards that was known by then"


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
