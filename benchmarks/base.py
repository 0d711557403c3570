"""The base: an authority whose log and tables are real, asked by the naive road, and by the library's own replay.

Every function that takes a step's arguments runs in a process of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import ParamSpec, Protocol, TypeVar

from benchmarks import engine, library, limits, making
from benchmarks.alone import Alone
from benchmarks.asked import Answered, Cell, Figures, answered, same
from benchmarks.lines import Line, against, line, number
from benchmarks.machine import cores
from benchmarks.questions import MEASURES, POINT, SERIES, TRIANGLE, Questions
from benchmarks.reference import figures
from benchmarks.steps import Step, quickest
from benchmarks.targets import POINT as FASTER
from benchmarks.targets import REBUILD, times
from timeline.store import open_log

P = ParamSpec("P")
T = TypeVar("T")

STREAMS = 1_000
"""Children whose streams the library replays, at most."""

SPOT_CHECKS = 3
"""Cells of the triangle at which the reference is asked as well."""


class Runner(Protocol):
    """Runs a step somewhere, and says what its memory came to."""

    def __call__(self, step: Callable[P, T], *args: P.args, **named: P.kwargs) -> Alone[T]: ...


@dataclass(frozen=True)
class Base:
    """``naive``: the seconds of one date by the reference from the log, a measure. ``figures``: at every cell of the
    triangle, whose last column is the series and whose last cell is the point."""

    store: Path
    children: int
    questions: Questions
    naive: Mapping[str, float]
    figures: Mapping[str, Figures]

    def expect(self, what: str, measure: str, copies: int, found: Figures) -> None:
        """``DifferError`` where a figure is not that of the base as often as the base is there."""
        same(what, {cell: figure.times(copies) for cell, figure in self.figures[measure].items()}, found)


def made(run: Runner, children: int, folder: Path) -> tuple[Path, list[Line]]:
    """The log and its tables, with what making them took."""
    store, returns = folder / "timeline.db", run(making.written, children, folder).found
    imports = run(making.imported, store, returns)
    verified = [run(making.chain_verified, store), run(making.baseline_verified, store)]
    together, folded = run(making.rebuilt, store, cores()), run(making.rebuilt, store, 1)
    run(making.rows_for_people, store)
    read = run(limits.of_a_file, store).found
    replays = [run(replayed, recorder, store, folder / f"library-{recorder}.db") for recorder in library.RECORDERS]
    return store, [
        line(imports.found, _passes(imports.found, read), imports.peak),
        against(folded.found.step, folded.found.step.rate, "{} entries/s a core", REBUILD, folded.peak),
        line(together.found.wall, _faster(together.found.wall, folded.found.wall)),
        *(line(each.found, _passes(each.found, read), each.peak) for each in verified),
        *(line(each.found, _beside(each.found, folded.found.step), each.peak) for each in replays),
        line(run(limits.of_rows, store).found),
        line(read),
    ]


def replayed(recorder: str, store: Path, file: Path) -> Step:
    """The library's own replay of some streams of the log."""
    with open_log(store, create=False) as log:
        entries = library.streams(log, STREAMS)
    return library.replayed(recorder, file, entries)


def _faster(several: Step, one: Step) -> str:
    return f"{times(one.seconds / several.seconds)} times faster than one, {number(one.seconds)} s"


def _passes(step: Step, read: Step) -> str:
    return f"{times(step.seconds / read.seconds)} passes over the file"


def _beside(step: Step, folded: Step) -> str:
    return f"{times(step.rate / folded.rate)} times the rate of our rebuild"


def asked(run: Runner, store: Path, children: int, questions: Questions) -> tuple[Base, list[Line]]:
    """The questions put to the base, by every road; ``DifferError`` where the figures are not the same."""
    columns, ours = run(columns_read, store, children), run(by_engine, store, questions).found
    lines = [line(columns.found, peak=columns.peak)]
    naive: dict[str, float] = {}
    for measure in MEASURES:
        told = run(by_reference, store, measure, children, questions)
        same(told.found.step.name, ours[measure], told.found.figures)
        naive[measure] = told.found.step.seconds
        lines.append(line(told.found.step, _many_times(told.found.step, questions), told.peak))
        for question in questions.grids():
            told = run(by_program, store, measure, children, questions, question)
            same(told.found.step.name, ours[measure], told.found.figures)
            lines.append(_beside_naive(told, naive[measure], questions, question))
    return Base(store, children, questions, naive, ours), lines


def _beside_naive(told: Alone[Answered], naive: float, questions: Questions, question: str) -> Line:
    step, words = told.found.step, "{} times faster than from the log"
    faster = naive * len(questions.grids()[question]) / step.seconds
    if question == POINT:
        return against(step, faster, words, FASTER, told.peak)
    return line(step, words.format(times(faster)), told.peak)


def _many_times(step: Step, questions: Questions) -> str:
    series, triangle = (len(questions.grids()[each]) for each in (SERIES, TRIANGLE))
    return (
        f"{step.seconds * series:,.0f} s for {series} dates, {step.seconds * triangle / 3600:,.1f} h for {triangle:,}"
    )


def columns_read(store: Path, children: int) -> Step:
    """The columns of the measures' kinds out of the store."""
    return quickest("read the columns", lambda: len(engine.columns_of(store)) and children, "children")


def by_program(store: Path, measure: str, children: int, questions: Questions, question: str) -> Answered:
    """As the program is asked: the store opened, its columns read."""
    grid, name = questions.grids()[question], f"{measure}: {questions.title(question)}, out of the store"
    return answered(name, children, lambda: engine.ask_store(store, measure, question, grid))


def by_engine(store: Path, questions: Questions) -> Mapping[str, Figures]:
    """The whole triangle of each measure; the series and the point are in it, and must be the same alone."""
    population, grids = engine.columns_of(store), questions.grids()
    found = {measure: engine.grid(population, measure, grids[TRIANGLE]) for measure in MEASURES}
    for measure, whole in found.items():
        for question in (POINT, SERIES):
            same(f"{measure}, {question}", whole, engine.ask(population, measure, question, grids[question]))
    return found


def by_reference(store: Path, measure: str, children: int, questions: Questions) -> Answered:
    """The point from the log, and some other cells untimed."""
    name = f"{measure}: reference from the log, one date"
    with open_log(store, create=False) as log:
        return _naive(name, children, questions, partial(figures, log, measure))


def _naive(name: str, children: int, questions: Questions, ask: Callable[[Iterable[Cell]], Figures]) -> Answered:
    others = ask(_spots(questions))
    found = answered(name, children, lambda: ask([questions.last]))
    return Answered(found.step, {**others, **found.figures})


def _spots(questions: Questions) -> Sequence[Cell]:
    cells = list(questions.grids()[TRIANGLE].cells())
    return cells[:: max(1, len(cells) // SPOT_CHECKS)][:SPOT_CHECKS]
