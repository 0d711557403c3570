"""The operators of one sort of spell. Each maps spans of asked days to spans, for all groups at once.

What an operator leaves out, it leaves out on some of the days asked about: between two thresholds, each a place that
``DaysAsked.first`` gives. ``tests/property/test_spans.py`` holds every operator equal to the reference interpreter's.
"""

from __future__ import annotations

from dataclasses import replace
from functools import singledispatch

import numpy as np

from timeline.projections.algebra import expressions as x
from timeline.projections.algebra import questions as ask
from timeline.projections.algebra import times as t
from timeline.projections.algebra.columnar import calendar
from timeline.projections.algebra.columnar.frame import FOREVER, NOT_KNOWN, Ints, Longs
from timeline.projections.algebra.naming import Called
from timeline.projections.algebra.spans.interval_sets import IntervalSet, firsts, foremost
from timeline.projections.algebra.spans.spell_sets import Population, SpellSet, attribute_of, began_of
from timeline.projections.rulebook.limits import DatedLimit


def spells(expression: x.SpellExpression, of: Population) -> SpellSet:
    """The spells that the expression speaks of, each with the places at which it is among them."""
    return of.once(expression, lambda: find(expression, of))


def holds(question: ask.Question, of: Population) -> IntervalSet:
    """The places at which it is so."""
    return of.once(question, lambda: answer(question, of))


@singledispatch
def find(expression: x.SpellExpression, of: Population) -> SpellSet:
    """What one operator makes of what it is of."""
    raise NotImplementedError(f"the engine of spans has no meaning for {type(expression).__name__}")


@singledispatch
def answer(question: ask.Question, of: Population) -> IntervalSet:
    """Where one question is so."""
    raise NotImplementedError(f"the engine of spans has no meaning for {type(question).__name__}")


@find.register
def _find_of_spells(e: x.Spells, of: Population) -> SpellSet:
    rows = of.frame.spells[e.kind]
    which, lo, hi = of.seen(rows)
    lo = np.maximum(lo, of.asked.first(rows.start[which]))
    kept = np.flatnonzero(lo < hi)
    which, lo, hi = which[kept], lo[kept], hi[kept]
    return SpellSet(
        groups=of.groups,
        width=of.width,
        group=rows.child[which].astype(np.int64),
        lo=lo,
        hi=hi,
        start=rows.start[which],
        end=rows.end[which],
        row=which,
        kind=np.zeros(len(which), dtype=np.int32),
        kinds=(e.kind,),
    )


@find.register
def _find_of_called(e: Called, of: Population) -> SpellSet:
    return spells(e.of, of)


# ----------------------------------------------------------------------------------------- a filter, or a part of each


@find.register
def _find_of_where(e: x.Where, of: Population) -> SpellSet:
    found = spells(e.of, of)
    return found.taken(np.flatnonzero(attribute_of(found, of.frame, e.attribute).among(e.codes)))


@find.register
def _find_of_open(e: x.Open, of: Population) -> SpellSet:
    found = spells(e.of, of)
    return found.clipped(of.asked.first(found.start), of.asked.first(found.end))


@find.register
def _find_of_touching(e: x.Touching, of: Population) -> SpellSet:
    found = spells(e.of, of)
    return found if e.months is None else found.clipped(hi=of.asked.first(found.end, e.months))


@find.register
def _find_of_lived_in(e: x.LivedIn, of: Population) -> SpellSet:
    found = spells(e.of, of)
    last_day_leaves = of.asked.first(found.end - np.int32(1), e.months)
    return found.clipped(hi=np.where(found.end > found.start, last_day_leaves, 0))


@find.register
def _find_of_started_in(e: x.StartedIn, of: Population) -> SpellSet:
    found = spells(e.of, of)
    return found.clipped(hi=of.asked.first(found.start, e.months))


@find.register
def _find_of_ended_in(e: x.EndedIn, of: Population) -> SpellSet:
    found = spells(e.of, of)
    return found.clipped(of.asked.first(found.end), of.asked.first(found.end, e.months))


@find.register
def _find_of_throughout(e: x.Throughout, of: Population) -> SpellSet:
    found = spells(e.of, of)
    return found.clipped(of.asked.first(found.start - np.int32(1), e.months), of.asked.first(found.end + np.int32(1)))


@find.register
def _find_of_begun_ago(e: x.BegunAgo, of: Population) -> SpellSet:
    found = spells(e.of, of)
    return found.clipped(of.asked.first(found.start, e.months))


@find.register
def _find_of_begun_since(e: t.BegunSince, of: Population) -> SpellSet:
    found = spells(e.of, of)
    return found.clipped(hi=of.asked.first(found.start + np.int32(1), e.months))


@find.register
def _find_of_ended_under(e: x.EndedUnder, of: Population) -> SpellSet:
    found, attained = of.with_birthday(spells(e.of, of), e.years)
    under = (attained == NOT_KNOWN) | (found.end < attained)
    return found.clipped(of.asked.first(found.end), np.where(under, of.width, 0))


@find.register
def _find_of_when(e: x.When, of: Population) -> SpellSet:
    return spells(e.of, of).within(holds(e.question, of))


# ------------------------------------------------------------------- how long: growing until the end, and fixed from it


@find.register
def _find_of_within(e: x.Within, of: Population) -> SpellSet:
    found = spells(e.of, of)
    in_time = (found.end < FOREVER) & (found.end <= calendar.add_months(found.start, e.months))
    return found.taken(np.flatnonzero(in_time))


@find.register
def _find_of_for_at_least(e: x.ForAtLeast, of: Population) -> SpellSet:
    found = spells(e.of, of)
    reached = calendar.add_months(found.start, e.months)
    return found.clipped(of.asked.first(reached), np.where(found.end >= reached, of.width, 0))


