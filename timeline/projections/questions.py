"""Questions put to a log: figures at one basis or at many, and the members. Of single children: ``cases``.

Every answer names the position of the log it was given at: a basis without one is pinned to the head first, so that
what is printed can be asked again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from timeline.domain.basis import Basis
from timeline.lazy import lazy
from timeline.projections.algebra.answers import Answer, Point, Series, point_of
from timeline.projections.algebra.dimensions import Dimension
from timeline.projections.algebra.indicator import Indicator
from timeline.projections.algebra.rates import with_rate
from timeline.projections.algebra.stated import Stated
from timeline.projections.cases import cases, cases_together, pinned
from timeline.projections.engines import Engine, Note, columns_answer, discard
from timeline.projections.grids import Grid
from timeline.projections.indicators import in_force
from timeline.projections.rulebook.population import Estimate
from timeline.projections.tables import measure_from_columns, points_from_columns
from timeline.store import CaseLog

if TYPE_CHECKING:
    from timeline.projections.algebra import derived, figures, uncertainty
    from timeline.projections.indicators import expected
else:
    derived, figures, uncertainty = (
        lazy(f"timeline.projections.algebra.{name}") for name in ("derived", "figures", "uncertainty")
    )
    expected = lazy("timeline.projections.indicators.expected")

NO_PART = "workers have no part in what is answered from the log"

Progress = Callable[[int], object]
"""Told how many points are done."""


def _nothing(_: object) -> None:
    """Says nothing to nobody."""


def measure(
    log: CaseLog,
    indicators: Sequence[Indicator],
    basis: Basis,
    by: Dimension | None = None,
    *,
    intervals: bool = False,
    estimates: Sequence[Estimate] = (),
    beyond_coverage: bool = False,
    engine: Engine = Engine.AUTO,
    note: Note = discard,
) -> list[Answer]:
    """The figures of some indicators at one basis, in one pass over the log.

    ``intervals``: with the 95 % interval of every percentage of children, and the wait to be expected beside those who
    still wait; ``StatisticsMissingError`` where the library for it is not installed. ``estimates``: of the population,
    for rates per 10,000 of the figures that have one. ``beyond_coverage``: with numbers of days that are not covered,
    each marked.
    """
    basis = pinned(log, basis)
    stated = Stated(log.attestations(basis.position), beyond_coverage=beyond_coverage)
    if columns_answer(log, indicators, [basis], by, engine=engine, note=note, cases_needed=intervals):
        answers = measure_from_columns(log, indicators, basis, by, stated=stated)
    else:
        answers = _point(log, indicators, basis, stated, by, intervals=intervals)
    return [with_rate(answer, estimates) for answer in answers] if estimates else answers


def _point(
    log: CaseLog,
    indicators: Sequence[Indicator],
    basis: Basis,
    stated: Stated,
    by: Dimension | None = None,
    *,
    intervals: bool = False,
) -> list[Answer]:
    """By the reference interpreter: every child of the log is told at the basis, and asked."""
    tallies = [figures.Tally.start(indicator, basis, by, stated(basis)) for indicator in indicators]
    told = [uncertainty.Uncertainty.start(expected.EXPECTED_WAITS, indicators, basis.as_at)] if intervals else []
    for each in cases(log, basis):
        child = derived.remembering(each)
        for tally in tallies:
            tally.add(child)
        for interval in told:
            interval.add(child)
    answers = [tally.answer() for tally in tallies]
    for interval in told:
        answers = [interval.beside(answer) for answer in answers]
    return answers


Question = tuple[Sequence[Indicator], Basis]
"""Some indicators at one basis, which names its position."""


def measure_together(log: CaseLog, questions: Sequence[Question], progress: Progress = _nothing) -> list[list[Answer]]:
    """What the reference interpreter answers to each of some questions, in one pass over the log in which each child's
    entries are read once. ``progress``: told how many children are done."""
    stated = Stated(log.attestations())
    tallies = [
        (basis, [figures.Tally.start(indicator, basis, None, stated(basis)) for indicator in indicators])
        for indicators, basis in questions
    ]
    bases = list(dict.fromkeys(basis for basis, _ in tallies))
    for done, known in enumerate(cases_together(log, bases) if bases else (), 1):
        asked_of = {basis: derived.remembering(child) for basis, child in known.items()}
        for basis, asked in tallies:
            for tally in asked if basis in asked_of else ():
                tally.add(asked_of[basis])
        progress(done)
    return [[tally.answer() for tally in asked] for _, asked in tallies]


def series(
    log: CaseLog,
    indicators: Sequence[Indicator],
    bases: Sequence[Basis],
    by: Dimension | None = None,
    *,
    beyond_coverage: bool = False,
    engine: Engine = Engine.AUTO,
    workers: int = 1,
    note: Note = discard,
    progress: Progress = _nothing,
) -> list[Series]:
    """Each indicator at every one of the bases, by the definition in force on the day asked about. ``by``: with a row
    for every label that anybody counted has there.

    Where a basis names no position, the head of the log at the first of them is meant by all. ``workers``: how many
    processes share the children, where the projections answer; the figures are the same. ``beyond_coverage``: with
    numbers of days that are not covered, each marked. ``ValueError`` without a basis.
    """
    if not bases:
        raise ValueError("a series has a day at least")
    head = pinned(log, bases[0]).position
    asked = [basis if basis.position is not None else replace(basis, position=head) for basis in bases]
    stated = Stated(log.attestations(), beyond_coverage=beyond_coverage)
    definitions = [tuple(in_force(each, basis.as_at) for each in indicators) for basis in asked]
    every = [*dict.fromkeys(chain(*definitions))]
    if columns_answer(log, every, asked, by, engine=engine, note=note, in_one_grid=True):
        return _by_columns(log, definitions, asked, stated, by, workers, progress)
    if workers > 1:
        note(NO_PART)
    return _by_reference(log, indicators, asked, stated, by, progress)


def triangle(
    log: CaseLog,
    indicator: Indicator,
    grid: Grid,
    by: Dimension | None = None,
    *,
    beyond_coverage: bool = False,
    engine: Engine = Engine.AUTO,
    workers: int = 1,
    note: Note = discard,
    progress: Progress = _nothing,
) -> Series:
    """An indicator in every cell of a grid, in the order of ``Grid.cells``. See ``series``."""
    (found,) = series(
        *(log, [indicator], grid.cells, by),
        beyond_coverage=beyond_coverage,
        engine=engine,
        workers=workers,
        note=note,
        progress=progress,
    )
    return found


def _by_reference(
    log: CaseLog,
    indicators: Sequence[Indicator],
    bases: Sequence[Basis],
    stated: Stated,
    by: Dimension | None,
    progress: Progress,
) -> list[Series]:
    """Point by point, each as if it were asked alone."""
    points: list[list[Point]] = []
    for basis in bases:
        answers = _point(log, [in_force(each, basis.as_at) for each in indicators], basis, stated, by)
        points.append([point_of(answer) for answer in answers])
        progress(len(points))
    return [Series(each[-1].indicator, each) for each in zip(*points, strict=True)]


def _by_columns(
    log: CaseLog,
    definitions: Sequence[tuple[Indicator, ...]],
    bases: Sequence[Basis],
    stated: Stated,
    by: Dimension | None,
    workers: int,
    progress: Progress,
) -> list[Series]:
    """All the points of one definition in one pass, by the engine of spans. ``definitions``: at each basis those
    in force."""
    found: dict[tuple[int, int], Point] = {}
    for together in dict.fromkeys(definitions):
        places = [number for number, each in enumerate(definitions) if each == together]
        asked = [bases[number] for number in places]
        answered = points_from_columns(log, together, asked, by, workers=workers, stated=stated)
        found |= {(n, place): point for n, row in enumerate(answered) for place, point in zip(places, row, strict=True)}
        progress(len(found) // len(together))
    points = [tuple(found[n, place] for place in range(len(bases))) for n in range(len(definitions[0]))]
    return [Series(each[-1].indicator, each) for each in points]
