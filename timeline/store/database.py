"""SQLite and PostgreSQL: opening, reading transactions, writing transactions, copying."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from pathlib import Path
from threading import RLock
from time import monotonic, sleep
from typing import Any

import sqlalchemy as sa
from eventsourcing.persistence import IntegrityError
from sqlalchemy import URL, Connection, Engine, StaticPool, event

from timeline.store.errors import StoreError
from timeline.store.meanings import RESTORE, explained
from timeline.store.sqlite_file import is_torn

# The driver logs what it meets by itself; where a program has set up no logging, that would end up on stderr.
logging.getLogger("psycopg").addHandler(logging.NullHandler())

_BUSY_SECONDS = 30
_POLL_SECONDS = 0.02
_CACHE_KIB = 128 * 1024
_PASSING_KIB = 2 * 1024
_DRIVERS = {
    "sqlite": "sqlite+pysqlite",
    "sqlite+pysqlite": "sqlite+pysqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}


class Database:
    """One store. ``where`` names it in errors: the path, or the URL without its password and options."""

    def __init__(self, location: str | Path) -> None:
        url = _url(location)
        self.where = _label(url)
        self.path = _path(url)
        self._url = url
        self.in_memory = url.get_backend_name() == "sqlite" and url.database in _IN_MEMORY
        # One connection is the whole of a database in memory: whoever uses it must be alone with it. On a file, the
        # store's own lock is what counts; this one only spares the threads of one program the polling for it.
        self._write_lock = RLock()
        self._read_lock: AbstractContextManager[object] = self._write_lock if self.in_memory else nullcontext()
        self._engine = _engine(url, self.where, in_memory=self.in_memory)
        self._closed = False
        event.listen(self._engine, "checkin", self._let_go)
        self._writer = self._engine.execution_options(timeline_writes=True)
        if not self.is_sqlite:  # whoever waited for its turn must see what the one before it left
            self._writer = self._writer.execution_options(isolation_level="READ COMMITTED")

    @property
    def location(self) -> str | None:
        """Where another process of this program can open it, its password included: never to be shown. ``None`` for
        one in memory."""
        if self.in_memory:
            return None
        return str(self.path) if self.path else self._url.render_as_string(hide_password=False)

    @property
    def is_sqlite(self) -> bool:
        """Whether it is SQLite, else PostgreSQL."""
        return self._engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that reads. On SQLite it sees one state of the database. ``StoreError``."""
        with self._read_lock, self._translated(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def reading_through(self) -> Iterator[Connection]:
        """The same for much that is read once. SQLite keeps hardly any of it: finding room for what it keeps takes ten
        times as long as reading it."""
        with self.reading() as connection:
            if self.is_sqlite:
                connection.exec_driver_sql(f"PRAGMA cache_size = -{_PASSING_KIB}")
            yield connection
            if self.is_sqlite:
                connection.exec_driver_sql(f"PRAGMA cache_size = -{_CACHE_KIB}")

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes, alone: no other begins before it is over, so commits come in the order of
        positions. eventsourcing's ``IntegrityError`` for a conflict, ``StoreError`` for anything else."""
        with self._write_lock, self._translated(), self._writer.begin() as connection:
            if not self.is_sqlite:
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext('timeline' || current_schema()))")
            yield connection

    def refuse_torn(self) -> None:
        """``StoreError`` where an SQLite file has lost its end, as one has that was copied in part: SQLite finds a page
        that is missing, but reads one that is there in part as if the rest of it were blank."""
        if self.path is not None and is_torn(self.path):
            raise StoreError(self.where, "the file has lost its end", RESTORE)

    def keep_readers_and_writers_apart(self) -> None:
        """Let an SQLite file be read while it is written to (a write-ahead log beside the file while it is in use)."""
        if not self.is_sqlite or self.in_memory:
            return
        with closing(self._engine.raw_connection()) as connection:
            _wait_for_others(lambda: connection.cursor().execute("PRAGMA journal_mode = WAL"), self.where)

    def copy_to(self, path: Path) -> None:
        """Copy an SQLite database, as it stands at one moment, to an empty file. It needs no other file beside it, not
        even while it is read: so it can be asked where nothing may be written. ``StoreError``."""
        if not self.is_sqlite:
            raise StoreError(self.where, "a log on a server is not copied to a file", "Use pg_dump, as the how-to says")
        with self._read_lock, closing(self._engine.raw_connection()) as connection:
            try:
                connection.cursor().execute("VACUUM INTO ?", (str(path),))  # refused inside a transaction
            except sqlite3.Error as error:
                raise explained(error, str(path)) from None

    def close(self) -> None:
        """Close every connection."""
        with self._read_lock:  # nobody may be using the one connection of a database in memory
            self._closed = True
            self._engine.dispose()

    def _let_go(self, _connection: object, record: Any) -> None:
        """What another thread was still using while the database was closed is closed as it comes back."""
        if self._closed:
            record.invalidate()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        # The database's own words may hold the values of a row: none of them is passed on. Where the driver was asked
        # directly, the errors are its own.
        driver = self._engine.dialect.loaded_dbapi
        try:
            yield
        except (sa.exc.IntegrityError, driver.IntegrityError):
            raise IntegrityError("another transaction has stored this version of the stream") from None
        except (sa.exc.SQLAlchemyError, driver.Error) as error:
            raise explained(error, self.where) from None


