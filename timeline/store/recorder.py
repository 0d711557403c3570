"""Appends entries and reads them back, behind eventsourcing's recorder interface.

A position is the library's notification id: gapless from 1, assigned in the appending transaction under a lock, so
that transactions commit in the order of their positions and a reader that tails the log misses nothing. The library's
own recorders keep neither record time nor hash; this one passes the library's contract tests.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from threading import Event
from typing import Any
from uuid import UUID

from eventsourcing.persistence import (
    AggregateRecorder,
    ApplicationRecorder,
    Notification,
    StoredEvent,
    Subscription,
)
from sqlalchemy import Connection, Select, insert, select

from timeline.store.chain import GENESIS, Link, Page, Row, transaction_hash
from timeline.store.clock import Clock, instant, utc_now
from timeline.store.database import Database
from timeline.store.schema import ENTRIES, TRANSACTIONS

_POLL_SECONDS = 0.1
_PAGE = 500
_ROWS_A_PAGE = 5_000
_COLUMNS = (ENTRIES.c.stream, ENTRIES.c.version, ENTRIES.c.name, ENTRIES.c.body, ENTRIES.c.fact_id)

_ROW_COLUMNS = ", ".join(Row._fields)
_INSERT = f"INSERT INTO {ENTRIES.name} ({_ROW_COLUMNS}) VALUES ({', '.join('?' * len(Row._fields))})"
_COPY = f"COPY {ENTRIES.name} ({_ROW_COLUMNS}) FROM STDIN (FORMAT BINARY)"
_TYPES = ("int8", "text", "int4", "text", "bytea", "bytea")


@dataclass(frozen=True)
class StoredEntry(StoredEvent):
    """A stored event with the content-addressed identity of its entry."""

    fact_id: UUID


class Rows(Sequence[StoredEvent]):
    """Stored events that produce their rows directly, without a ``StoredEvent`` for each."""

    @abstractmethod
    def rows(self, first_position: int) -> Iterator[Row]:
        """The row of each event, numbered from this position, built when it is read."""


@dataclass(frozen=True)
class StoredNotification(Notification):
    """A notification with the content-addressed identity of its entry."""

    fact_id: UUID


def last_link(connection: Connection) -> Link | None:
    """The latest transaction; ``None`` for an empty log."""
    row = connection.execute(select(TRANSACTIONS).order_by(TRANSACTIONS.c.number.desc()).limit(1)).first()
    return Link(*row) if row else None


class LogAggregateRecorder(AggregateRecorder):
    """Appends to streams and reads them back."""

    def __init__(self, database: Database, clock: Clock = utc_now) -> None:
        self._database = database
        self._clock = clock

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int] | None:
        """Append in one transaction, all or nothing. ``IntegrityError`` where a version is taken, ``StoreError``."""
        self._append(stored_events, **kwargs)
        return None

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        """A stream's events with ``gt < version <= lte``, ascending by version or, with ``desc``, descending."""
        version = ENTRIES.c.version
        query = select(*_COLUMNS).where(ENTRIES.c.stream == str(originator_id))
        if gt is not None:
            query = query.where(version > gt)
        if lte is not None:
            query = query.where(version <= lte)
        query = query.order_by(version.desc() if desc else version).limit(limit)
        with self._database.reading() as connection:
            return [_stored_event(*row) for row in connection.execute(query)]

    def _append(self, stored_events: Sequence[StoredEvent], *, not_before: datetime | None = None) -> Sequence[int]:
        if not stored_events:
            return []
        with self._database.writing() as connection:
            before = last_link(connection)
            link = _link(before, len(stored_events), self._recorded_at(before, not_before))
            rows = _rows(stored_events, link.first_position)
            # Inserted and hashed page by page: an import of millions of entries is never in memory twice.
            link = link._replace(hash=transaction_hash(link, _inserted(connection, rows)))
            connection.execute(insert(TRANSACTIONS), link._asdict())
        return range(link.first_position, link.last_position + 1)

    def _recorded_at(self, before: Link | None, not_before: datetime | None) -> str:
        """The present instant, but never before the last transaction, even if the clock stepped back."""
        at = instant(self._clock)
        printed = max(at, not_before or at).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        return max(printed, before.recorded_at) if before else printed


def _link(before: Link | None, entries: int, recorded_at: str) -> Link:
    """The next transaction, of ``entries`` entries, still without its hash."""
    position = before.last_position if before else 0
    return Link(
        number=before.number + 1 if before else 1,
        first_position=position + 1,
        last_position=position + entries,
        recorded_at=recorded_at,
        previous_hash=before.hash if before else GENESIS,
        hash=b"",
    )


