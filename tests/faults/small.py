"""A large import made small: pages of a few rows, and a cache that spills, so that a transaction takes many steps."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, event

from timeline.store import recorder


def install() -> None:
    """In the process of a test: a few rows a page, and no page of SQLite's in memory longer than it must."""
    recorder._ROWS_A_PAGE = 5
    event.listen(Engine, "connect", _spilling)


def _spilling(connection: Any, _record: object) -> None:
    if type(connection).__module__.startswith("sqlite3"):
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("PRAGMA cache_spill = 1")
