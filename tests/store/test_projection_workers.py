"""``rebuild`` with processes of its own: the same tables, and what becomes of the processes."""

from __future__ import annotations

import os
import select as polling
import signal
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from sqlalchemy import select

from tests.functional.commands import done, run, write_files
from tests.store.conftest import OpenLog
from tests.store.making import Ticking, move, note, review, tamper, yearly
from tests.store.test_projections import BEGUN, ENDED, OTHER, received, refused, started
from tests.support.working import INTERRUPTED, SECONDS, gone_at_once, hanging, with_a_fault
from timeline.cli import problems, projections_kept
from timeline.domain.attestations import ChildrenMerged
from timeline.projections.tables import rebuild, rebuilding, schema, state_of
from timeline.store import CaseLog, StoreError, open_log, workers

SEVERAL = [(f"CANARY-{number}", yearly(2012, started(), move(f"2012-06-{number + 1:02}"))) for number in range(9)]


def rows(log: CaseLog) -> list[set[tuple[object, ...]]]:
    """Every row of every table, in no order."""
    with log.database.reading() as connection:
        return [{tuple(row) for row in connection.execute(select(table))} for table in schema.LIVE]


def nine_children(log: CaseLog) -> CaseLog:
    """Two of whom are one."""
    merged = ChildrenMerged(known_on=received(2012).known_on, child="CANARY-3", into="CANARY-7")
    log.record(SEVERAL, [received(2012), merged])
    return log


@pytest.fixture
def log(lasting: str, opened: OpenLog) -> CaseLog:
    """A log of nine children, on every store that can be opened again."""
    return nine_children(opened(lasting, clock=Ticking()))


@pytest.fixture
def on_file(tmp_path: Path, opened: OpenLog) -> CaseLog:
    """The same on a file."""
    return nine_children(opened(tmp_path / "log.db", clock=Ticking()))


@pytest.mark.parametrize(("batches_each", "expected"), [(1, [3]), (2, [2]), (3, [])])
def test_no_more_of_them_begin_than_have_enough_to_do(on_file: CaseLog, batches_each: int, expected: list[int]) -> None:
    """Nine children, three of them re-keyed together, make five batches of two."""
    begun: list[int] = []

    def noted(log: CaseLog, opening: Any, tasks: Any, number: int, **named: Any) -> Any:
        begun.append(number)
        return workers.shared_out(log, opening, tasks, number, **named)

    with patch.object(rebuilding, "shared_out", noted):
        rebuild(on_file, workers=3, batch=2, batches_a_worker=batches_each)
    assert begun == expected


def test_as_many_as_there_are_cores_unless_it_is_said_how_many(tmp_path: Path, opened: OpenLog) -> None:
    with opened(tmp_path / "log.db") as log:
        asked = projections_kept.crew(log, None)
        assert asked["workers"] >= 1
        assert asked["batches_a_worker"] > 1
        assert projections_kept.crew(log, 3) == {"workers": 3}
    with opened(":memory:") as log:
        assert projections_kept.crew(log, None)["workers"] == 1


def test_the_tables_are_the_same_whatever_their_number(log: CaseLog, capfd: pytest.CaptureFixture[str]) -> None:
    told: list[tuple[int, int]] = []
    made = rebuild(log, workers=2, batch=2, progress=lambda read, whole: told.append((read, whole)))
    assert (made.identifiers, made.entries) == (9, log.head().position)
    assert told == [(2, 9), (4, 9), (6, 9), (7, 9), (9, 9)]
    by_two = rows(log)
    rebuild(log, from_nothing=True)
    assert rows(log) == by_two
    assert capfd.readouterr() == ("", "")


def test_step_by_step_too(log: CaseLog) -> None:
    rebuild(log)
    log.record([BEGUN, ENDED, OTHER, ("CANARY-5", note("2012-12-01", review("2012-11-01")))])
    made = rebuild(log, workers=3, batch=1)
    assert (made.from_nothing, made.identifiers) == (False, 3)
    by_three = rows(log)
    rebuild(log, from_nothing=True)
    assert rows(log) == by_three


