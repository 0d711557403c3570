"""The naive road: the reference interpreter, one date after the other, from the log."""

from __future__ import annotations

from collections.abc import Iterable

from benchmarks.asked import Cell, Figure, Figures
from timeline.domain.basis import Basis
from timeline.projections.algebra.answers import Answer, Row
from timeline.projections.algebra.answers import Figure as RowFigure
from timeline.projections.engines import Engine
from timeline.projections.indicators import CATALOGUE
from timeline.projections.questions import measure
from timeline.store import CaseLog


def figures(log: CaseLog, name: str, cells: Iterable[Cell]) -> Figures:
    """One measure at some cells, also of days that nothing covers. Each cell folds the whole log once."""
    by_cell = {
        cell: measure(log, [CATALOGUE[name]], Basis(*cell), beyond_coverage=True, engine=Engine.REFERENCE)
        for cell in cells
    }
    return {cell: figure_of(answers[0]) for cell, answers in by_cell.items()}


def figure_of(answer: Answer) -> Figure:
    """That of the first row."""
    return of_row(answer.rows[0], answer.indicator.id)


def of_row(row: Row | RowFigure, measure: str) -> Figure:
    """``ValueError`` where it has no figure: nothing is asked here of which nothing is known."""
    if row.numerator is None:
        raise ValueError(f"{measure}: {row.reason}")
    return Figure(row.numerator, row.denominator)
