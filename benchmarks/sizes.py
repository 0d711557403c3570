"""The questions at one size: the engine over the base's columns so many times, SQL over its rows so many times."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import engine, limits, relational, targets
from benchmarks.alone import Alone
from benchmarks.asked import Answered, Grid, answered
from benchmarks.base import Base, Runner
from benchmarks.lines import Line, against, line, per
from benchmarks.questions import MEASURES, POINT, SERIES, TRIANGLE, Questions
from benchmarks.relational import Connection
from benchmarks.repeating import populations
from benchmarks.steps import Step, quickest
from timeline.projections.algebra.columnar.frame import Frame

SQL_AT_MOST = 20_000
"""Children up to which the same is asked in SQL."""


@dataclass(frozen=True)
class Sized:
    """One size, asked. ``seconds``: by measure and question."""

    children: int
    seconds: Mapping[tuple[str, str], float]
    lines: list[Line]


def sized(run: Runner, base: Base, children: int) -> Sized:
    """Every question at one size. ``DifferError`` where a figure is not that of the base as often as it is there."""
    copies = children // base.children
    found = {
        (measure, question): run(by_columns, base.store, copies, children, measure, question, base.questions)
        for measure in MEASURES
        for question in base.questions.grids()
    }
    for (measure, question), each in found.items():
        base.expect(f"{measure}, {question}, {children} children", measure, copies, each.found.figures)
    lines = [each for measure in MEASURES for each in _lines(run, base, measure, children, found)]
    passed = run(arrays_read, base.store, copies)
    peak = max(passed.peak, *(each.peak for each in found.values()))
    memory = Line("memory, the most of these", None, "", "", targets.MEMORY.words, targets.MEMORY.verdict(peak), peak)
    seconds = {key: each.found.step.seconds for key, each in found.items()}
    return Sized(children, seconds, [*lines, line(passed.found, peak=passed.peak), memory])


def population(store: Path, copies: int) -> list[Frame]:
    """All in memory at once: what is measured then is the engine alone."""
    return [frame for base in engine.columns_of(store) for frame in populations(base, copies)]


def arrays_read(store: Path, copies: int) -> Step:
    """One pass over them."""
    return limits.of_arrays(population(store, copies))


def by_columns(store: Path, copies: int, children: int, measure: str, question: str, questions: Questions) -> Answered:
    """One question by the engine. It is put to one frame first, so that nothing is imported within it."""
    everyone, grid = population(store, copies), questions.grids()[question]
    engine.ask(everyone[:1], measure, question, grid)
    name = f"{measure}: {questions.title(question)}"
    return answered(name, children, lambda: engine.ask(everyone, measure, question, grid))


def sweep_alone(store: Path, copies: int, children: int, measure: str, questions: Questions) -> Step:
    """The triangle without the figures that are made of its sums: they take as long for few children as for many."""
    everyone, grid = population(store, copies), questions.grids()[TRIANGLE]
    name = f"{measure}: of the triangle, the sweep"
    engine.sums(everyone[:1], measure, grid)
    return quickest(name, lambda: len(engine.sums(everyone, measure, grid).rows) and children, "children")


Found = Mapping[tuple[str, str], Alone[Answered]]
"""By measure and question."""


def _lines(run: Runner, base: Base, measure: str, children: int, found: Found) -> Iterator[Line]:
    point, series, triangle = (found[measure, question] for question in (POINT, SERIES, TRIANGLE))
    a, b, c = (each.found.step for each in (point, series, triangle))
    copies, cells = children // base.children, len(base.questions.grids()[TRIANGLE])
    faster = base.naive[measure] * copies / a.seconds
    yield against(a, faster, "{} times faster than the reference from the log", targets.POINT, point.peak)
    yield against(b, b.seconds / a.seconds, "{} points", targets.SERIES, series.peak)
    yield against(c, c.seconds / b.seconds, "{} series", targets.TRIANGLE, triangle.peak)
    one_by_one = Step(f"{measure}: its cells one by one", a.seconds * cells, cells, "cells")
    yield against(one_by_one, one_by_one.seconds / c.seconds, "{} triangles", targets.CELLS)
    sweep = run(sweep_alone, base.store, copies, children, measure, base.questions)
    yield line(sweep.found, f"{targets.times(sweep.found.seconds / b.seconds)} series", sweep.peak)


def in_sql(run: Runner, base: Base, sized: Sized) -> list[Line]:
    """The same questions in SQL. ``DifferError`` where a figure is another."""
    copies = sized.children // base.children
    lines = []
    for name, road in (("SQLite", by_sqlite), ("DuckDB", by_duckdb)):
        told = run(road, base.store, copies, sized.children, base.questions)
        for (measure, question), found in told.found.items():
            base.expect(f"{measure}, {question}, {name}", measure, copies, found.figures)
            whole, how = _whole(found.step, question, base.questions)
            slower = f"{targets.times(whole.seconds / sized.seconds[measure, question])} times ours"
            what = f"{measure}: {base.questions.title(question)}, {name}"
            lines.append(Line(what, whole.seconds, how, slower, peak=told.peak))
    return sorted(lines, key=lambda each: each.what.partition(":")[0])


def _whole(step: Step, question: str, questions: Questions) -> tuple[Step, str]:
    """As long as all the cells would take, were some asked only; and that it is so."""
    asked, of = len(questions.grids_in_sql()[question]), len(questions.grids()[question])
    whole = step._replace(seconds=step.seconds * of / asked)
    return whole, per(whole) if asked == of else f"{per(whole)}; {asked} cells of {of:,}"


Told = Mapping[tuple[str, str], Answered]
"""By measure and question."""


def by_sqlite(store: Path, copies: int, children: int, questions: Questions) -> Told:
    """In a file of its own."""
    with (
        TemporaryDirectory() as folder,
        closing(relational.sqlite_copy(store, Path(folder) / "copy.db", copies)) as copy,
    ):
        return _told(copy, children, questions)


def by_duckdb(store: Path, copies: int, children: int, questions: Questions) -> Told:
    """In memory."""
    with closing(relational.duckdb_copy(store, copies)) as copy:
        return _told(copy, children, questions)


def _told(copy: Connection, children: int, questions: Questions) -> Told:
    return {
        (measure, question): _answered(copy, children, measure, grid)
        for measure in MEASURES
        for question, grid in questions.grids_in_sql().items()
    }


def _answered(copy: Connection, children: int, measure: str, grid: Grid) -> Answered:
    return answered(measure, children, lambda: relational.figures(copy, measure, grid.cells()))