def test_of_what_is_in_memory_there_is_one_worker(opened: OpenLog) -> None:
    log = opened(":memory:", clock=Ticking())
    log.record([BEGUN, OTHER])
    with refused("no other process can read what is in memory. Rebuild with one worker."):
        rebuild(log, workers=2, batch=1)
    assert rebuild(log).from_nothing


# ---------------------------------------------------------------------------------------------------- what may go wrong


def test_what_a_worker_finds_wrong_is_said_as_if_there_were_none(
    on_file: CaseLog, capfd: pytest.CaptureFixture[str]
) -> None:
    tamper(str(on_file.path), "UPDATE entries SET name = 'no-such-entry' WHERE stream = 'CANARY-5'")
    said = []
    for number in (1, 2):
        with pytest.raises(StoreError) as told:
            rebuild(on_file, workers=number, batch=2)
        said.append(str(told.value))
    assert said[0] == said[1]
    assert "CANARY" not in said[0]
    assert state_of(on_file.database) is None
    assert capfd.readouterr() == ("", "")


def test_a_worker_that_ends_in_the_middle_is_noticed(on_file: CaseLog) -> None:
    with patch.object(workers, "_work", gone_at_once), refused("a worker has ended in the middle of its work"):
        rebuild(on_file, workers=2, batch=2)
    assert state_of(on_file.database) is None
    assert rebuild(on_file, workers=2, batch=2).from_nothing


def test_what_nobody_foresaw_names_no_child_and_keeps_where_it_was(
    on_file: CaseLog, capfd: pytest.CaptureFixture[str]
) -> None:
    with patch.object(workers, "_work", with_a_fault), pytest.raises(RuntimeError) as told:
        rebuild(on_file, workers=2, batch=2)
    assert str(told.value) == "KeyError"
    assert any("in _fault" in each for each in told.value.__notes__)
    assert capfd.readouterr() == ("", "")


# -------------------------------------------------------------------------------------------- when they are left alone


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a pipe cannot have a name here")
@pytest.mark.parametrize(
    ("end", "code"),
    [
        (lambda number: os.kill(number, signal.SIGKILL), -signal.SIGKILL),
        (lambda number: os.killpg(number, signal.SIGINT), INTERRUPTED),
    ],
    ids=["killed", "stopped by hand"],
)
def test_no_worker_outlives_the_program(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], end: Callable[[int], None], code: int
) -> None:
    location = str(tmp_path / "log.db")
    with open_log(location, clock=Ticking()) as log:
        log.record(SEVERAL)
    os.mkfifo(f"{location}.held")
    held = os.open(f"{location}.held", os.O_RDONLY | os.O_NONBLOCK)
    context = get_context("spawn")
    told, telling = context.Pipe(duplex=False)
    program = context.Process(target=hanging, args=(location, telling))
    program.start()
    assert told.poll(SECONDS)
    assert program.pid is not None
    assert not polling.select([held], [], [], 0)[0], "the workers are there"
    end(program.pid)
    program.join(SECONDS)
    assert program.exitcode == code
    assert polling.select([held], [], [], SECONDS)[0], "a worker has been left"
    assert os.read(held, 1) == b""
    os.close(held)
    assert capfd.readouterr() == ("", "")


# ---------------------------------------------------------------------------------------------------- the command line


def test_the_command_line_says_how_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TIMELINE_STORE", "log.db")
    lines = [f"2012-05-01 CANARY-{number:03} child-registered" for number in range(401)]
    write_files(tmp_path, {"children.journal": ("known 2012-06-01", *lines)})
    done("import", "journal", "children.journal", "--no-projections")
    by_two = done("rebuild", "--workers", "2", "--format", "json").json
    assert (by_two["from_nothing"], by_two["identifiers"]) == (True, 401)
    by_one = done("rebuild", "--from-nothing", "--format", "json").json
    assert by_one == by_two


def test_no_worker_at_all_is_no_number(tmp_path: Path) -> None:
    result = run("--store", tmp_path / "log.db", "rebuild", "--workers", "0")
    assert (result.code, result.err) == (
        problems.USAGE,
        "timeline rebuild: --workers cannot be read. See `timeline rebuild --help`.\n",
    )
