"""One command, struck at a point of it again and again, and what must hold each time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.faults.commands import Files, Writing, content, told, wholes
from tests.faults.conftest import Store
from tests.faults.processes import Ended, run_apart
from tests.faults.steps import Fault, Kind, Level
from tests.functional.commands import CHILDREN, run

ON_A_PUSH = 10
"""Points of each command that are tried unless every point is."""


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
