"""A copy of a log: of one moment, whole or not there, sound, and good for every answer and every baseline."""

from __future__ import annotations

import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.faults import files as file_calls
from tests.faults.commands import COMMANDS, Files, content, told
from tests.faults.conftest import ON_SQLITE, Store
from tests.faults.limits import NoPrivileges, unwritable
from tests.faults.processes import run_apart, run_together
from tests.faults.steps import Fault, Kind, Level, spread
from tests.functional.commands import CHILDREN, Result, done, run
from tests.store.making import tamper
from timeline.store import open_log
from timeline.store.sqlite_file import beside

pytestmark = ON_SQLITE

BASELINE = ("baseline", "take", "plan-2012", "--as-at", "2012-03-31")


@pytest.fixture
def location(store: Store) -> Path:
    """A log with two returns and a baseline in it."""
    path = Path(store((2011, 2012)))
    done("--store", path, *BASELINE)
    return path


def back_up(location: Path, copy: Path) -> Result:
    return done("--store", location, "log", "backup", copy)


def check_good(copy: Path, expected: list[Any]) -> None:
    """It holds what it should, and what was attested before reproduces from it."""
    assert content(str(copy)) == expected
    assert done("--store", copy, "baseline", "verify", "--quiet").out == ""


def test_a_copy_is_a_log(location: Path, tmp_path: Path) -> None:
    expected = content(str(location))
    result = back_up(location, tmp_path / "copy.db")
    assert str(tmp_path / "copy.db") in result.out.replace("\n", "")
    assert [path.name for path in tmp_path.glob("copy.db*")] == ["copy.db"]
    location.unlink()
    check_good(tmp_path / "copy.db", expected)


def test_what_is_not_in_the_main_file_yet_is_in_the_copy(location: Path, files: Files, tmp_path: Path) -> None:
    """A program has the log open and has written to it: the last transactions stand in the write-ahead log."""
    with open_log(location) as log:
        log.record([])
        done("--store", location, *COMMANDS["import journal"].words(files))
        assert beside(location, "-wal").stat().st_size > 0
        back_up(location, tmp_path / "copy.db")
        expected = content(str(location))
    check_good(tmp_path / "copy.db", expected)


def test_a_log_is_restored_by_putting_the_copy_in_its_place(location: Path, files: Files, tmp_path: Path) -> None:
    expected = content(str(location))
    back_up(location, tmp_path / "copy.db")
    done("--store", location, *COMMANDS["import journal"].words(files))
    for path in (location, beside(location, "-wal"), beside(location, "-shm")):
        path.unlink(missing_ok=True)
    shutil.copy(tmp_path / "copy.db", location)
    check_good(location, expected)
    done("--store", location, *COMMANDS["import journal"].words(files))  # what came after is imported again
    assert content(str(location))[-1].id > expected[-1].id
    assert done("--store", location, "baseline", "verify", "--quiet").out == ""


def test_two_at_once_can_write_to_a_log_that_was_restored(location: Path, files: Files, tmp_path: Path) -> None:
    """The copy has no write-ahead log until then, so that it can be asked where nothing may be written."""
    back_up(location, tmp_path / "copy.db")
    names = ("import journal", "import table", "import journal")
    lines = [("--store", tmp_path / "copy.db", *COMMANDS[name].words(files)) for name in names]
    assert [ended.code for ended in run_together(tmp_path / "room", lines)] == [0, 0, 0]
    for name in names[:2]:
        done("--store", location, *COMMANDS[name].words(files))
    assert told(content(str(tmp_path / "copy.db"))) == told(content(str(location)))


def test_the_ways_of_sqlite_itself_are_as_good(location: Path, tmp_path: Path) -> None:
    """``.backup`` and ``VACUUM INTO`` of the how-to, and a copy of all files of a log that nobody uses."""
    expected = content(str(location))
    with closing(sqlite3.connect(location)) as log, closing(sqlite3.connect(tmp_path / "backup.db")) as copy:
        log.backup(copy)
        log.execute("VACUUM INTO ?", (str(tmp_path / "vacuum.db"),))
    shutil.copy(location, tmp_path / "file.db")
    for name in ("backup.db", "vacuum.db", "file.db"):
        check_good(tmp_path / name, expected)


