"""``kill -9``, or Ctrl-C, at every point of every command that writes.

Whatever the point: the log is sound and holds the whole of what the command brings or nothing of it (of a command that
brings several returns, each whole or not at all); what the command has acknowledged is there; and running it again
completes it, adds nothing twice, and leaves the very log that it leaves undisturbed, times and hashes apart.
"""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from tests.faults import files as file_calls
from tests.faults.commands import COMMANDS, Files
from tests.faults.conftest import Store
from tests.faults.steps import Kind, Level, spread
from tests.faults.trials import ON_A_PUSH, Trial

AT_LEAST = {Level.STATEMENTS: 20, Level.FILES: 60}
"""Points of whichever command has the fewest: each undisturbed run is held to it, so that no fault is set in vain."""

Counts = list[tuple[str, object]]
"""How many points there were, noted with the test in a report."""


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
