"""Whatever is done to a stored log behind its back is found, and the first of it is named."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from eventsourcing.persistence import StoredEvent

from tests.store.conftest import OpenLog
from tests.store.making import Ticking, move, note, review, tamper, yearly
from timeline.domain.attestations import LOG_STREAM, ReturnReceived
from timeline.domain.basis import Basis
from timeline.domain.entries import fact_id
from timeline.domain.story import Draft, decide
from timeline.store import CaseLog, StoreError, Verdict
from timeline.store.mapper import Appended
from timeline.store.verify import verdict_of

CANARY = "CANARY7319"
# positions 1-3: CANARY7319; 4-5: C2 | 6-7: C2 | 8-9: CANARY7319
HISTORY = [
    [(CANARY, yearly(2012, move("2011-05-01"), review("2011-06-01"))), ("C2", yearly(2012, move("2011-07-01")))],
    [("C2", note("2012-07-01", review("2011-08-01")))],
    [(CANARY, note("2012-07-02", review("2011-09-01")))],
]


@pytest.fixture
def log(lasting: str, clock: Ticking, opened: OpenLog) -> CaseLog:
    """A small log, on every store that can be tampered with."""
    log = opened(lasting, clock=clock)
    for drafts in HISTORY:
        log.record(drafts)
    return log


def verified(log: CaseLog) -> Verdict:
    """As a whole; and the same in shares of whatever size, as several processes verify it."""
    verdict = log.verify()
    for size in (1, 2, 4):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("timeline.store.verify.ENTRIES_A_SHARE", size)
            walker = log.walker()
            shares = walker.shares()
            assert verdict_of(walker, shares, [walker.walked(share) for share in shares]) == verdict, size
    return verdict


def found(log: CaseLog) -> tuple[int | None, str]:
    verdict = verified(log)
    assert not verdict.is_sound
    assert verdict.problem is not None
    assert CANARY not in str(verdict)
    return verdict.position, verdict.problem


def swap(table: str, column: str, one: int, other: int) -> tuple[str, ...]:
    return (
        f"UPDATE {table} SET {column} = 1000 WHERE {column} = {one}",
        f"UPDATE {table} SET {column} = {one} WHERE {column} = {other}",
        f"UPDATE {table} SET {column} = {other} WHERE {column} = 1000",
    )


def test_an_untouched_log_is_sound(log: CaseLog) -> None:
    head = log.head()
    assert verified(log) == Verdict(9, 3, head.hash, None, None)


def test_progress_is_told(log: CaseLog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeline.store.verify._STEP", 1)
    told: list[int] = []
    log.verify(told.append)
    assert told == list(range(1, 19))  # every entry twice


A_BODY = "(SELECT body FROM entries WHERE position = 8)"  # another review
TAMPERINGS: list[tuple[str, tuple[str, ...], int, str]] = [
    ("a body", (f"UPDATE entries SET body = {A_BODY} WHERE position = 2",), 2, "identity is not that of its content"),
    ("a name", ("UPDATE entries SET name = 'went-missing' WHERE position = 2",), 2, "cannot be read"),
    (
        "a statement",
        ("UPDATE entries SET body = (SELECT body FROM entries WHERE position = 7) WHERE position = 5",),
        5,
        "identity",
    ),
    ("a version", ("UPDATE entries SET version = 7 WHERE position = 2",), 2, "out of its place"),
    ("two versions", swap("entries", "version", 1, 2), 1, "out of its place"),
    ("a child", ("UPDATE entries SET stream = 'C3' WHERE position = 8",), 8, "out of its place"),
    ("an identity", ("UPDATE entries SET fact_id = NULL WHERE position = 6",), 6, "no identity"),
    ("two positions", swap("entries", "position", 1, 2), 1, "out of its place"),
    ("a removed entry", ("DELETE FROM entries WHERE position = 4",), 4, "missing"),
    ("the first entry", ("DELETE FROM entries WHERE position = 1",), 1, "missing"),
    ("the last entry", ("DELETE FROM entries WHERE position = 9",), 9, "missing"),
    (
        "an entry added",
        ("INSERT INTO entries SELECT 10, 'C9', 1, name, body, NULL FROM entries WHERE position = 1",),
        10,
        "belongs to no transaction",
    ),
    (
        "an entry before all",
        ("INSERT INTO entries SELECT -1, 'C9', 1, name, body, NULL FROM entries WHERE position = 1",),
        -1,
        "out of its place",
    ),
    (
        "a time",
        ("UPDATE transactions SET recorded_at = '2013-06-28T09:59:59.999999Z' WHERE number = 2",),
        6,
        "not what was stored",
    ),
    (
        "a time before",
        ("UPDATE transactions SET recorded_at = '2013-06-27T09:00:00.000000Z' WHERE number = 2",),
        6,
        "recorded before the transaction before it",
    ),
    (
        "a time that is none",
        ("UPDATE transactions SET recorded_at = 'yesterday' WHERE number = 2",),
        6,
        "not in the form",
    ),
    ("a hash", ("UPDATE transactions SET hash = previous_hash WHERE number = 3",), 8, "not what was stored"),
    ("a hash before", ("UPDATE transactions SET previous_hash = hash WHERE number = 3",), 8, "does not follow"),
    ("a removed transaction", ("DELETE FROM transactions WHERE number = 2",), 6, "transaction 2 is missing"),
    ("the last transaction", ("DELETE FROM transactions WHERE number = 3",), 8, "belongs to no transaction"),
    (
        "all of a transaction",
        ("DELETE FROM transactions WHERE number = 2", "DELETE FROM entries WHERE position IN (6, 7)"),
        6,
        "transaction 2 is missing",
    ),
    ("two transactions", swap("transactions", "number", 2, 3), 6, "transaction 2 does not begin where"),
    ("where one ends", ("UPDATE transactions SET last_position = 20 WHERE number = 3",), 10, "missing"),
]


@pytest.mark.parametrize(
    ("changes", "position", "problem"), [t[1:] for t in TAMPERINGS], ids=[t[0] for t in TAMPERINGS]
)
def test_what_was_changed_is_found(
    log: CaseLog, lasting: str, changes: tuple[str, ...], position: int, problem: str
) -> None:
    tamper(lasting, *changes)
    where, what = found(log)
    assert problem in what
    assert where == position


def test_the_first_of_several_problems_is_named(log: CaseLog, lasting: str) -> None:
    tamper(lasting, "UPDATE entries SET fact_id = NULL WHERE position = 9", "DELETE FROM entries WHERE position = 7")
    assert found(log) == (7, "the entry is missing")


def test_a_broken_hash_without_a_broken_entry_names_the_transaction(log: CaseLog, lasting: str) -> None:
    # The file name and the rows of a statement are no part of its identity, but they are of what was stored.
    with_another = "replace(CAST(body AS TEXT), 'notes.txt', 'other.txt')"
    change = f"UPDATE entries SET body = CAST({with_another} AS BLOB) WHERE position = 7"
    if "://" in lasting:
        change = change.replace("CAST(body AS TEXT)", "convert_from(body, 'UTF8')").replace(" AS BLOB", " AS BYTEA")
    tamper(lasting, change)
    assert found(log) == (6, "transaction 2 (positions 6 to 7) is not what was stored")


def test_a_log_rewritten_from_the_middle_does_not_match_the_hash_that_was_noted(
    log: CaseLog, lasting: str, clock: Ticking, opened: OpenLog
) -> None:
    """A chain made anew is sound in itself: what shows it is a hash noted elsewhere, as a baseline does."""
    noted = log.head(7)
    tamper(lasting, "DELETE FROM entries WHERE position > 5", "DELETE FROM transactions WHERE number > 1")
    log.record([("C2", note("2012-07-01", review("2011-08-02")))])
    assert log.verify().is_sound
    assert log.head(7).position == noted.position
    assert log.head(7).hash != noted.hash


def test_a_statement_known_after_it_was_recorded_is_found(log: CaseLog, lasting: str) -> None:
    log.recorder.insert_events([stored_by(log, "C2", note("2031-01-01"), version=5)])
    assert found(log) == (10, "the entry was recorded before it was known")


def test_a_return_known_after_it_was_received_is_found(log: CaseLog) -> None:
    received = ReturnReceived(year_ending=date(2012, 3, 31), known_on=date(2031, 1, 1), modules=(), children=0)
    appended = Appended(LOG_STREAM, 1, fact_id(LOG_STREAM, received), received)
    log.recorder.insert_events([log.mapper.to_stored_event(appended)])  # type: ignore[arg-type]
    assert found(log) == (10, "the entry was recorded before it was known")


def test_a_story_is_not_told_from_entries_that_do_not_fit_together(log: CaseLog) -> None:
    log.recorder.insert_events([stored_by(log, CANARY, note("2012-01-01", review("2010-01-01")), version=6)])
    with pytest.raises(StoreError, match=r"position 10: a statement says something that was not stored") as caught:
        list(log.stories(Basis(date(2013, 3, 31))))
    assert CANARY not in str(caught.value)


def test_a_statement_about_nothing_stored_is_found(log: CaseLog) -> None:
    log.recorder.insert_events([stored_by(log, "C2", note("2012-01-01", review("2010-01-01")), version=5)])
    assert found(log) == (10, "the statement says something that was not stored before it")


def stored_by(log: CaseLog, child: str, draft: Draft, *, version: int) -> StoredEvent:
    """Only the statement of a draft, in its stored form."""
    identity, statement = decide(child, (), draft)[-1]
    return log.mapper.to_stored_event(Appended(child, version, identity, statement))


def columns_of(path: Path) -> list[tuple[str, str, int]]:
    """Every stored cell of a log that holds text or bytes: table, column, row."""
    cells = {"entries": ("stream", "name", "body", "fact_id"), "transactions": ("recorded_at", "previous_hash", "hash")}
    with closing(sqlite3.connect(path)) as connection:
        return [
            (table, column, row)
            for table, columns in cells.items()
            for column in columns
            for (row,) in connection.execute(f"SELECT rowid FROM {table}")
        ]


def test_one_flipped_bit_anywhere_is_found(tmp_path: Path, clock: Ticking, opened: OpenLog) -> None:
    path = tmp_path / "log.db"
    log = opened(path, clock=clock)
    for drafts in HISTORY:
        log.record(drafts)
    tamper(str(path))  # without the guards
    chance = random.Random(20130628)
    for table, column, row in columns_of(path):
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            query = f"SELECT typeof({column}), CAST({column} AS BLOB) FROM {table} WHERE rowid = ?"
            kind, value = connection.execute(query, (row,)).fetchone()
            place = chance.randrange(len(value))
            flipped = value[:place] + bytes([value[place] ^ (1 << chance.randrange(8))]) + value[place + 1 :]
            restore, change = (f"UPDATE {table} SET {column} = CAST(? AS {kind}) WHERE rowid = ?",) * 2
            connection.execute(change, (flipped, row))
            verdict = verified(log)
            assert not verdict.is_sound, (table, column, row)
            assert CANARY not in str(verdict)
            connection.execute(restore, (value, row))
    assert log.verify().is_sound


@pytest.mark.parametrize("value", [7, 1.5, "0123456789abcdef", b"0123456789abcdef", b"\xff"])
def test_a_value_of_another_type_anywhere_is_found(
    tmp_path: Path, clock: Ticking, opened: OpenLog, value: object
) -> None:
    path = tmp_path / "log.db"
    log = opened(path, clock=clock)
    for drafts in HISTORY:
        log.record(drafts)
    tamper(str(path))  # without the guards
    for column in ("stream", "version", "name", "body", "fact_id"):
        for position in (1, 3, 9):
            with closing(sqlite3.connect(path, isolation_level=None)) as connection:
                query = f"SELECT {column} FROM entries WHERE position = ?"
                change = f"UPDATE entries SET {column} = ? WHERE position = ?"
                (before,) = connection.execute(query, (position,)).fetchone()
                connection.execute(change, (value, position))
                found(log)
                connection.execute(change, (before, position))
    assert log.verify().is_sound


def test_a_log_whose_file_is_torn_is_refused_or_found(tmp_path: Path, clock: Ticking, opened: OpenLog) -> None:
    path = tmp_path / "log.db"
    with opened(path, clock=clock) as log:
        for drafts in HISTORY:
            log.record(drafts)
    whole = path.read_bytes()
    for length in range(0, len(whole), 4096):
        torn = tmp_path / f"torn-{length}.db"
        torn.write_bytes(whole[:length])
        try:
            with opened(torn, create=False) as log:
                assert not verified(log).is_sound
        except StoreError as error:
            assert CANARY not in str(error)


def test_several_processes_find_the_same(lasting: str, clock: Ticking, opened: OpenLog) -> None:
    log = opened(lasting, clock=clock)
    for number in range(12):
        log.record([(f"C{number % 5}", note("2012-07-01", review(f"2011-08-{number + 1:02}")))])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("timeline.store.verify.ENTRIES_A_SHARE", 3)
        patch.setattr("timeline.store.verify.WORTH_A_WORKER", 0)
        told: list[int] = []
        patch.setattr("timeline.store.verify._STEP", 1)
        assert log.verify(told.append, workers=2) == log.verify()
        assert told == list(range(1, 2 * log.head().position + 1))
        tamper(lasting, f"UPDATE entries SET body = {A_BODY} WHERE position = 2")
        assert not log.verify().is_sound
        assert log.verify(workers=2) == log.verify()


def test_what_is_recorded_while_the_log_is_verified_is_no_fault(log: CaseLog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeline.store.verify._STEP", 1)
    later = [[("C3", note("2012-07-03", review("2011-10-01")))]]

    def recording(_: int) -> None:
        for drafts in later[:1]:
            later.clear()
            log.record(drafts)

    verdict = log.verify(recording)
    assert not later
    assert (verdict.problem, verdict.entries) == (None, log.head().position)
