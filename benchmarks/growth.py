"""How time grows: the slope of a straight line through the logarithms. 1: twice as many take twice as long."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks import engine
from benchmarks.asked import Grid, answered
from benchmarks.base import Base, Runner
from benchmarks.lines import Line
from benchmarks.questions import MEASURES, SERIES, TRIANGLE, Questions
from benchmarks.sizes import Sized, population
from benchmarks.targets import LINEAR
from timeline.projections.algebra.columnar.frame import Frame

PARTS = (8, 4, 2, 1)
"""Of the dates: an eighth of them, a fourth, the half and all."""

Timed = Sequence[tuple[float, float]]
"""Sizes, each with its seconds."""


def slope(points: Timed) -> float:
    """By least squares. ``ValueError`` for fewer than two different sizes."""
    if len({size for size, _ in points}) < 2:
        raise ValueError("a slope needs two sizes or more")
    sizes, seconds = np.log(np.array(points, dtype=np.float64)).T
    return float(np.polyfit(sizes, seconds, 1)[0])


def by_children(sizes: Sequence[Sized]) -> list[Line]:
    """Of every question, over the sizes asked. No line where only one was."""
    if len(sizes) < 2:
        return []
    found = {key: [(each.children, each.seconds[key]) for each in sizes] for key in sizes[0].seconds}
    return [_linear(f"{measure}: {question}, by children", found[measure, question]) for measure, question in found]


def _linear(what: str, points: Timed) -> Line:
    """More children may take as many times as long, and no longer."""
    return replace(_line(what, points), target=LINEAR.words, verdict=LINEAR.verdict(slope(points)))


def _line(what: str, points: Timed) -> Line:
    told = ", ".join(f"{size:,.0f}: {seconds:.3g} s" for size, seconds in points)
    return Line(what, None, told, f"slope {slope(points):.2f}")


def by_dates(run: Runner, base: Base, children: int) -> list[Line]:
    """The last so many dates of the series, and of both sides of the triangle."""
    return [
        _line(f"{measure}: {question}, by dates", points)
        for measure in MEASURES
        for question, points in run(dates, base.store, children // base.children, measure, base.questions).found.items()
    ]


def dates(store: Path, copies: int, measure: str, questions: Questions) -> Mapping[str, Timed]:
    """Series and triangles of some lengths."""
    everyone, days, known = population(store, copies), questions.as_at, questions.known_at
    numbers = [max(1, len(days) // part) for part in PARTS]
    series = {number: Grid(days[-number:], known[-1:]) for number in numbers}
    triangles = {number: Grid(days[-number:], known[-number:]) for number in numbers}
    engine.grid(everyone, measure, series[numbers[0]])
    return {SERIES: _timed(everyone, measure, series), TRIANGLE: _timed(everyone, measure, triangles)}


def _timed(everyone: Sequence[Frame], measure: str, grids: Mapping[int, Grid]) -> Timed:
    return [
        (number, answered(measure, 1, partial(engine.grid, everyone, measure, grid)).step.seconds)
        for number, grid in grids.items()
    ]
