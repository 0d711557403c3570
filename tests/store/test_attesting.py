"""What is said of the log as a whole is recorded unless the log holds something that stands in its way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tests.store.making import START, note, review
from timeline.domain.attestations import BaselineTaken, ReturnReceived
from timeline.domain.entries import Entry
from timeline.store import CaseLog, StoreError

ELSEWHERE = [("C1", note("2012-05-01", review("2011-06-01")))]


def baseline(title: str, position: int = 0) -> BaselineTaken:
    return BaselineTaken(
        title=title, as_at=date(2012, 3, 31), known_at=None, position=position, chain_hash="sha256:00", measures=()
    )


def received(known_on: date) -> ReturnReceived:
    return ReturnReceived(year_ending=date(2012, 3, 31), known_on=known_on, modules=("Episodes",), children=0)


def of_the_name(title: str) -> Callable[[Entry], bool]:
    return lambda entry: isinstance(entry, BaselineTaken) and entry.title == title


def attest(log: CaseLog, title: str, position: int = 0) -> int | None:
    return log.record([], [baseline(title, position)], unless=of_the_name(title)).transaction


def interrupted(log: CaseLog, monkeypatch: pytest.MonkeyPatch, *others: Callable[[], object]) -> None:
    """The next appends: each is overtaken by another writer, after it has been decided and before it is made."""
    put, remaining = log.recorder.insert_events, list(others)

    def overtaken(*args: object, **options: object) -> object:
        if remaining:
            other = remaining.pop(0)
            with monkeypatch.context() as patch:
                patch.setattr(log.recorder, "insert_events", put)
                other()
        return put(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(log.recorder, "insert_events", overtaken)


def test_nothing_in_its_way(log: CaseLog) -> None:
    assert (attest(log, "one"), attest(log, "two")) == (1, 2)
    assert [record.entry for record in log.attestations()] == [baseline("one"), baseline("two")]


def test_what_is_in_its_way_keeps_it_out_and_all_that_came_with_it(log: CaseLog) -> None:
    attest(log, "one")
    receipt = log.record(ELSEWHERE, [baseline("one", 1)], unless=of_the_name("one"))
    assert (receipt.transaction, receipt.fresh, receipt.statements) == (None, frozenset(), 0)
    assert log.head().position == 1


@pytest.mark.parametrize("position", [0, 1], ids=["the same", "another of the name"])
def test_also_where_another_writer_is_quicker(log: CaseLog, monkeypatch: pytest.MonkeyPatch, position: int) -> None:
    interrupted(log, monkeypatch, lambda: attest(log, "one"))
    assert attest(log, "one", position) is None
    assert [record.entry for record in log.attestations()] == [baseline("one")]
    assert log.verify().is_sound


def test_whatever_else_another_writer_records_is_not_in_its_way(log: CaseLog, monkeypatch: pytest.MonkeyPatch) -> None:
    others = (lambda: attest(log, "two"), lambda: log.record(ELSEWHERE), lambda: attest(log, "three"))
    interrupted(log, monkeypatch, *others)
    assert attest(log, "one") == 3  # overtaken twice: the import in between is of no concern to it
    assert attest(log, "one") is None
    assert log.verify().is_sound


def test_no_return_is_known_after_the_day_it_is_recorded(log: CaseLog) -> None:
    today = START.date()
    with pytest.raises(StoreError, match=r"known on 2013-06-29 cannot be recorded on 2013-06-28"):
        log.record([], [received(today + timedelta(days=1))])
    assert log.head().position == 0
    assert log.record([], [received(today)]).transaction == 1
