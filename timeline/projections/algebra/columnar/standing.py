"""How every cell stands in one row of an indicator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from timeline.projections.algebra.columnar.cells import Cells
from timeline.projections.algebra.columnar.found import Found, attribute_of
from timeline.projections.algebra.columnar.frame import NOT_KNOWN, Longs, Truths
from timeline.projections.algebra.columnar.spells import asked, days_lasted, holds, open_at, spells
from timeline.projections.algebra.expressions import SpellExpression
from timeline.projections.algebra.indicator import Indicator, Reading

V = TypeVar("V")


@dataclass(frozen=True, eq=False)
class Numbers:
    """Days or other numbers that cells bring. ``growing``: those that are one more every day while the cell lasts."""

    cell: Longs
    number: Longs
    growing: Truths

    def taken(self, which: Truths) -> Numbers:
        """Some of them."""
        return Numbers(self.cell[which], self.number[which], self.growing[which])


NONE = Numbers(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.bool_))


@dataclass(frozen=True, eq=False)
class Stands:
    """Of each cell: whether it counts, meets, may meet, is unknown; what it adds to the numerator and, where these are
    of spells, to the denominator and the unknown. Nothing but ``counted`` is true of a cell that does not count."""

    counted: Truths
    meets: Truths
    possible: Truths
    unknown: Longs | Truths
    numerator: Longs | Truths
    out_of: Longs | Truths
    numbers: Numbers


def counted(indicator: Indicator, reading: Reading, cells: Cells) -> Found:
    """The spells that make a cell count in a row."""
    return spells(reading.counted or indicator.counted, cells)


def standing(indicator: Indicator, reading: Reading, cells: Cells) -> Stands:
    """How every cell stands in the row."""
    counts = counted(indicator, reading, cells).any()
    meets = counts if reading.meets is None else counts & holds(reading.meets, cells)
    numbers = _numbers(reading, cells)
    return Stands(
        counted=counts,
        meets=meets,
        possible=meets if reading.possible is None else meets | (counts & holds(reading.possible, cells)),
        unknown=_unknown(reading, cells, counts),
        numerator=meets if reading.spells is None else spells(reading.spells, cells).number() * counts,
        out_of=counts if reading.out_of is None else spells(reading.out_of, cells).number() * counts,
        numbers=numbers.taken(meets[numbers.cell]),
    )


def _unknown(reading: Reading, cells: Cells, counts: Truths) -> Longs | Truths:
    if isinstance(reading.unknown, SpellExpression):
        return spells(reading.unknown, cells).number() * counts
    return np.zeros(len(cells), np.bool_) if reading.unknown is None else counts & holds(reading.unknown, cells)


def _numbers(reading: Reading, cells: Cells) -> Numbers:
    """The days of each spell, or the number that each has."""
    if reading.days is not None:
        found = spells(reading.days.of, cells)
        growing = open_at(found, asked(found, cells))
        return Numbers(found.cell, days_lasted(found, cells).astype(np.int64), growing)
    if reading.number is not None:
        found = spells(reading.number.of, cells)
        codes = attribute_of(found, cells.frame, reading.number.attribute)
        recorded = codes.numbers != NOT_KNOWN
        number = np.array([*(int(word) for word in codes.words), 0], dtype=np.int64)[codes.numbers[recorded]]
        return Numbers(found.cell[recorded], number, np.zeros(len(number), dtype=np.bool_))
    return NONE
