"""Children as they were known: each once for each run of days of knowing at which everything known of it is the same.

Such a state of knowledge is a group of the engine of spans. They are few: what is known of a child changes with a
return, not with a day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from timeline.projections.algebra.columnar.frame import FOREVER, Frame, Ints, Longs, R, Truths
from timeline.projections.algebra.spans.grid import Grid
from timeline.projections.algebra.spans.interval_sets import IntervalSet, expanded, firsts, lasts
from timeline.projections.algebra.spans.rows import Numbers
from timeline.projections.algebra.spans.spell_sets import DaysAsked, Population, SpellSet


@dataclass(frozen=True, eq=False)
class Rectangles:
    """Spans by slabs: each at the points ``[first, until)`` of the days asked about and ``[known_first, known_until)``
    of the days of knowing. ``shape``: how many there are of both."""

    shape: tuple[int, int]
    first: Longs
    until: Longs
    known_first: Longs
    known_until: Longs

    def taken(self, which: Longs | Truths) -> Rectangles:
        """Some of them."""
        return Rectangles(
            self.shape, self.first[which], self.until[which], self.known_first[which], self.known_until[which]
        )

    def summed(self) -> Longs:
        """At every point, how many hold it: differences at their corners, then one sum along each side."""
        rows, columns = self.shape[0] + 1, self.shape[1] + 1
        differences = np.zeros(rows * columns, dtype=np.int64)
        for sign, row, column in (
            (1, self.first, self.known_first),
            (-1, self.until, self.known_first),
            (-1, self.first, self.known_until),
            (1, self.until, self.known_until),
        ):
            differences += sign * np.bincount(row * columns + column, minlength=rows * columns)
        summed = differences.reshape(rows, columns).cumsum(axis=0).cumsum(axis=1)
        return np.asarray(summed[:-1, :-1])


@dataclass(frozen=True, eq=False)
class States:
    """Children in their states of knowledge. ``frame``: a group each, with what is known in it. ``first``, ``until``:
    of each group its run of days of knowing, as places among those of the grid."""

    frame: Frame
    first: Longs
    until: Longs
    grid: Grid

    def population(self) -> Population:
        """What is asked of each group: of a child of whom nothing is known, nothing; and where no point of the grid has
        a day of knowing before the day asked about, no day after the last of its days of knowing."""
        grid, known = self.grid, np.diff(self.frame.first_child_row) > 0
        until = np.where(known, len(grid.as_at), 0)
        if grid.together:
            until = np.minimum(until, self.until)
        elif grid.known is not None and not grid.beforehand:
            until = np.minimum(until, np.searchsorted(grid.as_at, grid.known[self.until - 1], side="right"))
        return Population(self.frame, DaysAsked.of(grid.as_at), until)

    def rectangles(self, spans: IntervalSet | SpellSet | Numbers) -> Rectangles:
        """Where spans of the groups are in the grid. Where days asked about and of knowing go together, the run of days
        of knowing bounds the span, and some have no point."""
        first, until = self.first[spans.group], self.until[spans.group]
        if not self.grid.together:
            return Rectangles(self.grid.shape, spans.lo, spans.hi, first, until)
        lo = np.maximum(spans.lo, first)
        hi = np.maximum(np.minimum(spans.hi, until), lo)
        return Rectangles(self.grid.shape, lo, hi, np.zeros_like(lo), np.ones_like(lo))


def states(frame: Frame, kinds: frozenset[str], grid: Grid) -> States:
    """The children of a frame in their states of knowledge, with these kinds of spell."""
    if grid.known is None or len(grid.known) == 1:
        one = np.zeros(len(frame), dtype=np.int64)
        day = FOREVER - 1 if grid.known is None else int(grid.known[0])
        return States(_at_knowledge(frame, kinds, day), one, one + 1, grid)
    rows = (frame.children, *(frame.spells[kind] for kind in kinds))
    changes = [(each.child, day) for each in rows for day in (each.known_from, each.known_to)]
    child, first, until = _runs(changes, grid.known, len(frame))
    return States(_in_states(frame, kinds, child, grid.known[first]), first, until, grid)


def _runs(changes: Iterable[tuple[Ints, Ints]], days: Ints, children: int) -> tuple[Longs, Longs, Longs]:
    """The runs into which changes of children part the days, child by child; each child begins with one."""
    begins = np.zeros((children, len(days) + 1), dtype=np.bool_)
    begins[:, 0] = True
    asked = DaysAsked.of(days)
    for each, day in changes:
        begins[each, asked.first(day)] = True
    child, first = np.nonzero(begins[:, :-1])
    until = np.append(first[1:], 0)[: len(first)]
    until[lasts(firsts(child))] = len(days)
    return child, first, until


def _at_knowledge(frame: Frame, kinds: frozenset[str], day: int) -> Frame:
    return Frame(frame.names, _known(frame.children, day), {kind: _known(frame.spells[kind], day) for kind in kinds})


def _known(rows: R, day: int) -> R:
    known = (rows.known_from <= day) & (rows.known_to > day)
    return rows if known.all() else rows.taken(np.flatnonzero(known))


def _in_states(frame: Frame, kinds: frozenset[str], child: Longs, known: Ints) -> Frame:
    """A frame of children as each was known on a day, every one of them a child of it."""
    spells = {kind: _of_states(frame.spells[kind], frame.first_row[kind], child, known) for kind in kinds}
    children = _of_states(frame.children, frame.first_child_row, child, known)
    return Frame(range(len(child)), children, spells)  # type: ignore[arg-type]


def _of_states(rows: R, first_row: Longs, child: Longs, known: Ints) -> R:
    state, row = expanded(first_row[child], first_row[child + 1])
    day = known[state]
    kept = np.flatnonzero((rows.known_from[row] <= day) & (rows.known_to[row] > day))
    return replace(rows.taken(row[kept]), child=state[kept].astype(np.int32))


def in_parts(frames: Iterable[Frame], children: int) -> Iterator[Frame]:
    """The frames in pieces of so many children. A frame of nobody is a piece."""
    for frame in frames:
        for first in range(0, max(len(frame), 1), children):
            yield children_between(frame, first, min(first + children, len(frame)))


def children_between(frame: Frame, first: int, until: int) -> Frame:
    """Some children of a frame, counted from 0."""
    if first == 0 and until >= len(frame):
        return frame
    spells = {kind: _between(rows, frame.first_row[kind], first, until) for kind, rows in frame.spells.items()}
    return Frame(frame.names[first:until], _between(frame.children, frame.first_child_row, first, until), spells)


def _between(rows: R, first_row: Longs, first: int, until: int) -> R:
    part = rows.taken(slice(first_row[first], first_row[min(until, len(first_row) - 1)]))  # type: ignore[arg-type]
    return replace(part, child=part.child - np.int32(first))
