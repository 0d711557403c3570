"""Builds rows for people on demand from the stored columns, and replaces the earlier rows in one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import Connection, insert, inspect, select

from timeline.projections.tables import schema
from timeline.projections.tables.bulk_insert import insert_rows
from timeline.projections.tables.column_set import CHILD
from timeline.projections.tables.columns import leaves_of
from timeline.projections.tables.rows import positions_of, rows_of_children, rows_of_spells
from timeline.projections.tables.state import refuse_changed, usable
from timeline.store import CaseLog
from timeline.store.database import Database
from timeline.store.schema import ENTRIES

Progress = Callable[[int, int], object]
"""Called with how many children have their rows, and how many there are."""

_POSITIONS_AT_ONCE = 500
_CHILDREN_AT_ONCE = 1_000
_INDEX = "projection_spells_of_a_child"


@dataclass(frozen=True, slots=True)
class RowsMade:
    """The position of the log that the rows are about, and the checksum of the columns they were built from."""

    position: int
    columns: int


def rows_made(database: Database) -> RowsMade | None:
    """The position and checksum recorded with the rows; ``None`` where there are no rows."""
    with database.reading() as connection:
        if not inspect(connection).has_table(schema.ROWS.name):
            return None
        return RowsMade(*connection.execute(select(schema.ROWS.c.position, schema.ROWS.c.columns)).one())


def make_rows(log: CaseLog, progress: Progress | None = None) -> RowsMade:
    """Build the rows of all that is stored. The earlier rows stay until the new ones are complete. ``StoreError`` where
    there are no usable projections, or they are rebuilt meanwhile."""
    state = usable(log)
    made = RowsMade(state.position, state.columns)
    if rows_made(log.database) == made:
        return made
    with log.database.writing() as connection:
        schema.METADATA.drop_all(connection, tables=list(schema.NEW_ROWS.values()))
        schema.METADATA.create_all(connection, tables=list(schema.NEW_ROWS.values()), checkfirst=False)
    _fill(log, progress)
    refuse_changed(log, state)
    with log.database.writing() as connection:
        _put_in_place(connection, made)
    return made


def drop_rows(database: Database) -> None:
    """Drop the rows for people."""
    with database.writing() as connection:
        schema.METADATA.drop_all(connection, tables=[*schema.FOR_PEOPLE, *schema.NEW_ROWS.values()])


def _fill(log: CaseLog, progress: Progress | None) -> None:
    kinds = _kinds(log.database)
    with log.database.reading() as connection:
        columns = schema.COLUMNS.c
        total = sum(connection.scalars(select(columns.size).where(columns.kind == CHILD)))
    done = 0
    for part in leaves_of(log.database, kinds, _CHILDREN_AT_ONCE):
        identities = _identities(log.database, positions_of(part))
        with log.database.writing() as connection:
            insert_rows(connection, schema.NEW_SPELLS, list(rows_of_spells(part, identities)))
            insert_rows(connection, schema.NEW_CHILDREN, list(rows_of_children(part)))
        done += len(part)
        if progress is not None:
            progress(done, total)


def _put_in_place(connection: Connection, made: RowsMade) -> None:
    schema.METADATA.drop_all(connection, tables=list(schema.FOR_PEOPLE))
    for table, new in schema.NEW_ROWS.items():
        connection.exec_driver_sql(f"ALTER TABLE {new.name} RENAME TO {table.name}")
    spells = schema.SPELLS
    connection.exec_driver_sql(f"CREATE INDEX {_INDEX} ON {spells.name} ({spells.c.child.name}, {spells.c.kind.name})")
    schema.METADATA.create_all(connection, tables=[schema.ROWS], checkfirst=False)
    connection.execute(insert(schema.ROWS), {"position": made.position, "columns": made.columns})


def _kinds(database: Database) -> list[str]:
    with database.reading() as connection:
        return list(connection.scalars(select(schema.COLUMNS.c.kind).distinct()))


def _identities(database: Database, positions: Sequence[int]) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    waiting = iter(positions)
    with database.reading() as connection:
        while page := list(islice(waiting, _POSITIONS_AT_ONCE)):
            query = select(ENTRIES.c.position, ENTRIES.c.fact_id).where(ENTRIES.c.position.in_(page))
            found.update((position, identity) for position, identity in connection.execute(query))
    return found