def test_a_copy_can_be_asked_where_nothing_may_be_written(location: Path, tmp_path: Path) -> None:
    folder = tmp_path / "disc"
    folder.mkdir()
    back_up(location, folder / "copy.db")
    words = ("measure", "looked-after", "--as-at", "2012-03-31", "--format", "csv")
    with unwritable(folder, folder / "copy.db"):
        asked = run_apart(tmp_path / "room", ("--store", folder / "copy.db", *words), NoPrivileges())
    assert (asked.code, asked.out) == (0, done("--store", location, *words).out)


def test_whoever_may_not_read_the_log_may_not_read_the_copy(location: Path, tmp_path: Path) -> None:
    location.chmod(0o600)
    back_up(location, tmp_path / "copy.db")
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600


def test_of_a_log_that_is_not_sound_no_copy_is_left(location: Path, tmp_path: Path) -> None:
    tamper(str(location), "UPDATE entries SET body = '{}' WHERE position = 3")
    result = run("--store", location, "log", "backup", tmp_path / "copy.db")
    assert (result.code, result.err) == (1, "")
    assert "NOT SOUND" in result.out
    assert not any(child in result.out for child in CHILDREN)
    assert list(tmp_path.glob("copy.db*")) == []


def test_a_file_that_is_there_is_left_alone(location: Path, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("a letter")
    result = run("--store", location, "log", "backup", tmp_path / "copy.db")
    assert (result.code, result.out) == (4, "")
    assert result.err == f"timeline: {tmp_path / 'copy.db'}: the file is there already. Name a new one.\n"
    assert (tmp_path / "copy.db").read_text() == "a letter"


def test_a_folder_that_is_not_there(location: Path, tmp_path: Path) -> None:
    result = run("--store", location, "log", "backup", tmp_path / "nowhere" / "copy.db")
    assert result.code == 4
    assert "the file cannot be written (No such file or directory). Check that the folder exists" in result.err


def test_a_copy_that_is_made_while_a_return_comes_in(store: Store, files: Files, tmp_path: Path) -> None:
    """It holds the return whole, or nothing of it."""
    for number in range(3):
        location, copy = store((2011,)), tmp_path / f"copy-{number}.db"
        before = content(location)
        importing = ("--store", location, *COMMANDS["import ssda903"].words(files))
        ended = run_together(tmp_path / "room", [importing, ("--store", location, "log", "backup", copy)])
        assert [each.code for each in ended] == [0, 0]
        assert content(str(copy)) in (before, content(location))


LEVELS = [Level.STATEMENTS, *([Level.FILES] if file_calls.reachable() else [])]


@pytest.mark.parametrize("kind_of_fault", [Kind.KILLED, Kind.FULL, Kind.FAILS], ids=lambda kind: kind.value)
def test_a_copy_is_there_whole_or_not_at_all(
    location: Path, tmp_path: Path, every_point: bool, kind_of_fault: Kind
) -> None:
    expected = content(str(location))
    struck = 0
    for level in LEVELS if kind_of_fault is Kind.KILLED else LEVELS[1:]:
        words = ("--store", location, "log", "backup", tmp_path / "counted.db")
        steps = run_apart(tmp_path / "room", words, Fault(kind_of_fault, level, None)).steps
        (tmp_path / "counted.db").unlink()
        for point in range(steps) if every_point else spread(steps, 8):
            copy = tmp_path / f"copy-{level.value}-{point}.db"
            words = ("--store", location, "log", "backup", copy)
            ended = run_apart(tmp_path / "room", words, Fault(kind_of_fault, level, point))
            struck += ended.struck
            assert ended.code in (0, 4, None)
            if copy.exists():
                assert ended.code in (0, None)
            else:
                done(*words)
            check_good(copy, expected)
    assert struck >= 7 * len(LEVELS if kind_of_fault is Kind.KILLED else LEVELS[1:])
    assert content(str(location)) == expected
