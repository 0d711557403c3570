"""The sets of children that a publication counts, and where each is printed.

A **cell** is a set of children. The same six children or more are one cell wherever they are counted, because that is
no coincidence; fewer are one cell within one measure only. What can be worked out by subtraction is a hidden cell:
those of the denominator who are not in the numerator, those who are possible and not certain.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from timeline.projections.algebra.answers import Answer, Row
from timeline.projections.algebra.dimensions import DIMENSIONS
from timeline.projections.algebra.indicator import Reading, Unit
from timeline.report.disclosure.rows import Part

SMALL = 5
"""Counts of 1 to this many are withheld. Source: docs/definitions/README.md, small numbers."""

FEW = 10
"""A percentage of this many or fewer is withheld. Source: the same; national tables 2013 to 2016."""

Children = frozenset[str]
Place = tuple[int, int, Part]
"""Where a figure is printed: the number of its answer, of its row, and which part of it."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A row, its place, and what it reads: ``None`` of a row beside the measure (a rate, an expected wait)."""

    answer: int
    number: int
    row: Row
    reading: Reading | None
    label: str | None
    """Its label in the breakdown; ``None`` of a total."""

    def place(self, part: Part) -> Place:
        """Where this part of it is printed."""
        return (self.answer, self.number, part)

    @property
    def is_rate(self) -> bool:
        """Whether it is a rate, whose denominator is a published estimate and no count."""
        return self.row.unit is Unit.RATE

    @property
    def is_beside(self) -> bool:
        """Whether it counts waits that no other row has, and lies beside the measure."""
        return self.reading is None and not self.is_rate


def placed(answers: Sequence[Answer]) -> tuple[Placed, ...]:
    """Every row that has figures."""
    return tuple(
        found
        for n, answer in enumerate(answers)
        for m, row in enumerate(answer.rows)
        if (found := _placed(n, m, answer, row)).row.numerator is not None
    )


def _placed(n: int, m: int, answer: Answer, row: Row) -> Placed:
    readings = answer.indicator.readings
    if m < len(readings):
        return Placed(n, m, row, readings[m], None)
    *outer, last = row.group.items()
    of = next((each for each in readings if each.group == tuple(outer)), None)
    if last[0] not in DIMENSIONS:
        return Placed(n, m, row, None, None)
    # A breakdown by what already separates the rows replaces their label: the children are the same.
    return Placed(n, m, row, of if of is not None else Reading(), str(last[1]))


@dataclass(slots=True)
class Sheet:
    """The cells of a publication. ``sets``: each cell; ``own``: the cells of each measure; ``printed``: the places of
    each cell; ``sensitive``: what is withheld in any case; ``dear``: totals and first rows of measures."""

    sets: list[Children] = field(default_factory=list)
    own: dict[int, set[int]] = field(default_factory=dict)
    printed: dict[int, list[Place]] = field(default_factory=dict)
    sensitive: set[int] = field(default_factory=set)
    dear: Counter[int] = field(default_factory=Counter)
    named: dict[tuple[int, Children], int] = field(default_factory=dict)

    def cell(self, answer: int, children: Children) -> int:
        """The number of the cell of these children."""
        key = (answer if len(children) <= SMALL else -1, children)
        if key not in self.named:
            self.named[key] = len(self.sets)
            self.sets.append(children)
        found = self.named[key]
        self.own.setdefault(answer, set()).add(found)
        return found

    def print(self, children: Children, at: Place, *, dear: bool) -> None:
        """These children are counted there. No children are no cell: a 0 is printed."""
        if children:
            cell = self.cell(at[0], children)
            self.printed.setdefault(cell, []).append(at)
            self.dear[cell] += dear
            if len(children) <= SMALL:
                self.sensitive.add(cell)

    def hide(self, answer: int, children: Children) -> None:
        """These children are not printed anywhere, and can be worked out by one subtraction."""
        if 0 < len(children) <= SMALL:
            self.sensitive.add(self.cell(answer, children))


def sheet(rows: Sequence[Placed]) -> Sheet:
    """The cells of the rows that count children."""
    found = Sheet()
    for each in rows:
        if not each.is_beside:
            _write(found, each)
    return found


def counts_spells(each: Placed) -> bool:
    """Whether the numerator counts spells and not children."""
    return each.reading is not None and each.reading.spells is not None


def of_spells(each: Placed) -> bool:
    """Whether the denominator counts spells and not children."""
    return each.reading is not None and each.reading.out_of is not None


def _write(found: Sheet, each: Placed) -> None:
    row = each.row
    if not counts_spells(each):
        found.print(row.meets, each.place("numerator"), dear=each.number == 0)
    if row.denominator is not None and not of_spells(each) and not each.is_rate:
        found.print(row.counted, each.place("denominator"), dear=True)
        if not counts_spells(each):
            _write_share(found, each)


def _write_share(found: Sheet, each: Placed) -> None:
    """A part of the children counted: what is left of them, and what is possible."""
    row = each.row
    found.hide(each.answer, row.counted - row.meets)
    if row.meets and row.unit is Unit.PERCENT and len(row.counted) <= FEW:
        found.sensitive.add(found.cell(each.answer, row.meets))
    if row.possible is not None:
        found.print(row.possible, each.place("possible"), dear=False)
        found.hide(each.answer, row.possible - row.meets)
        found.hide(each.answer, row.counted - row.possible)
        if row.possible and len(row.counted) <= FEW:
            found.sensitive.add(found.cell(each.answer, row.possible))


def visible(found: Sheet) -> Mapping[int, frozenset[int]]:
    """By measure: the cells that can be worked out in it, its own and those of others that are made up of its kinds."""
    return {answer: frozenset(own | set(_derived_in(found, own))) for answer, own in found.own.items()}


def _derived_in(found: Sheet, own: set[int]) -> Iterator[int]:
    kinds: dict[str, int] = Counter()
    for cell in sorted(own):
        for child in found.sets[cell]:
            kinds[child] |= 1 << cell
    sizes = Counter(kinds.values())
    for cell, children in enumerate(found.sets):
        if cell in own or not SMALL < len(children) <= len(kinds):
            continue
        inside = Counter(kinds.get(child, 0) for child in children)
        if 0 not in inside and all(sizes[kind] == number for kind, number in inside.items()):
            yield cell
