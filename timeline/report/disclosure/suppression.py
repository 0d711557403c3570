"""Which cells of children are withheld: the small ones, and as many others as it takes to protect them.

For every sensitive cell this looks for steps that lead through 1 to 5 (``populations``), in the measures in which the
cells that a step changes can be worked out. Every printed cell that a step changes is withheld, the cheapest step
first: preferably no total and no first row of a measure, few cells, small ones. Withholding more never makes a step
impossible, so one pass over the sensitive cells is enough; and every cell that is withheld is changed by some step.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from timeline.report.disclosure.counts import SMALL, Sheet, visible
from timeline.report.disclosure.populations import Population, Step, Wanted, bits, cheapest

A_CELL = 10_000
"""What it costs to withhold a cell, beside its size: few are withheld rather than small ones."""

A_DEAR_CELL = 100 * A_CELL
"""The same of a total or of a measure's first row, each time it is printed."""


@dataclass(slots=True)
class _Work:
    """The publication so far. ``costs``: of withholding what is still printed. ``seen``: the cells that can be worked
    out in a measure; ``measures_with``: the measures of a cell; ``kinds``: the cells each child is in."""

    sheet: Sheet
    costs: dict[int, int]
    seen: Mapping[int, frozenset[int]]
    measures_with: Mapping[int, frozenset[int]]
    kinds: tuple[int, ...]

    @classmethod
    def on(cls, sheet: Sheet) -> _Work:
        seen = visible(sheet)
        measures_with = {
            cell: frozenset(m for m, cells in seen.items() if cell in cells) for cell in range(len(sheet.sets))
        }
        return cls(sheet, _costs(sheet), seen, measures_with, _kinds(sheet))

    def withhold(self, touched: int) -> None:
        """Withhold the cells that a step touches."""
        for cell in bits(touched):
            self.costs.pop(cell, None)

    def among(self, measures: frozenset[int]) -> Population:
        """The children by their kinds within these measures."""
        cells = sum(1 << cell for cell in frozenset[int]().union(*(self.seen[m] for m in measures)))
        printed = sum(1 << cell for cell in self.sheet.printed)
        return Population.of((kind & cells for kind in self.kinds), cells & printed)

    def measures_of(self, cells: int) -> frozenset[int]:
        """The measures in which one of these cells can be worked out."""
        return frozenset[int]().union(*(self.measures_with[cell] for cell in bits(cells)))


def withheld_cells(sheet: Sheet) -> frozenset[int]:
    """The cells of which no count is printed."""
    work = _Work.on(sheet)
    work.withhold(sum(1 << cell for cell in sheet.sensitive))
    for cell in sorted(sheet.sensitive):
        _make_safe(work, cell)
    return frozenset(sheet.printed) - frozenset(work.costs)


def _make_safe(work: _Work, cell: int) -> None:
    """Withhold further cells until this cell is safe."""
    measures = work.measures_with[cell]
    steps = list(_steps(work, cell, measures))
    while not (concerned := work.measures_of(_touched(steps))) <= measures:
        measures |= concerned
        steps = list(_steps(work, cell, measures))
    work.withhold(_touched(steps))


def _steps(work: _Work, cell: int, measures: frozenset[int]) -> Iterator[Step]:
    """Steps up to 5, or one where it is that or more already; and steps down to 1."""
    size = len(work.sheet.sets[cell])
    true, costs = work.among(measures), dict(work.costs)
    yield from _walk(work, true, Wanted(about=cell, more=True, dear=0, costs=costs), max(SMALL - size, 1))
    if size <= SMALL:
        yield from _walk(work, true, Wanted(about=cell, more=False, dear=0, costs=costs), size - 1)


def _walk(work: _Work, true: Population, wanted: Wanted, number: int) -> Iterator[Step]:
    """Up to ``number`` steps from the true population. What a step touches costs the next step nothing."""
    population = true.copy()
    for _ in range(number):
        dear = sum(1 << cell for cell in wanted.costs if work.sheet.dear[cell])
        step = cheapest(population, replace(wanted, dear=dear))
        if step is None:
            return
        population.take(step)
        for touched in bits(step.touched):
            wanted.costs.pop(touched, None)
        yield step


def _touched(steps: list[Step]) -> int:
    found = 0
    for step in steps:
        found |= step.touched
    return found


def _costs(sheet: Sheet) -> dict[int, int]:
    return {
        cell: len(sheet.sets[cell]) + A_CELL * len(places) + A_DEAR_CELL * sheet.dear[cell]
        for cell, places in sheet.printed.items()
    }


def _kinds(sheet: Sheet) -> tuple[int, ...]:
    """The cells that each child is in, without the identifiers."""
    kinds: dict[str, int] = {}
    for cell, children in enumerate(sheet.sets):
        for child in children:
            kinds[child] = kinds.get(child, 0) | 1 << cell
    return tuple(sorted(kinds.values()))
