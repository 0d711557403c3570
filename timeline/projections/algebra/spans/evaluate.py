"""Questions put to frames: a point with its members, a series, a triangle.

Every function takes any number of frames that make up the population, in any order, and what is known of the log as a
whole at a basis; and gives what the reference interpreter gives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np
from numpy.typing import NDArray

from timeline.domain.basis import Basis
from timeline.projections.algebra import expressions as x
from timeline.projections.algebra.answers import Answer, Point, Row
from timeline.projections.algebra.arithmetic import (
    Knowledge,
    Line,
    OfLog,
    Totals,
    figure,
    lines_of,
    row_of,
    window_of,
)
from timeline.projections.algebra.columnar.frame import Frame, Longs
from timeline.projections.algebra.definition import parts
from timeline.projections.algebra.dimensions import Dimension
from timeline.projections.algebra.indicator import Indicator
from timeline.projections.algebra.needs import all_needs
from timeline.projections.algebra.spans import rows
from timeline.projections.algebra.spans.breakdowns import labels
from timeline.projections.algebra.spans.grid import Grid
from timeline.projections.algebra.spans.knowledge_states import in_parts, states
from timeline.projections.algebra.spans.point_figures import PointFigures
from timeline.projections.algebra.spans.spell_sets import Population
from timeline.projections.algebra.spans.totals import Partial, Summing, added_up
from timeline.projections.algebra.statistics import statistic_of, tell

Stating = Callable[[Basis], OfLog]
"""What the log as a whole states at a basis."""

CHILDREN_A_POINT, CHILDREN_A_GRID = 20_000, 10_000
"""So many are asked at once that their arrays stay near the processor, and that few pieces are made."""

Objects = NDArray[np.object_]


def measured(
    frames: Iterable[Frame],
    indicators: Sequence[Indicator],
    basis: Basis,
    stating: Stating,
    by: Dimension | None = None,
    *,
    then: Basis | None = None,
) -> list[Answer]:
    """The figures of some indicators at one basis, with their members. ``then``: where the frames have what the basis
    asks for, if it is by another day of knowing."""
    everyone = [Everyone.nobody(each, by) for each in indicators]
    heard = Heard.at(basis, stating(basis))
    kinds, grid = needed(indicators, by), Grid.of([then or basis])
    for part in in_parts(frames, CHILDREN_A_POINT):
        of = states(part, kinds, grid).population()
        names = np.array(part.names, dtype=np.object_)
        for each in everyone:
            each.add(of, names)
        heard.add(of)
    return [heard.answer(each) for each in everyone]


def summed(
    frames: Iterable[Frame], indicators: Sequence[Indicator], grid: Grid, by: Dimension | None = None
) -> list[Partial]:
    """What frames come to at every point of a grid, for each indicator: adds up with that of other frames. ``by``: with
    the sums of every label."""
    whole: list[Partial] = []
    kinds = needed(indicators, by)
    for part in in_parts(frames, CHILDREN_A_GRID):
        summing = Summing(states(part, kinds, grid), by)
        found = [summing.partial(each) for each in indicators]
        whole = [added_up(pair) for pair in zip(whole, found, strict=True)] if whole else found
    return whole


def points(
    indicator: Indicator,
    whole: Partial,
    grid: Grid,
    bases: Sequence[Basis],
    stating: Stating,
    then: Sequence[Basis] | None = None,
    by: Dimension | None = None,
) -> list[Point]:
    """The figures at some points of a grid. ``then``: where the grid has each basis, if not by its own day of knowing.
    ``by``: with those of every label. ``KeyError`` where a basis is no point of the grid."""
    found = PointFigures(indicator, whole, grid, by)
    return [
        found.point(grid.place(place), basis, stating(basis)) for basis, place in zip(bases, then or bases, strict=True)
    ]


def needed(indicators: Sequence[Indicator], by: Dimension | None = None) -> frozenset[str]:
    """The kinds of spell that a question asks for."""
    of_breakdown = set() if by is None else {"episode"}
    return frozenset(of_breakdown.union(*(kinds_of(each) for each in indicators)))


def modules_of(indicators: Sequence[Indicator]) -> frozenset[str]:
    """The modules that a question needs to have heard of."""
    return frozenset().union(*(rows.modules_needed(each) for each in indicators))


@cache
def kinds_of(indicator: Indicator) -> frozenset[str]:
    """The kinds of spell that a declaration speaks of."""
    return frozenset(_kinds(indicator))


def _kinds(part: object) -> Iterator[str]:
    if isinstance(part, x.Spells):
        yield part.kind
    for each in parts(part):
        yield from _kinds(each)


# ------------------------------------------------------------------------------------------------- a point, its members


@dataclass(eq=False)
class Counted:
    """Of one row, or of one label of it, who is in it and what they come to, while frames go by."""

    counted: list[Objects] = field(default_factory=list)
    meets: list[Objects] = field(default_factory=list)
    possible: list[Objects] = field(default_factory=list)
    numbers: list[Longs] = field(default_factory=list)
    unknown: int = 0
    numerator: int = 0
    out_of: int = 0

    def add(self, row: rows.Row, names: Objects) -> None:
        """Those of one frame. ``names``: of its groups."""
        self.counted.append(names[row.counted.group])
        self.meets.append(self.counted[-1] if row.meets is row.counted else names[row.meets.group])
        self.possible.append(self.meets[-1] if row.possible is row.meets else names[row.possible.group])
        self.numbers.append(row.numbers.number)
        self.unknown += len(row.unknown)
        self.numerator += len(row.numerator)
        self.out_of += len(row.out_of)

    def row(self, line: Line, group: dict[str, str | int], excluded: dict[str, int], knowledge: Knowledge) -> Row:
        """The figure, with those in it."""
        counted, possible = (sum(map(len, each)) for each in (self.counted, self.possible))
        told = tell(np.concatenate(self.numbers).tolist(), statistic_of(line.reading))
        totals = Totals(counted, possible, self.unknown, self.numerator, self.out_of, told)
        found = figure(line, group, totals, excluded, knowledge)
        if found.numerator is None:
            return row_of(found, (), (), ())
        return row_of(found, *(np.concatenate(each) for each in (self.counted, self.meets, self.possible)))


@dataclass(eq=False)
class Everyone:
    """Of one indicator at one basis, what frames come to while they go by. ``rows``: of each row and label; a row as a
    whole has none."""

    indicator: Indicator
    by: Dimension | None
    rows: dict[tuple[int, str | None], Counted]
    excluded: dict[str, int]

    @classmethod
    def nobody(cls, indicator: Indicator, by: Dimension | None) -> Everyone:
        """No frame yet."""
        whole: dict[tuple[int, str | None], Counted] = {
            (row, None): Counted() for row in range(len(indicator.readings))
        }
        return cls(indicator, by, whole, {label: 0 for label, _ in indicator.excluded})

    def add(self, of: Population, names: Objects) -> None:
        """The children of one frame, as at one day. ``names``: theirs."""
        for place, reading in enumerate(self.indicator.readings):
            row = rows.row(self.indicator, reading, of)
            self.rows[place, None].add(row, names)
            if self.by is not None:
                for label, spans in labels(self.by.id, self.indicator, reading, of).items():
                    self.rows.setdefault((place, label), Counted()).add(row.within(spans, of), names)
        for (label, _), spans in zip(self.indicator.excluded, rows.excluded(self.indicator, of), strict=True):
            self.excluded[label] += len(spans)

    def answer(self, knowledge: Knowledge, never_sent_again: int, endings_alone: int) -> Answer:
        """The figures of everyone."""
        lines = lines_of(self.indicator)
        found = [self._row(line, place, None, knowledge) for place, line in enumerate(lines)]
        if self.by is not None:
            found += [
                self._row(line, place, label, knowledge)
                for place, line in enumerate(lines)
                for label in self.by.in_order(label for row, label in self.rows if row == place)
            ]
        window = window_of(self.indicator, knowledge.basis.as_at)
        coverage = knowledge.of_log.covered(all_needs(self.indicator), knowledge.heard_of)
        return Answer(self.indicator, knowledge.basis, window, tuple(found), never_sent_again, coverage, endings_alone)

    def _row(self, line: Line, place: int, label: str | None, knowledge: Knowledge) -> Row:
        group: dict[str, str | int] = dict(line.reading.group)
        if label is not None and self.by is not None:
            group[self.by.id] = label
        excluded = self.excluded if place == 0 and label is None else {}
        return self.rows[place, label].row(line, group, excluded, knowledge)


@dataclass(eq=False)
class Heard:
    """What was heard of at one basis while frames go by: ``modules``, of which something is known; and how many open
    periods were never sent again."""

    basis: Basis
    modules: set[str]
    of_log: OfLog
    never_sent_again: int = 0
    endings_alone: int = 0

    @classmethod
    def at(cls, basis: Basis, of_log: OfLog) -> Heard:
        """What the log as a whole states, and no frame yet."""
        return cls(basis, set(of_log.brought), of_log)

    def add(self, of: Population) -> None:
        """The children of one frame."""
        self.modules |= _modules_heard_of(of)
        self.never_sent_again += len(rows.never_sent_again(of))
        self.endings_alone += len(rows.endings_alone(of))

    def answer(self, everyone: Everyone) -> Answer:
        """The figures of everyone at the basis."""
        knowledge = Knowledge(self.basis, self.modules, self.of_log)
        return everyone.answer(knowledge, self.never_sent_again, self.endings_alone)


def _modules_heard_of(of: Population) -> set[str]:
    """The modules of which something is known of any child."""
    codes = of.frame.children.modules
    rows_seen, _, _ = of.particulars()
    seen = np.bincount(codes.numbers[rows_seen] + 1, minlength=len(codes.words) + 1)[1:]  # NOT_KNOWN is the first
    return {name for place in np.flatnonzero(seen) for name in codes.words[place].split("\t") if name}
