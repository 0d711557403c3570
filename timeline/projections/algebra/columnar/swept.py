"""From sums to figures at many points, read point by point.

Neighbours are mostly alike: between two returns nothing becomes known, and as at a day nothing has changed. A figure is
made once of the same sums, whoever asks for it again.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from functools import lru_cache, partial

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
from timeline.projections.algebra.columnar.sums import Partial, RowSums, Told, heard_of, modules_needed
from timeline.projections.algebra.columnar.sweep import Grid
from timeline.projections.algebra.indicator import Indicator
from timeline.projections.algebra.statistics import statistic_of, tell

_SUMS = ("counted", "possible", "unknown", "numerator", "out_of")


class Swept:
    """What was summed for an indicator, ready to be read point by point."""

    def __init__(self, indicator: Indicator, whole: Partial, grid: Grid) -> None:
        self._indicator, self._columns = indicator, grid.shape[1]
        labelled = zip(indicator.excluded, whole.excluded, strict=True)
        excluded = {label: number for (label, _), number in labelled}
        self._rows = [
            _Row(line, sums, {} if number else excluded, grid)
            for number, (line, sums) in enumerate(zip(lines_of(indicator), whole.rows, strict=True))
        ]
        self._heard = {name: heard_of(whole, name).ravel().tolist() for name in modules_needed(indicator)}
        self._never_sent_again = whole.never_sent_again.ravel().tolist()
        self._endings_alone = whole.endings_alone.ravel().tolist()
        self._window = lru_cache(maxsize=None)(partial(window_of, indicator))
        self._made: dict[Hashable, _Made] = {}
        self._stated: dict[Hashable, _Made] = {}

    def point(self, at: tuple[int, int], basis: Basis, of_log: OfLog) -> Point:
        """The figures at one place of the grid, as those of a basis. ``of_log``: what the log as a whole states
        there."""
        row, column = at
        place = row * self._columns + column
        heard = tuple([name for name, at in self._heard.items() if at[place] or name in of_log.brought])
        figures = self._alike(Knowledge(basis, heard, of_log)).figures(place)
        window = self._window(basis.as_at)
        coverage = of_log.covered(self._heard, heard)
        return Point(
            self._indicator, basis, window, figures, self._never_sent_again[place], coverage, self._endings_alone[place]
        )

    def _alike(self, knowledge: Knowledge) -> _Made:
        """The figures that were made of the same knowledge. The day of knowing and the coverage are a part of it only
        where a row has no figure: then the reason names them. Whoever reads all points keeps what the log states."""
        basis, of_log, heard = knowledge.basis, knowledge.of_log, knowledge.heard_of
        known_at = None if all(of_log.knows(each, heard) for each in self._heard) else basis.known_at
        stated = (id(of_log), basis.as_at, known_at, heard)
        found = self._stated.get(stated)
        if found is None:
            gaps = tuple([knowledge.gap(each.line) for each in self._rows])
            alike = (basis.as_at, gaps, of_log.history_from)
            if alike not in self._made:
                self._made[alike] = _Made(self._rows, gaps, knowledge)
            found = self._stated[stated] = self._made[alike]
        return found


class _Made:
    """The figures of all rows, made once of the same sums. ``gaps``: why a row has no figure; ``knowledge``: any that
    they are alike under."""

    def __init__(self, rows: Sequence[_Row], gaps: Sequence[Gap | None], knowledge: Knowledge) -> None:
        self._rows, self._gaps, self._knowledge = rows, gaps, knowledge
        self._without = [row.without_number(gap, knowledge) for row, gap in zip(rows, gaps, strict=True)]
        self._counted = [row for row, figure in zip(rows, self._without, strict=True) if figure is None]
        self._of_row: list[dict[Hashable, Figure]] = [{} for _ in rows]
        self._found: dict[Hashable, tuple[Figure, ...]] = {}

    def figures(self, place: int) -> tuple[Figure, ...]:
        """Those at a place: the very same at all places with the same sums and the same numbers told."""
        alike = tuple([row.alike(place) for row in self._counted])
        found = self._found.get(alike)
        if found is None:
            found = self._found[alike] = tuple([self._figure(number, place) for number in range(len(self._rows))])
        return found

    def _figure(self, number: int, place: int) -> Figure:
        without = self._without[number]
        if without is not None:
            return without
        row, made = self._rows[number], self._of_row[number]
        alike = row.alike(place)
        found = made.get(alike)
        if found is None:
            found = made[alike] = row.figure(place, self._knowledge, self._gaps[number])
        return found


class _Row:
    """The sums of one row as numbers of Python, which are faster to read one by one: point by point, those of a day
    asked about one after the other."""

    def __init__(self, line: Line, sums: RowSums, excluded: Mapping[str, Longs], grid: Grid) -> None:
        self.line, self._group, self._labels = line, dict(line.reading.group), tuple(excluded)
        numbers = [*(getattr(sums, name) for name in _SUMS), *excluded.values()]
        self._numbers = [*zip(*(each.ravel().tolist() for each in numbers), strict=True)]
        self._told = _Told(sums.told, grid) if len(sums.told.number) else None

    def alike(self, place: int) -> Hashable:
        """The same at two places only where the sums and the numbers told are the same."""
        numbers = self._numbers[place]
        return numbers if self._told is None else (numbers, self._told.alike(place))

    def without_number(self, gap: Gap | None, knowledge: Knowledge) -> Figure | None:
        """The figure at every place, where days are not covered or nothing is known of a module."""
        return knowledge.without_number(self.line, self._group, gap)

    def figure(self, place: int, knowledge: Knowledge, gap: Gap | None) -> Figure:
        """The figure at a place, with its number."""
        counted, possible, unknown, numerator, out_of, *excluded = self._numbers[place]
        told = [] if self._told is None else self._told.at(place)
        totals = Totals(counted, possible, unknown, numerator, out_of, tell(told, statistic_of(self.line.reading)))
        left_out = dict(zip(self._labels, excluded, strict=True))
        return counted_figure(self.line, self._group, totals, left_out, knowledge, gap)


class _Told:
    """The numbers told of one row: of one day asked about they are sought once."""

    def __init__(self, told: Told, grid: Grid) -> None:
        self._columns = grid.shape[1]
        self._on = lru_cache(maxsize=1)(partial(told.on, days=grid.as_at))
        self._stretches = lru_cache(maxsize=None)(lambda row: self._on(row).stretches().tolist())

    def alike(self, place: int) -> Hashable:
        """The same at two places only where the numbers are the same."""
        row, column = divmod(place, self._columns)
        return row, self._stretches(row)[column]

    def at(self, place: int) -> Sequence[int]:
        """The numbers at a place."""
        row, column = divmod(place, self._columns)
        numbers: list[int] = self._on(row).known(column).tolist()
        return numbers
