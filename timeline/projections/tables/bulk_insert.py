"""Inserts rows in the open transaction, by the fastest way of each database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Table

Row = tuple[str | int | None, ...]
"""The cells of a row, in the order of its table's columns. A day is ISO 8601 text, which SQLite stores and PostgreSQL
parses."""


def insert_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert these rows, whose cells are in the order of the columns."""
    if not rows:
        return
    columns = ", ".join(table.c.keys())
    if connection.dialect.name == "sqlite":
        blanks = ", ".join("?" * len(table.c))
        connection.exec_driver_sql(f"INSERT INTO {table.name} ({columns}) VALUES ({blanks})", list(rows))
    else:
        _copy(connection.connection.driver_connection, f"COPY {table.name} ({columns}) FROM STDIN", rows)


def _copy(driver: Any, statement: str, rows: Sequence[Row]) -> None:
    with driver.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
