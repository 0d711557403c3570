"""An import that is broken off, or whose disk fails, while it brings the projections up to date.

At every point the log holds all that the import brings, or nothing of it. What was acknowledged is in the log. The next
question finds the old projections or the new ones, never a mixture. ``timeline rebuild`` completes them.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults import files as file_calls
from tests.faults.commands import COMMANDS, LOG_ALONE, Files, content, wholes
from tests.faults.conftest import ON_SQLITE, Store
from tests.faults.processes import run_apart
from tests.faults.steps import Fault, Kind, Level, spread
from tests.functional.commands import CHILDREN, run
from timeline.projections.tables import rebuild, state_of
from timeline.store import open_log

POINTS = 12
REBUILD = "Run `timeline rebuild`."
ASKED = ("measure", "looked-after", "--as-at", "2011-03-31", "--format", "csv", "--beyond-coverage")

pytestmark = ON_SQLITE


def words(files: Files) -> tuple[object, ...]:
    """The second return, and the projections with it."""
    return tuple(word for word in COMMANDS["import ssda903"].words(files) if word not in LOG_ALONE)


@pytest.fixture
def prepared(store: Store) -> Callable[[], str]:
    """Another log of the first return, with its projections."""

    def made() -> str:
        location = store((2011,))
        with open_log(location) as log:
            rebuild(log)
        return location

    return made


@pytest.mark.parametrize(
    ("amiss", "level"),
    [
        (Kind.KILLED, Level.STATEMENTS),
        (Kind.STOPPED, Level.STATEMENTS),
        pytest.param(
            Kind.FAILS,
            Level.FILES,
            marks=pytest.mark.skipif(not file_calls.reachable(), reason="SQLite has no names to be reached by"),
        ),
    ],
    ids=lambda each: each.value,
)
def test_the_import_stands_and_rebuild_completes_them(
    amiss: Kind, level: Level, prepared: Callable[[], str], files: Files, tmp_path: Path
) -> None:
    location = prepared()
    before = content(location)
    undisturbed = run_apart(tmp_path / "room", ("--store", location, *words(files)), Fault(amiss, level, None))
    assert (undisturbed.code, undisturbed.err) == (0, "")
    after, figures = content(location), run("--store", location, *ASKED).out
    unfinished = 0
    for point in spread(undisturbed.steps, POINTS):
        location = prepared()
        ended = run_apart(tmp_path / "room", ("--store", location, *words(files)), Fault(amiss, level, point))
        found = content(location)
        assert found in wholes(before, after)
        assert found == after or not ended.out, "it was acknowledged"
        assert not any(child in ended.err for child in CHILDREN)
        if ended.out and amiss is not Kind.KILLED:
            assert ended.err == "" or REBUILD in ended.err
        if found == after:
            unfinished += position(location) != head(location)
            assert run("--store", location, *ASKED).out == figures
            assert run("--store", location, "rebuild").code == 0
            assert position(location) == head(location)
    assert unfinished, "at some point only the projections were left"


def position(location: str) -> int:
    """Up to which position the projections are."""
    with open_log(location, create=False) as log:
        state = state_of(log.database)
    assert state is not None
    return state.position


def head(location: str) -> int:
    """The position of the log."""
    with open_log(location, create=False) as log:
        return log.head().position
