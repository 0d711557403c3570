"""Every step of the benchmarks does what it is timed for. No time is looked at; little runs in another process.

The base is 30 children; the size asked about, twice as many.
"""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import ParamSpec, TypeVar

import duckdb
import numpy as np
import pytest

from benchmarks import __main__ as program
from benchmarks import base, commands, engine, growth, plan, reference, relational, report, steps, targets, years
from benchmarks.alone import Alone, alone, peak
from benchmarks.asked import Cell, DifferError, Figure, Grid, same
from benchmarks.lines import Line, Section, number
from benchmarks.machine import commit, machine
from benchmarks.questions import AS_AT, KNOWN_AT, MEASURES, SERIES, TRIANGLE, Questions
from benchmarks.repeating import populations, repeated
from benchmarks.steps import AT_MOST, quickest
from tests.functional.commands import run as typed
from timeline.projections.algebra.columnar.frame import Frame
from timeline.store import open_log

pytestmark = pytest.mark.slow

CHILDREN = 30
SIZES = (2 * CHILDREN, 3 * CHILDREN)

YEARLY, MONTHLY = Questions(every=12), Questions(every=1)
SEASONAL = Questions(every=5)
"""Months of every length, and every return."""

P = ParamSpec("P")
T = TypeVar("T")


def here(step: Callable[P, T], *args: P.args, **named: P.kwargs) -> Alone[T]:
    """A step in this process."""
    return Alone(step(*args, **named), peak())


@pytest.fixture(scope="module")
def sections(tmp_path_factory: pytest.TempPathFactory) -> list[Section]:
    """A whole run, but for the commands: every step once."""
    asked = plan.Plan(CHILDREN, SIZES, commands=0, every=YEARLY.every)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(steps, "ENOUGH", 0)
        return list(plan.run(asked, here, tmp_path_factory.mktemp("run")))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The base's log and tables."""
    return base.made(here, CHILDREN, tmp_path_factory.mktemp("base"))[0]


@pytest.fixture(scope="module")
def frame(store: Path) -> Frame:
    """Its columns."""
    (found,) = engine.columns_of(store)
    return found


def test_a_run_has_every_step_and_every_target(sections: list[Section]) -> None:
    lines = [line for section in sections for line in section.lines]
    told = {line.what for line in lines}
    for measure in MEASURES:
        for question in YEARLY.grids():
            roads = {f"{measure}: {YEARLY.title(question)}{road}" for road in ("", ", SQLite", ", DuckDB")}
            assert roads <= told
        assert {f"{measure}: {question}, by {what}" for question in ("series", "triangle") for what in GROWTH} <= told
    assert {line.target for line in lines} - {""} == {each.words for each in TARGETS}
    assert all(line.seconds is None or line.seconds >= 0 for line in lines)


GROWTH = ("children", "dates")
TARGETS = (
    *(targets.POINT, targets.SERIES, targets.TRIANGLE, targets.CELLS),
    *(targets.REBUILD, targets.MEMORY, targets.LINEAR),
)


def test_returns_of_some_years_are_imported_in_one_go(tmp_path: Path) -> None:
    rows, entries = years.imported(CHILDREN, tmp_path, years=3)
    assert (rows.seconds, rows.unit, entries.unit) == (entries.seconds, "rows", "entries")
    with open_log(tmp_path / "years.db", create=False) as log:
        assert log.head().transactions == 3
        assert entries.number == log.head().position > 0
    read = sum(len(file.read_text(encoding="utf-8").splitlines()) - 1 for file in tmp_path.glob("returns/*/*.csv"))
    assert rows.number == read


def test_every_line_fills_its_row(sections: list[Section]) -> None:
    for section in sections:
        rows = [row for row in report.section(section).splitlines() if row.startswith("|")]
        assert len(rows) == len(section.lines) + 2 > 2
        assert {row.count(" | ") for row in rows} == {len(report.HEAD) - 1}


@pytest.mark.parametrize("measure", MEASURES)
def test_engine_sqlite_and_duckdb_say_the_same_at_every_cell(store: Path, frame: Frame, measure: str) -> None:
    triangle = SEASONAL.grids()[TRIANGLE]
    figures = engine.grid([frame], measure, triangle)
    assert len(figures) == len(triangle) > 300
    assert len({figure.numerator for figure in figures.values()}) >= 3
    with closing(relational.duckdb_copy(store, 1)) as copy:
        assert relational.figures(copy, measure, triangle.cells()) == figures
    with closing(relational.sqlite_copy(store, Path(":memory:"), 1)) as other:
        assert relational.figures(other, measure, triangle.cells()) == figures


