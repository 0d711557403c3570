"""``timeline rebuild`` killed, or stopped by hand, at every point: from nothing, and bringing tables up to date.

Whatever the point: there are the old projections, whole, or the new ones, whole; the log is as it was; and running it
again completes it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import inspect, select

from tests.faults import files as file_calls
from tests.faults.commands import Files, content
from tests.faults.conftest import ON_SQLITE, Store
from tests.faults.processes import Ended, run_apart
from tests.faults.steps import Fault, Kind, Level, spread
from tests.functional.commands import CHILDREN, run
from tests.store.making import Ticking
from timeline.ingest.ssda903 import import_return
from timeline.projections.tables import rebuild, schema, state_of
from timeline.store import open_log

ON_A_PUSH = 6
AT_LEAST = {Level.STATEMENTS: 60, Level.FILES: 60}

Tables = list[set[tuple[object, ...]]] | None
"""Every row of every table; ``None`` where there are none."""


@dataclass(frozen=True)
class Remaking:
    """What there was before: projections of the first return, or none."""

    made_before: bool
    words: tuple[str, ...] = ("rebuild",)


CASES = {
    "from nothing": Remaking(made_before=False),
    "up to date": Remaking(made_before=True),
    "all anew": Remaking(made_before=True, words=("rebuild", "--from-nothing")),
}


def prepared(store: Store, files: Files, case: Remaking) -> str:
    """A log of two returns, with the projections as they were after the first of them."""
    location = store((2011,))
    with open_log(location, clock=Ticking()) as log:
        if case.made_before:
            rebuild(log)
        import_return(log, [files / "2012"], date(2012, 3, 31), date(2012, 6, 30))
    return location


def held(location: str) -> Tables:
    """What the projections hold. Tables that say of themselves how far they reach must be whole."""
    with open_log(location, create=False) as log:
        state = state_of(log.database)
        if state is None:
            return None
        assert state.entries == state.position
        with log.database.reading() as connection:
            there = set(inspect(connection).get_table_names())
            assert {table.name for table in schema.LIVE} <= there
            return [{tuple(row) for row in connection.execute(select(table))} for table in schema.LIVE]


@dataclass(frozen=True)
class Trial:
    """One case on one kind of store, killed again and again, each time with a store of its own."""

    case: Remaking
    level: Level
    store: Store
    files: Files
    room: Path
    kind: Kind = Kind.KILLED

    def run(self, location: str, point: int | None) -> Ended:
        return run_apart(self.room, ("--store", location, *self.case.words), Fault(self.kind, self.level, point))

    def undisturbed(self) -> tuple[Tables, Tables, int]:
        """The tables before and after, and how many points there are."""
        location = prepared(self.store, self.files, self.case)
        before = held(location)
        ended = self.run(location, None)
        assert (ended.code, ended.err, ended.struck) == (0, "", False)
        return before, held(location), ended.steps

    def kill(self, points: Iterable[int], before: Tables, after: Tables) -> int:
        killed = 0
        for point in points:
            location = prepared(self.store, self.files, self.case)
            log_before = content(location)
            ended = self.run(location, point)
            if not ended.struck:
                break
            killed += 1
            assert content(location) == log_before
            self.check(location, ended, before, after)
        return killed

    def check(self, location: str, ended: Ended, before: Tables, after: Tables) -> None:
        """What must hold wherever it was killed."""
        found = held(location)
        assert found in (before, after)
        assert found == after or not ended.out, "it was acknowledged"
        if self.kind is Kind.STOPPED:
            assert ended.code == 130
        assert not any(child in ended.err for child in CHILDREN)
        again = run("--store", location, "rebuild")
        assert (again.code, again.err) == (0, "")
        assert held(location) == after
        with open_log(location, create=False) as log, log.database.reading() as connection:
            assert found == after or not _half_made(inspect(connection).get_table_names())


def _half_made(there: Iterable[str]) -> set[str]:
    return set(there) & {table.name for table in schema.WHILE_MADE}


def try_points(trial: Trial, *, every: bool) -> None:
    before, after, steps = trial.undisturbed()
    assert before != after or trial.case.words != ("rebuild",)
    assert steps >= AT_LEAST[trial.level]
    killed = trial.kill(itertools.count() if every else spread(steps, ON_A_PUSH), before, after)
    assert killed >= (steps * 9 // 10 if every else ON_A_PUSH - 1)


@pytest.mark.parametrize("name", CASES)
def test_between_the_statements(name: str, store: Store, files: Files, tmp_path: Path, every_point: bool) -> None:
    try_points(Trial(CASES[name], Level.STATEMENTS, store, files, tmp_path / "room"), every=every_point)


@pytest.mark.skipif(not file_calls.reachable(), reason="the SQLite in this Python has no names to be reached by")
@ON_SQLITE
@pytest.mark.parametrize("name", CASES)
def test_between_the_calls_to_the_file_system(
    name: str, store: Store, files: Files, tmp_path: Path, every_point: bool
) -> None:
    try_points(Trial(CASES[name], Level.FILES, store, files, tmp_path / "room"), every=every_point)


def test_stopped_by_hand_between_the_statements(store: Store, files: Files, tmp_path: Path, every_point: bool) -> None:
    trial = Trial(CASES["up to date"], Level.STATEMENTS, store, files, tmp_path / "room", Kind.STOPPED)
    try_points(trial, every=every_point)
