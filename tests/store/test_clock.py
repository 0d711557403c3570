"""A machine's clock steps back and forth: times recorded never go back, and nothing is known before it is recorded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import product

import pytest

from tests.store.conftest import OpenLog
from tests.store.making import START, note, review
from timeline.store import CaseLog, StoreError

STEPS = [timedelta(days=days) for days in (-400, -1, 0, 1)]
TODAY = START.date()


class Stepping:
    """A clock that says these instants, one after the other, and the last of them for ever."""

    def __init__(self, *instants: datetime) -> None:
        self._coming: Iterator[datetime] = iter(instants)
        self._latest = instants[0]

    def __call__(self) -> datetime:
        self._latest = next(self._coming, self._latest)
        return self._latest


def recorded(log: CaseLog) -> list[datetime]:
    heads = [log.head(position) for position in range(1, log.head().position + 1)]
    return [head.recorded_at for head in heads if head.recorded_at is not None]


def try_to_record(log: CaseLog, day: date, number: int) -> None:
    try:
        log.record([("C1", note(str(day), review(str(TODAY - timedelta(days=number)))))])
    except StoreError as error:
        assert "before it was known" in error.what  # refused, as it may be: the day has not come


@pytest.mark.parametrize("steps", list(product(STEPS, repeat=2)), ids=str)
def test_whatever_the_clock_says_at_each_look(location: str, opened: OpenLog, steps: tuple[timedelta, ...]) -> None:
    """Several looks in one import, too: what admits a thing must not be later than what it is recorded on."""
    log = opened(location, clock=Stepping(*(START + step for step in steps)))
    for number, day in enumerate((TODAY, TODAY + timedelta(days=1), TODAY - timedelta(days=401))):
        try_to_record(log, day, number)
    assert recorded(log) == sorted(recorded(log))
    assert log.verify().is_sound
    assert log.head().position >= 2  # the last is old enough whatever the clock says
