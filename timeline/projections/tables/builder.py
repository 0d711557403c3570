"""Builds new rows beside the tables, batch by batch, and puts them in place in one transaction.

Until then every reader finds the old rows. If a program ends half-way they stay, and the next builder drops what it had
written. Of two builders at once, the one that began last continues.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain

from sqlalchemy import Connection, delete, insert, inspect, select

from timeline.projections.tables import leaves, schema
from timeline.projections.tables.bulk_insert import Row, insert_rows
from timeline.projections.tables.column_set import ColumnSet
from timeline.projections.tables.findings import checksum, rows_within
from timeline.projections.tables.leaves import Parts
from timeline.projections.tables.state import State, entries_within
from timeline.store import StoreError
from timeline.store.database import Database

Days = Mapping[tuple[date, str], tuple[int, int]]
"""By day of knowing and module: the first and the last position of a statement known on that day. See
``position_history``."""


@dataclass(slots=True)
class Batch:
    """Children by name with all that is derived from their facts; how many entries of each identifier were folded, and
    their days of knowing."""

    names: list[str] = field(default_factory=list)
    findings: list[Row] = field(default_factory=list)
    check_again: list[Row] = field(default_factory=list)
    read: list[tuple[str, int]] = field(default_factory=list)
    coverage: list[Row] = field(default_factory=list)
    stored: ColumnSet = leaves.NO_CHILDREN
    days: Days = field(default_factory=dict)

    @property
    def entries(self) -> int:
        """The number of folded entries."""
        return sum(entries for _, entries in self.read)


@dataclass(frozen=True, slots=True)
class Builder:
    """One build. ``token``: stored in the database, to notice that another builder has begun since."""

    database: Database
    token: str
    parts: Parts = field(default_factory=Parts)

    def begin(self) -> None:
        """Drop what another builder left, and create the tables for new rows."""
        with self.database.writing() as connection:
            schema.METADATA.drop_all(connection, tables=schema.WHILE_MADE)
            schema.METADATA.create_all(connection, tables=schema.WHILE_MADE, checkfirst=False)
            connection.execute(insert(schema.BUILDER), {"token": self.token})

    def add(self, batch: Batch) -> None:
        """Write a batch beside the tables."""
        with self.database.writing() as connection:
            self._go_on(connection)
            insert_rows(connection, schema.NEW_NAMES, [(name,) for name in batch.names])
            insert_rows(connection, schema.NEW_FINDINGS, batch.findings)
            insert_rows(connection, schema.NEW_CHECK_AGAIN, batch.check_again)
            insert_rows(connection, schema.NEW_READ, batch.read)
            insert_rows(connection, schema.NEW_COVERAGE, batch.coverage)
            self.parts.add(connection, schema.NEW_COLUMNS, batch.stored)

    def put_in_place(self, state: State, days: Days) -> State:
        """Replace the tables by the new ones. Their state."""
        with self.database.writing() as connection:
            self._go_on(connection)
            self.parts.end(connection, schema.NEW_COLUMNS)
            for part in self.parts.aside:
                leaves.put_among(connection, schema.NEW_COLUMNS, part, ())
            insert_rows(connection, schema.NEW_DAYS, _day_rows(days))
            schema.METADATA.drop_all(connection, tables=[*schema.LIVE, schema.STATE])
            if not inspect(connection).has_table(schema.ROWS.name):  # rows of an older format have no position
                schema.METADATA.drop_all(connection, tables=list(schema.NEW_ROWS))
            for table, new in schema.NEW.items():
                connection.exec_driver_sql(f"ALTER TABLE {new.name} RENAME TO {table.name}")
            return self._end(connection, state)

    def put_among(self, state: State, days: Days) -> State:
        """Replace the rows of the same children by the new ones. The state of the tables."""
        with self.database.writing() as connection:
            self._go_on(connection)
            names = select(schema.NEW_NAMES.c.child)
            for table in schema.OF_CHILDREN:
                connection.execute(delete(table).where(table.c.child.in_(names)))
            read = select(schema.NEW_READ.c.identifier)
            connection.execute(delete(schema.READ).where(schema.READ.c.identifier.in_(read)))
            for table in (*schema.OF_CHILDREN, schema.READ):
                connection.execute(insert(table).from_select(table.c.keys(), select(schema.NEW[table])))
            connection.execute(delete(schema.COVERAGE))
            columns = schema.COVERAGE.c.keys()
            connection.execute(insert(schema.COVERAGE).from_select(columns, select(schema.NEW_COVERAGE)))
            self._columns_among(connection)
            before = {(day, of): (first, last) for day, of, first, last in connection.execute(select(schema.DAYS))}
            connection.execute(delete(schema.DAYS))
            insert_rows(connection, schema.DAYS, _day_rows(together(before, days)))
            return self._end(connection, state)

    def _columns_among(self, connection: Connection) -> None:
        self.parts.end(connection, schema.NEW_COLUMNS)
        gone = set(connection.scalars(select(schema.NEW_NAMES.c.child)))
        parts = (
            leaves.read(connection, schema.NEW_COLUMNS, first)
            for first in leaves.first_names(connection, schema.NEW_COLUMNS)
        )
        for part in chain(parts, self.parts.aside):
            leaves.put_among(connection, schema.COLUMNS, part, ())
            gone.difference_update(part.names)
        leaves.put_among(connection, schema.COLUMNS, leaves.NO_CHILDREN, gone)

    def _go_on(self, connection: Connection) -> None:
        begun = inspect(connection).has_table(schema.BUILDER.name)
        if begun and connection.scalar(select(schema.BUILDER.c.token)) == self.token:
            return
        what = "another program has begun to make the projections in the meantime"
        raise StoreError(self.database.where, what, "Nothing was changed: wait until it has finished")

    def _end(self, connection: Connection, state: State) -> State:
        """Write the state of the tables. ``StoreError``, which rolls everything back, where an entry was not folded."""
        folded = entries_within(connection)
        if folded != state.position:
            what = f"{folded} entries were folded of {state.position}"
            raise StoreError(self.database.where, what, "Nothing was changed: run `timeline log verify`")
        schema.METADATA.drop_all(connection, tables=schema.WHILE_MADE)
        schema.METADATA.create_all(connection, tables=[schema.STATE])
        connection.execute(delete(schema.STATE))
        columns, findings = leaves.checksum(connection, schema.COLUMNS), checksum(rows_within(connection))
        made = replace(state, columns=columns, findings=findings)
        connection.execute(insert(schema.STATE), [{each.name: getattr(made, each.name) for each in schema.STATE.c}])
        return made


def together(one: Days, other: Days) -> Days:
    """The union of two, with the range of positions of each day and module."""
    found = dict(one)
    for known, (first, last) in other.items():
        before = found.get(known, (first, last))
        found[known] = (min(first, before[0]), max(last, before[1]))
    return found


def _day_rows(days: Days) -> list[Row]:
    return [(day.isoformat(), module, first, last) for (day, module), (first, last) in sorted(days.items())]
