"""A server that breaks off, does not wait, or may not be written to: said in plain words, and the log is whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import make_url

from tests.faults.commands import COMMANDS, Files, content, told
from tests.faults.conftest import Store
from tests.faults.processes import run_apart
from tests.faults.steps import Fault, Kind, Level, spread
from tests.functional.commands import CHILDREN, done, run
from timeline.store.database import Database

pytestmark = pytest.mark.parametrize("kind", ["postgresql"], indirect=True)

QUESTION = ("measure", "looked-after", "--as-at", "2011-03-31")
ON_A_PUSH = 8


def setting(location: str, option: str) -> str:
    """The store, as a server with this setting has it."""
    options = f"{make_url(location).query['options']} -c{option}"
    return make_url(location).update_query_dict({"options": options}).render_as_string(hide_password=False)


def said(location: str, *words: object) -> str:
    """What a command that the store refuses says is wrong, and what to do."""
    result = run("--store", location, *words)
    assert (result.code, result.out) == (4, "")
    assert not any(child in result.err for child in CHILDREN)
    return result.err.strip().rpartition(f"/{make_url(location).database}: ")[2]


def test_a_server_that_breaks_off(store: Store, files: Files, tmp_path: Path, every_point: bool) -> None:
    """At every statement and commit: the administrator ends the connection."""
    words = COMMANDS["import ssda903"].words(files)
    location = store((2011,))
    before = content(location)
    counted = run_apart(tmp_path / "room", ("--store", location, *words), Fault(Kind.CUT, Level.STATEMENTS, None))
    after = content(location)
    points = range(counted.steps) if every_point else spread(counted.steps, ON_A_PUSH)
    codes = []
    for point in points:
        location = store((2011,))
        ended = run_apart(tmp_path / "room", ("--store", location, *words), Fault(Kind.CUT, Level.STATEMENTS, point))
        assert ended.code in (0, 4), ended.err
        if ended.code == 4:
            assert ended.err.endswith(
                ": the server cannot be reached. Check that it runs, and the host and port in the URL.\n"
            )
        assert not any(child in ended.err for child in CHILDREN)
        assert content(location) in ([after] if ended.code == 0 else [before, after])
        done("--store", location, *words)
        assert told(content(location)) == told(after)
        codes.append(ended.code)
    assert codes.count(4) > len(codes) // 2  # cut off after its last statement, it is done


def test_a_server_that_may_only_be_read(store: Store, files: Files) -> None:
    """A standby, for one: it answers, and records nothing."""
    writable = store((2011,))
    before = content(writable)
    location = setting(writable, "default_transaction_read_only=on")
    done("--store", location, *QUESTION)
    words = "the database may be read only. Name the server that may be written to, or another user."
    for name in ("import ssda903", "import journal", "baseline take"):
        assert said(location, *COMMANDS[name].words(files)) == words
    assert content(writable) == before


@contextmanager
def someone_writing(location: str) -> Iterator[None]:
    """Another program is in the midst of an import, and takes its time."""
    database = Database(location)
    begun, end = Event(), Event()

    def write() -> None:
        with database.writing():
            begun.set()
            end.wait(600)

    writer = Thread(target=write)
    writer.start()
    assert begun.wait(600)
    try:
        yield
    finally:
        end.set()
        writer.join()
        database.close()


@pytest.mark.parametrize("limit", ["lock_timeout=50", "statement_timeout=50"])
def test_a_server_that_does_not_wait(store: Store, files: Files, limit: str) -> None:
    location = store((2011,))
    before = content(location)
    words = COMMANDS["import ssda903"].words(files)
    with someone_writing(location):
        done("--store", location, *QUESTION)
        assert said(setting(location, limit), *words) == (
            "it took longer than the server allows. Try again when no other program is writing: nothing was recorded."
        )
        assert content(location) == before
    done("--store", location, *words)