@find.register
def _find_of_no_longer_than(e: x.NoLongerThan, of: Population) -> SpellSet:
    found = spells(e.of, of)
    return _up_to(calendar.add_months(found.start, e.months), found, of)


@find.register
def _find_of_within_limit(e: x.WithinLimit, of: Population) -> SpellSet:
    found = spells(e.of, of)
    return _up_to(found.start + _limits_on(e.limit, found.start), found, of)


def _up_to(latest: Ints, found: SpellSet, of: Population) -> SpellSet:
    """Each while it had not lasted beyond a day."""
    return found.clipped(hi=np.where(found.end <= latest, of.width, of.asked.first(latest + np.int32(1))))


def _limits_on(limit: DatedLimit, days: Ints) -> Ints:
    """The number of days in force on each day. ``ValueError`` where none was yet on one."""
    first = np.array([0 if day is None else day.toordinal() for day, _ in limit], dtype=np.int32)
    place = np.searchsorted(first, days, side="right") - 1
    if np.any(place < 0):
        raise ValueError("no limit was in force on the day on which a spell began")
    return np.array([number for _, number in limit], dtype=np.int32)[place]


@find.register
def _find_of_for_days(e: x.ForDays, of: Population) -> SpellSet:
    found = spells(e.of, of)
    over = of.asked.first(found.end)
    open_from = np.maximum(of.asked.first(found.start + np.int32(e.still_open)), found.lo)
    ended_until = np.where(found.end - found.start >= e.ended, found.hi, 0)
    parts = (open_from, np.minimum(over, found.hi)), (np.maximum(over, found.lo), ended_until)
    return in_parts(found, *parts)[0]


def in_parts(found: SpellSet, *parts: tuple[Longs, Longs]) -> tuple[SpellSet, Longs]:
    """Some parts of each, one after another in its place; and which part of it each is. Those without a place go."""
    lo, hi = (np.stack(edges, axis=1).ravel() for edges in zip(*parts, strict=True))
    kept = np.flatnonzero(lo < hi)
    which, part = np.divmod(kept, len(parts))
    return found.taken(which, lo=lo[kept], hi=hi[kept]), part


# --------------------------------------------------------------------------------- with another beginning, another end


@find.register
def _find_of_before_age(e: x.BeforeAge, of: Population) -> SpellSet:
    found, attained = of.with_birthday(spells(e.of, of), e.years)
    until = np.where(attained == NOT_KNOWN, np.int32(FOREVER), attained)
    part = replace(found, end=np.minimum(found.end, until))
    return part.taken(np.flatnonzero(found.start < until))


@find.register
def _find_of_from_age(e: x.FromAge, of: Population) -> SpellSet:
    found, attained = of.with_birthday(spells(e.of, of), e.years)
    start = np.maximum(found.start, attained)
    gone = (found.end < FOREVER) & (start >= found.end) & (start != found.start) | (attained == NOT_KNOWN)
    return found.clipped(of.asked.first(start), np.where(gone, 0, of.width), start=start)


@find.register
def _find_of_since(e: t.Since, of: Population) -> SpellSet:
    found = spells(e.of, of)
    return replace(found, end=np.full(len(found), FOREVER, dtype=np.int32))


@find.register
def _find_of_ending(e: t.Ending, of: Population) -> SpellSet:
    found = spells(e.of, of)
    return found.clipped(of.asked.first(found.end), start=found.end)


@find.register
def _find_of_ago(e: t.Ago, of: Population) -> SpellSet:
    return spells(e.of, of.ago(e.months, e.days_later))


# -------------------------------------------------------------------------------------------------- one of them


def preferred(found: SpellSet, among: Longs, *keys: Ints | Longs) -> SpellSet:
    """Of those with one number ``among`` the one that comes first by some keys, wherever there is any. The numbers
    ascend from group to group."""
    if np.all(among[1:] > among[:-1]):
        return found
    order = np.lexsort((*reversed(keys), among))
    first = (among * (found.width + 1))[order]
    place, begin, until = foremost(first + found.lo[order], first + found.hi[order], found.width)
    return found.taken(order[place], lo=begin - first[place], hi=until - first[place])


def first_of(found: SpellSet) -> SpellSet:
    """Of each group the first in the one order of spells."""
    return preferred(found, found.group, *found.in_order)


def backwards(keys: tuple[Ints | Longs, ...]) -> tuple[Ints | Longs, ...]:
    """The keys by which what came last comes first."""
    return tuple([-key for key in keys])


def numbered(*keys: Ints | Longs) -> Longs:
    """One number each, the same for the same keys, in the order of the keys."""
    order = np.lexsort(tuple(reversed(keys)))
    number = np.empty(len(order), dtype=np.int64)
    number[order] = np.cumsum(firsts(*(key[order] for key in keys))) - 1
    return number


@find.register
def _find_of_first(e: x.First, of: Population) -> SpellSet:
    return first_of(spells(e.of, of))


@find.register
def _find_of_last(e: x.Last, of: Population) -> SpellSet:
    found = spells(e.of, of)
    return preferred(found, found.group, -found.end, *backwards(found.in_order))


@find.register
def _find_of_last_begun(e: t.LastBegun, of: Population) -> SpellSet:
    found = spells(e.of, of)
    return preferred(found, found.group, -found.start, -found.end, *backwards(found.in_order))


@find.register
def _find_of_once(e: t.Once, of: Population) -> SpellSet:
    found = spells(e.of, of)
    return preferred(found, numbered(found.group, began_of(found, of.frame)), -found.end, *found.in_order)
