"""The findings in the projections, held against those of the log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Protocol

from hypothesis import strategies as st

from tests.store.making import note, review
from tests.support.logs import a_log, rows
from timeline.domain.basis import Basis
from timeline.domain.checks import Found
from timeline.projections.checking import histories_checked, last_known_on
from timeline.projections.engines import Engine
from timeline.projections.tables import findings_from_tables, rebuild
from timeline.projections.tables.state import LAST_DAY
from timeline.store import CaseLog


class Recordable(Protocol):
    """A part of a history, or a return."""

    def into(self, log: CaseLog) -> object:
        """Record it."""
        ...


moved_on = st.one_of(st.integers(0, 3), st.integers(0, 400), st.integers(0, 8000))
"""By how many days, when something of a child that nobody else has to do with becomes known."""


def from_the_log(log: CaseLog, day: date) -> list[Found]:
    """What is found child by child from the log."""
    return histories_checked(log, Basis(day), engine=Engine.REFERENCE, note=str)


def agree(log: CaseLog) -> None:
    """Both roads come to the same day and to the same findings, in the same order."""
    day = last_known_on(log, Engine.AUTO)
    assert day == log.stats().last_known_on
    if day is not None and day <= LAST_DAY:
        assert findings_from_tables(log, Basis(day)) == from_the_log(log, day)


def move_on(log: CaseLog, days: int) -> None:
    """Something becomes known of another child, so many days after all that is known."""
    day = (log.last_known_on() or date(2012, 3, 31)) + timedelta(days)
    if day < LAST_DAY:
        log.record([("ANOTHER", note(day.isoformat(), review("2010-05-04")))])


def step_by_step_as_from_nothing(said: Sequence[Recordable], steps: Sequence[int], batch: int | None = None) -> None:
    """One part after the other, and something of another child after each, so many days later: both roads agree at
    every step, and the tables are those that are built from nothing."""
    size = {} if batch is None else {"batch": batch}
    with a_log() as log:
        for each, days in zip(said, steps, strict=False):
            each.into(log)
            rebuild(log, **size)
            agree(log)
            move_on(log, days)
            rebuild(log, **size)
            agree(log)
        step_by_step = rows(log)
        rebuild(log, from_nothing=True)
        assert rows(log) == step_by_step
