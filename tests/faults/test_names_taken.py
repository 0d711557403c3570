"""Another program takes a baseline between the look whether its name is free and the recording of this one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from replay import baselines
from replay.baselines import BaselineError, bring, take, taken
from tests.faults.conftest import Store
from timeline.domain.attestations import BaselineTaken
from timeline.domain.basis import Basis
from timeline.projections.indicators import CATALOGUE
from timeline.projections.questions import measure
from timeline.store import CaseLog, open_log

FIRST, SECOND = date(2011, 3, 31), date(2012, 3, 31)
INDICATORS = [CATALOGUE["looked-after"]]


@pytest.fixture
def logs(store: Store) -> Iterator[tuple[CaseLog, CaseLog]]:
    """One log, as two programs have it open."""
    location = store((2011, 2012))
    with open_log(location) as ours, open_log(location) as theirs:
        yield ours, theirs


def overtaken(log: CaseLog, monkeypatch: pytest.MonkeyPatch, other: Callable[[], Any]) -> None:
    """The other program acts when this one has looked, run its figures and is about to record."""
    record = log.record

    def late(*arguments: Any, **options: Any) -> Any:
        other()
        return record(*arguments, **options)

    monkeypatch.setattr(log, "record", late)


def attested(log: CaseLog, as_at: date, position: int) -> BaselineTaken:
    """A baseline that reproduces from this log, and stands in none."""
    basis = Basis(as_at, None, position)
    return baselines.attested(log, "plan", basis, measure(log, INDICATORS, basis))


@pytest.mark.parametrize("theirs_as_at", [FIRST, SECOND], ids=["another", "the same"])
def test_taken(logs: tuple[CaseLog, CaseLog], monkeypatch: pytest.MonkeyPatch, theirs_as_at: date) -> None:
    ours, theirs = logs
    overtaken(ours, monkeypatch, lambda: take(theirs, "plan", INDICATORS, Basis(theirs_as_at)))
    with pytest.raises(BaselineError, match="a baseline of this name was taken before"):
        take(ours, "plan", INDICATORS, Basis(SECOND))
    assert [(baseline.title, baseline.as_at) for baseline in taken(ours)] == [("plan", theirs_as_at)]
    assert ours.verify().is_sound


def test_another_name_is_no_matter(logs: tuple[CaseLog, CaseLog], monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = logs
    overtaken(ours, monkeypatch, lambda: take(theirs, "other", INDICATORS, Basis(SECOND)))
    take(ours, "plan", INDICATORS, Basis(SECOND))
    assert [baseline.title for baseline in taken(ours)] == ["other", "plan"]


def test_brought_by_another_program_it_is_there(logs: tuple[CaseLog, CaseLog], monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = logs
    baseline = attested(ours, SECOND, ours.head().position)
    overtaken(ours, monkeypatch, lambda: bring(theirs, baseline))
    assert bring(ours, baseline) == []
    assert taken(ours) == [baseline]


def test_another_of_its_name_was_brought(logs: tuple[CaseLog, CaseLog], monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = logs
    position = ours.head().position
    baseline, other = attested(ours, SECOND, position), attested(ours, FIRST, position)
    overtaken(ours, monkeypatch, lambda: bring(theirs, other))
    with pytest.raises(BaselineError, match="a baseline of this name was taken before"):
        bring(ours, baseline)
    assert taken(ours) == [other]
