"""A list of postcodes, indexed once.

The index is an SQLite file, ``postcodes.csv.index`` beside ``postcodes.csv``. It holds the size and the SHA-256 of the
list and the version of its own schema, and is rebuilt where one of them differs. Where the folder cannot be written, a
temporary index is built for one run.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from timeline.domain.reference import Place, plain_postcode
from timeline.domain.reference import Places as PlaceOf
from timeline.ingest.reference.columns import COUNTY, POSTCODES, places
from timeline.ingest.reference.files import ListFile, Notify
from timeline.ingest.reference.rows import Table, opened

FORM = 1
"""The version of the index's schema."""

_TWO_TIER = "E10"
"""The first characters of the code of a county with districts. Such a county is the upper-tier authority."""

_SCHEMA = """
CREATE TABLE place (
    postcode TEXT PRIMARY KEY, authority TEXT, country TEXT NOT NULL,
    easting INTEGER, northing INTEGER, introduced TEXT
) WITHOUT ROWID;
CREATE TABLE made_of (form INTEGER, size INTEGER, sha256 TEXT, lines INTEGER);
"""
_FIND = "SELECT authority, country, easting, northing, introduced FROM place WHERE postcode = ?"
_HELD = 20_000
_FAST_WRITES = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -100000;"
"""No rollback journal: an unfinished index is discarded. The cache is at most 100 MB."""

_MONTH = re.compile(r"(\d{4})-?(0[1-9]|1[0-2])(?:-\d{2})?")
_WHOLE_NUMBER = re.compile(r"-?\d{1,7}", re.ASCII)


@dataclass(slots=True)
class Postcodes:
    """The index of a list of postcodes. ``lines``: the number of postcodes. The caller must close it."""

    connection: sqlite3.Connection
    lines: int
    folder: TemporaryDirectory[str] | None = None

    def close(self) -> None:
        """Close the index, and delete it if it is temporary."""
        self.connection.close()
        if self.folder is not None:
            self.folder.cleanup()


def finder(postcodes: Postcodes) -> PlaceOf:
    """A function that looks up a postcode and caches the latest results."""

    @lru_cache(maxsize=_HELD)
    def find(postcode: str) -> Place | None:
        row = postcodes.connection.execute(_FIND, (postcode,)).fetchone()
        return None if row is None else _place(*row)

    return find


def _place(
    authority: str | None, country: str, easting: int | None, northing: int | None, introduced: str | None
) -> Place:
    grid = None if easting is None or northing is None else (easting, northing)
    return Place(authority, country, grid, None if introduced is None else date.fromisoformat(introduced))


def open_postcodes(source: ListFile, notify: Notify) -> Postcodes:
    """The index of a list: the existing one where it matches the list, otherwise a new one. ``IngestError`` where the
    list cannot be read. ``notify``: called where the index cannot be kept."""
    kept = source.path.with_name(f"{source.path.name}.index")
    found = _made_of(kept, source)
    if found is not None:
        return found
    try:
        return _made(source, kept)
    except (OSError, sqlite3.OperationalError):
        folder = TemporaryDirectory(prefix="timeline-")
        notify(f"{source.path.name}: its folder cannot be written, so its index is rebuilt on each run")
        made = _made(source, Path(folder.name) / kept.name)
        made.folder = folder
        return made


def _made_of(path: Path, source: ListFile) -> Postcodes | None:
    """The index in this file, where it matches the list."""
    if not path.is_file():
        return None
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        form, size, sha256, lines = connection.execute("SELECT form, size, sha256, lines FROM made_of").fetchone()
    except (sqlite3.DatabaseError, TypeError):  # not an index, or an unfinished one
        form, size, sha256, lines = 0, 0, "", 0
    if (form, size, sha256) == (FORM, source.size, source.sha256):
        return Postcodes(connection, lines)
    connection.close()
    return None


def _made(source: ListFile, path: Path) -> Postcodes:
    """A new index, under a temporary name until it is complete."""
    partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
    partial.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(partial)) as connection:
            _fill(connection, source)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    made = _made_of(path, source)
    assert made is not None
    return made


def _fill(connection: sqlite3.Connection, source: ListFile) -> None:
    table = opened(source.path, POSTCODES)
    progress = _Progress.of(table)
    connection.executescript(_FAST_WRITES + _SCHEMA)
    try:
        connection.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?)", progress.rows())
    except sqlite3.IntegrityError:
        raise table.wrong(
            progress.row, "POSTCODE", "is the same as in an earlier row", "Delete one of the two rows"
        ) from None
    connection.execute("INSERT INTO made_of VALUES (?, ?, ?, ?)", (FORM, source.size, source.sha256, progress.lines))
    connection.commit()


@dataclass(slots=True)
class _Progress:
    """A list while it is read: the present row, and the number of postcodes so far."""

    table: Table
    postcode: int
    authority: int
    country: int
    easting: int
    northing: int
    introduced: int
    county: int | None
    row: int = 0
    lines: int = 0

    @classmethod
    def of(cls, table: Table) -> _Progress:
        """The state before the first row. ``IngestError`` where a column is missing."""
        found = places(table.path.name, table.header.names, POSTCODES, COUNTY)
        return cls(
            table,
            postcode=found.of["POSTCODE"],
            authority=found.of["AUTHORITY"],
            country=found.of["COUNTRY"],
            easting=found.of["EASTING"],
            northing=found.of["NORTHING"],
            introduced=found.of["INTRODUCED"],
            county=found.optional,
        )

    def rows(self) -> Iterator[tuple[str, str | None, str, int | None, int | None, str | None]]:
        """The rows of the index. ``IngestError`` at a cell that cannot be read."""
        months: dict[str, str | None] = {}
        for number, cells in self.table.rows():
            self.row = number
            postcode, country = plain_postcode(cells[self.postcode]), cells[self.country].strip().upper()
            if not postcode or not country:
                column = "COUNTRY" if postcode else "POSTCODE"
                raise self.table.wrong(self.row, column, "is blank", "Give it, or leave the row out")
            introduced = cells[self.introduced]
            if introduced not in months:
                months[introduced] = self._month(introduced.strip())
            self.lines += 1
            easting, northing = (
                self._metres("EASTING", cells[self.easting]),
                self._metres("NORTHING", cells[self.northing]),
            )
            yield postcode, self._authority(cells), country[0], easting, northing, months[introduced]

    def _authority(self, cells: list[str]) -> str | None:
        county = "" if self.county is None else cells[self.county].strip().upper()
        return county if county.startswith(_TWO_TIER) else cells[self.authority].strip().upper() or None

    def _metres(self, column: str, text: str) -> int | None:
        text = text.strip()
        if not text:
            return None
        if not _WHOLE_NUMBER.fullmatch(text):
            raise self.table.wrong(self.row, column, "is not a whole number of metres", "Correct it, or leave it blank")
        return int(text)

    def _month(self, text: str) -> str | None:
        if not text:
            return None
        month = _MONTH.fullmatch(text)
        if month is None:
            raise self.table.wrong(self.row, "INTRODUCED", "is not a month", "Write it like 202310 or 2023-10")
        return f"{month[1]}-{month[2]}-01"
