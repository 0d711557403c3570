"""Opens a log, or creates it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from timeline.lazy import lazy
from timeline.store.bodies import EntryReader
from timeline.store.clock import Clock, utc_now
from timeline.store.database import Database
from timeline.store.errors import StoreAbsentError, StoreError
from timeline.store.heads import is_log
from timeline.store.log import CaseLog

if TYPE_CHECKING:
    from timeline.store import schema
else:
    schema = lazy("timeline.store.schema")


def open_log(location: str | Path, *, create: bool = True, clock: Clock = utc_now) -> CaseLog:
    """Open the log at a path or an SQLAlchemy URL (SQLite or PostgreSQL), and create it where there is none.

    ``create=False``: a missing log is a ``StoreAbsentError``, so that no question is answered from a new empty log.
    ``clock``: returns the present instant, with its time zone. ``StoreError`` where it cannot be used.
    """
    database = Database(location)
    try:
        _prepare(database, create=create)
    except OSError as error:
        database.close()
        what = f"it cannot be used ({error.strerror or 'the system refused it'})"
        raise StoreError(database.where, what, "Check its name, its path and its permissions") from None
    except BaseException:
        database.close()
        raise
    return CaseLog(database, entries=EntryReader(), clock=clock)


def _prepare(database: Database, *, create: bool) -> None:
    if not create and database.path is not None and not database.path.exists():
        raise StoreAbsentError(database.where)
    database.refuse_torn()
    if database.path is not None and database.path.exists() and _is_readable_log(database):
        return
    with database.reading() as connection:
        if schema.is_present(connection, database.where):
            return
    if not create:
        raise StoreAbsentError(database.where)
    database.keep_readers_and_writers_apart()
    with database.writing() as connection:
        if not schema.is_present(connection, database.where):  # another program may have created it meanwhile
            schema.create(connection)


def _is_readable_log(database: Database) -> bool:
    """Whether it is a log of this format, by one query. If not, ``schema`` finds the reason."""
    try:
        with database.asking() as ask:
            return is_log(ask)
    except StoreError:
        return False
