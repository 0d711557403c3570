"""What is read back: stories at a basis, in the order of children, from one state of the log."""

from __future__ import annotations

from datetime import date

import pytest

from tests.store.making import move, note, review, yearly
from timeline.domain.basis import Basis
from timeline.domain.story import Story, tell
from timeline.store import CaseLog, reader

AS_AT = date(2013, 3, 31)
EVER = Basis(AS_AT)


@pytest.fixture
def history(log: CaseLog) -> CaseLog:
    """Three children over two returns, and a note."""
    log.record([(child, yearly(2012, move("2011-05-01"), review("2011-06-01"))) for child in ("C10", "C2", "C1")])
    soon = "2013-05-31"
    log.record(
        [
            ("C2", yearly(2013, move("2011-05-01", "ZZ1 1ZZ"), known_on=soon)),
            ("C3", yearly(2013, review("2012-06-01"), known_on=soon)),
        ]
    )
    log.record([("C1", note("2012-08-01", review("2012-07-01"), review("2013-07-01")))])
    return log


def days(story: Story) -> list[str]:
    return [str(fact.event.occurred_on) for fact in story.facts]


def test_children_come_in_the_order_of_their_ids(history: CaseLog) -> None:
    assert list(history.children()) == ["C1", "C10", "C2", "C3"]
    assert [story.child for story in history.stories(EVER)] == ["C1", "C10", "C2", "C3"]


def test_the_children_the_log_got_to_hold_more_of(history: CaseLog) -> None:
    assert list(history.children(after=9)) == ["C1", "C2", "C3"]
    assert list(history.children(after=13)) == ["C1"]
    assert list(history.children(after=history.head().position)) == []


def test_only_the_children_asked_for_each_once(history: CaseLog) -> None:
    asked = ["C3", "C1", "nobody", "C1"]
    assert [story.child for story in history.stories(EVER, asked)] == ["C1", "C3"]
    assert list(history.stories(EVER, [])) == []


def test_a_story_is_what_the_records_tell(history: CaseLog) -> None:
    for basis in (EVER, Basis(AS_AT, known_at=date(2012, 7, 31)), Basis(AS_AT, position=9)):
        for story in history.stories(basis):
            assert story == tell(story.child, history.records(story.child), basis)


def test_what_happened_later_is_not_in_the_story(history: CaseLog) -> None:
    (story,) = history.stories(EVER, ["C1"])
    assert days(story) == ["2011-05-01", "2011-06-01", "2012-07-01"]


def test_a_child_not_known_yet_has_no_story(history: CaseLog) -> None:
    basis = Basis(AS_AT, known_at=date(2012, 7, 31))
    assert [story.child for story in history.stories(basis)] == ["C1", "C10", "C2"]
    assert list(history.stories(Basis(AS_AT, known_at=date(2012, 6, 29)))) == []


def test_a_position_pins_what_the_log_held(history: CaseLog) -> None:
    before = history.head(9)
    assert (before.position, before.transactions) == (9, 1)
    assert [story.child for story in history.stories(Basis(AS_AT, position=9))] == ["C1", "C10", "C2"]
    assert list(history.stories(Basis(AS_AT, position=0))) == []


def test_the_head_of_an_earlier_position_is_what_it_was_then(log: CaseLog) -> None:
    heads = [log.head()]
    for day in ("2011-06-01", "2011-06-02", "2011-06-03"):
        log.record([("C1", note("2012-08-01", review(day)))])
        heads.append(log.head())
    assert [log.head(head.position) for head in heads] == heads
    assert log.head(3) == heads[1]  # in the middle of the second transaction
    assert len({head.hash for head in heads}) == 4


def test_what_is_recorded_while_stories_are_read_is_in_none_of_them(
    history: CaseLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "_ROWS_A_PAGE", 2)
    expected = list(history.stories(EVER))
    read = []
    for number, story in enumerate(history.stories(EVER)):
        read.append(story)
        history.record([("C3", note("2012-08-01", review(f"2012-09-0{number + 1}")))])
    assert read == expected


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7, 100])
def test_the_size_of_a_page_changes_nothing(history: CaseLog, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    expected = (list(history.children()), list(history.stories(EVER)), list(history.stories(EVER, ["C2", "C1", "C3"])))
    monkeypatch.setattr(reader, "_ROWS_A_PAGE", size)
    monkeypatch.setattr(reader, "_CHILDREN_A_PAGE", size)
    assert (
        list(history.children()),
        list(history.stories(EVER)),
        list(history.stories(EVER, ["C2", "C1", "C3"])),
    ) == expected
    assert history.verify().is_sound


def test_records_are_in_the_order_they_were_stored(history: CaseLog) -> None:
    records = history.records("C1")
    assert [record.position for record in records] == sorted(record.position for record in records)
    assert {record.child for record in records} == {"C1"}
    assert [record.entry.name for record in records] == [
        "placement-moved",
        "review-held",
        "statement",
        "review-held",
        "review-held",
        "statement",
    ]
