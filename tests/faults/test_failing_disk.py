"""A disk that fails, or is full.

The command ends with 4 and says where, what and what to do; the log is whole and, where it said so, as before; when the
disk is well again, running the command again completes it.
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
from tests.faults.conftest import ON_SQLITE, Store
from tests.faults.limits import NoFileBeyond
from tests.faults.processes import Amiss, Ended, run_apart
from tests.faults.steps import Fault, Kind, Level, spread
from tests.functional.commands import CHILDREN, run

pytestmark = ON_SQLITE

NOTHING = "nothing was recorded"
SAID = {
    "the disk could not be read or written. Check the disk, then run `timeline log verify`.",
    "there is no room left on the disk. Make room and try again: nothing was recorded.",
    "the file cannot be opened. Check that the folder exists and that you may use it.",
}
ON_A_PUSH = 6


@dataclass(frozen=True)
class Trial:
    """One command, to be run again and again with something amiss, each time with a store of its own."""

    command: Writing
    store: Store
    files: Files
    room: Path

    def words(self, location: str) -> tuple[object, ...]:
        return ("--store", location, *self.command.words(self.files))

    def states(self) -> tuple[list[Any], list[Any]]:
        """What a log holds before the command, and after."""
        location = self.store(self.command.before)
        before = content(location)
        assert run(*self.words(location)).code == 0
        return before, content(location)

    def run(self, amiss: Amiss, before: list[Any], after: list[Any]) -> Ended:
        """Run the command with something amiss; what must hold then, and when it is run again with nothing amiss."""
        location = self.store(self.command.before)
        ended = run_apart(self.room, self.words(location), amiss)
        found = content(location)
        if ended.code == 0:
            assert found == after
        else:
            assert ended.code == 4, ended.err
            assert_said(ended, location)
            assert found == before or (found in wholes(before, after) and NOTHING not in ended.err)
        again = run(*self.words(location))
        assert again.code == (self.command.again if found == after else 0)
        assert told(content(location)) == told(after)
        return ended


def assert_said(ended: Ended, location: str) -> None:
    """Where, what, what to do; in one line, and without a child."""
    where, _, words = ended.err.removeprefix("timeline: ").partition(": ")
    assert (where, _without_what_was_done(words.strip()) in SAID) == (location, True), ended.err
    assert not any(child in ended.err for child in CHILDREN)
    assert ended.out == ""


def _without_what_was_done(words: str) -> str:
    """What ``import returns`` adds once a return of its list is recorded, instead of saying that nothing was."""
    said, _, done = words.partition(" Of 2 returns 1 is recorded: then import the list again.")
    assert done == ""
    return said if said in SAID else f"{said.removesuffix('.')}: {NOTHING}."


@pytest.fixture(params=COMMANDS)
def trial(request: pytest.FixtureRequest, store: Store, files: Files, tmp_path: Path) -> Trial:
    """Each command that writes."""
    return Trial(COMMANDS[request.param], store, files, tmp_path / "room")


def points(trial: Trial, kind: Kind, *, every: bool) -> Iterable[int]:
    if every:
        return itertools.count()
    counted = run_apart(trial.room, trial.words(trial.store(trial.command.before)), Fault(kind, Level.FILES, None))
    return spread(counted.steps, ON_A_PUSH)


@pytest.mark.skipif(not file_calls.reachable(), reason="the SQLite in this Python has no names to be reached by")
@pytest.mark.parametrize("fault", [Kind.FAILS, Kind.FULL], ids=lambda kind: kind.value)
def test_a_call_to_the_file_system_fails(trial: Trial, fault: Kind, every_point: bool) -> None:
    before, after = trial.states()
    codes = []
    for point in points(trial, fault, every=every_point):
        ended = trial.run(Fault(fault, Level.FILES, point), before, after)
        if not ended.struck:
            break
        codes.append(ended.code)
    assert len(codes) >= ON_A_PUSH - 1
    assert codes.count(4) >= len(codes) // 2  # the others failed where the work was done, or could be done otherwise


def test_a_file_cannot_grow(trial: Trial, every_point: bool) -> None:
    """The kernel's own refusal, in the midst of whatever is being written."""
    before, after = trial.states()
    pages = range(1, 30) if every_point else (2, 6, 10, 50)
    codes = [trial.run(NoFileBeyond(4096 * number), before, after).code for number in pages]
    assert codes[0] == 4
    assert 0 in codes or every_point
