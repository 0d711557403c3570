"""An import brings the projections up to date in the same command: the first question is answered from them at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from unittest.mock import patch

import pytest

from tests.functional.commands import ANNA, RETURN_2011, RETURN_2012, VISITOR_TABLE, Result, done, run, write_files
from timeline.domain.basis import Basis
from timeline.projections import tables
from timeline.store import StoreError, open_log

END = date(2011, 3, 31)
FROM_PROJECTIONS = "timeline: answered from the projections\n"
ASKED = ("measure", "looked-after", "--as-at", "2011-03-31", "--format", "json", "--verbose", "--beyond-coverage")


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the log is, or will be."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TIMELINE_STORE", "log.db")
    for year, files in ((2011, RETURN_2011), (2012, RETURN_2012)):
        write_files(tmp_path / str(year), files)
    return tmp_path


def bring(year: int, *more: str) -> Result:
    """Import a return."""
    days = ("--year-ending", f"{year}-03-31", "--known-on", f"{year}-06-30")
    return run("import", "ssda903", str(year), *days, *more)


def looked_after() -> int:
    """The figure of 31 March 2011, which must come from the projections."""
    answer = run(*ASKED)
    assert (answer.code, answer.err) == (0, FROM_PROJECTIONS)
    value: int = answer.json[0]["rows"][0]["value"]
    return value


def position() -> int | None:
    """Up to which position the projections are."""
    with open_log("log.db", create=False) as log:
        state = tables.state_of(log.database)
    return None if state is None else state.position


@pytest.mark.usefixtures("room")
def test_the_first_import_makes_them_and_later_ones_keep_them_up() -> None:
    """Anna and Bert were looked after by the first return; by the second, Bert had gone."""
    bring(2011)
    assert looked_after() == 2
    bring(2012)
    assert looked_after() == 1


def test_every_importer_does(room: Path) -> None:
    bring(2011)
    write_files(
        room, {"visitors.csv": VISITOR_TABLE, "old.journal": ("known 2011-08-01", f"2010-09-15 {ANNA} review-held")}
    )
    write_files(room, {"returns.csv": ("RETURN,YEAR_ENDING,KNOWN_ON", "2012,2012-03-31,2012-06-30")})
    reached = [position()]
    for words in (
        ("import", "table", "visitor-requests", "visitors.csv", "--known-on", "2012-06-30"),
        ("import", "journal", "old.journal"),
        ("import", "returns", "returns.csv"),
        ("import", "undo", "1", "--because", "an early draft"),
    ):
        done(*words)
        reached.append(position())
        with open_log("log.db", create=False) as log:
            assert reached[-1] == log.head().position, words
    assert len(set(reached)) == len(reached)


@pytest.mark.usefixtures("room")
def test_it_can_be_left_to_the_next_one_or_to_rebuild() -> None:
    bring(2011, "--no-projections")
    assert position() is None
    assert "there are no projections" in run(*ASKED).err
    bring(2012)
    assert looked_after() == 1


@pytest.mark.usefixtures("room")
def test_a_dry_run_touches_nothing() -> None:
    bring(2011)
    before = position()
    bring(2012, "--dry-run")
    assert position() == before


@pytest.mark.usefixtures("room")
def test_nothing_that_is_read_makes_no_store() -> None:
    assert bring(2013).code != 0
    assert not Path("log.db").exists()


@pytest.mark.usefixtures("room")
@pytest.mark.parametrize(
    ("failing", "says"),
    [
        (StoreError("log.db", "the disk is full", "Make room"), "brought up to date (the disk is full)."),
        (KeyboardInterrupt(), "brought up to date."),
    ],
)
def test_where_they_fail_the_import_stands_and_it_is_said_what_puts_it_right(failing: BaseException, says: str) -> None:
    with patch("timeline.projections.tables.rebuild", side_effect=failing, create=True):
        result = bring(2011)
    assert "Anna" not in result.err
    assert result.out
    assert f"{says} Run `timeline rebuild`." in " ".join(result.err.split())
    assert position() is None
    with open_log("log.db", create=False) as log:
        assert {story.child for story in log.stories(Basis(END))}
    done("rebuild")
    assert looked_after() == 2
