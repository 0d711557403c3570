"""Every command is known to write, and then is killed at every point, or to write nothing."""

from __future__ import annotations

from pathlib import Path

import typer

from tests.faults.commands import COMMANDS, Files
from timeline.cli.app import app

WRITES_ELSEWHERE = {
    "log backup": "a copy of its own: test_backup",
    "demo": "a store of its own, by the commands above",
    "template": "nothing but stdout",
    "rebuild": "tables of its own, nothing to the log: test_rebuild_killed",
    "baseline import": "what `baseline take` writes, by the same call",
    "import tables": "several tables as one, by the call of `import table`",
    "import annex-a": "what `import table` writes, by the same call",
}
ASKS_ONLY = {
    *("measures", "measure", "children", "explain", "show", "restated", "check"),
    *("series", "triangle", "tracker", "export ssda903"),
    *("baseline list", "baseline show", "baseline verify", "baseline diff"),
    *("log verify", "log stats", "import list", "coverage"),
    "shell",  # whatever is typed in it is one of the others
}


def typed() -> set[str]:
    """Every command, as it is typed."""
    found: set[str] = set()
    for name, command in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined]
        inner = getattr(command, "commands", None)
        found |= {f"{name} {each}" for each in inner} if inner else {name}
    return found


def test_every_command_is_one_or_the_other() -> None:
    """A command that is missing here: say whether it writes; if it does, give it a line in ``commands.COMMANDS``."""
    writes = {name.partition(",")[0] for name in COMMANDS}
    assert typed() - writes - set(WRITES_ELSEWHERE) - ASKS_ONLY == set()
    assert writes <= typed()


def test_they_are_typed_as_they_are_called(files: Files) -> None:
    for name, command in COMMANDS.items():
        assert " ".join(str(word) for word in command.words(files)).startswith(name.partition(",")[0])
        assert all(isinstance(word, str | Path) for word in command.words(files))
