"""How a page of entries gets into its table: as the store is quickest with, in the transaction that is open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from timeline.store.chain import Row
from timeline.store.schema import ENTRIES

_NAMES = ", ".join(Row._fields)
_INSERT = f"INSERT INTO {ENTRIES.name} ({_NAMES}) VALUES ({', '.join('?' * len(Row._fields))})"
_COPY = f"COPY {ENTRIES.name} ({_NAMES}) FROM STDIN (FORMAT BINARY)"
_TYPES = ("int8", "text", "int4", "text", "bytea", "bytea")


def insert_page(connection: Connection, page: Sequence[Row]) -> None:
    """Insert these entries. The driver's own errors come as they are, and ``Database`` says what they mean."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(_INSERT, list(page))
    else:
        _copy(connection.connection.driver_connection, page)


def _copy(driver: Any, page: Sequence[Row]) -> None:
    """By PostgreSQL's COPY: an INSERT of the same page takes many times as long."""
    with driver.cursor() as cursor, cursor.copy(_COPY) as copy:
        copy.set_types(_TYPES)
        for row in page:
            copy.write_row(row)