def _url(location: str | Path) -> URL:
    text = str(location)
    if not text:  # an unset variable must not mean a database in memory, gone at the end
        raise StoreError("the store", "it has no name", _EXAMPLES)
    if "://" not in text:
        return URL.create("sqlite+pysqlite", database=text)
    try:
        url = sa.make_url(text)
    except (sa.exc.ArgumentError, ValueError):
        raise StoreError("the store", "its URL cannot be read", _EXAMPLES) from None
    if url.drivername not in _DRIVERS:
        raise StoreError(_label(url), "a log is kept in SQLite or in PostgreSQL only", _EXAMPLES)
    return url.set(drivername=_DRIVERS[url.drivername])


def store_file(location: str | Path) -> Path | None:
    """The SQLite file that a path or a URL names; ``None`` where it is a server or in memory. Nothing is opened."""
    return _path(_url(location))


_IN_MEMORY = (None, "", ":memory:")
_EXAMPLES = "Write a path, sqlite:///timeline.db, or postgresql://user@host/database"


def _path(url: URL) -> Path | None:
    database = url.database or ""
    if url.get_backend_name() != "sqlite" or database in _IN_MEMORY or database.startswith("file:"):
        return None
    return Path(database)


def _label(url: URL) -> str:
    path = _path(url)
    return str(path) if path else url.set(query={}).render_as_string(hide_password=True)


def _engine(url: URL, where: str, *, in_memory: bool) -> Engine:
    options: dict[str, Any] = {"hide_parameters": True}
    if in_memory:
        options |= {"poolclass": StaticPool, "connect_args": {"check_same_thread": False}}
    try:
        engine = sa.create_engine(url, **options)
    except ModuleNotFoundError:
        raise StoreError(where, "the PostgreSQL driver is not installed", "Install timeline[postgres]") from None
    if engine.dialect.name == "sqlite":
        event.listen(engine, "do_connect", _connect_sqlite)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _connect_sqlite(dialect: Any, _record: object, arguments: Any, options: Any) -> Any:
    """With room for the indexes of a large log: identities are in no order, so that every page of theirs is written to
    again and again. It is taken as it is needed."""
    connection = dialect.connect(*arguments, **options)
    try:
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver would begin transactions late, and never a writing one
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_SECONDS * 1000}")
    # What is committed is on the disk: some builds of SQLite are content with less, and lose it with the power.
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA fullfsync = ON")


def _wait_for_others(change: Callable[[], object], where: str) -> None:
    """Change how SQLite writes, outside a transaction. It does not wait by itself for others who have the file open."""
    deadline = monotonic() + _BUSY_SECONDS
    while True:
        try:
            change()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or monotonic() > deadline:
                raise explained(error, where) from None
            sleep(_POLL_SECONDS)
        except sqlite3.Error as error:
            raise explained(error, where) from None
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("timeline_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
