"""From sums to figures at many points, read point by point.

Neighbours are mostly alike: between two returns nothing becomes known, and as at a day nothing has changed. A figure is
worked out once for the same sums, whoever asks for it again.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache, partial

import numpy as np

from timeline.domain.basis import Basis
from timeline.projections.algebra.answers import Figure, Point
from timeline.projections.algebra.arithmetic import (
    Gap,
    Knowledge,
    Line,
    OfLog,
    Totals,
    counted_figure,
    lines_of,
    window_of,
)
from timeline.projections.algebra.columnar.frame import Longs
from timeline.projections.algebra.dimensions import Dimension
from timeline.projections.algebra.indicator import Indicator
from timeline.projections.algebra.spans.grid import Grid
from timeline.projections.algebra.spans.medians import Statistics, statistics
from timeline.projections.algebra.spans.rows import modules_needed
from timeline.projections.algebra.spans.totals import Partial, RowSums
from timeline.projections.algebra.statistics import statistic_of

_SUMS = ("counted", "possible", "unknown", "numerator", "out_of")


class PointFigures:
    """What was summed for an indicator, ready to be read point by point."""

    def __init__(self, indicator: Indicator, whole: Partial, grid: Grid, by: Dimension | None = None) -> None:
        self._indicator, self._columns = indicator, grid.shape[1]
        self._rows = [*_rows(indicator, whole, grid, by)]
        self._heard = {each: (whole.at_points_of(each) > 0).ravel().tolist() for each in modules_needed(indicator)}
        self._never_sent_again = whole.never_sent_again.ravel().tolist()
        self._endings_alone = whole.endings_alone.ravel().tolist()
        self._window = lru_cache(maxsize=None)(partial(window_of, indicator))
        self._of_gaps: dict[Hashable, _Figures] = {}
        self._of_knowledge: dict[Hashable, _Figures] = {}

    def point(self, at: tuple[int, int], basis: Basis, of_log: OfLog) -> Point:
        """The figures at one place of the grid, as those of a basis. ``of_log``: what the log as a whole states
        there."""
        row, column = at
        place = row * self._columns + column
        heard = tuple([name for name, at in self._heard.items() if at[place] or name in of_log.brought])
        figures = self._alike(Knowledge(basis, heard, of_log)).at(place)
        window = self._window(basis.as_at)
        coverage = of_log.covered(self._heard, heard)
        return Point(
            self._indicator, basis, window, figures, self._never_sent_again[place], coverage, self._endings_alone[place]
        )

    def _alike(self, knowledge: Knowledge) -> _Figures:
        """The figures of the same knowledge. The day of knowing and the coverage are a part of it only where a row has
        no figure: then the reason names them. Whoever reads all points keeps what the log states."""
        basis, of_log, heard = knowledge.basis, knowledge.of_log, knowledge.heard_of
        known_at = None if all(of_log.knows(each, heard) for each in self._heard) else basis.known_at
        stated = (id(of_log), basis.as_at, known_at, heard)
        found = self._of_knowledge.get(stated)
        if found is None:
            gaps = tuple([knowledge.gap(each.line) for each in self._rows])
            alike = (basis.as_at, gaps, of_log.history_from)
            if alike not in self._of_gaps:
                self._of_gaps[alike] = _Figures(self._rows, gaps, knowledge)
            found = self._of_knowledge[stated] = self._of_gaps[alike]
        return found


def _rows(indicator: Indicator, whole: Partial, grid: Grid, by: Dimension | None) -> Iterator[_Row]:
    """The rows of the indicator, then those of each label."""
    excluded = {label: number for (label, _), number in zip(indicator.excluded, whole.excluded, strict=True)}
    lines = lines_of(indicator)
    for place, (line, sums) in enumerate(zip(lines, whole.rows, strict=True)):
        yield _Row(line, dict(line.reading.group), sums, {} if place else excluded, grid)
    for place, line in enumerate(lines if by is not None else ()):
        assert by is not None
        for label in by.in_order(label for row, label in whole.labelled if row == place):
            group = {**dict(line.reading.group), by.id: label}
            yield _Row(line, group, whole.labelled[place, label], {}, grid, of_label=True)


class _Figures:
    """The figures of all rows, worked out once for the same sums. ``gaps``: why a row has no figure; ``knowledge``: any
    that they are alike under."""

    def __init__(self, rows: Sequence[_Row], gaps: Sequence[Gap | None], knowledge: Knowledge) -> None:
        self._rows, self._gaps, self._knowledge = rows, gaps, knowledge
        self._without = [
            knowledge.without_number(row.line, row.group, gap) for row, gap in zip(rows, gaps, strict=True)
        ]
        self._read = [row for row, figure in zip(rows, self._without, strict=True) if figure is None or row.of_label]
        self._of_row: list[dict[Hashable, Figure]] = [{} for _ in rows]
        self._found: dict[Hashable, tuple[Figure, ...]] = {}

    def at(self, place: int) -> tuple[Figure, ...]:
        """Those at a place: the very same at all places with the same sums."""
        alike = tuple([row.sums[place] for row in self._read])
        found = self._found.get(alike)
        if found is None:
            here = [number for number, row in enumerate(self._rows) if row.is_at(place)]
            found = self._found[alike] = tuple([self._figure(number, place) for number in here])
        return found

    def _figure(self, number: int, place: int) -> Figure:
        without = self._without[number]
        if without is not None:
            return without
        row, worked_out = self._rows[number], self._of_row[number]
        sums = row.sums[place]
        found = worked_out.get(sums)
        if found is None:
            found = worked_out[sums] = row.figure(place, self._knowledge, self._gaps[number])
        return found


class _Row:
    """The sums of one row as numbers of Python, which are faster to read one by one: point by point, those of a day
    asked about one after the other. ``of_label``: it is a row only where its label is."""

    def __init__(
        self,
        line: Line,
        group: Mapping[str, str | int],
        sums: RowSums,
        excluded: Mapping[str, Longs],
        grid: Grid,
        *,
        of_label: bool = False,
    ) -> None:
        self.line, self.group, self.of_label, self._labels = line, group, of_label, tuple(excluded)
        told = _statistics(line, sums, grid)
        numbers = [*(getattr(sums, name) for name in _SUMS), told.numerator, told.denominator, *excluded.values()]
        self.sums = [*zip(*(each.ravel().tolist() for each in numbers), strict=True)]

    def is_at(self, place: int) -> bool:
        """Whether the row is there at a place."""
        return not self.of_label or self.sums[place][0] > 0

    def figure(self, place: int, knowledge: Knowledge, gap: Gap | None) -> Figure:
        """The figure at a place, with its number."""
        counted, possible, unknown, numerator, out_of, told, by, *excluded = self.sums[place]
        totals = Totals(counted, possible, unknown, numerator, out_of, Fraction(told, by) if by else None)
        left_out = dict(zip(self._labels, excluded, strict=True))
        return counted_figure(self.line, self.group, totals, left_out, knowledge, gap)


def _statistics(line: Line, sums: RowSums, grid: Grid) -> Statistics:
    told_as = statistic_of(line.reading)
    if told_as is None:
        nothing = np.zeros(grid.shape, dtype=np.int64)
        return Statistics(nothing, nothing)
    return statistics(sums.brought, told_as, grid.as_at)
