"""The road by columns: a point, a series and a triangle from frames."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks.asked import Cell, Figures
from benchmarks.asked import Grid as Asked
from benchmarks.questions import MEASURES, POINT
from benchmarks.reference import figure_of, of_row
from timeline.domain.basis import Basis
from timeline.projections.algebra.arithmetic import OfLog
from timeline.projections.algebra.columnar.frame import Frame
from timeline.projections.algebra.spans.evaluate import measured, needed, points, summed
from timeline.projections.algebra.spans.grid import Grid
from timeline.projections.algebra.spans.totals import Partial
from timeline.projections.engines import FROM_COLUMNS
from timeline.projections.indicators import CATALOGUE
from timeline.projections.questions import measure as measure_of
from timeline.projections.questions import series as series_of
from timeline.projections.tables.columns import frames
from timeline.projections.tables.state import usable
from timeline.store import open_log


def columns_of(store: Path) -> list[Frame]:
    """The frames of a store's tables, with the kinds of spell that the measures are made of."""
    with open_log(store, create=False) as log:
        return list(frames(log, usable(log), needed([CATALOGUE[name] for name in MEASURES])))


def ask(population: Sequence[Frame], measure: str, question: str, asked: Asked) -> Figures:
    """One question of a measure."""
    return point(population, measure, *asked.cells()) if question == POINT else grid(population, measure, asked)


def ask_store(store: Path, measure: str, question: str, asked: Asked) -> Figures:
    """The same as the program is asked: the store opened, and what it holds read. ``ValueError`` where the reference
    interpreter answered."""
    said: list[str] = []
    with open_log(store, create=False) as log:
        if question == POINT:
            basis = bases_of(asked)[0]
            (answer,) = measure_of(log, [CATALOGUE[measure]], basis, beyond_coverage=True, note=said.append)
            found = [figure_of(answer)]
        else:
            (told,) = series_of(log, [CATALOGUE[measure]], bases_of(asked), beyond_coverage=True, note=said.append)
            found = [of_row(each.rows[0], measure) for each in told.points]
    if said != [FROM_COLUMNS]:
        raise ValueError(f"{measure}: {said}")
    return dict(zip(asked.cells(), found, strict=True))


def point(population: Sequence[Frame], measure: str, cell: Cell) -> Figures:
    """One figure, with everyone in it."""
    (answer,) = measured(population, [CATALOGUE[measure]], Basis(*cell), _of_no_log)
    return {cell: figure_of(answer)}


def grid(population: Sequence[Frame], measure: str, asked: Asked) -> Figures:
    """A series or a triangle in one sweep: every row of the measure at every cell, and of those the first."""
    indicator, bases = CATALOGUE[measure], bases_of(asked)
    found = points(indicator, sums(population, measure, asked), Grid.of(bases), bases, _of_no_log)
    return {cell: of_row(each.rows[0], measure) for cell, each in zip(asked.cells(), found, strict=True)}


def sums(population: Sequence[Frame], measure: str, asked: Asked) -> Partial:
    """The sweep alone: what is added up, of which figures are made afterwards."""
    (whole,) = summed(population, [CATALOGUE[measure]], Grid.of(bases_of(asked)))
    return whole


def bases_of(asked: Asked) -> list[Basis]:
    """The cells in the engine's words."""
    return [Basis(*cell) for cell in asked.cells()]


def _of_no_log(_: Basis) -> OfLog:
    """What a log states as a whole has no part in these two figures."""
    return OfLog()
