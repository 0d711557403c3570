"""Faults between the statements that the store asks of its database, on every store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy import Engine, event
from sqlalchemy.engine import default

from tests.faults.power import UNSYNCED
from tests.faults.steps import Counter, Kind, end_here, stop_here


def install(counter: Counter) -> None:
    """Kill or stop this process, or cut it off, before or after a statement or a commit."""
    strike = _STRIKES.get(counter.fault.kind, lambda _: end_here())

    def step(connection: Any) -> None:
        if counter.strikes():
            strike(connection)

    def executing(_connection: object, cursor: Any, *_: object) -> None:
        step(cursor.connection)

    event.listen(Engine, "before_cursor_execute", executing)
    event.listen(Engine, "after_cursor_execute", executing)
    psycopg.Cursor.copy = _copying(step, psycopg.Cursor.copy)  # type: ignore[method-assign]
    default.DefaultDialect.do_commit = _between(step, default.DefaultDialect.do_commit)  # type: ignore[method-assign]


def _between(step: Callable[[Any], None], commit: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    def committing(dialect: Any, connection: Any) -> None:
        step(connection)
        commit(dialect, connection)
        step(connection)

    return committing


def _copying(step: Callable[[Any], None], copy: Callable[..., Any]) -> Callable[..., Any]:
    """A page that is copied to PostgreSQL is no statement of SQLAlchemy's, and the driver's own."""

    @contextmanager
    def copied(cursor: Any, *arguments: Any, **options: Any) -> Iterator[Any]:
        step(cursor.connection)
        with copy(cursor, *arguments, **options) as page:
            yield page
        step(cursor.connection)

    return copied


def _cut_off(connection: Any) -> None:
    """What an administrator does who stops a server."""
    info = getattr(connection, "dbapi_connection", connection).info
    with psycopg.connect(info.dsn, password=info.password or None, autocommit=True) as administrator:
        administrator.execute("SELECT pg_terminate_backend(%s, 5000)", (info.backend_pid,))


_STRIKES: dict[Kind, Callable[[Any], object]] = {
    Kind.STOPPED: lambda _: stop_here(),
    Kind.CUT: _cut_off,
    Kind.POWER: lambda _: UNSYNCED.cut(),
}