class LogRecorder(LogAggregateRecorder, ApplicationRecorder):
    """Appends to streams and reads the whole log in the order of positions."""

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int] | None:
        """Append in one transaction, all or nothing; the positions. ``not_before``: the earliest instant that may be
        its ``recorded_at``. ``IntegrityError`` where a version is taken, ``StoreError``."""
        return list(self._append(stored_events, **kwargs))

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        """The entries from ``start`` (left out unless ``inclusive_of_start``) to ``stop`` inclusive, at most ``limit``,
        of these topics if any are given."""
        query = _from(start, inclusive_of_start=inclusive_of_start)
        if stop is not None:
            query = query.where(ENTRIES.c.position <= stop)
        if topics:
            query = query.where(ENTRIES.c.name.in_(topics))
        with self._database.reading() as connection:
            return [_notification(*row) for row in connection.execute(query.limit(limit))]

    def max_notification_id(self) -> int | None:
        """The head of the log, ``None`` while it is empty."""
        with self._database.reading() as connection:
            link = last_link(connection)
        return link.last_position if link else None

    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> Subscription[ApplicationRecorder]:
        """Every entry after position ``gt``, and new ones as they come, until it is stopped."""
        return PollingSubscription(self, gt=gt, topics=topics)


class PollingSubscription(Subscription[ApplicationRecorder]):
    """Polls for new entries ten times a second, which also finds what other programs append."""

    def __init__(self, recorder: LogRecorder, gt: int | None, topics: Sequence[str]) -> None:
        super().__init__(recorder, gt=gt, topics=topics)
        self._seen = gt or 0
        self._page: list[Notification] = []
        self._stopped = Event()

    def stop(self) -> None:
        """End the iteration, from any thread."""
        super().stop()
        self._stopped.set()

    def __next__(self) -> Notification:
        """The next entry; waits for it. ``StopIteration`` when stopped."""
        while not self._stopped.is_set():
            if not self._page:
                self._page = self._pull()
            if self._page:
                return self._page.pop()
            self._stopped.wait(_POLL_SECONDS)
        raise StopIteration

    def _pull(self) -> list[Notification]:
        page = self._recorder.select_notifications(self._seen, _PAGE, topics=self._topics, inclusive_of_start=False)
        if page:
            self._seen = page[-1].id
        return list(reversed(page))


def _inserted(connection: Connection, rows: Iterator[Row]) -> Iterator[Page]:
    """Insert the rows; yields each page after it is inserted."""
    while page := list(islice(rows, _ROWS_A_PAGE)):
        _insert_page(connection, page)
        yield page


def _rows(stored_events: Sequence[StoredEvent], first_position: int) -> Iterator[Row]:
    if isinstance(stored_events, Rows):
        return stored_events.rows(first_position)
    return (_row(position, stored) for position, stored in enumerate(stored_events, first_position))


def _row(position: int, stored: StoredEvent) -> Row:
    identity = stored.fact_id.bytes if isinstance(stored, StoredEntry) else None
    return Row(
        position, str(stored.originator_id), stored.originator_version, stored.topic, bytes(stored.state), identity
    )


def _from(start: int | None, *, inclusive_of_start: bool) -> Select[Any]:
    query = select(ENTRIES.c.position, *_COLUMNS).order_by(ENTRIES.c.position)
    if start is None:
        return query
    return query.where(ENTRIES.c.position >= start if inclusive_of_start else ENTRIES.c.position > start)


def _stored_event(stream: str, version: int, name: str, body: bytes, identity: bytes | None) -> StoredEvent:
    if identity is None:
        return StoredEvent(stream, version, name, body)
    return StoredEntry(stream, version, name, body, UUID(bytes=identity))


def _notification(
    position: int, stream: str, version: int, name: str, body: bytes, identity: bytes | None
) -> Notification:
    if identity is None:
        return Notification(stream, version, name, body, position)
    return StoredNotification(stream, version, name, body, position, UUID(bytes=identity))


def _insert_page(connection: Connection, page: Sequence[Row]) -> None:
    """Insert a page of entries in the open transaction. The driver's own errors are translated by ``Database``."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(_INSERT, list(page))
    else:
        _copy(connection.connection.driver_connection, page)


def _copy(driver: Any, page: Sequence[Row]) -> None:
    """By PostgreSQL's COPY: an INSERT of a page takes many times as long."""
    with driver.cursor() as cursor, cursor.copy(_COPY) as copy:
        copy.set_types(_TYPES)
        for row in page:
            copy.write_row(row)
