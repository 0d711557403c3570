"""The operators of two sorts of spell, as spans."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from timeline.projections.algebra import expressions as x
from timeline.projections.algebra import relations as r
from timeline.projections.algebra import times as t
from timeline.projections.algebra.columnar import calendar
from timeline.projections.algebra.columnar.frame import FOREVER, Ints, Longs, Truths
from timeline.projections.algebra.spans.interval_sets import Counts, expanded, foremost, overlaps, union
from timeline.projections.algebra.spans.spell_operators import (
    backwards,
    find,
    first_of,
    numbered,
    preferred,
    spells,
)
from timeline.projections.algebra.spans.spell_sets import Population, SpellSet, began_of, facts_of, together

_FACTS = 2**31
"""More than there are numbers of facts, so that two of them make one."""


@find.register
def _find_of_any_of(e: x.AnyOf, of: Population) -> SpellSet:
    """Of one that both have, as the first has it."""
    one, other = spells(e.of, of), spells(e.other, of)
    both = together(one, other, of.frame)
    order = np.argsort(both.group, kind="stable")
    both, of_other = both.taken(order), (order >= len(one)).astype(np.int64)
    return preferred(both, _known_by(both, of), of_other, *backwards(both.in_order))


@find.register
def _find_of_but_not(e: x.ButNot, of: Population) -> SpellSet:
    one, other = spells(e.of, of), spells(e.other, of)
    number = _known_by(together(one, other, of.frame), of)
    known, n = int(number.max(initial=-1)) + 1, len(one)
    first = number * (of.width + 1)
    left = ~Counts.of(known, of.width, first[n:] + other.lo, first[n:] + other.hi).between(1)
    which, part = overlaps(first[:n] + one.lo, first[:n] + one.hi, left)
    lo, hi = np.maximum(one.lo[which], left.lo[part]), np.minimum(one.hi[which], left.hi[part])
    return one.taken(which, lo=lo, hi=hi)


def _known_by(both: SpellSet, of: Population) -> Longs:
    """By what each is known again among those of another expression: see ``reference.same``."""
    return numbered(both.group, both.kind, both.start, facts_of(both, of.frame))


def pairs(a: SpellSet, b: SpellSet) -> tuple[Longs, Longs, Longs, Longs]:
    """Every one of ``a`` with every one of ``b`` that is there at some place with it: which, from where, until where.
    All pairs of one group are looked at: as many as the square of a child's spells."""
    first = np.searchsorted(b.group, np.arange(b.groups + 1))
    i, j = expanded(first[a.group], first[a.group + 1])
    lo, hi = np.maximum(a.lo[i], b.lo[j]), np.minimum(a.hi[i], b.hi[j])
    kept = np.flatnonzero(lo < hi)
    return i[kept], j[kept], lo[kept], hi[kept]


def _with_any(found: SpellSet, i: Longs, lo: Longs, hi: Longs, fits: Truths) -> SpellSet:
    """Each where it fits with any of the pairs it is in."""
    first = i[fits] * (found.width + 1)
    where = union(len(found), found.width, first + lo[fits], first + hi[fits])
    return found.taken(where.group, lo=where.lo, hi=where.hi)


@find.register
def _find_of_during(e: r.During, of: Population) -> SpellSet:
    found, other = spells(e.of, of), spells(e.other, of)
    i, j, lo, hi = pairs(found, other)
    began, start, end = found.start[i], other.start[j], other.end[j]
    return _with_any(found, i, lo, hi, (began == start) | ((start < began) & (began < end)))


@find.register
def _find_of_following(e: r.Following, of: Population) -> SpellSet:
    found, other = spells(e.of, of), spells(e.other, of)
    i, j, lo, hi = pairs(found, other)
    over, began = other.end < FOREVER, found.start[i]
    latest = _months_on(other.end, over, e.months)
    return _with_any(found, i, lo, hi, over[j] & (began >= other.end[j]) & (began <= latest[j]))


@find.register
def _find_of_preceding(e: r.Preceding, of: Population) -> SpellSet:
    found, other = spells(e.of, of), spells(e.other, of)
    i, j, lo, hi = pairs(found, other)
    over = found.end < FOREVER
    before = over[i] & (found.end[i] <= other.start[j]) & (found.start[i] < other.start[j])
    if e.months is not None:
        before &= other.start[j] <= _months_on(found.end, over, e.months)[i]
    return _with_any(found, i, lo, hi, before)


def _months_on(end: Ints, over: Truths, months: int) -> Ints:
    return calendar.add_months(np.where(over, end, 0).astype(np.int32), months)


@find.register
def _find_of_with_the_one_before(e: r.WithTheOneBefore, of: Population) -> SpellSet:
    found, other = spells(e.of, of), spells(e.other, of)
    i, j, lo, hi = pairs(found, other)
    fits = np.flatnonzero((other.end[j] < FOREVER) & (other.end[j] == found.start[i]))
    fits = fits[np.lexsort((*[key[j[fits]] for key in reversed(backwards(other.in_order))], i[fits]))]
    first = i[fits] * (of.width + 1)
    which, begin, until = foremost(first + lo[fits], first + hi[fits], of.width)
    before, first = other.taken(j[fits][which]), first[which]
    part = found.taken(i[fits][which], lo=begin - first, hi=until - first)
    facts = facts_of(before, of.frame) * _FACTS + facts_of(part, of.frame)
    return replace(part, start=before.start, facts=facts, began=began_of(before, of.frame))


@find.register
def _find_of_until(e: t.Until, of: Population) -> SpellSet:
    found, first = spells(e.of, of), first_of(spells(e.other, of))
    i, j, lo, hi = pairs(found, first)
    return found.taken(i, lo=lo, hi=hi, end=np.maximum(found.start[i], first.start[j]))
