"""What is added up, cell by cell, and then part of the population by part.

A ``Partial`` of one part of the population and that of another add up to that of both: what can be worked out by
several processes, or by another engine, is its arrays, and nothing else. Their form is documented in
``docs/reference/partial-results.md``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np

from timeline.projections.algebra.arithmetic import lines_of
from timeline.projections.algebra.columnar.cells import Cells
from timeline.projections.algebra.columnar.frame import NOT_KNOWN, Ints, Longs, Truths
from timeline.projections.algebra.columnar.kernels import Kernels
from timeline.projections.algebra.columnar.spells import holds, spells
from timeline.projections.algebra.columnar.standing import Numbers, Stands, standing
from timeline.projections.algebra.indicator import Indicator


@dataclass(frozen=True, eq=False)
class Places:
    """Where each cell counts: at the points of a rectangle, ``[first, until)`` of the days asked about and
    ``[known_first, known_until)`` of the days of knowing. ``shape``: how many there are of both."""

    shape: tuple[int, int]
    first: Longs
    until: Longs
    known_first: Longs
    known_until: Longs

    def summed(self, weight: Longs | Truths, kernels: Kernels) -> Longs:
        """At every point, the sum of the weights of the cells that count there: differences at the corners of the
        rectangles, then one sum along each side."""
        which = np.flatnonzero(weight)
        if not len(which):
            return np.zeros(self.shape, dtype=np.int64)
        weights = weight[which].astype(np.int64)
        rows, columns = self.shape[0] + 1, self.shape[1] + 1
        differences = np.zeros(rows * columns)
        for sign, row, column in (
            (1, self.first, self.known_first),
            (-1, self.until, self.known_first),
            (-1, self.first, self.known_until),
            (1, self.until, self.known_until),
        ):
            corner = row[which] * columns + column[which]
            differences += sign * kernels.corners(rows * columns, corner, weights)
        swept = differences.reshape(rows, columns).cumsum(axis=0).cumsum(axis=1)
        return np.asarray(np.rint(swept[:-1, :-1]), dtype=np.int64)

    def taken(self, which: Longs | Truths) -> Places:
        """Those of some cells."""
        return Places(
            self.shape, self.first[which], self.until[which], self.known_first[which], self.known_until[which]
        )


@dataclass(frozen=True, eq=False)
class Told:
    """Numbers, each at the points of its rectangle: ``number`` at its first day asked about."""

    places: Places
    number: Longs
    growing: Truths

    def __add__(self, other: Told) -> Told:
        a, b = self.places, other.places
        names = ("first", "until", "known_first", "known_until")
        both = (np.concatenate([getattr(a, name), getattr(b, name)]) for name in names)
        return Told(
            Places(a.shape, *both),
            np.concatenate([self.number, other.number]),
            np.concatenate([self.growing, other.growing]),
        )

    def on(self, row: int, days: Ints) -> Told:
        """Those of one day asked about, as they are on it, the least first. ``days``: those asked about."""
        p = self.places
        here = np.flatnonzero((p.first <= row) & (row < p.until))
        number = self.number[here] + self.growing[here] * (days[row] - days[p.first[here]])
        order = np.argsort(number, kind="stable")
        return Told(p.taken(here[order]), number[order], np.zeros(len(here), dtype=np.bool_))

    def known(self, column: int) -> Longs:
        """The numbers as known on one day of knowing."""
        p = self.places
        return self.number[(p.known_first <= column) & (column < p.known_until)]

    def stretches(self) -> Longs:
        """Of every day of knowing, which one it is of the stretches in which the same are known."""
        p = self.places
        turns = np.zeros(p.shape[1] + 1, dtype=np.int64)
        turns[p.known_first] = turns[p.known_until] = 1
        return np.cumsum(turns[:-1])


@dataclass(frozen=True, eq=False)
class RowSums:
    """Of one row, at every point: children counted, who meet, who may, of whom it is unknown; the numerator, and the
    denominator where it is of spells; and the numbers told."""

    counted: Longs
    meets: Longs
    possible: Longs
    unknown: Longs
    numerator: Longs
    out_of: Longs
    told: Told

    def __add__(self, other: RowSums) -> RowSums:
        return RowSums(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))


ADDED = tuple(each.name for each in fields(RowSums) if each.name != "told")
"""What is added of a row, point by point; what is told is joined."""


@dataclass(frozen=True, eq=False)
class Partial:
    """Of one indicator, over a part of the population, at every point. ``modules``: of how many children each module is
    heard of that a row needs."""

    rows: tuple[RowSums, ...]
    excluded: tuple[Longs, ...]
    modules: Mapping[str, Longs]
    never_sent_again: Longs
    endings_alone: Longs

    def __add__(self, other: Partial) -> Partial:
        nothing = np.zeros_like(self.never_sent_again)
        return Partial(
            tuple(a + b for a, b in zip(self.rows, other.rows, strict=True)),
            tuple(a + b for a, b in zip(self.excluded, other.excluded, strict=True)),
            {
                word: self.modules.get(word, nothing) + other.modules.get(word, nothing)
                for word in {*self.modules, *other.modules}
            },
            self.never_sent_again + other.never_sent_again,
            self.endings_alone + other.endings_alone,
        )


def partial(indicator: Indicator, cells: Cells, places: Places) -> Partial:
    """What these cells come to."""
    nobody = ~spells(indicator.counted, cells).any()
    stands = [standing(indicator, reading, cells) for reading in indicator.readings]
    return Partial(
        tuple(_row(each, places, cells.kernels) for each in stands),
        tuple(places.summed(nobody & holds(question, cells), cells.kernels) for _, question in indicator.excluded),
        _modules(indicator, cells, places),
        places.summed(cells.never_sent_again, cells.kernels),
        places.summed(cells.endings_alone.astype(np.int64), cells.kernels),
    )


def _row(stands: Stands, places: Places, kernels: Kernels) -> RowSums:
    weights = {name: getattr(stands, name) for name in ADDED}
    different = {id(weight): weight for weight in weights.values()}  # who meets is most often the numerator, and so on
    summed = {each: places.summed(weight, kernels) for each, weight in different.items()}
    return RowSums(**{name: summed[id(weight)] for name, weight in weights.items()}, told=_told(stands.numbers, places))


def _told(numbers: Numbers, places: Places) -> Told:
    return Told(places.taken(numbers.cell), numbers.number, numbers.growing)


def _modules(indicator: Indicator, cells: Cells, places: Places) -> Mapping[str, Longs]:
    codes = cells.frame.children.modules
    numbers = cells.particular(codes.numbers, NOT_KNOWN)
    heard = [frozenset(words.split("\t")) for words in (*codes.words, "")]  # NOT_KNOWN is the last
    of = {name: np.array([name in each for each in heard], dtype=np.bool_) for name in modules_needed(indicator)}
    return {name: places.summed(having[numbers], cells.kernels) for name, having in of.items()}


def modules_needed(indicator: Indicator) -> tuple[str, ...]:
    """The modules of which nothing may be known, so that a row has no figure."""
    return tuple(dict.fromkeys(need for line in lines_of(indicator) for need in line.needs))


def heard_of(whole: Partial, module: str) -> Truths:
    """At which points something is known of a module, of any child."""
    nothing = np.zeros_like(whole.never_sent_again)
    return np.asarray(whole.modules.get(module, nothing) > 0)


def added_up(partials: Sequence[Partial]) -> Partial:
    """Those of all parts of the population. ``ValueError`` of none."""
    if not partials:
        raise ValueError("there is no part of the population")
    whole = partials[0]
    for each in partials[1:]:
        whole += each
    return whole
