"""What an expression comes to in many cells at once: their spells, cell by cell, each cell's in the order of a list."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from timeline.projections.algebra.columnar.frame import FOREVER, Codes, Frame, Ints, Longs, Truths
from timeline.projections.algebra.columnar.kernels import spread


@dataclass(frozen=True, eq=False)
class Found:
    """``cell``: ascending. ``row``: the place in ``frame.spells[kind]`` that attributes and facts are read from;
    ``kind``: the place of the kind in ``kinds``. ``facts``: where they are not those of the row.
    """

    cells: int
    cell: Longs
    start: Ints
    end: Ints
    row: Longs
    kind: Ints
    kinds: tuple[str, ...]
    facts: Longs | None = None
    began: Longs | None = None

    def __len__(self) -> int:
        return len(self.cell)

    def taken(self, which: Longs | Truths) -> Found:
        """Some of them, or all in another order."""
        return replace(
            self,
            cell=self.cell[which],
            start=self.start[which],
            end=self.end[which],
            row=self.row[which],
            kind=self.kind[which],
            facts=None if self.facts is None else self.facts[which],
            began=None if self.began is None else self.began[which],
        )

    @property
    def over(self) -> Truths:
        """Which have an end."""
        return self.end < FOREVER

    def number(self) -> Longs:
        """How many there are in each cell."""
        return np.bincount(self.cell, minlength=self.cells)

    def any(self) -> Truths:
        """Whether there is any in each cell."""
        found = np.zeros(self.cells, dtype=np.bool_)
        found[self.cell] = True
        return found

    def sorted_by(self, *keys: Ints | Longs) -> Found:
        """Each cell's in the order of these keys, the first counting most; equal ones stay in the order they are in."""
        return self.taken(np.lexsort((*reversed(keys), self.cell)))

    def by_start(self) -> Found:
        """In the order in which they began."""
        same_cell = self.cell[1:] == self.cell[:-1]
        in_order = not np.any(same_cell & (self.start[1:] < self.start[:-1]))
        return self if in_order else self.sorted_by(self.start)

    def in_order(self) -> Found:
        """In the one order of spells: see ``reference.in_order``."""
        return self.sorted_by(self.start, self.rank, self.row)

    @property
    def rank(self) -> Ints:
        """Where the kind of each stands among their kinds, by name."""
        return np.argsort(np.argsort(self.kinds)).astype(np.int32)[self.kind]

    def first_of_cells(self) -> Found:
        """The first of each cell."""
        return self.taken(firsts(self.cell))

    def last_of_cells(self) -> Found:
        """The last of each cell."""
        return self.taken(lasts(firsts(self.cell)))


def firsts(*keys: Longs | Ints) -> Truths:
    """Where a new run of equal keys begins."""
    new = np.zeros(len(keys[0]), dtype=np.bool_)
    new[:1] = True
    for key in keys:
        new[1:] |= key[1:] != key[:-1]
    return new


def lasts(new: Truths) -> Truths:
    """Where a run ends, of runs that begin there."""
    return np.append(new[1:], True)[: len(new)]


def pairs(a: Found, b: Found) -> tuple[Longs, Longs]:
    """Every one of ``a`` with every one of ``b`` in the same cell, in order: their places."""
    first = np.searchsorted(b.cell, np.arange(b.cells + 1)).astype(np.int64)
    return spread(first, a.cell)


def facts_of(found: Found, frame: Frame) -> Longs:
    """By what the facts of each are known again within its child."""
    return _read(found, frame, "facts") if found.facts is None else found.facts


def began_of(found: Found, frame: Frame) -> Longs:
    """By what the first fact of each is known again within its child."""
    return _read(found, frame, "began") if found.began is None else found.began


def _read(found: Found, frame: Frame, column: str) -> Longs:
    if len(found.kinds) == 1:
        return np.asarray(getattr(frame.spells[found.kinds[0]], column)[found.row])
    read = np.zeros(len(found), dtype=np.int64)
    for number, kind in enumerate(found.kinds):
        of_kind = found.kind == number
        read[of_kind] = getattr(frame.spells[kind], column)[found.row[of_kind]]
    return read


def attribute_of(found: Found, frame: Frame, attribute: str) -> Codes:
    """A code of each."""
    if len(found.kinds) == 1:
        return frame.spells[found.kinds[0]].attribute(attribute).taken(found.row)
    words: dict[str, int] = {}
    numbers = np.zeros(len(found), dtype=np.int32)
    for number, kind in enumerate(found.kinds):
        of_kind = found.kind == number
        codes = frame.spells[kind].attribute(attribute).taken(found.row[of_kind])
        known_as = [words.setdefault(word, len(words)) for word in codes.words]
        numbers[of_kind] = np.array([*known_as, -1], dtype=np.int32)[codes.numbers]
    return Codes(numbers, tuple(words))


def together(one: Found, other: Found, frame: Frame) -> Found:
    """All of the one and then all of the other, out of the order of cells."""
    kinds = tuple(dict.fromkeys((*one.kinds, *other.kinds)))
    return Found(
        cells=one.cells,
        cell=np.concatenate([one.cell, other.cell]),
        start=np.concatenate([one.start, other.start]),
        end=np.concatenate([one.end, other.end]),
        row=np.concatenate([one.row, other.row]),
        kind=np.concatenate([_renumbered(one, kinds), _renumbered(other, kinds)]),
        kinds=kinds,
        facts=np.concatenate([facts_of(one, frame), facts_of(other, frame)]),
        began=np.concatenate([began_of(one, frame), began_of(other, frame)]),
    )


def _renumbered(found: Found, kinds: tuple[str, ...]) -> Ints:
    return np.array([kinds.index(kind) for kind in found.kinds], dtype=np.int32)[found.kind]
