"""The store that a path or an SQLAlchemy URL names. Nothing is opened here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from timeline.lazy import lazy
from timeline.store.errors import StoreError

if TYPE_CHECKING:
    import sqlalchemy as sa
    from sqlalchemy import URL
else:
    sa = lazy("sqlalchemy")

_DRIVERS = {
    "sqlite": "sqlite+pysqlite",
    "sqlite+pysqlite": "sqlite+pysqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}


def url_of(location: str | Path) -> URL:
    """The URL of a location. ``StoreError`` where a log cannot be kept there."""
    text = str(location)
    if "://" not in text:
        return sa.URL.create("sqlite+pysqlite", database=text)
    try:
        url = sa.make_url(text)
    except (sa.exc.ArgumentError, ValueError):
        raise StoreError("the store", "its URL cannot be read", _EXAMPLES) from None
    if url.drivername not in _DRIVERS:
        raise StoreError(label(url), "a log is kept in SQLite or in PostgreSQL only", _EXAMPLES)
    return url.set(drivername=_DRIVERS[url.drivername])


def store_file(location: str | Path) -> Path | None:
    """The SQLite file that a path or a URL names; ``None`` where it is a server or in memory. Nothing is opened."""
    plain = plain_path(str(location))
    return _file_of(url_of(location)) if plain is None else Path(plain)


def plain_path(text: str) -> str | None:
    """The path, where the text is a path or a URL without options; ``None`` where SQLAlchemy must parse it."""
    if not text:  # an unset variable must not mean a database in memory, gone at the end
        raise StoreError("the store", "it has no name", _EXAMPLES)
    scheme, separator, path = text.partition(":///")
    if "://" not in text:
        path = text
    elif scheme not in _PLAIN_SCHEMES or not separator or "?" in path or "%" in path:
        return None
    return None if path in IN_MEMORY or path.startswith("file:") else path


_PLAIN_SCHEMES = ("sqlite", "sqlite+pysqlite")
IN_MEMORY = (None, "", ":memory:")
_EXAMPLES = "Write a path, sqlite:///timeline.db, or postgresql://user@host/database"


def _file_of(url: URL) -> Path | None:
    database = url.database or ""
    if url.get_backend_name() != "sqlite" or database in IN_MEMORY or database.startswith("file:"):
        return None
    return Path(database)


def label(url: URL) -> str:
    """The name in errors: the path, or the URL without its password and options."""
    path = _file_of(url)
    return str(path) if path else url.set(query={}).render_as_string(hide_password=True)
