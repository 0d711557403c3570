"""How much the log holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

import msgspec
from sqlalchemy import ColumnElement, Connection, func, select, text

from timeline.domain.attestations import LOG_STREAM
from timeline.domain.events import EVENTS, Event
from timeline.domain.statements import FactWithdrawn, Statement
from timeline.store.bodies import name_and_version, topic_of
from timeline.store.database import Database
from timeline.store.errors import NewerLogError, StoreError, UnreadableEntryError
from timeline.store.schema import ENTRIES, TRANSACTIONS

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts, positions and dates of a log (``None`` where it is empty), and its size in bytes with its indexes."""

    entries: int
    facts: int
    statements: int
    withdrawals: int
    children: int
    transactions: int
    first_position: int | None
    last_position: int | None
    first_recorded_at: datetime | None
    last_recorded_at: datetime | None
    first_known_on: date | None
    last_known_on: date | None
    size: int


class _NewerStatementError(Exception):
    """A newer version of this program wrote the statement at this position."""

    def __init__(self, position: int) -> None:
        super().__init__(f"position {position}")


class _Dated(msgspec.Struct):
    known_on: date


def count(database: Database) -> Stats:
    """What the log holds now. ``StoreError``."""
    return _read(database, lambda connection: _counted(connection, database))


def holds_any(database: Database, kind: type[Event], until: int) -> bool:
    """Whether there is an event of exactly this kind up to a position. Reads the log up to the first one."""
    query = select(ENTRIES.c.position).where(ENTRIES.c.name == topic_of(kind), ENTRIES.c.position <= until)
    first = query.order_by(ENTRIES.c.position).limit(1)
    return _read(database, lambda connection: connection.execute(first).first() is not None)


def last_known_on(database: Database, *, after: int, until: int) -> date | None:
    """The last day on which anything became known of a child, by statements at ``after < position <= until``."""
    position = ENTRIES.c.position
    return _read(database, lambda connection: _known(connection, position > after, position <= until)[1])


def _counted(connection: Connection, database: Database) -> Stats:
    kinds = _kinds(connection)
    position, recorded_at = ENTRIES.c.position, TRANSACTIONS.c.recorded_at
    first, last, children = connection.execute(
        select(
            func.min(position),
            func.max(position),
            func.count(ENTRIES.c.stream.distinct()).filter(ENTRIES.c.stream != LOG_STREAM),
        )
    ).one()
    transactions, began, ended = connection.execute(
        select(func.count(), func.min(recorded_at), func.max(recorded_at)).select_from(TRANSACTIONS)
    ).one()
    first_known, last_known = _known(connection)
    return Stats(
        entries=sum(kinds.values()),
        facts=sum(number for name, number in kinds.items() if name in EVENTS),
        statements=kinds.get(Statement.name, 0),
        withdrawals=kinds.get(FactWithdrawn.name, 0),
        children=children,
        transactions=transactions,
        first_position=first,
        last_position=last,
        first_recorded_at=datetime.fromisoformat(began) if began else None,
        last_recorded_at=datetime.fromisoformat(ended) if ended else None,
        first_known_on=first_known,
        last_known_on=last_known,
        size=_size(connection, database),
    )


def _kinds(connection: Connection) -> dict[str, int]:
    kinds: dict[str, int] = {}
    for topic, number in connection.execute(select(ENTRIES.c.name, func.count()).group_by(ENTRIES.c.name)):
        name, _ = name_and_version(topic)
        kinds[name] = kinds.get(name, 0) + number
    return kinds


def _read(database: Database, reading: Callable[[Connection], T]) -> T:
    try:
        with database.reading() as connection:
            return reading(connection)
    except _NewerStatementError as error:
        raise NewerLogError(f"{database.where}, {error}", Statement.name, None) from None
    except (UnreadableEntryError, msgspec.DecodeError, TypeError, ValueError):
        raise StoreError(database.where, "an entry cannot be read", "Run `timeline log verify`") from None


def _known(connection: Connection, *among: ColumnElement[bool]) -> tuple[date | None, date | None]:
    """The first and the last day of knowing of any statement. Only that field of a statement is decoded."""
    read, present = msgspec.json.Decoder(_Dated).decode, topic_of(Statement)
    is_statement = (ENTRIES.c.name == Statement.name) | ENTRIES.c.name.startswith(f"{Statement.name}.v")
    query = select(ENTRIES.c.position, ENTRIES.c.name, ENTRIES.c.body).where(is_statement, *among)
    days = set()
    for position, name, body in connection.execute(query):
        if name != present and name_and_version(name)[1] > Statement.version:
            raise _NewerStatementError(position)
        days.add(read(body).known_on)
    return min(days, default=None), max(days, default=None)


def _size(connection: Connection, database: Database) -> int:
    if database.is_sqlite:
        query = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
    else:
        query = "SELECT pg_total_relation_size('entries') + pg_total_relation_size('transactions')"
    return int(connection.execute(text(query)).scalar_one())
