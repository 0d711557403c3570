"""Whatever program has the store open: what is stored is neither changed nor removed."""

from __future__ import annotations

import sqlite3

import psycopg
import pytest

from tests.store.conftest import OpenLog
from tests.store.making import Ticking, note, review, tamper
from timeline.store import CaseLog

CHANGES = [
    "UPDATE entries SET name = 'statement' WHERE position = 1",
    "UPDATE entries SET position = position + 10",
    "DELETE FROM entries WHERE position = 2",
    "DELETE FROM entries",
    "UPDATE transactions SET recorded_at = '2000-01-01T00:00:00.000000Z'",
    "DELETE FROM transactions WHERE number = 1",
]
ONLY_SQLITE = [
    "INSERT OR REPLACE INTO entries SELECT position, stream, version, name, x'7b7d', fact_id FROM entries",
    "INSERT OR REPLACE INTO entries SELECT 99, stream, version, name, body, NULL FROM entries WHERE position = 1",
    "INSERT OR REPLACE INTO entries SELECT 99, 'other', version, name, body, fact_id FROM entries WHERE position = 1",
    "REPLACE INTO transactions SELECT number, 98, 99, recorded_at, previous_hash, hash FROM transactions",
]
ONLY_POSTGRESQL = [
    "TRUNCATE entries",
    "TRUNCATE transactions, entries",
    "INSERT INTO entries SELECT * FROM entries ON CONFLICT (position) DO UPDATE SET name = 'changed'",
]


@pytest.fixture
def filled(lasting: str, clock: Ticking, opened: OpenLog) -> CaseLog:
    log = opened(lasting, clock=clock)
    log.record([("C1", note("2012-05-01", review("2011-06-01")))])
    return log


REFUSED = [
    *(("sqlite-file", change) for change in CHANGES + ONLY_SQLITE),
    *(("postgresql", change) for change in CHANGES + ONLY_POSTGRESQL),
]


@pytest.mark.parametrize(("lasting", "change"), REFUSED, indirect=["lasting"])
def test_the_database_refuses(filled: CaseLog, lasting: str, change: str) -> None:
    before = (filled.head(), filled.records("C1"))
    with pytest.raises((sqlite3.IntegrityError, psycopg.errors.RestrictViolation), match="append-only"):
        tamper(lasting, change, unguarded=False)
    assert (filled.head(), filled.records("C1")) == before
    assert filled.verify().is_sound


def test_one_fact_is_not_stored_twice(filled: CaseLog, lasting: str) -> None:
    again = "INSERT INTO entries SELECT 99, 'C2', 1, name, body, fact_id FROM entries WHERE position = 1"
    with pytest.raises((sqlite3.IntegrityError, psycopg.errors.UniqueViolation)):
        tamper(lasting, again, unguarded=False)
    with pytest.raises((sqlite3.IntegrityError, psycopg.errors.UniqueViolation)):
        tamper(lasting, again)
    assert filled.head().position == 2
