"""The road by plain SQL: the same question over the same spell tables, on SQLite and on DuckDB.

The statements are in ``sql/``, one a measure, written by hand from the documented columns
(``docs/reference/projections.md``). What is asked is a table of days, so a series and a triangle are one statement too.
DuckDB runs on one thread, as everything else here does.
"""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from benchmarks.asked import Cell, Figure, Figures, calendar_row

TABLES = ("projection_spells", "projection_children")

_SQL = Path(__file__).parent / "sql"
_ASKED = ("as_at", "known_at", "window_first", "born_by")


Connection = sqlite3.Connection | duckdb.DuckDBPyConnection
"""They have in common what is needed of them."""


def statement(measure: str) -> str:
    """The question in SQL."""
    return (_SQL / f"{measure}.sql").read_text(encoding="utf-8")


def figures(connection: Connection, measure: str, cells: Iterable[Cell]) -> Figures:
    """One measure at some cells, in one statement."""
    connection.execute("DROP TABLE IF EXISTS asked")
    connection.execute(f"CREATE TEMPORARY TABLE asked ({', '.join(f'{name} DATE' for name in _ASKED)})")
    connection.executemany("INSERT INTO asked VALUES (?, ?, ?, ?)", [calendar_row(cell) for cell in cells])
    found = connection.execute(statement(measure)).fetchall()
    return {Cell(_day(as_at), _day(known_at)): Figure(*numbers) for as_at, known_at, *numbers in found}


def _day(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def sqlite_copy(store: Path, file: Path, times: int) -> sqlite3.Connection:
    """The spell tables of a store so many times, one copy after the other, with the index that they have there."""
    with closing(sqlite3.connect(store)) as original:
        made = [row[0] for row in original.execute("SELECT sql FROM sqlite_master WHERE name IN (?, ?)", TABLES)]
    copy = sqlite3.connect(file)
    copy.execute("ATTACH ? AS original", (str(store),))
    for create in made:
        copy.execute(create)
    for table in TABLES:
        columns = ", ".join(_columns(copy, table)[1:])
        again = f"INSERT INTO main.{table} SELECT child || '-' || ?, {columns} FROM original.{table}"
        copy.executemany(again, [(n,) for n in range(times)])
    copy.execute("CREATE INDEX spells_of_a_child ON projection_spells (child, kind)")
    copy.commit()
    copy.execute("DETACH original")
    copy.execute("ANALYZE")
    return copy


def duckdb_copy(store: Path, times: int) -> duckdb.DuckDBPyConnection:
    """The same rows in DuckDB, in memory."""
    copy = duckdb.connect(config={"threads": 1})
    copy.execute("SET enable_progress_bar = false")  # it would stand among the tables
    with closing(sqlite3.connect(store)) as original, TemporaryDirectory() as folder:
        for table in TABLES:
            columns = _columns(original, table)
            file = Path(folder) / f"{table}.csv"
            _write(file, original.execute(f"SELECT {', '.join(columns)} FROM {table}"))
            typed = ", ".join(f"{name} {kind}" for name, kind in _types(original, table))
            copy.execute(f"CREATE TABLE once ({typed})")
            copy.execute("COPY once FROM ? (FORMAT csv, HEADER false)", [str(file)])
            others = ", ".join(columns[1:])
            again = f"SELECT child || '-' || copies.n AS child, {others} FROM once, range({times}) AS copies (n)"
            copy.execute(f"CREATE TABLE {table} AS {again} ORDER BY copies.n")
            copy.execute("DROP TABLE once")
    return copy


def _columns(connection: sqlite3.Connection, table: str) -> Sequence[str]:
    return [name for name, _ in _types(connection, table)]


def _types(connection: sqlite3.Connection, table: str) -> Sequence[tuple[str, str]]:
    return [(row[1], row[2]) for row in connection.execute(f"PRAGMA table_info({table})")]


def _write(file: Path, rows: Iterable[Sequence[object]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)
