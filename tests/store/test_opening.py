"""Opening a store: what is made, what is refused, and in which words."""

from __future__ import annotations

import sqlite3
import traceback
from contextlib import closing
from pathlib import Path
from threading import Timer

import pytest
from eventsourcing.persistence import NotSupportedError

from tests.store.conftest import OpenLog
from tests.store.making import Ticking, note, review, tamper
from timeline.store import StoreError, open_log
from timeline.store.database import Database

DRAFTS = [("SECRET1", note("2012-05-01", review("2011-06-01")))]


def refused(location: object, **options: bool) -> StoreError:
    with pytest.raises(StoreError) as caught:
        open_log(location, **options)  # type: ignore[arg-type]
    error = caught.value
    assert str(error) == f"{error.where}: {error.what}. {error.do}."
    return error


def test_a_path_is_an_sqlite_file(tmp_path: Path, opened: OpenLog) -> None:
    path = tmp_path / "log.db"
    opened(str(path)).record(DRAFTS)
    for same in (path, f"sqlite:///{path}", f"sqlite+pysqlite:///{path}"):
        assert opened(same, create=False).head().position == 2


def test_a_path_in_the_working_directory(tmp_path: Path, opened: OpenLog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    opened("timeline.db").record(DRAFTS)
    assert opened("sqlite:///timeline.db", create=False).head().position == 2
    assert (tmp_path / "timeline.db").exists()


def test_memory_is_gone_when_it_is_closed(opened: OpenLog) -> None:
    for location in (":memory:", "sqlite://", "sqlite:///:memory:"):
        with open_log(location) as log:
            log.record(DRAFTS)
        assert opened(location).head().position == 0


def test_after_closing_the_file_stands_alone(tmp_path: Path) -> None:
    with open_log(tmp_path / "log.db") as log:
        log.record(DRAFTS)
    assert [path.name for path in tmp_path.iterdir()] == ["log.db"]


def test_a_question_to_a_store_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "absent.db"
    error = refused(path, create=False)
    assert (error.where, error.what) == (str(path), "there is no log here")
    assert not path.exists()


def test_a_question_to_an_empty_database_is_an_error(lasting: str) -> None:
    if "://" not in lasting:
        Path(lasting).touch()
    assert refused(lasting, create=False).what == "there is no log here"
    with open_log(lasting) as log:
        assert log.head().position == 0


def test_a_log_of_a_newer_form_is_refused(lasting: str) -> None:
    open_log(lasting).close()
    tamper(lasting, "UPDATE meta SET value = '2' WHERE key = 'schema'", unguarded=False)
    for create in (True, False):
        assert "has the form 2, and this program reads the form 1" in refused(lasting, create=create).what


@pytest.mark.parametrize("table", ["children", "entries", "meta"])
def test_the_file_of_another_program_is_refused_and_left_alone(tmp_path: Path, table: str) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"CREATE TABLE {table} (key TEXT, value TEXT)")
    before = path.read_bytes()
    for create in (True, False):
        assert refused(path, create=create).what == "this database belongs to another program"
    assert path.read_bytes() == before


def test_tables_of_other_programs_may_stand_beside_a_log_on_a_server(postgres_url: str, opened: OpenLog) -> None:
    tamper(postgres_url, "CREATE TABLE something_else (key TEXT)", unguarded=False)
    assert opened(postgres_url).head().position == 0


@pytest.mark.parametrize("table", ["entries (key TEXT)", "meta (key TEXT)", "meta (key TEXT, value TEXT)"])
def test_but_not_tables_of_the_same_names(postgres_url: str, table: str) -> None:
    tamper(postgres_url, f"CREATE TABLE {table}", unguarded=False)
    assert refused(postgres_url).what == "this database belongs to another program"


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "returns.csv"
    path.write_text("CHILD,SEX\nSECRET1,1\n" * 100)
    assert refused(path).what == "the file is not a log"


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert refused(tmp_path / "absent" / "log.db").what == "the file cannot be opened"
    assert refused(tmp_path).what == "the file cannot be opened"


