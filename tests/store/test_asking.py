"""Questions in plain SQL: the same answers on every store, and where an SQLite file is, as SQLAlchemy reads it."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import make_url

from tests.store.conftest import OpenLog
from tests.store.making import note, review, tamper
from timeline.store import StoreError, open_log
from timeline.store.database import Database
from timeline.store.places import plain_path, store_file

DRAFTS = [("SECRET1", note("2012-05-01", review("2011-06-01")))]
POSITIONS = "SELECT position FROM entries WHERE position > :after AND name <> :name ORDER BY position"


@pytest.fixture
def asked(location: str, opened: OpenLog) -> Iterator[Database]:
    """A store with one review: a statement, and the fact that it states."""
    log = opened(location)
    log.record(DRAFTS)
    yield log.database


def test_the_values_of_a_question_stand_in_their_places(asked: Database) -> None:
    with asked.asking() as ask:
        assert [tuple(row) for row in ask(POSITIONS, {"after": 0, "name": ""})] == [(1,), (2,)]
        assert [tuple(row) for row in ask(POSITIONS, {"after": 1, "name": ""})] == [(2,)]
        assert [tuple(row) for row in ask(POSITIONS, {"after": 2, "name": ""})] == []


def test_a_question_that_the_database_does_not_understand_is_an_error_of_the_store(asked: Database) -> None:
    with pytest.raises(StoreError) as caught, asked.asking() as ask:
        ask("SELECT something FROM nowhere", {})
    assert "nowhere" not in str(caught.value)
    with asked.asking() as ask:
        assert len(ask("SELECT 1", {})) == 1


def test_two_questions_within_see_one_state(lasting: str) -> None:
    with open_log(lasting) as log, open_log(lasting) as other:
        log.record(DRAFTS)
        if log.database.is_sqlite:
            with log.database.asking() as ask:
                before = ask("SELECT count(*) FROM entries", {})
                other.record([("SECRET2", note("2012-05-01", review("2011-06-01")))])
                assert ask("SELECT count(*) FROM entries", {}) == before
        else:
            other.record([("SECRET2", note("2012-05-01", review("2011-06-01")))])
        with log.database.asking() as ask:
            assert [tuple(row) for row in ask("SELECT count(*) FROM entries", {})] == [(4,)]


def test_several_threads_ask_one_log(lasting: str) -> None:
    with open_log(lasting) as log, ThreadPoolExecutor(4) as pool:
        log.record(DRAFTS)
        assert [head.position for head in pool.map(lambda _number: log.head(), range(40))] == [2] * 40


def test_a_file_that_lacks_a_table_is_named_in_words(tmp_path: Path) -> None:
    with open_log(tmp_path / "log.db") as log:
        tamper(str(tmp_path / "log.db"), "DROP TABLE transactions")
        with pytest.raises(StoreError, match="tables of the log are missing"):
            log.head()


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
@example("/a/log.db")
@example("log.db")
@example("a%20b.db")
@example("a#b@c:d.db")
@example("a?mode=ro")
@example(":memory:")
@example("file:a")
def test_a_url_that_says_no_more_than_a_path_names_the_file_that_sqlalchemy_would_open(text: str) -> None:
    for scheme in ("sqlite", "sqlite+pysqlite"):
        path = plain_path(f"{scheme}:///{text}")
        assert path is None or path == make_url(f"{scheme}:///{text}").database


@pytest.mark.parametrize("location", [":memory:", "sqlite://", "sqlite:///:memory:", "postgresql://u@h/d"])
def test_a_store_that_is_no_file(location: str) -> None:
    assert plain_path(location) is None
    assert store_file(location) is None