@pytest.mark.parametrize("measure", MEASURES)
def test_the_reference_says_the_same(store: Path, frame: Frame, measure: str) -> None:
    cells = [MONTHLY.last, Cell(AS_AT[50], KNOWN_AT[70])]
    figures = engine.grid([frame], measure, Grid([AS_AT[50], AS_AT[-1]], [KNOWN_AT[70], KNOWN_AT[-1]]))
    assert engine.point([frame], measure, cells[0]) == {cells[0]: figures[cells[0]]}
    with open_log(store, create=False) as log:
        assert reference.figures(log, measure, cells) == {cell: figures[cell] for cell in cells}


@pytest.mark.parametrize("connect", [lambda: sqlite3.connect(":memory:"), lambda: duckdb.connect()])
def test_in_sql_a_child_born_on_29_february_is_18_on_1_march(connect: Callable[[], relational.Connection]) -> None:
    """And one who has no day of birth is under 18, one known of later is not counted yet."""
    with closing(connect()) as connection:
        when = "seen_from DATE, seen_to DATE, known_from DATE, known_to DATE"
        of_spells = f"child TEXT, kind TEXT, number INTEGER, started_on DATE, ended_on DATE, {when}"
        connection.execute(f"CREATE TABLE projection_spells ({of_spells})")
        connection.execute(f"CREATE TABLE projection_children (child TEXT, born_on DATE, {when})")
        for child, born_on, known_from in CARED_FOR:
            care = (child, "period_of_care", 1, "2017-01-01", None, "0001-01-01", None, known_from, None)
            connection.execute("INSERT INTO projection_spells VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", care)
            known = (child, born_on, "0001-01-01", None, known_from, None)
            connection.execute("INSERT INTO projection_children VALUES (?, ?, ?, ?, ?, ?)", known)
        days = [Cell(date(2018, 2, 28), date(2018, 6, 30)), Cell(date(2018, 3, 1), date(2018, 6, 30))]
        assert relational.figures(connection, "looked-after", days) == dict(zip(days, UNDER_18, strict=True))


CARED_FOR = (("A", "2000-02-29", "2017-06-30"), ("B", None, "2017-06-30"), ("C", "2010-01-01", "2018-07-01"))
UNDER_18 = (Figure(2, None), Figure(1, None))


def test_a_repeated_frame_is_the_frame_so_many_times(frame: Frame) -> None:
    thrice = repeated(frame, 3)
    assert len(set(thrice.names)) == len(thrice) == 3 * len(frame)
    for kind, rows in thrice.spells.items():
        once = frame.spells[kind]
        assert (np.diff(rows.child) >= 0).all()
        assert rows.child.tolist() == [child + n * len(frame) for n in range(3) for child in once.child.tolist()]
        assert rows.start.tolist() == once.start.tolist() * 3
        assert not np.shares_memory(rows.start, once.start)
    assert thrice.children.born_on.tolist() == frame.children.born_on.tolist() * 3


@pytest.mark.parametrize("at_once", [1, 2 * CHILDREN, 10_000])
def test_a_population_of_copies_has_each_figure_as_often(frame: Frame, at_once: int) -> None:
    everyone = list(populations(frame, 5, at_once))
    assert sum(len(each) for each in everyone) == 5 * len(frame)
    for measure in MEASURES:
        series = SEASONAL.grids()[SERIES]
        once = engine.grid([frame], measure, series)
        assert engine.grid(everyone, measure, series) == {cell: figure.times(5) for cell, figure in once.items()}


def test_another_figure_ends_the_run() -> None:
    cell = MONTHLY.last
    same("the same", {cell: Figure(3, None)}, {cell: Figure(3, None)})
    for others in ({cell: Figure(4, None)}, {cell: Figure(3, 3)}, {}):
        with pytest.raises(DifferError):
            same("another", {cell: Figure(3, None)}, others)
    with pytest.raises(DifferError):
        same("one not asked", {}, {cell: Figure(3, None)})


def test_no_cell_is_known_before_its_day() -> None:
    """120 x 120, less 105 + 104 + ... + 1: the first return is known 14 months after the first of the days."""
    assert (AS_AT[0], KNOWN_AT[0]) == (date(2015, 4, 30), date(2016, 6, 30))
    assert (len(AS_AT), len(KNOWN_AT)) == (120, 120)
    assert len(MONTHLY.grids()[TRIANGLE]) == 120 * 120 - 105 * 106 // 2
    assert {day.month for day in AS_AT} == set(range(1, 13))


def test_a_step_of_its_own_is_in_another_process() -> None:
    found = alone(os.getpid)
    assert found.found != os.getpid()
    assert 1_000_000 < found.peak < 1 << 40


def test_what_fails_in_another_process_fails_here() -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        alone(int, "none")


def test_the_quickest_of_some_runs_is_told() -> None:
    clock = iter([0.0, 0.5, 1.0, 1.1, 2.0, 2.9]).__next__
    found = quickest("it", lambda: 7, "things", clock)
    assert (found.number, found.unit, f"{found.seconds:.1f}") == (7, "things", "0.1")
    with pytest.raises(StopIteration):  # 0.5, 0.1 and 0.9 seconds are enough
        clock()


