"""Series and triangles added up of shares of the children: in this process, and in several."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import reduce
from itertools import product
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.functional.commands import done, run, write_files
from tests.property.test_engines_agree import near, one_by_one
from tests.property.test_projections import Part, parts
from tests.store.conftest import OpenLog
from tests.store.making import Ticking, move, note, tamper, yearly
from tests.store.test_projection_columns import leaves_of
from tests.store.test_projections import born, ceased, received, refused, started
from tests.support import profiles
from tests.support.logs import a_log
from timeline.cli import problems
from timeline.domain.basis import Basis
from timeline.domain.events import IndependentVisitorRequested
from timeline.domain.story import Draft
from timeline.projections.algebra.answers import Point
from timeline.projections.algebra.indicator import Indicator
from timeline.projections.algebra.spans import evaluate, exchange
from timeline.projections.algebra.spans.grid import Grid
from timeline.projections.algebra.spans.totals import Partial
from timeline.projections.algebra.stated import Stated
from timeline.projections.engines import Engine
from timeline.projections.indicators import CATALOGUE
from timeline.projections.questions import NO_PART, series
from timeline.projections.tables import (
    figures,
    frames,
    partials,
    points_from_columns,
    rebuild,
    usable,
)
from timeline.projections.tables.columns import shares_at_most
from timeline.store import CaseLog, StoreError

EVERYTHING = list(CATALOGUE.values())
LOOKED_AFTER = [CATALOGUE["looked-after"]]
SOME = [CATALOGUE[each] for each in ("looked-after", "visitor-waiting", "visitor-received", "duration-open")]
"""Of children, of numbers that grow with the days and numbers that do not, in groups."""

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "partial-results.md"
CANARIES = [f"CANARY-{number}" for number in range(7)]
DAYS = [date(2012, 5, 31), date(2012, 9, 30), date(2013, 3, 31)]
SHARED = [Basis(day, known) for day, known in product(DAYS, [date(2012, 12, 31), date(2013, 6, 30)])]
"""A triangle."""


def seven_children() -> Iterator[tuple[str, Draft]]:
    """Six begin as one does. Three have gone, each on another day; three have moved and wait. One is only known."""
    for number, name in enumerate(CANARIES[:-1]):
        yield name, yearly(2012, started(), known_on="2012-06-30")
        yield name, note("2012-08-01", born())
        if number % 2:
            yield name, note("2013-05-01", ceased(date(2012, 9, 1 + number)))
        else:
            wanted = {"occurred_on": f"2012-07-{number + 1:02}"}
            moved = move(f"2012-06-{number + 1:02}")
            yield name, note("2012-08-02", moved, IndependentVisitorRequested.from_content(wanted))
    yield CANARIES[-1], note("2012-07-01", born())


def recorded(log: CaseLog) -> CaseLog:
    """Seven children in four leaves."""
    log.record(list(seven_children()), [received(2012), received(2013)])
    with leaves_of(2):
        rebuild(log)
    assert shares_at_most(log) == 4
    return log


@pytest.fixture
def on_file(tmp_path: Path, opened: OpenLog) -> CaseLog:
    """A log of seven children on a file."""
    return recorded(opened(tmp_path / "log.db", clock=Ticking()))


def of_the_sum(
    log: CaseLog, indicators: Sequence[Indicator], bases: Sequence[Basis], whole: Sequence[Partial]
) -> list[list[Point]]:
    """The points, as the reference page says to read them."""
    grid, position = Grid.of(bases), usable(log).position
    pinned = [replace(basis, position=position) for basis in bases]
    stated = Stated(log.attestations(position))
    pairs = zip(indicators, whole, strict=True)
    return [evaluate.points(indicator, each, grid, pinned, stated) for indicator, each in pairs]


# ---------------------------------------------------------------------------------------------------------- the figures


def test_the_figures_are_the_same_whatever_the_number_of_workers(
    lasting: str, opened: OpenLog, capfd: pytest.CaptureFixture[str]
) -> None:
    log = recorded(opened(lasting, clock=Ticking()))
    expected = one_by_one(log, EVERYTHING, SHARED)
    looked_after = [point.rows[0].value for point in expected[EVERYTHING.index(CATALOGUE["looked-after"])]]
    assert looked_after == [6, 6, 6, 3, 6, 3]
    for workers in (1, 2, 3):
        assert points_from_columns(log, EVERYTHING, SHARED, workers=workers) == expected
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("number", [1, 2, 3, 4, 9])
def test_shares_are_everybody_and_nobody_is_in_two(log: CaseLog, number: int) -> None:
    recorded(log)
    named = [
        [name for frame in frames(log, usable(log), ["life"], share=(each, number)) for name in frame.names]
        for each in range(number)
    ]
    assert sorted(name for names in named for name in names) == CANARIES
    assert max(map(len, named)) - min(map(len, named)) <= 2, "a leaf more, a leaf less"


@pytest.mark.parametrize("number", [3, 9])
def test_shares_add_up_as_arrays_in_any_order(log: CaseLog, number: int) -> None:
    recorded(log)
    found = [partials(log, SOME, SHARED, share=(each, number)) for each in reversed(range(number))]
    sent = [[exchange.to_arrays(each) for each in share] for share in found]
    assert any(each[name].any() for share in sent for each in share for name in each if name.endswith("/growing"))
    whole = [exchange.from_arrays(reduce(exchange.together, each)) for each in zip(*sent, strict=True)]
    assert of_the_sum(log, SOME, SHARED, whole) == one_by_one(log, SOME, SHARED)


def test_the_reference_names_every_array_and_its_shape(log: CaseLog) -> None:
    recorded(log)
    rows = re.findall(r"^\| (`.+?) \| `(.+?)` \|", REFERENCE.read_text(encoding="utf-8"), re.M)
    said = {name: shape for names, shape in rows for name in re.findall("`(.+?)`", names)}
    assert len(said) == 16
    shapes = {2: "(A, K)", 1: "(L,)"}
    for partial in partials(log, EVERYTHING, SHARED):
        for name, array in exchange.to_arrays(partial).items():
            general = re.sub("^modules/.*", "modules/NAME", re.sub(r"(?<=/)\d+", "N", name))
            assert said[general] == shapes[array.ndim], name
            assert array.shape == (len(DAYS), 2) or array.ndim == 1
            assert array.dtype == (np.bool_ if name.endswith("/growing") else np.int64), name


@profiles.one_in(4)
@given(parts(), st.integers(1, 4), st.data())
def test_whatever_is_recorded_shares_add_up(said: list[Part], number: int, data: st.DataObject) -> None:
    with a_log() as log:
        for part in said:
            part.into(log)
        with leaves_of(1):
            rebuild(log)
        days, known = data.draw(near(said, 3)), data.draw(near(said, 2))
        bases = [Basis(day, on) for day in days for on in known]
        shares = data.draw(st.permutations(range(number)))
        found = [partials(log, SOME, bases, share=(each, number)) for each in shares]
        whole = [reduce(Partial.__add__, each) for each in zip(*found, strict=True)]
        assert of_the_sum(log, SOME, bases, whole) == points_from_columns(log, SOME, bases)


@pytest.mark.parametrize("share", [(-1, 2), (2, 2), (0, 0), (0, -1)])
def test_a_share_that_there_is_not(log: CaseLog, share: tuple[int, int]) -> None:
    recorded(log)
    with pytest.raises(ValueError, match="k is from 0 to n - 1"):
        partials(log, LOOKED_AFTER, SHARED, share)


# ---------------------------------------------------------------------------------------------------- what may go wrong


def test_what_a_worker_finds_wrong_is_said_as_if_there_were_none(
    on_file: CaseLog, capfd: pytest.CaptureFixture[str]
) -> None:
    tamper(str(on_file.path), "UPDATE projection_columns SET content = x'00' WHERE kind = 'period_of_care'")
    said = []
    for number in (1, 2):
        with pytest.raises(StoreError) as told:
            points_from_columns(on_file, LOOKED_AFTER, SHARED, workers=number)
        said.append(str(told.value))
    assert said[0] == said[1]
    assert "columns are not those that were made" in said[0]
    assert "CANARY" not in said[0]
    assert capfd.readouterr() == ("", "")


def test_a_worker_adds_up_the_tables_that_were_asked_and_no_others(on_file: CaseLog) -> None:
    before = usable(on_file)
    rebuild(on_file, from_nothing=True)
    with (
        patch.object(figures, "fresh", lambda *_: before),
        refused("the projections were rebuilt while they were read. Ask again."),
    ):
        points_from_columns(on_file, LOOKED_AFTER, SHARED, workers=2)


def test_a_share_of_nobody_is_of_the_tables_that_were_asked_too(log: CaseLog) -> None:
    recorded(log)
    before = usable(log)
    assert [len(frame) for frame in frames(log, before, ["life"], share=(8, 9))] == [0]
    rebuild(log, from_nothing=True)
    with refused("rebuilt while they were read"):
        list(frames(log, before, ["life"], share=(8, 9)))


def test_all_shares_are_of_the_same_tables(log: CaseLog) -> None:
    recorded(log)
    state = usable(log)
    first = partials(log, LOOKED_AFTER, SHARED, (0, 2), state=state)
    assert first[0].rows[0].counted.any()
    with leaves_of(3):
        rebuild(log, from_nothing=True)
    assert (usable(log).position, shares_at_most(log)) == (state.position, 3), "the same log, parted otherwise"
    with refused("the projections are not those that the other shares are of. Ask for every share again."):
        partials(log, LOOKED_AFTER, SHARED, (1, 2), state=state)


def test_what_is_in_memory_is_added_up_here(opened: OpenLog) -> None:
    log = recorded(opened(":memory:", clock=Ticking()))
    with refused("no other process can read what is in memory. Ask with one worker."):
        points_from_columns(log, LOOKED_AFTER, SHARED, workers=2)
    assert points_from_columns(log, LOOKED_AFTER, SHARED) == one_by_one(log, LOOKED_AFTER, SHARED)


def test_few_children_are_added_up_here_whatever_the_number(opened: OpenLog) -> None:
    log = opened(":memory:", clock=Ticking())
    log.record(list(seven_children()))
    rebuild(log)
    assert points_from_columns(log, LOOKED_AFTER, SHARED, workers=2) == one_by_one(log, LOOKED_AFTER, SHARED)


def test_that_workers_have_no_part_in_the_reference_is_said(log: CaseLog) -> None:
    recorded(log)
    said: list[str] = []
    for workers in (1, 2):
        series(log, LOOKED_AFTER, SHARED, engine=Engine.REFERENCE, workers=workers, note=said.append)
    assert said == ["answered from the log, as asked", "answered from the log, as asked", NO_PART]


# ---------------------------------------------------------------------------------------------------- the command line

SERIES = ("series", "looked-after", "--from", "2012-03-31", "--to", "2013-03-31", "--every", "quarter")
TRIANGLE = ("triangle", "looked-after", "--from", "2012-03-31", "--to", "2013-03-31", "--every", "quarter")


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store of three children in as many leaves, in the folder one is in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TIMELINE_STORE", "log.db")
    lines = [
        f"2012-05-0{each} CANARY-{each} became-looked-after legal_status=C2 placement.type=U6" for each in (1, 2, 3)
    ]
    write_files(tmp_path, {"children.journal": ("known 2012-06-01", *lines)})
    done("import", "journal", "children.journal", "--no-projections")
    with leaves_of(1):
        done("rebuild")


@pytest.mark.usefixtures("room")
@pytest.mark.parametrize("words", [SERIES, TRIANGLE], ids=["series", "triangle"])
def test_the_command_line_says_how_many(words: tuple[str, ...]) -> None:
    asked_of: list[tuple[int, int]] = []

    def here(
        log: CaseLog, opening: Callable[..., Any], tasks: Any, number: int, **_: str
    ) -> Generator[Any, None, None]:
        asked_of.append((number, len(tasks)))
        yield from map(opening(log), tasks)

    with patch("timeline.store.workers.shared_out", here):
        by_one = done(*words, "--format", "json").json
        assert not asked_of
        assert done(*words, "--format", "json", "--workers", "2").json == by_one
    assert asked_of == [(2, 2)]
    assert by_one["points"][-1]["rows"][0]["value"] == 3
    assert NO_PART in run(*words, "--workers", "2", "--engine", "reference", "--verbose").err


@pytest.mark.parametrize("words", [SERIES, TRIANGLE], ids=["series", "triangle"])
def test_no_worker_at_all_is_no_number(words: tuple[str, ...], tmp_path: Path) -> None:
    result = run("--store", tmp_path / "log.db", *words, "--workers", "0")
    assert (result.code, result.err) == (
        problems.USAGE,
        f"timeline {words[0]}: --workers cannot be read. See `timeline {words[0]} --help`.\n",
    )
