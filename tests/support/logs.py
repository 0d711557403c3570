"""Logs in memory, and what their projections hold."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import select

from tests.store.making import Ticking
from timeline.projections.tables import schema
from timeline.store import CaseLog, open_log

LONG_AFTER = datetime(2100, 1, 1, tzinfo=UTC)


@contextmanager
def a_log() -> Iterator[CaseLog]:
    """An empty log in memory."""
    with open_log(":memory:", clock=Ticking(LONG_AFTER)) as log:
        yield log


def rows(log: CaseLog) -> list[set[tuple[object, ...]]]:
    """Every row of every table, in no order; none stands there twice."""
    found: list[set[tuple[object, ...]]] = []
    with log.database.reading() as connection:
        for table in schema.LIVE:
            read = [tuple(row) for row in connection.execute(select(table))]
            assert len(set(read)) == len(read)
            found.append(set(read))
    return found
