"""SQLite and PostgreSQL: opening, reading transactions, writing transactions, copying."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from pathlib import Path
from threading import RLock
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

from timeline.lazy import lazy
from timeline.store.error_messages import RESTORE, explained
from timeline.store.errors import StoreError
from timeline.store.places import IN_MEMORY, label, plain_path, store_file, url_of
from timeline.store.sqlite_file import is_torn

if TYPE_CHECKING:
    import sqlalchemy as sa
    from eventsourcing import persistence
    from sqlalchemy import URL, Connection, Engine
else:
    sa, persistence = lazy("sqlalchemy"), lazy("eventsourcing.persistence")

Ask = Callable[[str, Mapping[str, Any]], Sequence[Sequence[Any]]]
"""Runs a query in plain SQL, with parameters named ``:name``, and returns the rows."""

_BUSY_SECONDS = 30
_POLL_SECONDS = 0.02
_CACHE_KIB = 128 * 1024
_PASSING_KIB = 2 * 1024


class Database:
    """One store. ``where`` names it in errors: the path, or the URL without its password and options.

    Plain SQL on an SQLite file runs on Python's own driver (``asking``); SQLAlchemy is imported for everything else.
    """

    def __init__(self, location: str | Path) -> None:
        plain = plain_path(str(location))
        self._url = None if plain is not None else url_of(location)
        self.path = Path(plain) if plain is not None else store_file(location)
        self.where = str(self.path) if self._url is None else label(self._url)
        self.is_sqlite = self._url is None or self._url.get_backend_name() == "sqlite"
        self.in_memory = self._url is not None and self.is_sqlite and self._url.database in IN_MEMORY
        # A database in memory is one connection, used by one thread at a time. For a file the database's own lock
        # counts; this one only saves the threads of one program from polling for it.
        self._write_lock = RLock()
        self._read_lock: AbstractContextManager[object] = self._write_lock if self.in_memory else nullcontext()
        self._asking_lock = RLock()
        self._asked: sqlite3.Connection | None = None
        self._made: Engine | None = None if self.path is not None else self._new_engine()
        self._closed = False

    @property
    def location(self) -> str | None:
        """The path or URL, with its password, for another process of this program; never to be shown. ``None`` for a
        database in memory."""
        if self.in_memory:
            return None
        return str(self.path) if self._url is None else self._url.render_as_string(hide_password=False)

    @property
    def _engine(self) -> Engine:
        with self._asking_lock:
            if self._made is None:
                self._made = self._new_engine()
            return self._made

    def _new_engine(self) -> Engine:
        url = sa.URL.create("sqlite+pysqlite", database=str(self.path)) if self._url is None else self._url
        engine = _engine(url, self.where, in_memory=self.in_memory)
        sa.event.listen(engine, "checkin", self._let_go)
        return engine

    @property
    def _writer(self) -> Engine:
        writer = self._engine.execution_options(timeline_writes=True)
        # On a server, a transaction that waited for the lock must see what the one before it committed.
        return writer if self.is_sqlite else writer.execution_options(isolation_level="READ COMMITTED")

    @contextmanager
    def asking(self) -> Iterator[Ask]:
        """A read transaction for plain SQL. On SQLite it sees one state of the database. The cache for an SQLite file
        is small: allocating memory for what is read once takes ten times as long as reading it. ``StoreError``."""
        if self.path is None:
            with self.reading() as connection:
                yield lambda question, values: connection.execute(sa.text(question), values).all()
            return
        with self._asking_lock:
            try:
                yield from self._asking_driver()
            except sqlite3.Error as error:
                raise explained(error, self.where) from None
            finally:
                if self._closed:
                    self._close_driver()

    def _asking_driver(self) -> Iterator[Ask]:
        driver = self._driver()
        driver.execute("BEGIN")
        try:
            yield lambda question, values: driver.execute(question, values).fetchall()
        finally:
            driver.rollback()

    def has_table(self, ask: Ask, name: str) -> bool:
        """Whether there is a table of this name."""
        if self.is_sqlite:
            return bool(ask("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = :name", {"name": name}))
        ((found,),) = ask("SELECT to_regclass(:name) IS NOT NULL", {"name": name})
        return bool(found)

    def _driver(self) -> sqlite3.Connection:
        if self._asked is None:
            made = sqlite3.connect(str(Path(str(self.path)).absolute()), check_same_thread=False)
            try:
                _prepare_sqlite(made, None)
                made.execute(f"PRAGMA cache_size = -{_PASSING_KIB}")
            except BaseException:
                made.close()
                raise
            self._asked = made
        return self._asked

    def _close_driver(self) -> None:
        if self._asked is not None:
            self._asked.close()
            self._asked = None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A read transaction. On SQLite it sees one state of the database. ``StoreError``."""
        with self._read_lock, self._translated(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A write transaction. No other begins before it ends, so commits are in the order of positions.
        eventsourcing's ``IntegrityError`` for a conflict, ``StoreError`` for anything else."""
        with self._write_lock, self._translated(), self._writer.begin() as connection:
            if not self.is_sqlite:
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext('timeline' || current_schema()))")
            yield connection

    def refuse_torn(self) -> None:
        """``StoreError`` where an SQLite file ends within a page, as an incomplete copy does: SQLite notices a missing
        page, but reads the missing part of a page as zeros."""
        if self.path is not None and is_torn(self.path):
            raise StoreError(self.where, "the file has lost its end", RESTORE)

    def keep_readers_and_writers_apart(self) -> None:
        """Allow an SQLite file to be read while it is written (with a write-ahead log beside the file)."""
        if not self.is_sqlite or self.in_memory:
            return
        with closing(self._engine.raw_connection()) as connection:
            _wait_for_others(lambda: connection.cursor().execute("PRAGMA journal_mode = WAL"), self.where)

    def copy_to(self, path: Path) -> None:
        """Copy an SQLite database, as it is at one moment, to an empty file. The copy needs no other file beside it, so
        it can be read in a folder that is read only. ``StoreError``."""
        if not self.is_sqlite:
            raise StoreError(
                self.where, "a log on a server is not copied to a file", "Use pg_dump, as the how-to shows"
            )
        with self._read_lock, closing(self._engine.raw_connection()) as connection:
            try:
                connection.cursor().execute("VACUUM INTO ?", (str(path),))  # refused inside a transaction
            except sqlite3.Error as error:
                raise explained(error, str(path)) from None

    def close(self) -> None:
        """Close every connection."""
        with self._read_lock:  # no thread may be using the one connection of a database in memory
            self._closed = True
            with self._asking_lock:
                self._close_driver()
                if self._made is not None:
                    self._made.dispose()

    def _let_go(self, _connection: object, record: Any) -> None:
        """Close a connection that another thread returns after the database was closed."""
        if self._closed:
            record.invalidate()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        # The database's error texts may hold values of a row, so none is passed on. ``exec_driver_sql`` and COPY raise
        # the driver's own errors.
        driver = self._engine.dialect.loaded_dbapi
        try:
            yield
        except (sa.exc.IntegrityError, driver.IntegrityError):
            raise persistence.IntegrityError("another transaction has stored this version of the stream") from None
        except (sa.exc.SQLAlchemyError, driver.Error) as error:
            raise explained(error, self.where) from None


