"""Questions put to frames: a point with its members, a series, a triangle.

Every function takes any number of frames that make up the population, in any order, and what is known of the log as a
whole at a basis; and gives what the reference interpreter gives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from timeline.domain.basis import Basis
from timeline.projections.algebra.answers import Answer, Figure, Point, Row
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
from timeline.projections.algebra.columnar.cells import Cells
from timeline.projections.algebra.columnar.frame import NOT_KNOWN, Frame, Longs, Truths
from timeline.projections.algebra.columnar.kernels import Kernels, kernels
from timeline.projections.algebra.columnar.labels import labels
from timeline.projections.algebra.columnar.spells import holds, spells
from timeline.projections.algebra.columnar.standing import Stands, counted, standing
from timeline.projections.algebra.columnar.sums import Partial, added_up, modules_needed
from timeline.projections.algebra.columnar.sweep import Grid, as_known, children_between, swept
from timeline.projections.algebra.columnar.swept import Swept
from timeline.projections.algebra.columnar.turning import kinds_of
from timeline.projections.algebra.dimensions import Dimension
from timeline.projections.algebra.indicator import Indicator, Reading
from timeline.projections.algebra.needs import all_needs
from timeline.projections.algebra.statistics import statistic_of, tell

Stating = Callable[[Basis], OfLog]
"""What the log as a whole states at a basis."""

CHILDREN_A_POINT, CHILDREN_A_SWEEP = 20_000, 4_000
"""So many are asked at once that their arrays stay near the processor, and that few pieces are made."""

Objects = NDArray[np.object_]


@dataclass(frozen=True, eq=False)
class Counted:
    """Of one row, everyone it counts: the name and the label of each, and how each stands. ``brought_by``: of every
    number, the place of the child that brings it."""

    names: Objects
    labels: Objects
    meets: Truths
    possible: Truths
    unknown: Longs | Truths
    numerator: Longs | Truths
    out_of: Longs | Truths
    brought_by: Longs
    numbers: Longs

    @classmethod
    def of_all(cls, several: Sequence[Counted]) -> Counted:
        """Those of several parts of the population."""
        if len(several) == 1:
            return several[0]
        before = np.cumsum([0, *(len(each.names) for each in several)])
        moved = [replace(each, brought_by=each.brought_by + n) for each, n in zip(several, before, strict=False)]
        return cls(**{f.name: np.concatenate([getattr(each, f.name) for each in moved]) for f in fields(cls)})

    def labelled(self, label: str) -> Counted:
        """Those with one label."""
        which = self.labels == label
        brings = which[self.brought_by]
        place = np.cumsum(which) - 1
        kept = {f.name: getattr(self, f.name)[which] for f in fields(self) if f.name not in ("brought_by", "numbers")}
        return Counted(**kept, brought_by=place[self.brought_by[brings]], numbers=self.numbers[brings])

    def totals(self, reading: Reading) -> Totals:
        """What they come to."""
        return Totals(
            counted=len(self.names),
            possible=int(self.possible.sum()),
            unknown=int(self.unknown.sum()),
            numerator=int(self.numerator.sum()),
            out_of=int(self.out_of.sum()),
            told=tell(self.numbers.tolist(), statistic_of(reading)),
        )

    def row(self, found: Figure) -> Row:
        """The figure with those in it."""
        if found.numerator is None:
            return row_of(found, (), (), ())
        return row_of(found, self.names, self.names[self.meets], self.names[self.possible])


@dataclass(eq=False)
class Everyone:
    """Of one indicator at one basis, what frames come to while they go by."""

    indicator: Indicator
    by: Dimension | None
    parts: list[list[Counted]]
    excluded: dict[str, int]

    @classmethod
    def nobody(cls, indicator: Indicator, by: Dimension | None) -> Everyone:
        """No frame yet."""
        return cls(indicator, by, [[] for _ in indicator.readings], {label: 0 for label, _ in indicator.excluded})

    def add(self, cells: Cells, names: Objects) -> None:
        """The children of one frame."""
        for part, reading in zip(self.parts, self.indicator.readings, strict=True):
            part.append(self._counted(reading, cells, names))
        nobody = ~spells(self.indicator.counted, cells).any()
        for label, question in self.indicator.excluded:
            self.excluded[label] += int((nobody & holds(question, cells)).sum())

    def _counted(self, reading: Reading, cells: Cells, names: Objects) -> Counted:
        stands = standing(self.indicator, reading, cells)
        which = np.flatnonzero(stands.counted)
        place = np.cumsum(stands.counted) - 1
        return Counted(
            names=names[which],
            labels=self._labels(reading, cells, stands),
            meets=stands.meets[which],
            possible=stands.possible[which],
            unknown=stands.unknown[which],
            numerator=stands.numerator[which],
            out_of=stands.out_of[which],
            brought_by=place[stands.numbers.cell],
            numbers=stands.numbers.number,
        )

    def _labels(self, reading: Reading, cells: Cells, stands: Stands) -> Objects:
        if self.by is None:
            return np.full(int(stands.counted.sum()), None, dtype=np.object_)
        subject = counted(self.indicator, reading, cells).in_order().first_of_cells()
        return labels(self.by.id, self.indicator.seen, cells, subject)

    def answer(self, knowledge: Knowledge, never_sent_again: int, endings_alone: int) -> Answer:
        """The figures of everyone."""
        lines = [*zip(lines_of(self.indicator), map(Counted.of_all, self.parts), strict=True)]
        totals = [self._row(line, rows, None, knowledge, first=not i) for i, (line, rows) in enumerate(lines)]
        parts = [
            self._row(line, rows.labelled(label), label, knowledge, first=False)
            for line, rows in lines
            for label in (self.by.in_order(rows.labels) if self.by else ())
        ]
        window = window_of(self.indicator, knowledge.basis.as_at)
        coverage = knowledge.of_log.covered(all_needs(self.indicator), knowledge.heard_of)
        rows = (*totals, *parts)
        return Answer(self.indicator, knowledge.basis, window, rows, never_sent_again, coverage, endings_alone)

    def _row(self, line: Line, rows: Counted, label: str | None, knowledge: Knowledge, *, first: bool) -> Row:
        group: dict[str, str | int] = dict(line.reading.group)
        if label is not None and self.by is not None:
            group[self.by.id] = label
        excluded = self.excluded if first else {}
        return rows.row(figure(line, group, rows.totals(line.reading), excluded, knowledge))


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
    for part, fitting in frames_in_parts(frames, CHILDREN_A_POINT):
        cells = cells_at(part, needed(indicators, by), then or basis, fitting)
        names = np.array(part.names, dtype=np.object_)[cells.child]
        for each in everyone:
            each.add(cells, names)
        heard.add(cells)
    return [heard.answer(each) for each in everyone]


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

    def add(self, cells: Cells) -> None:
        """The children of one frame."""
        self.modules |= _heard_of(cells)
        self.never_sent_again += int(cells.never_sent_again.sum())
        self.endings_alone += int(cells.endings_alone.sum())

    def answer(self, everyone: Everyone) -> Answer:
        """The figures of everyone at the basis."""
        knowledge = Knowledge(self.basis, self.modules, self.of_log)
        return everyone.answer(knowledge, self.never_sent_again, self.endings_alone)


def _heard_of(cells: Cells) -> set[str]:
    """The modules of which something is known of any child."""
    codes = cells.frame.children.modules
    seen = np.bincount(cells.particular(codes.numbers, NOT_KNOWN) + 1, minlength=len(codes.words) + 1)[1:]
    return {name for place in np.flatnonzero(seen) for name in codes.words[place].split("\t") if name}


def needed(indicators: Sequence[Indicator], by: Dimension | None = None) -> frozenset[str]:
    """The kinds of spell that a question asks for."""
    of_breakdown = set() if by is None else {"episode"}
    return frozenset(of_breakdown.union(*(kinds_of(each) for each in indicators)))


def modules_of(indicators: Sequence[Indicator]) -> frozenset[str]:
    """The modules that a question needs to have heard of."""
    return frozenset().union(*(modules_needed(each) for each in indicators))


def cells_at(part: Frame, kinds: frozenset[str], basis: Basis, fitting: Kernels) -> Cells:
    """Everybody in a frame of whom anything is known at a basis, as at it."""
    known = None if basis.known_at is None else np.array([basis.known_at.toordinal()], dtype=np.int32)
    versions = as_known(part, kinds, known)
    return Cells.at(versions.frame, np.flatnonzero(versions.somebody), basis.as_at.toordinal(), fitting)


def frames_in_parts(frames: Iterable[Frame], children: int) -> Iterator[tuple[Frame, Kernels]]:
    """The frames in pieces of so many children, each with the kernels that suit. A frame of nobody is a piece."""
    for frame in frames:
        fitting = kernels(len(frame))
        for first in range(0, max(len(frame), 1), children):
            yield children_between(frame, first, min(first + children, len(frame))), fitting


def summed(frames: Iterable[Frame], indicators: Sequence[Indicator], grid: Grid) -> list[Partial]:
    """What frames come to at every point of a grid, for each indicator: adds up with that of other frames."""
    whole: list[Partial] = []
    for part, fitting in frames_in_parts(frames, CHILDREN_A_SWEEP):
        found = swept(indicators, part, grid, fitting)
        whole = [added_up(pair) for pair in zip(whole, found, strict=True)] if whole else found
    return whole


def points(
    indicator: Indicator,
    whole: Partial,
    grid: Grid,
    bases: Sequence[Basis],
    stating: Stating,
    then: Sequence[Basis] | None = None,
) -> list[Point]:
    """The figures at some points of a grid. ``then``: where the grid has each basis, if not by its own day of knowing.
    ``KeyError`` where that is no point of it."""
    summed_up = Swept(indicator, whole, grid)
    return [
        summed_up.point(grid.place(place), basis, stating(basis))
        for basis, place in zip(bases, then or bases, strict=True)
    ]
