"""``kill -9``, or Ctrl-C, at every point of every command that writes.

Whatever the point: the log is sound and holds the whole of what the command brings or nothing of it (of a command that
brings several returns, each whole or not at all); what the command has acknowledged is there; and running it again
completes it, adds nothing twice, and leaves the very log that it leaves undisturbed, times and hashes apart.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.faults import files as file_calls
from tests.faults.commands import COMMANDS, Files, Writing, content, told, wholes
from tests.faults.conftest import Store
from tests.faults.processes import Ended, run_apart
from tests.faults.steps import Fault, Kind, Level, spread
from tests.functional.commands import CHILDREN, run

ON_A_PUSH = 10
AT_LEAST = {Level.STATEMENTS: 20, Level.FILES: 60}
"""Points of whichever command has the fewest: each undisturbed run is held to it, so that no fault is set in vain."""

Counts = list[tuple[str, object]]
"""How many points there were, noted with the test in a report."""


@dataclass(frozen=True)
class Trial:
    """One command on one kind of store, to be killed again and again, each time with a store of its own."""

    command: Writing
    level: Level
    store: Store
    files: Files
    room: Path
    kind: Kind = Kind.KILLED

    def run(self, location: str, point: int | None) -> Ended:
        """Run the command with a fault at a point."""
        words = ("--store", location, *self.command.words(self.files))
        return run_apart(self.room, words, Fault(self.kind, self.level, point))

    def undisturbed(self) -> tuple[list[Any], list[Any], int]:
        """What a log holds before and after the command, and how many points the command has."""
        location = self.store(self.command.before)
        before = content(location)
        ended = self.run(location, None)
        assert (ended.code, ended.err, ended.struck) == (0, "", False)
        return before, content(location), ended.steps

    def kill(self, points: Iterable[int], before: list[Any], after: list[Any]) -> int:
        """Kill it at each of these points, until there is none any more; at how many it was killed."""
        killed = 0
        for point in points:
            location = self.store(self.command.before)
            ended = self.run(location, point)
            if not ended.struck:
                break
            killed += 1
            self.check(location, ended, before, after)
        return killed

    def check(self, location: str, ended: Ended, before: list[Any], after: list[Any]) -> None:
        """What must hold wherever it was killed."""
        found = content(location)
        assert found in wholes(before, after)
        assert found == after or not ended.out, "it was acknowledged"
        if self.kind is Kind.STOPPED:
            assert ended.code == 130
        assert not any(child in ended.err for child in CHILDREN)
        again = run("--store", location, *self.command.words(self.files))
        assert again.code == (self.command.again if found == after else 0), again.err
        assert told(content(location)) == told(after)


def try_points(trial: Trial, counts: Counts, *, every: bool) -> None:
    before, after, steps = trial.undisturbed()
    assert before != after
    assert steps >= AT_LEAST[trial.level]
    killed = trial.kill(itertools.count() if every else spread(steps, ON_A_PUSH), before, after)
    counts.extend((("points", steps), ("killed", killed)))
    # Which pages SQLite writes depends a little on where it is killed; never by more than this.
    assert killed >= (steps * 9 // 10 if every else ON_A_PUSH - 1)


@pytest.mark.parametrize("name", COMMANDS)
def test_between_the_statements(
    name: str, store: Store, files: Files, tmp_path: Path, every_point: bool, request: pytest.FixtureRequest
) -> None:
    trial = Trial(COMMANDS[name], Level.STATEMENTS, store, files, tmp_path / "room")
    try_points(trial, request.node.user_properties, every=every_point)


@pytest.mark.skipif(not file_calls.reachable(), reason="the SQLite in this Python has no names to be reached by")
@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", COMMANDS)
def test_between_the_calls_to_the_file_system(
    name: str, store: Store, files: Files, tmp_path: Path, every_point: bool, request: pytest.FixtureRequest
) -> None:
    trial = Trial(COMMANDS[name], Level.FILES, store, files, tmp_path / "room")
    try_points(trial, request.node.user_properties, every=every_point)


def test_stopped_by_hand_between_the_statements(
    store: Store, files: Files, tmp_path: Path, every_point: bool, request: pytest.FixtureRequest
) -> None:
    for name in COMMANDS if every_point else ("import ssda903",):
        trial = Trial(COMMANDS[name], Level.STATEMENTS, store, files, tmp_path / "room", Kind.STOPPED)
        try_points(trial, request.node.user_properties, every=every_point)
