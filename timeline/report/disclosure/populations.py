"""Other populations with the same printed figures: the proof that a withheld count cannot be worked out.

Children who are counted in the same cells are of one **kind**. A population with other numbers of the same kinds keeps
every relation between the cells (parts of a total, complements, a cumulative row, the same children in two measures),
because each of its children is counted as a real child was. If it also leaves every printed cell unchanged, a reader of
the print cannot distinguish it from the true population. A **step** leads from one population to another: one or two
children change their kind. A withheld count is safe when steps that leave the print unchanged lead through all of 1 to
5.

A printed 0 is known, and it is known that a withheld count is not 0: a step empties no cell that is not empty.
Sets of cells and of kinds are whole numbers, one bit a cell.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

OUTSIDE = 0
"""The kind of children who are in no cell. There are any number of them, because a publication does not count them."""

MANY_KINDS = 240
"""From this number of kinds on a step moves one child only: pairs would be too many to search."""

Costs = dict[int, int]


@dataclass(frozen=True, slots=True)
class Step:
    """Children who become of another kind: ``(from, to)`` each. ``touched``: the cells whose count that changes."""

    moves: tuple[tuple[int, int], ...]
    touched: int


@dataclass(slots=True)
class Population:
    """How many children are of each kind, and how many that makes in each cell."""

    kinds: Counter[int]
    cells: Counter[int]
    nonzero: int

    @classmethod
    def of(cls, kinds: Iterable[int], nonzero: int) -> Population:
        """The children of these kinds. ``nonzero``: the cells that must not become empty."""
        counted = Counter(kinds)
        cells: Counter[int] = Counter()
        for kind, number in counted.items():
            for cell in bits(kind):
                cells[cell] += number
        return cls(counted, cells, nonzero)

    def copy(self) -> Population:
        """The same population."""
        return Population(Counter(self.kinds), Counter(self.cells), self.nonzero)

    def has(self, kind: int, number: int = 1) -> bool:
        """Whether at least this number of children are of this kind."""
        return kind == OUTSIDE or self.kinds[kind] >= number

    def take(self, step: Step) -> None:
        """Become the population to which the step leads."""
        for left, joined in step.moves:
            self.kinds[left] -= 1
            self.kinds[joined] += 1
            self.cells.subtract(bits(left & ~joined))
            self.cells.update(bits(joined & ~left))

    def allows(self, step: Step) -> bool:
        """Whether there are children for every move, and no cell becomes empty."""
        needed = Counter(left for left, _ in step.moves)
        if not all(self.has(kind, number) for kind, number in needed.items()):
            return False
        change: Counter[int] = Counter()
        for left, joined in step.moves:
            change.subtract(bits(left & ~joined & self.nonzero))
            change.update(bits(joined & ~left & self.nonzero))
        return all(self.cells[cell] + by >= 1 for cell, by in change.items() if by < 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The step that is searched: one child more in the cell ``about``, or one less. ``dear``: the cells that a pair of
    moves should leave as they are; ``costs``: of changing each printed cell."""

    about: int
    more: bool
    dear: int
    costs: Costs

    def cost(self, step: Step) -> tuple[int, int, tuple[tuple[int, int], ...]]:
        """The order of steps: by what they cost, then by the number of moves, then by the kinds, so that no two are
        equal."""
        return (sum(self.costs.get(cell, 0) for cell in bits(step.touched)), len(step.moves), step.moves)


def cheapest(population: Population, wanted: Wanted) -> Step | None:
    """The step that changes the count wanted and costs least; ``None`` where there is none."""
    single = [step for step in _singles(population, wanted) if population.allows(step)]
    found = min(single, key=wanted.cost, default=None)
    if found is None or not found.touched & wanted.dear or len(population.kinds) > MANY_KINDS:
        return found
    pairs = (step for step in _pairs(population, single, wanted) if population.allows(step))
    return min([found, *pairs], key=wanted.cost)


def _singles(population: Population, wanted: Wanted) -> Iterator[Step]:
    kinds = {*population.kinds, OUTSIDE}
    inside = [kind for kind in kinds if kind >> wanted.about & 1]
    outside = [kind for kind in kinds if not kind >> wanted.about & 1]
    sources, targets = (outside, inside) if wanted.more else (inside, outside)
    for left in sources:
        if population.has(left):
            for joined in targets:
                yield Step(((left, joined),), left ^ joined)


def _pairs(population: Population, singles: Iterable[Step], wanted: Wanted) -> Iterator[Step]:
    """Steps of two children. The second restores the dear cells that the first changes."""
    by_dear: dict[int, list[int]] = defaultdict(list)
    for kind in (*population.kinds, OUTSIDE):
        by_dear[kind & wanted.dear].append(kind)
    for single in singles:
        ((left, joined),) = single.moves
        gained, lost = joined & ~left & wanted.dear, left & ~joined & wanted.dear
        for other in (
            kind
            for dear, kinds in by_dear.items()
            if dear & gained == gained and not dear & lost
            for kind in kinds
            if population.has(kind)
        ):
            for becomes in by_dear.get(other & wanted.dear & ~gained | lost, ()):
                if (other ^ becomes) >> wanted.about & 1 == 0:
                    yield Step(((left, joined), (other, becomes)), _net(left, joined, other, becomes))


def _net(left: int, joined: int, other: int, becomes: int) -> int:
    """The cells whose count two moves change together."""
    gained, lost = joined & ~left, left & ~joined
    then_gained, then_lost = becomes & ~other, other & ~becomes
    return (gained ^ then_lost) | (lost ^ then_gained)


def bits(of: int) -> Iterator[int]:
    """The numbers of the bits that are set, ascending."""
    while of:
        lowest = of & -of
        yield lowest.bit_length() - 1
        of ^= lowest
