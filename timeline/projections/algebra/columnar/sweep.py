"""One pass over a part of the population for all days asked about and all days of knowing.

A child is asked again only where its answer may turn: at the days of knowing on which its rows changed, and as at the
days on which the declaration may see something else. Each answer is then a rectangle of points at which it holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np

from timeline.domain.basis import Basis
from timeline.projections.algebra.columnar.cells import Cells
from timeline.projections.algebra.columnar.found import firsts, lasts
from timeline.projections.algebra.columnar.frame import FOREVER, Frame, Ints, Longs, R, Rows, Truths
from timeline.projections.algebra.columnar.kernels import PLAIN, Kernels, spread
from timeline.projections.algebra.columnar.marks import Marks, all_of
from timeline.projections.algebra.columnar.sums import Partial, Places, partial
from timeline.projections.algebra.columnar.turning import kinds_of, turning_days
from timeline.projections.algebra.indicator import Indicator


@dataclass(frozen=True, eq=False)
class Grid:
    """The points of a question. ``known``: ``None`` stands for no limit, and then it is alone. ``together``: there is
    one day of knowing for each day asked about, and only these pairs are points. ``beforehand``: whether any point is
    of a day of knowing before the day asked about; where not, none of those is worked out."""

    as_at: Ints
    known: Ints | None
    together: bool = False
    beforehand: bool = False

    @classmethod
    def of(cls, bases: Sequence[Basis]) -> Grid:
        """The least grid with these points. ``ValueError`` where what is known is limited at some of them only."""
        as_at, known = {basis.as_at for basis in bases}, {basis.known_at for basis in bases}
        if known == {None}:
            return cls(_ordinals(as_at), None)
        if None in known:
            raise ValueError("points with a day of knowing and points without one are asked apart")
        together = all(basis.known_at == basis.as_at for basis in bases)
        beforehand = any(basis.known_at is not None and basis.known_at < basis.as_at for basis in bases)
        return cls(_ordinals(as_at), _ordinals(day for day in known if day is not None), together, beforehand)

    @cached_property
    def _places(self) -> tuple[Mapping[int, int], Mapping[int, int]]:
        known = [] if self.known is None else self.known.tolist()
        return ({day: n for n, day in enumerate(self.as_at.tolist())}, {day: n for n, day in enumerate(known)})

    def place(self, basis: Basis) -> tuple[int, int]:
        """Where a basis stands in it. ``KeyError`` where it is no point of it."""
        as_at, known = self._places
        row = as_at[basis.as_at.toordinal()]
        if basis.known_at is None or self.known is None:
            if (basis.known_at is None) != (self.known is None):
                raise KeyError("a point of a grid without a limit of knowledge has none, and no other")
            return row, 0
        column = known[basis.known_at.toordinal()]
        return (row, 0) if self.together else (row, column)

    @property
    def shape(self) -> tuple[int, int]:
        """How many days asked about and of knowing; one of knowing where they go together."""
        return len(self.as_at), 1 if self.known is None or self.together else len(self.known)


def _ordinals(days: Iterable[date]) -> Ints:
    return np.array(sorted(day.toordinal() for day in days), dtype=np.int32)


@dataclass(frozen=True, eq=False)
class Versions:
    """Children as they were known: each in ``frame`` once for each run of days of knowing, ``[first, until)`` in the
    grid, at which its rows are the same."""

    frame: Frame
    first: Longs
    until: Longs

    @cached_property
    def somebody(self) -> Truths:
        """Of each version whether anything is known of the child."""
        return np.diff(self.frame.first_child_row) > 0


def swept(indicators: Sequence[Indicator], frame: Frame, grid: Grid, kernels: Kernels = PLAIN) -> list[Partial]:
    """What a part of the population comes to, for each of some indicators."""
    kinds = frozenset().union(*(kinds_of(each) for each in indicators))
    versions = as_known(frame, kinds, grid.known)
    return [_swept(each, versions, grid, kernels) for each in indicators]


def seen_by(frame: Frame, grid: Grid) -> Frame:
    """The frame without the rows that no point of a grid sees, which are most of them where it is of few days.

    Whoever anything is known of is somebody, be it of later days than those asked about. So of the children themselves
    only what is not known stays away; and where there is one day of knowing, what is not seen of whom anything is.
    """
    known_first, known_last = (FOREVER - 1,) * 2 if grid.known is None else (grid.known[0], grid.known[-1])
    as_at_first, as_at_last = grid.as_at[0], grid.as_at[-1]

    def known(rows: Rows) -> Truths:
        return np.asarray((rows.known_from <= known_last) & (rows.known_to > known_first))

    def seen(rows: Rows) -> Truths:
        return np.asarray((rows.seen_from <= as_at_last) & (rows.seen_to > as_at_first))

    children = frame.children.taken(np.flatnonzero(known(frame.children)))
    if known_first == known_last:
        here = seen(children)
        somebody = np.bincount(children.child[here], minlength=len(frame)) > 0
        children = children.taken(np.flatnonzero(here | ~somebody[children.child]))
    spells = {kind: rows.taken(np.flatnonzero(known(rows) & seen(rows))) for kind, rows in frame.spells.items()}
    return Frame(frame.names, children, spells)


def _swept(indicator: Indicator, versions: Versions, grid: Grid, kernels: Kernels) -> Partial:
    version, first, until = runs_of_days(indicator, versions.frame, grid.as_at)
    known_first, known_until = versions.first[version], versions.until[version]
    if grid.together:
        first, until = np.maximum(first, known_first), np.minimum(until, known_until)
        known_first, known_until = np.zeros_like(first), np.ones_like(first)
        asked = first < until
    elif grid.known is None or grid.beforehand:
        asked = np.ones(len(version), dtype=np.bool_)
    else:
        asked = grid.as_at[first] <= grid.known[known_until - 1]
    asked &= versions.somebody[version]
    places = Places(grid.shape, first, until, known_first, known_until).taken(asked)
    day = grid.as_at[places.first]
    return partial(indicator, Cells(versions.frame, version[asked], day, day, kernels), places)


def as_known(frame: Frame, kinds: frozenset[str], known: Ints | None) -> Versions:
    """The children of a frame as they were known. ``known``: the days of knowing, ascending; ``None``: now."""
    if known is None or len(known) == 1:
        one = np.zeros(len(frame), dtype=np.int64)
        day = FOREVER - 1 if known is None else int(known[0])
        return Versions(_at_knowledge(frame, kinds, day), one, one + 1)
    rows = [frame.children, *(frame.spells[kind] for kind in kinds)]
    changes = all_of(Marks.on(each.child, day) for each in rows for day in (each.known_from, each.known_to))
    child, first, until = _runs(changes, known, len(frame))
    return Versions(_versions(frame, kinds, child, known[first]), first, until)


def _at_knowledge(frame: Frame, kinds: frozenset[str], day: int) -> Frame:
    spells = {kind: _known(frame.spells[kind], day) for kind in kinds}
    return Frame(frame.names, _known(frame.children, day), spells)


def _known(rows: R, day: int) -> R:
    known = (rows.known_from <= day) & (rows.known_to > day)
    return rows if known.all() else rows.taken(np.flatnonzero(known))


def _versions(frame: Frame, kinds: frozenset[str], child: Longs, known: Ints) -> Frame:
    """A frame of children as they were each known on a day, every version a child of it."""
    spells = {kind: _of_versions(frame.spells[kind], frame.first_row[kind], child, known) for kind in kinds}
    children = _of_versions(frame.children, frame.first_child_row, child, known)
    return Frame(range(len(child)), children, spells)  # type: ignore[arg-type]


def _of_versions(rows: R, first_row: Longs, child: Longs, known: Ints) -> R:
    version, row = spread(first_row, child)
    day = known[version]
    then = (rows.known_from[row] <= day) & (rows.known_to[row] > day)
    return replace(rows.taken(row[then]), child=version[then].astype(np.int32))


def runs_of_days(indicator: Indicator, frame: Frame, days: Ints) -> tuple[Longs, Longs, Longs]:
    """Of each child in order, the runs ``[first, until)`` of days asked about in which its answer stays the same."""
    return _runs(turning_days(indicator, frame), days, len(frame))


def _runs(marks: Marks, days: Ints, children: int) -> tuple[Longs, Longs, Longs]:
    """The runs into which marks part the days, each child by itself; every child begins with one."""
    begins = np.zeros((children, len(days) + 1), dtype=np.bool_)
    begins[:, 0] = True
    begins[marks.child, _first_at_or_after(days, marks.day)] = True
    _mark_stretches(begins, marks, days)
    child, first = np.nonzero(begins[:, :-1])
    until = np.append(first[1:], 0)[: len(first)]
    until[lasts(firsts(child))] = len(days)
    return child, first, until


def _first_at_or_after(days: Ints, marks: Ints) -> Longs:
    """The place of the first of the days that is not before each mark, by a table of all days between them."""
    table = np.searchsorted(days, np.arange(days[0], days[-1] + 2))
    return np.asarray(table[np.clip(marks - days[0], 0, len(table) - 1)])


def _mark_stretches(begins: Truths, marks: Marks, days: Ints) -> None:
    long = np.flatnonzero(marks.last > marks.day)
    first = np.searchsorted(days, marks.day[long])
    last = np.minimum(np.searchsorted(days, marks.last[long], side="right"), len(days) - 1)
    count = last - first + 1
    of = np.repeat(np.arange(len(long)), np.maximum(count, 0))
    place = np.arange(len(of)) - (np.cumsum(np.maximum(count, 0)) - np.maximum(count, 0))[of] + first[of]
    begins[marks.child[long][of], place] = True


def children_between(frame: Frame, first: int, until: int) -> Frame:
    """Some children of a frame, counted anew."""
    if first == 0 and until >= len(frame):
        return frame
    spells = {kind: _between(rows, frame.first_row[kind], first, until) for kind, rows in frame.spells.items()}
    return Frame(frame.names[first:until], _between(frame.children, frame.first_child_row, first, until), spells)


def _between(rows: R, first_row: Longs, first: int, until: int) -> R:
    part = rows.taken(slice(first_row[first], first_row[min(until, len(first_row) - 1)]))  # type: ignore[arg-type]
    return replace(part, child=part.child - np.int32(first))
