"""What recording adds, once, in one transaction, and what it refuses."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.store.conftest import OpenLog
from tests.store.making import START, Ticking, move, note, review, withdrawal, yearly
from timeline.domain.basis import Basis
from timeline.domain.drafts import Held
from timeline.domain.entries import fact_id
from timeline.domain.statements import Statement
from timeline.store import CaseLog, Head, StoreError

EVER = Basis(date(2013, 3, 31))
RETURN = [
    ("C1", yearly(2012, move("2011-05-01"), review("2011-06-01"))),
    ("C2", yearly(2012, move("2011-07-01"))),
]


def test_a_new_log_is_empty(log: CaseLog) -> None:
    assert log.head() == Head(0, 0, "sha256:" + "0" * 64, None)
    assert list(log.children()) == []
    assert list(log.stories(EVER)) == []
    assert log.records("C1") == []
    assert log.verify().is_sound
    assert log.stats().entries == 0


def test_an_import_is_one_transaction_with_positions_from_one(log: CaseLog) -> None:
    receipt = log.record(RETURN)
    assert (receipt.transaction, receipt.first_position, receipt.last_position) == (1, 1, 5)
    assert receipt.statements == 2
    assert receipt.fresh == {
        fact_id("C1", move("2011-05-01")),
        fact_id("C1", review("2011-06-01")),
        fact_id("C2", move("2011-07-01")),
    }
    assert (log.head().position, log.head().transactions) == (5, 1)


def test_positions_go_on_without_a_gap(log: CaseLog) -> None:
    log.record(RETURN)
    receipt = log.record([("C2", note("2012-07-01", review("2011-08-01")))])
    assert (receipt.transaction, receipt.first_position, receipt.last_position) == (2, 6, 7)


def test_recording_the_same_twice_adds_nothing(log: CaseLog) -> None:
    log.record(RETURN)
    before = log.head()
    receipt = log.record(RETURN)
    assert receipt.transaction is receipt.first_position is receipt.last_position is None
    assert (receipt.fresh, receipt.statements) == (frozenset(), 0)
    assert log.head() == before


def test_only_what_is_new_is_added(log: CaseLog) -> None:
    log.record(RETURN)
    receipt = log.record([("C1", yearly(2012, move("2011-05-01"), review("2011-06-01"), review("2011-12-01")))])
    assert receipt.fresh == {fact_id("C1", review("2011-12-01"))}
    assert receipt.statements == 1


def test_a_fact_that_two_drafts_of_one_call_say_is_stored_once(log: CaseLog) -> None:
    said = note("2012-05-01", review("2011-06-01"))
    again = note("2012-05-02", review("2011-06-01"))
    receipt = log.record([("C1", said), ("C2", said), ("C1", again), ("C1", said)])
    assert receipt.statements == 3
    entries = [record.entry for record in log.records("C1")]
    assert [type(entry).__name__ for entry in entries] == ["ReviewHeld", "Statement", "Statement"]
    assert [e.known_on for e in entries if isinstance(e, Statement)] == [date(2012, 5, 1), date(2012, 5, 2)]


def test_a_withdrawal_is_fresh_and_takes_the_fact_back(log: CaseLog) -> None:
    wrong = review("2011-06-01")
    log.record([("C1", note("2012-05-01", wrong))])
    receipt = log.record([("C1", note("2012-06-01", withdrawal("C1", wrong)))])
    assert receipt.fresh == {fact_id("C1", withdrawal("C1", wrong))}
    (story,) = log.stories(EVER)
    assert story.facts == ()
    (before,) = log.stories(Basis(EVER.as_at, known_at=date(2012, 5, 31)))
    assert [fact.event for fact in before.facts] == [wrong]


def test_a_rehearsal_says_what_would_be_added_and_adds_nothing(log: CaseLog) -> None:
    rehearsed = log.rehearse(RETURN)
    assert log.head().position == 0
    recorded = log.record(RETURN)
    assert (rehearsed.fresh, rehearsed.statements) == (recorded.fresh, recorded.statements)
    assert rehearsed.transaction is None
    assert log.rehearse(RETURN).statements == 0


def test_nothing_can_be_known_after_the_day_it_is_recorded(log: CaseLog) -> None:
    today = START.date()
    tomorrow = today + timedelta(days=1)
    drafts = [("C1", note(str(today), review("2013-01-01"))), ("SECRET1", note(str(tomorrow), review("2013-01-02")))]
    for attempt in (log.record, log.rehearse):
        with pytest.raises(StoreError, match=r"known on 2013-06-29 cannot be recorded on 2013-06-28") as caught:
            attempt(drafts)
        assert "SECRET1" not in str(caught.value)
    assert log.head().position == 0
    assert log.record(drafts[:1]).transaction == 1


def test_the_log_goes_on_when_the_clock_steps_back(log: CaseLog, clock: Ticking) -> None:
    log.record(RETURN)
    first = log.head().recorded_at
    clock.at = START - timedelta(days=400)
    log.record([("C3", note("2013-06-28", review("2011-08-01")))])  # still the 28th, as far as the log is concerned
    assert log.head().recorded_at == first
    clock.at = START + timedelta(days=1)
    log.record([("C3", note("2013-06-28", review("2011-09-01")))])
    later = log.head().recorded_at
    assert later is not None
    assert later.date() == date(2013, 6, 29)
    assert log.verify().is_sound


def test_recorded_at_is_in_utc_whatever_the_clock_s_zone(location: str, opened: OpenLog) -> None:
    summer = datetime.fromisoformat("2013-06-28T10:00:00+01:00")
    log = opened(location, clock=lambda: summer)
    log.record(RETURN)
    assert log.head().recorded_at == datetime(2013, 6, 28, 9, 0, tzinfo=UTC)
    assert log.head().recorded_at.tzinfo == UTC  # type: ignore[union-attr]


def test_a_clock_without_a_time_zone_is_refused(location: str, opened: OpenLog) -> None:
    log = opened(location, clock=lambda: datetime(2013, 6, 28))
    with pytest.raises(ValueError, match="time zone"):
        log.record(RETURN)
    assert log.head().position == 0


def test_when_another_writer_is_quicker_it_decides_again(log: CaseLog, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = note("2012-05-01", review("2011-06-01"))
    ours = note("2012-05-02", review("2011-06-01"), review("2011-07-01"))
    put = log.recorder.insert_events
    interruptions = iter([[("C1", theirs)], [("C1", note("2012-05-03", review("2011-09-01")))]])

    def interrupted(*args: object, **options: object) -> object:
        for drafts in interruptions:
            monkeypatch.setattr(log.recorder, "insert_events", put)
            log.record(drafts)
            monkeypatch.setattr(log.recorder, "insert_events", interrupted)
            break
        return put(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(log.recorder, "insert_events", interrupted)
    receipt = log.record([("C1", ours)])
    assert receipt.fresh == {fact_id("C1", review("2011-07-01"))}  # the other one was theirs
    assert receipt.transaction == 3
    assert log.verify().is_sound


def test_what_a_child_was_found_to_hold_is_read_again_where_it_holds_more_by_now(log: CaseLog) -> None:
    log.record([("C1", note("2012-06-30", move("2011-05-01")))])
    found = {"C1": Held((), 0)}  # as it was before that
    receipt = log.record([("C1", note("2012-07-01", move("2011-05-01"), review("2011-06-01")))], held=found)
    assert receipt.fresh == {fact_id("C1", review("2011-06-01"))}
    assert len(log.records("C1")) == 4
    assert log.verify().is_sound


def test_it_gives_up_in_plain_words_when_it_never_is(log: CaseLog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeline.store.recording.sleep", lambda _seconds: None)
    put = log.recorder.insert_events
    days = iter(range(1, 29))

    def always_late(*args: object, **options: object) -> object:
        monkeypatch.setattr(log.recorder, "insert_events", put)
        log.record([("SECRET1", note("2012-05-03", review(f"2011-09-{next(days):02}")))])
        monkeypatch.setattr(log.recorder, "insert_events", always_late)
        return put(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(log.recorder, "insert_events", always_late)
    with pytest.raises(StoreError, match="again and again") as caught:
        log.record([("SECRET1", note("2012-05-01", review("2011-06-01")))])
    assert "SECRET1" not in str(caught.value)
    assert log.verify().is_sound


def test_many_children_in_one_transaction(log: CaseLog) -> None:
    drafts = [(f"C{number:04}", note("2012-05-01", review("2011-06-01"))) for number in range(1201)]
    assert log.record(drafts).transaction == 1
    assert log.record(drafts).transaction is None
    assert log.head().position == 2402
    assert list(log.children()) == [child for child, _ in drafts]


def test_texts_come_back_as_they_were_written(log: CaseLog) -> None:
    odd = [("É☃ '\"\\ %s", note("2012-05-01", move("2011-06-01", "naïve \u2028 \x00 {}")))]
    log.record(odd)
    ((child, draft),) = odd
    assert log.records(child)[0].entry == draft.rows[0][0]
    assert log.verify().is_sound


def test_what_the_log_holds_is_counted(log: CaseLog) -> None:
    log.record(RETURN)
    log.record([("C1", note("2012-07-01", withdrawal("C1", review("2011-06-01"))))])
    stats = log.stats()
    assert (stats.entries, stats.facts, stats.statements, stats.withdrawals) == (7, 3, 3, 1)
    assert (stats.children, stats.transactions) == (2, 2)
    assert (stats.first_position, stats.last_position) == (1, 7)
    assert (stats.first_known_on, stats.last_known_on) == (date(2012, 6, 30), date(2012, 7, 1))
    assert stats.first_recorded_at is not None
    assert stats.last_recorded_at is not None
    assert START < stats.first_recorded_at < stats.last_recorded_at
    assert stats.size > 0
