"""The power is cut, at every point of every command that writes: what is committed is on the disk, and stays there.

A process that is killed loses nothing that it has written; a machine without power loses what the disk was not waited
for. Here all of that is lost, to the last byte.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.faults import files as file_calls
from tests.faults.commands import COMMANDS, Files, content, told
from tests.faults.conftest import ON_SQLITE, Store
from tests.faults.processes import run_apart
from tests.faults.steps import Fault, Kind, Level, spread
from tests.faults.trials import ON_A_PUSH, Trial
from tests.functional.commands import run

pytestmark = [
    ON_SQLITE,
    pytest.mark.skipif(not file_calls.reachable(), reason="the SQLite in this Python has no names to be reached by"),
]


@pytest.mark.parametrize("level", Level, ids=lambda level: level.value)
@pytest.mark.parametrize("name", COMMANDS)
def test_at_every_point(name: str, level: Level, store: Store, files: Files, tmp_path: Path, every_point: bool) -> None:
    trial = Trial(COMMANDS[name], level, store, files, tmp_path / "room", Kind.POWER)
    before, after, steps = trial.undisturbed()
    points: Iterable[int] = range(steps) if every_point else spread(steps, ON_A_PUSH // 2)
    assert trial.kill(points, before, after) >= len(list(points)) - 1


@pytest.mark.parametrize("name", COMMANDS)
def test_after_it_was_acknowledged(name: str, store: Store, files: Files, tmp_path: Path) -> None:
    """The command has ended well; in the next moment the power is cut."""
    location = store(COMMANDS[name].before)
    words = ("--store", location, *COMMANDS[name].words(files))
    ended = run_apart(tmp_path / "room", words, Fault(Kind.POWER, Level.FILES, 1_000_000))
    assert (ended.code, ended.err) == (None, "")
    assert ended.out
    found = content(location)
    assert found
    assert run(*words).code == COMMANDS[name].again
    assert told(content(location)) == told(found)


def test_after_it_was_committed(store: Store, files: Files, tmp_path: Path, every_point: bool) -> None:
    """Before anything is tidied up: from the commit on, whatever is cut off, all of it is there."""
    writing = COMMANDS["import ssda903"]
    location = store(writing.before)
    before, words = content(location), writing.words(files)
    counted = run_apart(tmp_path / "room", ("--store", location, *words), Fault(Kind.POWER, Level.STATEMENTS, None))
    after = content(location)
    found = []
    for point in itertools.count(counted.steps - 8) if every_point else (counted.steps - 4, counted.steps - 1):
        location = store(writing.before)
        run_apart(tmp_path / "room", ("--store", location, *words), Fault(Kind.POWER, Level.STATEMENTS, point))
        found.append(content(location))
        if point >= counted.steps:
            break
    assert found == sorted(found, key=len)
    assert found[-1] == after != before
