"""What a database's errors mean, in whatever language the server speaks, and with nothing of what they hold."""

from __future__ import annotations

import sqlite3

import psycopg
import pytest

from timeline.store.error_messages import explained

SECRET = "CANARY7319"
KINDS = [
    (psycopg.errors.InsufficientPrivilege, "the user may not do this in the database"),
    (psycopg.errors.ReadOnlySqlTransaction, "the database may be read only"),
    (psycopg.errors.LockNotAvailable, "it took longer than the server allows"),
    (psycopg.errors.QueryCanceled, "it took longer than the server allows"),
    (psycopg.errors.DiskFull, "there is no room left on the disk"),
    (psycopg.errors.UndefinedTable, "the server has no such database, user or table"),
    (psycopg.errors.AdminShutdown, "the server cannot be reached"),
]


@pytest.mark.parametrize(("kind", "what"), KINDS, ids=lambda value: getattr(value, "__name__", "words"))
def test_by_its_kind(kind: type[psycopg.Error], what: str) -> None:
    for text in (f"keine Berechtigung für Tabelle {SECRET}", f"connection to {SECRET} locked, does not exist"):
        error = explained(kind(text), "the log")
        assert error.what == what
        assert SECRET not in str(error)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("database is locked", "another program is writing to the store"),
        ("disk I/O error", "the disk could not be read or written"),
        ("database or disk is full", "there is no room left on the disk"),
        ("attempt to write a readonly database", "the file may be read only"),
        ("unable to open database file", "the file cannot be opened"),
        ("database disk image is malformed", "the file is damaged"),
        (f"something else about {SECRET}", "the database failed (OperationalError)"),
    ],
)
def test_by_its_words(text: str, what: str) -> None:
    error = explained(sqlite3.OperationalError(text), "the log")
    assert error.what == what
    assert SECRET not in str(error)
