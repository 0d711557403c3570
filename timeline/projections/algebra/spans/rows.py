"""One row of an indicator as spans: who counts, who meets it, what they bring, and at which of the days asked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from timeline.projections.algebra.arithmetic import lines_of
from timeline.projections.algebra.columnar.frame import NOT_KNOWN, Ints, Longs, Truths
from timeline.projections.algebra.expressions import SpellExpression
from timeline.projections.algebra.indicator import Indicator, Reading
from timeline.projections.algebra.spans.interval_sets import IntervalSet, overlaps
from timeline.projections.algebra.spans.spell_operators import holds, in_parts, spells
from timeline.projections.algebra.spans.spell_sets import Population, SpellSet, attribute_of

Weights = IntervalSet | SpellSet
"""Spans that are each one: of children, or of spells."""

COUNTS = ("counted", "meets", "possible", "unknown", "numerator", "out_of")
"""What is counted of a row."""


@dataclass(frozen=True, eq=False)
class Numbers:
    """Days or other numbers that groups bring, each over a span of places. ``number``: on the first of its days asked
    about. ``growing``: those that are one more every day."""

    groups: int
    width: int
    group: Longs
    lo: Longs
    hi: Longs
    number: Longs
    growing: Truths

    @classmethod
    def none(cls, groups: int, width: int) -> Numbers:
        """Nobody brings any."""
        no = np.zeros(0, dtype=np.int64)
        return cls(groups, width, no, no, no, no, np.zeros(0, dtype=np.bool_))

    def within(self, spans: IntervalSet, of: Population) -> Numbers:
        """The part of each inside a set."""
        first = self.group * (self.width + 1)
        which, inside = overlaps(first + self.lo, first + self.hi, spans)
        lo, hi = np.maximum(self.lo[which], spans.lo[inside]), np.minimum(self.hi[which], spans.hi[inside])
        later = of.asked.days[lo].astype(np.int64) - of.asked.days[self.lo[which]]
        growing = self.growing[which]
        number = self.number[which] + growing * later
        return Numbers(self.groups, self.width, self.group[which], lo, hi, number, growing)


@dataclass(frozen=True, eq=False)
class Row:
    """Where each group counts, meets, may meet, is unknown, and what it adds to the numerator and the denominator, by
    child or by spell. Nothing is inside any but where the group counts."""

    counted: IntervalSet
    meets: IntervalSet
    possible: IntervalSet
    unknown: Weights
    numerator: Weights
    out_of: Weights
    numbers: Numbers

    def within(self, spans: IntervalSet, of: Population) -> Row:
        """The part of the row inside a set, as of those with one label."""
        found = {id(getattr(self, name)): _inside(getattr(self, name), spans) for name in COUNTS}
        parts = {name: found[id(getattr(self, name))] for name in COUNTS}
        return Row(**parts, numbers=self.numbers.within(spans, of))  # type: ignore[arg-type]


def _inside(weights: Weights, spans: IntervalSet) -> Weights:
    return weights & spans if isinstance(weights, IntervalSet) else weights.within(spans)


def counted(indicator: Indicator, reading: Reading, of: Population) -> SpellSet:
    """The spells that make a group count in a row."""
    return spells(reading.counted or indicator.counted, of)


def row(indicator: Indicator, reading: Reading, of: Population) -> Row:
    """The row as spans."""
    counts = of.once(("counts", reading.counted or indicator.counted), counted(indicator, reading, of).any)
    meets = counts if reading.meets is None else counts & holds(reading.meets, of)
    return Row(
        counted=counts,
        meets=meets,
        possible=meets if reading.possible is None else meets | (counts & holds(reading.possible, of)),
        unknown=_unknown(reading, counts, of),
        numerator=meets if reading.spells is None else spells(reading.spells, of).within(counts),
        out_of=counts if reading.out_of is None else spells(reading.out_of, of).within(counts),
        numbers=_numbers(reading, meets, of),
    )


def _unknown(reading: Reading, counts: IntervalSet, of: Population) -> Weights:
    if isinstance(reading.unknown, SpellExpression):
        return spells(reading.unknown, of).within(counts)
    if reading.unknown is None:
        return IntervalSet.none(of.groups, of.width)
    return counts & holds(reading.unknown, of)


def _numbers(reading: Reading, meets: IntervalSet, of: Population) -> Numbers:
    """The days of each spell, growing until it ends; or the number that each has."""
    if reading.days is not None:
        found = spells(reading.days.of, of).within(meets)
        over = of.asked.first(found.end)
        parts, _ = in_parts(found, (found.lo, np.minimum(over, found.hi)), (np.maximum(over, found.lo), found.hi))
        day = of.asked.days[parts.lo]
        number = (np.minimum(parts.end, day) - parts.start).astype(np.int64)
        return Numbers(of.groups, of.width, parts.group, parts.lo, parts.hi, number, day < parts.end)
    if reading.number is not None:
        found = spells(reading.number.of, of).within(meets)
        codes = attribute_of(found, of.frame, reading.number.attribute)
        recorded = np.flatnonzero(codes.numbers != NOT_KNOWN)
        number = np.array([*(int(word) for word in codes.words), 0], dtype=np.int64)[codes.numbers[recorded]]
        found = found.taken(recorded)
        return Numbers(
            of.groups, of.width, found.group, found.lo, found.hi, number, np.zeros(len(number), dtype=np.bool_)
        )
    return Numbers.none(of.groups, of.width)


def excluded(indicator: Indicator, of: Population) -> Sequence[IntervalSet]:
    """Of each reason to be left out, where it holds of somebody whom the indicator does not count."""
    if not indicator.excluded:
        return ()
    nobody = of.once(("nobody", indicator.counted), lambda: ~spells(indicator.counted, of).any() & of.everybody)
    return [nobody & holds(question, of) for _, question in indicator.excluded]


def modules_needed(indicator: Indicator) -> tuple[str, ...]:
    """The modules of which nothing may be known, so that a row has no figure."""
    return tuple(dict.fromkeys(need for line in lines_of(indicator) for need in line.needs))


def heard_of(of: Population, modules: Sequence[str]) -> dict[str, IntervalSet]:
    """Of each module, where it is heard of."""
    codes = of.frame.children.modules
    words = [frozenset(each.split("\t")) for each in (*codes.words, "")]  # NOT_KNOWN is the last
    return {name: particular(of, np.array([name in each for each in words])[codes.numbers]) for name in modules}


def never_sent_again(of: Population) -> IntervalSet:
    """Where a child has an open period that the return which should have had it does not have."""
    return particular(of, of.frame.children.never_sent_again)


def endings_alone(of: Population) -> IntervalSet:
    """The endings that have no beginning, and end no episode: each as a span of its own, of which several may be
    alike."""
    return particular(of, of.frame.children.endings_alone)


def particular(of: Population, number: Ints | Truths) -> IntervalSet:
    """Where some rows of the children themselves are seen, each row as often as its number."""
    rows, lo, hi = of.particulars()
    times = np.repeat(np.arange(len(rows)), number[rows])
    first = of.frame.children.child[rows[times]].astype(np.int64) * (of.width + 1)
    return IntervalSet(of.groups, of.width, first + lo[times], first + hi[times])
