"""Small drafts, a clock, and a way round the store's guards, for the tests of the store."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta

import psycopg
from sqlalchemy import make_url

from timeline.domain.entries import Entry, fact_id
from timeline.domain.events import PlacementMoved, ReviewHeld
from timeline.domain.statements import Coverage, FactWithdrawn
from timeline.domain.story import Draft

START = datetime(2013, 6, 28, 9, 0, tzinfo=UTC)


class Ticking:
    """A clock that goes on by a second whenever it is looked at, unless it is set."""

    def __init__(self, at: datetime = START) -> None:
        self.at = at

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


def review(day: str, participation: str | None = "PN1") -> ReviewHeld:
    """A review held on a day."""
    return ReviewHeld(occurred_on=date.fromisoformat(day), participation=participation)


def move(day: str, postcode: str = "AB1 2CD") -> PlacementMoved:
    """A move on a day."""
    return PlacementMoved.from_content(
        {
            "occurred_on": day,
            "legal_status": "C2",
            "category_of_need": "N1",
            "placement": {"type": "U1", "postcode": postcode},
        }
    )


def note(known_on: str, *entries: Entry) -> Draft:
    """Single facts as a journal states them, one a line."""
    rows = tuple((entry, 0, row) for row, entry in enumerate(entries, 1))
    return Draft(date.fromisoformat(known_on), "journal", ("notes.txt",), None, rows)


def yearly(year: int, *entries: Entry, known_on: str | None = None) -> Draft:
    """The return of the year ending on 31 March, known on 30 June unless another day is given."""
    day = date.fromisoformat(known_on) if known_on else date(year, 6, 30)
    coverage = Coverage(first=date(year - 1, 4, 1), last=date(year, 3, 31), silence_counts_in=("Episodes", "Reviews"))
    rows = tuple((entry, 0, row) for row, entry in enumerate(entries, 2))
    return Draft(day, "ssda903", ("return.csv",), coverage, rows)


def withdrawal(child: str, entry: Entry, reason: str = "entered for the wrong child") -> FactWithdrawn:
    """That an entry about a child was never so."""
    return FactWithdrawn(fact=fact_id(child, entry), reason=reason)


def tamper(location: str, *statements: str, unguarded: bool = True) -> None:
    """Change a store behind its back: with the triggers that guard it taken away, or not."""
    if "://" in location:
        _tamper_on_postgresql(location, statements, unguarded=unguarded)
    else:
        _tamper_on_sqlite(location, statements, unguarded=unguarded)


def _tamper_on_sqlite(location: str, statements: tuple[str, ...], *, unguarded: bool) -> None:
    with closing(sqlite3.connect(location, isolation_level=None)) as connection:
        if unguarded:
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)


def _tamper_on_postgresql(location: str, statements: tuple[str, ...], *, unguarded: bool) -> None:
    conninfo = make_url(location).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(conninfo, autocommit=True) as connection:
        if unguarded:
            for table in ("entries", "transactions"):
                connection.execute(f"DROP TRIGGER {table}_refuse_change ON {table}".encode())
        for statement in statements:
            connection.execute(statement.encode())