def test_a_store_without_a_name() -> None:
    assert refused("").what == "it has no name"


@pytest.mark.parametrize("url", ["mysql://u:hunter2@h/d", "postgresql+asyncpg://u:hunter2@h/d", "http://u:hunter2@h/d"])
def test_another_kind_of_database(url: str) -> None:
    error = refused(url)
    assert error.what == "a log is kept in SQLite or in PostgreSQL only"
    assert "hunter2" not in str(error)


@pytest.mark.parametrize("url", ["://", "postgresql://u:hunter2@h:port/d"])
def test_a_url_that_cannot_be_read(url: str) -> None:
    error = refused(url)
    assert "URL" in error.what
    assert "hunter2" not in str(error)


def test_a_server_that_is_not_there_and_a_password_that_is_not_shown(tmp_path: Path) -> None:
    url = f"postgresql://someone:hunter2@/timeline?host={tmp_path}&password=hunter3"
    error = refused(url)
    assert error.what == "the server cannot be reached"
    shown = "".join(traceback.format_exception(error))
    assert "someone" in error.where
    assert "hunter" not in shown


def test_a_database_that_the_server_does_not_have(postgres_server: str) -> None:
    error = refused(postgres_server.replace("/postgres?", "/absent?"))
    assert error.what == "the server has no such database, user or table"


def test_a_store_that_another_program_is_writing_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeline.store.database._BUSY_SECONDS", 0)
    with open_log(tmp_path / "log.db") as log:
        other = Database(tmp_path / "log.db")
        with other.writing(), pytest.raises(StoreError, match="another program is writing"):
            log.record(DRAFTS)
        other.close()
        assert log.record(DRAFTS).transaction == 1


def test_a_store_that_another_program_is_looking_at_or_making_at_this_moment(tmp_path: Path) -> None:
    """SQLite does not wait by itself where the way it writes is changed, as it is when a log is made."""
    for lock in ("SELECT * FROM sqlite_master", "CREATE TABLE something (key TEXT)"):
        path = tmp_path / f"{len(lock)}.db"
        with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
            other.execute("BEGIN")
            other.execute(lock)
            over = Timer(0.3, other.rollback)
            over.start()
            with open_log(path) as log:
                assert log.record(DRAFTS).transaction == 1
            over.join()
        with closing(sqlite3.connect(path)) as anew:
            assert anew.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_store_in_which_a_table_is_missing(lasting: str) -> None:
    with open_log(lasting) as log:
        log.record(DRAFTS)
        tamper(lasting, "DROP TABLE entries")
        with pytest.raises(StoreError) as caught:
            log.records(DRAFTS[0][0])
        assert "SECRET1" not in "".join(traceback.format_exception(caught.value))


def test_what_the_environment_says_to_other_programs_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """eventsourcing reads these by itself; snapshots would show a past basis what it must not see."""
    monkeypatch.setenv("IS_SNAPSHOTTING_ENABLED", "y")
    monkeypatch.setenv("COMPRESSOR_TOPIC", "zlib")
    monkeypatch.setenv("PERSISTENCE_MODULE", "eventsourcing.postgres")
    with open_log(tmp_path / "log.db", clock=Ticking()) as log:
        log.record(DRAFTS)
        assert log.application.snapshots is None
        assert log.verify().is_sound


def test_there_are_no_snapshots_and_no_tracking_records(opened: OpenLog) -> None:
    factory = opened(":memory:").application.factory
    for ask in (lambda: factory.aggregate_recorder("snapshots"), factory.tracking_recorder, factory.process_recorder):
        with pytest.raises(NotSupportedError):
            ask()
    assert factory.aggregate_recorder().select_events("C1") == []


def test_no_child_is_named_when_versions_clash(location: str, opened: OpenLog) -> None:
    log = opened(location, clock=Ticking())
    log.record(DRAFTS)
    (event,) = log.recorder.select_events("SECRET1", limit=1)
    with pytest.raises(Exception, match="another transaction") as caught:
        log.recorder.insert_events([event])
    assert "SECRET1" not in "".join(traceback.format_exception(caught.value))
