"""Whatever a build of SQLite or the settings of a server would have it do: what is acknowledged is there."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest
from eventsourcing.persistence import IntegrityError
from sqlalchemy import make_url

from tests.store.conftest import OpenLog
from tests.store.making import note, review
from timeline.store import Receipt, open_log
from timeline.store.database import Database

_FULL = 2


def test_sqlite_waits_for_the_disk_on_every_connection(tmp_path: Path) -> None:
    """``PRAGMA synchronous`` is of a connection, not of the file."""
    open_log(tmp_path / "log.db").close()
    database = Database(tmp_path / "log.db")
    for transaction in (database.reading, database.writing):
        with transaction() as connection:
            assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == _FULL
    database.close()


@pytest.mark.parametrize("isolation", ["repeatable read", "serializable"])
def test_a_server_set_to_another_isolation(postgres_url: str, isolation: str) -> None:
    """A transaction that waited for its turn must see what the one before it left, or it takes its positions."""
    schema = make_url(postgres_url).query["options"]
    setting = f"-cdefault_transaction_isolation={isolation.replace(' ', chr(92) + ' ')}"
    url = make_url(postgres_url).update_query_dict({"options": f"{schema} {setting}"})
    location = url.render_as_string(hide_password=False)
    with ExitStack() as stack:
        database = Database(location)
        stack.callback(database.close)
        with database.reading() as connection:
            assert connection.exec_driver_sql("SHOW transaction_isolation").scalar_one() == isolation
        with database.writing() as connection:
            assert connection.exec_driver_sql("SHOW transaction_isolation").scalar_one() == "read committed"
        logs = [stack.enter_context(open_log(location)) for _ in range(4)]

        def write(number: int) -> Receipt:
            return logs[number % 4].record([(f"C{number}", note("2012-05-01", review("2011-06-01")))])

        with ThreadPoolExecutor(4) as pool:
            receipts = list(pool.map(write, range(40)))
        assert sorted(receipt.transaction or 0 for receipt in receipts) == list(range(1, 41))
        assert logs[0].verify().is_sound


def test_what_the_driver_has_to_say_of_a_conflict_is_not_passed_on(
    location: str, opened: OpenLog, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where a program has not said what to do with them, what a library logs is written to stderr."""
    log = opened(location)
    log.record([(f"C{number}", note("2012-05-01", review("2011-06-01"))) for number in range(20)])
    stored = [event for number in range(20) for event in log.recorder.select_events(f"C{number}")]
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    with pytest.raises(IntegrityError):
        log.recorder.insert_events(stored)
    assert capsys.readouterr().err == ""