def test_a_quick_step_is_not_run_for_ever() -> None:
    numbers = iter(range(100))
    assert quickest("it", numbers.__next__, "things", lambda: 0.0).number == 0
    assert next(numbers) == AT_MOST


def test_a_slope_is_the_power() -> None:
    assert growth.slope([(n, 3.0 * n**2) for n in (10, 100, 1000)]) == pytest.approx(2)
    assert growth.slope([(10, 5.0), (1000, 500.0)]) == pytest.approx(1)


def test_a_verdict_says_by_how_much() -> None:
    assert targets.AtLeast(50, "").verdict(50) == "met"
    assert targets.AtLeast(50, "").verdict(20) == "missed: 2.50 times too little"
    assert targets.AtMost(10, "").verdict(10) == "met"
    assert targets.AtMost(10, "").verdict(144) == "missed: 14.4 times too much"
    assert [targets.times(each) for each in (0.031, 3.14159, 31.4159, 3141.59)] == ["0.03", "3.14", "31.4", "3,142"]
    assert [number(each) for each in (0.0012345, 1.5, 1234.5)] == ["0.00123", "1.50", "1,234"]


def test_the_page_has_a_place_for_a_run() -> None:
    page = program.PAGE.read_text(encoding="utf-8")
    kept = page.partition(report.BEGIN)[2].partition(report.END)[0].removeprefix("\n").removesuffix("\n")
    assert report.rewritten(report.rewritten(page, "RUN"), kept) == page
    with pytest.raises(report.PageError):
        report.rewritten(page.replace(report.END, ""), "RUN")


def test_what_is_missed_is_listed() -> None:
    lines = [Line("a", 1.0, "", "2.00 s", "at most 1 s", targets.COMMAND.verdict(2)), Line("b", 1.0, "", verdict="met")]
    assert report.missed(lines) == ["a: 2.00 s; at most 1 s; missed: 2.00 times too much"]


@pytest.mark.parametrize("words", [["2001"], ["0"], ["--base", "0"], ["many"], ["--every", "0"]])
def test_a_size_is_a_multiple_of_the_base(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        program.main(words)
    assert ended.value.code == 2
    assert "usage: python -m benchmarks" in capsys.readouterr().err


def test_a_run_is_printed_and_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "speed.md"
    page.write_text(f"Before.\n{report.BEGIN}\nOld.\n{report.END}\nAfter.\n", encoding="utf-8")
    section = Section("One", "Said of it.", [Line("it", 2.0, "1 thing", "2.00 s", "at most 1 s", "missed: by far")])
    monkeypatch.setattr(program, "PAGE", page)
    monkeypatch.setattr(program, "run", lambda *_: iter([section]))
    assert program.main(["10", "--base", "10", "--write"]) == 0
    printed = capsys.readouterr().out
    assert report.section(section) in printed
    assert "* it: 2.00 s; at most 1 s; missed: by far" in printed
    assert page.read_text(encoding="utf-8") == f"Before.\n{report.BEGIN}\n{printed}{report.END}\nAfter.\n"


def test_figures_that_differ_end_the_run_with_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def differ(*_: object) -> Iterator[Section]:
        raise DifferError("one and not two")
        yield

    monkeypatch.setattr(program, "run", differ)
    assert program.main([]) == 1
    assert capsys.readouterr().err == "one and not two\n"


def test_the_machine_is_told_without_its_name(tmp_path: Path) -> None:
    assert "Python 3" in machine()
    assert len(platform.node()) > 0
    assert platform.node() not in machine()
    assert commit(tmp_path) == "not known"


@pytest.fixture(scope="module")
def waits(tmp_path_factory: pytest.TempPathFactory) -> list[commands.Wait]:
    """Every command, typed in this process."""

    def run(at: Path, words: commands.Words) -> int:
        return typed("--store", at, *words).code

    return commands.waits(*commands.demo_log(12, tmp_path_factory.mktemp("demo"), run), run)


def test_every_command_of_the_demo_is_waited_for(waits: list[commands.Wait]) -> None:
    asked = {each.step.name for each in waits}
    assert {f"`timeline {name}`" for name in ("measure", "children", "explain", "show", "check", "log verify")} <= asked
    assert len(asked) == len(waits)
    assert all(min(each.wall, each.step.seconds) >= 0 for each in waits)


def test_a_command_that_fails_ends_the_run(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match=r"`timeline import` ended with 4"):
        commands.demo_log(1, tmp_path, lambda store, words: 4)


def test_a_command_runs_in_a_process_of_its_own(tmp_path: Path) -> None:
    assert commands.in_a_process(tmp_path / "no.db", ["measures"]) == 0
    assert commands.in_a_process(tmp_path / "no.db", ["nonsense"]) == 2
