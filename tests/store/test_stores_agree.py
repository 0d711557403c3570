"""The same drafts at the same times make the same log on every store, to the last byte of the hash."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from tests.store.conftest import OpenLog
from tests.store.making import START, Ticking, move, note, review, withdrawal, yearly
from timeline.domain.basis import Basis
from timeline.store import CaseLog

IMPORTS = [
    [(f"C{n}", yearly(2012, move(f"2011-05-{n:02}"), review("2011-06-01"))) for n in range(1, 25)],
    [("é", yearly(2012, move("2011-05-01"))), ("Z", yearly(2012, move("2011-05-01"))), ("a", note("2012-05-01"))],
    [
        ("C7", note("2012-07-01", withdrawal("C7", review("2011-06-01")))),
        ("C8", note("2012-07-01", review("2012-01-01"))),
    ],
    [(f"C{n}", yearly(2013, move(f"2012-05-{n:02}"), known_on="2013-06-01")) for n in range(12, 28)],
]


def content(log: CaseLog) -> list[object]:
    children = list(log.children())
    basis = Basis(date(2013, 3, 31))
    return [
        children,
        [log.records(child) for child in children],
        list(log.stories(basis)),
        log.head(),
        [log.head(position) for position in range(log.head().position)],
        log.verify(),
        log.recorder.select_notifications(1, 1000),
    ]


def test_every_store_holds_the_same(tmp_path: Path, postgres_url: str, opened: OpenLog) -> None:
    logs = [opened(place, clock=Ticking(START)) for place in (":memory:", tmp_path / "log.db", postgres_url)]
    for drafts in IMPORTS:
        first, *others = [log.record(drafts) for log in logs]
        assert others == [first, first]
    first_content, *other_contents = [content(log) for log in logs]
    assert other_contents == [first_content, first_content]
    first_stats, *other_stats = [replace(log.stats(), size=0) for log in logs]
    assert other_stats == [first_stats, first_stats]


def test_only_the_times_differ_between_two_logs_of_the_same(tmp_path: Path, opened: OpenLog) -> None:
    early = opened(tmp_path / "early.db", clock=Ticking(START))
    late = opened(tmp_path / "late.db", clock=Ticking(START.replace(year=2014)))
    for log in (early, late):
        for drafts in IMPORTS:
            log.record(drafts)
    assert [early.records(child) for child in early.children()] == [late.records(child) for child in late.children()]
    assert early.head().hash != late.head().hash


def test_a_log_is_the_same_after_it_was_closed(lasting: str, opened: OpenLog) -> None:
    with opened(lasting, clock=Ticking()) as log:
        for drafts in IMPORTS:
            log.record(drafts)
        before = content(log)
    assert content(opened(lasting, create=False)) == before
