"""The yes-or-no questions, as spans."""

from __future__ import annotations

import numpy as np

from timeline.projections.algebra import questions as ask
from timeline.projections.algebra.columnar.frame import FOREVER, NOT_KNOWN, Longs
from timeline.projections.algebra.spans.interval_sets import Counts, IntervalSet, firsts, segments, union
from timeline.projections.algebra.spans.spell_operators import answer, holds, spells
from timeline.projections.algebra.spans.spell_sets import Population, SpellSet, attribute_of

_ABOVE = 2 * FOREVER
"""Between two segments on one line of days: more than any day of either."""


@answer.register
def _answer_of_some(q: ask.Some, of: Population) -> IntervalSet:
    return spells(q.of, of).any()


@answer.register
def _answer_of_count(q: ask.Count, of: Population) -> IntervalSet:
    return spells(q.of, of).counts.between(q.at_least, q.at_most)


@answer.register
def _answer_of_distinct(q: ask.Distinct, of: Population) -> IntervalSet:
    """Where each code is there, and then how many of those."""
    found = spells(q.of, of)
    codes = attribute_of(found, of.frame, q.attribute)
    recorded, many = codes.numbers != NOT_KNOWN, len(codes.words) + 1
    first = (found.group[recorded] * many + codes.numbers[recorded]) * (of.width + 1)
    has = union(of.groups * many, of.width, first + found.lo[recorded], first + found.hi[recorded])
    first = has.group // many * (of.width + 1)
    return Counts.of(of.groups, of.width, first + has.lo, first + has.hi).between(q.at_least)


@answer.register
def _answer_of_days_in_all(q: ask.DaysInAll, of: Population) -> IntervalSet:
    """Between two edges the same spells are there, and their days in all only grow: from one day on there are enough.

    In each such segment the spells follow one another by their beginnings, each with the days that none before it has;
    the one whose days reach the number says on which day.
    """
    if q.at_least <= 0:
        return of.everybody
    found = spells(q.of, of)
    edges, which, segment = segments(found.begin, found.until)
    order = np.lexsort((found.start[which], segment))
    which, segment = which[order], segment[order]
    days, end = _days_alone(found, which, segment)
    total = np.cumsum(days)
    new = firsts(segment)
    total -= (total - days)[np.maximum.accumulate(np.where(new, np.arange(len(new)), 0))]
    enough = np.flatnonzero((total >= q.at_least) & (total - days < q.at_least))
    day = end[enough] - (total[enough] - q.at_least)
    reached = found.group[which[enough]] * (of.width + 1) + of.asked.first(day)
    begin = np.maximum(edges[segment[enough]], reached)
    until = edges[segment[enough] + 1]
    return union(of.groups, of.width, begin[begin < until], until[begin < until])


def _days_alone(found: SpellSet, which: Longs, segment: Longs) -> tuple[Longs, Longs]:
    """Of each spell of a segment the days that no earlier one has, and its end."""
    start, end = found.start[which].astype(np.int64), found.end[which].astype(np.int64)
    above = segment * _ABOVE
    latest = np.maximum.accumulate(np.append(-1, end + above)[:-1]) - above
    return np.maximum(end - np.maximum(start, latest), 0), end


@answer.register
def _answer_of_aged(q: ask.Aged, of: Population) -> IntervalSet:
    spans, attained = of.birthdays(q.years)
    begin = np.maximum(spans.begin, spans.group * (of.width + 1) + of.asked.first(attained))
    some = (attained != NOT_KNOWN) & (begin < spans.until)
    return union(of.groups, of.width, begin[some], spans.until[some])


@answer.register
def _answer_of_both(q: ask.Both, of: Population) -> IntervalSet:
    return holds(q.a, of) & holds(q.b, of)


@answer.register
def _answer_of_either(q: ask.Either, of: Population) -> IntervalSet:
    return holds(q.a, of) | holds(q.b, of)


@answer.register
def _answer_of_not(q: ask.Not, of: Population) -> IntervalSet:
    return ~holds(q.of, of)