def _engine(url: URL, where: str, *, in_memory: bool) -> Engine:
    options: dict[str, Any] = {"hide_parameters": True}
    if in_memory:
        options |= {"poolclass": sa.StaticPool, "connect_args": {"check_same_thread": False}}
    try:
        engine = sa.create_engine(url, **options)
    except ModuleNotFoundError:
        raise StoreError(where, "the PostgreSQL driver is not installed", "Install timeline[postgres]") from None
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "do_connect", _connect_sqlite)
        sa.event.listen(engine, "connect", _prepare_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
    else:  # without a handler the driver's log messages would go to stderr
        import logging

        logging.getLogger("psycopg").addHandler(logging.NullHandler())
    return engine


def _connect_sqlite(dialect: Any, _record: object, arguments: Any, options: Any) -> Any:
    """Open a connection with a cache for the indexes of a large log: identities come in no order, so that every page of
    their index is written to repeatedly. The memory is allocated as it is needed."""
    connection = dialect.connect(*arguments, **options)
    try:
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver would begin transactions late, and never a write transaction
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_SECONDS * 1000}")
    # A commit waits for the disk: some builds of SQLite do not by default, and lose commits in a power cut.
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA fullfsync = ON")


def _wait_for_others(change: Callable[[], object], where: str) -> None:
    """Run a change of SQLite's journal mode until no other connection blocks it; SQLite itself does not wait here."""
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
