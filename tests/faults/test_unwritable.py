"""A store that may be read and not written to: refused in plain words, and as it was; and what can be asked of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.commands import COMMANDS, Files, content
from tests.faults.conftest import ON_SQLITE, Store
from tests.faults.limits import NoPrivileges, unwritable
from tests.faults.processes import run_apart
from tests.faults.steps import Fault, Kind, Level
from tests.functional.commands import run
from timeline.store.sqlite_file import beside

READ_ONLY = (
    "the file may be read only. Check that you may write to it and to its folder, where it keeps two more files; "
    "or read a copy."
)
QUESTION = ("measure", "looked-after", "--as-at", "2012-03-31", "--format", "csv")


def apart(room: Path, location: Path, *words: object) -> tuple[int | None, str]:
    """A command line run by one whose rights count: how it ended, and what it said was wrong."""
    ended = run_apart(room, ("--store", location, *words), NoPrivileges())
    return ended.code, ended.err.removeprefix(f"timeline: {location}: ").strip()


@ON_SQLITE
@pytest.mark.parametrize("which", ["the file", "its folder", "both"])
def test_nobody_may_write_there(store: Store, files: Files, tmp_path: Path, which: str) -> None:
    writing = COMMANDS["import ssda903"].words(files)
    location, room = Path(store((2011,))), tmp_path / "room"
    before = content(str(location))
    paths = {"the file": [location], "its folder": [location.parent], "both": [location, location.parent]}[which]
    with unwritable(*paths):
        assert apart(room, location, *writing) == (4, READ_ONLY)
        readable = (0, "") if which == "the file" else (4, READ_ONLY)
        assert apart(room, location, *QUESTION) == readable
        immutable = f"sqlite:///file:{location}?immutable=1&uri=true"  # of a file that nobody writes to
        assert run_apart(room, ("--store", immutable, "log", "verify"), NoPrivileges()).code == 0
    assert content(str(location)) == before
    assert apart(room, location, *writing) == (0, "")


def test_no_log_can_be_made_there(files: Files, tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir()
    with unwritable(folder):
        code, said = apart(tmp_path / "room", folder / "log.db", *COMMANDS["import ssda903"].words(files))
    assert (code, said) == (4, "the file cannot be opened. Check that the folder exists and that you may use it.")
    assert list(folder.iterdir()) == []


@ON_SQLITE
def test_what_a_killed_program_left_is_not_lost_on_one_who_may_not_write(
    store: Store, files: Files, tmp_path: Path
) -> None:
    """The last transactions may stand in the write-ahead log only: who cannot bring them in must not read without."""
    location, room = Path(store((2011,))), tmp_path / "room"
    words = COMMANDS["import ssda903"].words(files)
    counted = run_apart(room, ("--store", store((2011,)), *words), Fault(Kind.KILLED, Level.STATEMENTS, None))
    last = Fault(Kind.KILLED, Level.STATEMENTS, counted.steps - 1)
    assert run_apart(room, ("--store", location, *words), last).code is None
    left = [beside(location, name) for name in ("-wal", "-shm")]
    assert left[0].stat().st_size > 0
    with unwritable(location, *left, location.parent):
        refused = run_apart(room, ("--store", location, *QUESTION), NoPrivileges())
    answered = run("--store", location, *QUESTION)
    assert (refused.code, refused.out) in ((4, ""), (0, answered.out))
