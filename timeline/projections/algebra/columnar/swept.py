"""From sums to figures at many points, read point by point.

Neighbours are mostly alike: between two returns nothing becomes known, and as at a day nothing has changed. A figure is
made once of the same sums, whoever asks for it again.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from functools import lru_cache, partial

from timeline.domain.basis import Basis
from timeline.projections.algebra.answers import Figure, Point
from timeline.projections.algebra.arithmetic import Knowledge, Line, OfLog, Totals, figure, lines_of, window_of
from timeline.projections.algebra.columnar.frame import Longs
from timeline.projections.algebra.columnar.sums import Partial, RowSums, Told, heard_of, modules_needed
from timeline.projections.algebra.columnar.sweep import Grid
from timeline.projections.algebra.indicator import Indicator

_SUMS = ("counted", "possible", "unknown", "numerator", "out_of")

Made = dict[Hashable, Figure]
"""The figures of a row that were made, by the sums that they were made of."""


class Swept:
    """What was summed for an indicator, ready to be read point by point."""

    def __init__(self, indicator: Indicator, whole: Partial, grid: Grid) -> None:
        self._indicator, self._grid = indicator, grid
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
        self._made: dict[Hashable, list[Made]] = {}
        self._stated: dict[Hashable, list[Made]] = {}

    def point(self, at: tuple[int, int], basis: Basis, of_log: OfLog) -> Point:
        """The figures at one place of the grid, as those of a basis. ``of_log``: what the log as a whole states
        there."""
        row, column = at
        place = row * self._grid.shape[1] + column
        heard = [name for name, at in self._heard.items() if at[place] or name in of_log.brought]
        knowledge = Knowledge(basis, heard, of_log)
        figures = tuple(
            each.figure(place, knowledge, made) for each, made in zip(self._rows, self._alike(knowledge), strict=True)
        )
        window = self._window(basis.as_at)
        coverage = of_log.covered(self._heard, heard)
        return Point(
            self._indicator, basis, window, figures, self._never_sent_again[place], coverage, self._endings_alone[place]
        )

    def _alike(self, knowledge: Knowledge) -> list[Made]:
        """The figures that were made of the same knowledge. The day of knowing and the coverage are a part of it only
        where a row has no figure: then the reason names them. Whoever reads all points keeps what the log states."""
        basis, heard = knowledge.basis, tuple(knowledge.heard_of)
        known_at = basis.known_at if any(not knowledge.of_log.knows(each, heard) for each in self._heard) else None
        stated = (id(knowledge.of_log), basis.as_at, known_at, heard)
        if stated not in self._stated:
            gaps = tuple([knowledge.gap(each.line) for each in self._rows])
            alike = (basis.as_at, gaps, knowledge.history_from)
            self._stated[stated] = self._made.setdefault(alike, [{} for _ in self._rows])
        return self._stated[stated]


class _Row:
    """The sums of one row as numbers of Python, which are faster to read one by one: point by point, those of a day
    asked about one after the other."""

    def __init__(self, line: Line, sums: RowSums, excluded: Mapping[str, Longs], grid: Grid) -> None:
        self.line, self._group, self._labels = line, dict(line.reading.group), tuple(excluded)
        numbers = [*(getattr(sums, name) for name in _SUMS), *excluded.values()]
        self._numbers = [*zip(*(each.ravel().tolist() for each in numbers), strict=True)]
        self._told = _Told(sums.told, grid) if len(sums.told.number) else None

    def figure(self, place: int, knowledge: Knowledge, made: Made) -> Figure:
        """The figure at a place; that of the same sums and the same numbers, where it was made before."""
        key: Hashable = self._numbers[place]
        if self._told is not None:
            key = (key, self._told.alike(place))
        found = made.get(key)
        if found is None:
            found = made[key] = self._make(place, knowledge)
        return found

    def _make(self, place: int, knowledge: Knowledge) -> Figure:
        counted, possible, unknown, numerator, out_of, *excluded = self._numbers[place]
        told = [] if self._told is None else self._told.at(place)
        totals = Totals(counted, possible, unknown, numerator, out_of, told)
        return figure(self.line, self._group, totals, dict(zip(self._labels, excluded, strict=True)), knowledge)


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
