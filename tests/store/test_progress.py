"""Whoever waits for a large recording is told how far it is, and what is recorded does not depend on it."""

from __future__ import annotations

import pytest

from tests.store.conftest import OpenLog
from tests.store.making import Ticking, note, review
from timeline.store import CaseLog, mapper, recording

DRAFTS = [(f"C{number:03}", note("2012-05-01", review("2011-06-01"))) for number in range(90)]


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mapper, "_STEP", 25)
    monkeypatch.setattr(recording, "_CHILDREN_AT_ONCE", 25)


def shares(told: list[tuple[int, int]]) -> list[float]:
    return [done / whole for done, whole in told]


def test_the_first_half_is_deciding_and_the_second_appending(log: CaseLog) -> None:
    told: list[tuple[int, int]] = []
    log.record(DRAFTS, progress=lambda done, whole: told.append((done, whole)))
    assert told[:4] == [(25, 180), (50, 180), (75, 180), (90, 180)]
    assert told[4:] == [(180 + done, 360) for done in range(0, 180, 25)]
    assert shares(told) == sorted(shares(told))


def test_a_rehearsal_is_the_first_half(log: CaseLog) -> None:
    told: list[tuple[int, int]] = []
    log.rehearse(DRAFTS, progress=lambda done, whole: told.append((done, whole)))
    assert told == [(25, 180), (50, 180), (75, 180), (90, 180)]


def test_the_log_is_the_same_whether_anybody_waits_or_not(location: str, opened: OpenLog) -> None:
    waited, alone = opened(location, clock=Ticking()), opened(":memory:", clock=Ticking())
    waited.record(DRAFTS, progress=lambda _done, _whole: None)
    alone.record(DRAFTS)
    assert waited.head() == alone.head()
