"""The figures that come out of one declaration: at one basis with their members, at many without."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from timeline.domain.basis import Basis
from timeline.domain.coverage import Covered
from timeline.domain.days import Window
from timeline.projections.algebra.indicator import Indicator, Unit

Group = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its label, its figure, and the children in it.

    ``value`` is exact; ``None`` where the figure is over nobody or over nothing known, and ``reason`` says which.
    ``counted``, ``meets`` and ``possible`` are child identifiers; ``possible`` contains ``meets``. ``history_from``:
    where the row asks further back than the recorded history is whole, the first day of the whole history: a remark on
    the log, no part of what two rows are compared by.
    ``interval``: the bounds between which the value lies with 95 % confidence, where asked for; ``None`` for a bound
    that what was observed does not give.
    ``not_covered``: there is no figure because days that it needs are not covered. ``beyond_coverage``: there is one
    all the same, as asked for.
    """

    group: Group
    unit: Unit
    numerator: int | None
    denominator: int | None
    value: Fraction | None
    counted: frozenset[str]
    meets: frozenset[str]
    possible: frozenset[str] | None = None
    possible_value: Fraction | None = None
    excluded: Mapping[str, int] = field(default_factory=dict)
    unknown: int | None = None
    reason: str | None = None
    history_from: date | None = field(default=None, compare=False)
    interval: tuple[Fraction | None, Fraction | None] | None = None
    not_covered: bool = False
    beyond_coverage: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """An indicator at a basis: its rows, the default figure first.

    ``never_sent_again``: of all children at the basis, how many have an open period that the return which should have
    had it does not have, whatever the basis takes it for. ``coverage``: the covered days of the modules it needs,
    run by run; ``None`` at reading 1, which has no coverage. ``endings_alone``: of all children at the basis, how many
    endings of episodes have no beginning and end no episode.
    """

    indicator: Indicator
    basis: Basis
    window: Window | None
    rows: tuple[Row, ...]
    never_sent_again: int = 0
    coverage: tuple[Covered, ...] | None = None
    endings_alone: int = 0


@dataclass(frozen=True, slots=True)
class Figure:
    """A ``Row`` without its members, as it stands in a series: ``possible`` is how many children may meet it.

    Every other attribute means what it means in a ``Row``.
    """

    group: Group
    unit: Unit
    numerator: int | None
    denominator: int | None
    value: Fraction | None
    possible: int | None = None
    possible_value: Fraction | None = None
    excluded: Mapping[str, int] = field(default_factory=dict)
    unknown: int | None = None
    reason: str | None = None
    history_from: date | None = field(default=None, compare=False)
    interval: tuple[Fraction | None, Fraction | None] | None = None
    not_covered: bool = False
    beyond_coverage: bool = False


def figure_of(row: Row) -> Figure:
    """What a row says, without saying of whom."""
    return Figure(
        group=row.group,
        unit=row.unit,
        numerator=row.numerator,
        denominator=row.denominator,
        value=row.value,
        possible=possible_number(row),
        possible_value=row.possible_value,
        excluded=row.excluded,
        unknown=row.unknown,
        reason=row.reason,
        history_from=row.history_from,
        interval=row.interval,
        not_covered=row.not_covered,
        beyond_coverage=row.beyond_coverage,
    )


@dataclass(frozen=True, slots=True)
class Point:
    """One basis of a series: the definition in force as at it, and its figures, the default one first.

    A row that has no figure at this basis stands here as it does in the ``Answer`` asked alone: with its reason.
    """

    indicator: Indicator
    basis: Basis
    window: Window | None
    rows: tuple[Figure, ...]
    never_sent_again: int = 0
    coverage: tuple[Covered, ...] | None = None
    endings_alone: int = 0


def point_of(answer: Answer) -> Point:
    """An answer as a point of a series."""
    rows = tuple(figure_of(row) for row in answer.rows)
    beside = (answer.never_sent_again, answer.coverage, answer.endings_alone)
    return Point(answer.indicator, answer.basis, answer.window, rows, *beside)


@dataclass(frozen=True, slots=True)
class Series:
    """One indicator at many bases, in the order asked: the dates of a series, or the cells of a triangle row by row.

    ``indicator``: the definition in force as at the last point; where the law changed on the way, the points before it
    have their own.
    """

    indicator: Indicator
    points: tuple[Point, ...]


AnyRow = Row | Figure
"""What is told alike, be it with its members or without."""

AnyAnswer = Answer | Point
"""Rows and what they stand on, be it with members or without."""


def possible_number(row: AnyRow) -> int | None:
    """How many children may meet it; ``None`` where days decide of all."""
    if isinstance(row, Figure):
        return row.possible
    return None if row.possible is None else len(row.possible)
