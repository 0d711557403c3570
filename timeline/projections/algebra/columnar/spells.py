"""The operators of one sort of spell, as array operations. Each says what the reference interpreter's says, of all
cells at once; ``tests/property/test_columns.py`` holds the two equal."""

from __future__ import annotations

from dataclasses import replace
from functools import singledispatch

import numpy as np

from timeline.projections.algebra import expressions as x
from timeline.projections.algebra import questions as ask
from timeline.projections.algebra.columnar import calendar
from timeline.projections.algebra.columnar.cells import Cells
from timeline.projections.algebra.columnar.found import (
    Found,
    attribute_of,
    facts_of,
    firsts,
    lasts,
    together,
)
from timeline.projections.algebra.columnar.frame import FOREVER, NOT_KNOWN, Ints, Longs, Truths
from timeline.projections.rulebook.limits import DatedLimit


def spells(expression: x.SpellExpression, cells: Cells) -> Found:
    """The spells that the expression speaks of, in every cell, in the order the reference interpreter has them."""
    return cells.spells(expression, find)


def holds(question: ask.Question, cells: Cells) -> Truths:
    """Whether it is so, in every cell."""
    return cells.holds(question, answer)


@singledispatch
def find(expression: x.SpellExpression, cells: Cells) -> Found:
    """What one operator makes of what it is of."""
    raise NotImplementedError(f"the columnar interpreter has no meaning for {type(expression).__name__}")


@singledispatch
def answer(question: ask.Question, cells: Cells) -> Truths:
    """What one question comes to."""
    raise NotImplementedError(f"the columnar interpreter has no meaning for {type(question).__name__}")


def asked(found: Found, cells: Cells) -> Ints:
    """The day asked about, of each spell."""
    return cells.day[found.cell]


def lasted_to(found: Found, cells: Cells) -> Ints:
    """The day to which each had lasted: its end, or the day asked about where it is open then."""
    return np.minimum(found.end, asked(found, cells))


def days_lasted(found: Found, cells: Cells) -> Ints:
    """End less start in days; to the day asked about where it is open then."""
    return lasted_to(found, cells) - found.start


def open_at(found: Found, day: Ints) -> Truths:
    """Which are in force at the end of the day."""
    return np.asarray((found.start <= day) & (found.end > day))


@find.register
def _(e: x.Spells, cells: Cells) -> Found:
    rows = cells.frame.spells[e.kind]
    first_row = cells.frame.first_row[e.kind]
    cell, row = cells.kernels.seen(
        first_row, cells.child, cells.as_at, cells.day, rows.seen_from, rows.seen_to, rows.start
    )
    kind = np.zeros(len(row), dtype=np.int32)
    return Found(len(cells), cell, rows.start[row], rows.end[row], row, kind, (e.kind,))


@find.register
def _(e: x.Where, cells: Cells) -> Found:
    found = spells(e.of, cells)
    return found.taken(attribute_of(found, cells.frame, e.attribute).among(e.codes))


@find.register
def _(e: x.BeforeAge, cells: Cells) -> Found:
    found = spells(e.of, cells)
    attained = cells.birthday(e.years)[found.cell]
    until = np.where(attained == NOT_KNOWN, np.int32(FOREVER), attained)
    part = replace(found, end=np.minimum(found.end, until))
    return part.taken(found.start < until)


@find.register
def _(e: x.Open, cells: Cells) -> Found:
    found = spells(e.of, cells)
    return found.taken(open_at(found, asked(found, cells)))


@find.register
def _(e: x.Touching, cells: Cells) -> Found:
    found = spells(e.of, cells)
    if e.months is None:
        return found
    return found.taken((found.start <= asked(found, cells)) & (found.end > cells.back(e.months)[found.cell]))


@find.register
def _(e: x.LivedIn, cells: Cells) -> Found:
    found = spells(e.of, cells)
    first = cells.back(e.months)[found.cell] + 1
    return found.taken((found.start <= asked(found, cells)) & (found.end > np.maximum(found.start, first)))


@find.register
def _(e: x.StartedIn, cells: Cells) -> Found:
    found = spells(e.of, cells)
    return found.taken((found.start > cells.back(e.months)[found.cell]) & (found.start <= asked(found, cells)))


@find.register
def _(e: x.EndedIn, cells: Cells) -> Found:
    found = spells(e.of, cells)
    return found.taken((found.end > cells.back(e.months)[found.cell]) & (found.end <= asked(found, cells)))


@find.register
def _(e: x.First, cells: Cells) -> Found:
    return spells(e.of, cells).in_order().first_of_cells()


@find.register
def _(e: x.Last, cells: Cells) -> Found:
    found = spells(e.of, cells).in_order()
    return found.sorted_by(found.end, found.start).last_of_cells()


@find.register
def _(e: x.Within, cells: Cells) -> Found:
    found = spells(e.of, cells)
    return found.taken(found.over & (found.end <= calendar.add_months(found.start, e.months)))


@find.register
def _(e: x.ForAtLeast, cells: Cells) -> Found:
    found = spells(e.of, cells)
    return found.taken(lasted_to(found, cells) >= calendar.add_months(found.start, e.months))


@find.register
def _(e: x.NoLongerThan, cells: Cells) -> Found:
    found = spells(e.of, cells)
    return found.taken(lasted_to(found, cells) <= calendar.add_months(found.start, e.months))


@find.register
def _(e: x.ForDays, cells: Cells) -> Found:
    found = spells(e.of, cells)
    at_least = np.where(open_at(found, asked(found, cells)), e.still_open, e.ended)
    return found.taken(days_lasted(found, cells) >= at_least)


@find.register
def _(e: x.FromAge, cells: Cells) -> Found:
    found = spells(e.of, cells)
    attained = cells.birthday(e.years)[found.cell]
    start = np.maximum(found.start, attained)
    gone = found.over & (start >= found.end) & (start != found.start)
    part = replace(found, start=start)
    return part.taken((attained != NOT_KNOWN) & (start <= asked(found, cells)) & ~gone)


@find.register
def _(e: x.EndedUnder, cells: Cells) -> Found:
    found = spells(e.of, cells)
    attained = cells.birthday(e.years)[found.cell]
    under = (attained == NOT_KNOWN) | (found.end < attained)
    return found.taken((found.end <= asked(found, cells)) & under)


@find.register
def _(e: x.Throughout, cells: Cells) -> Found:
    found = spells(e.of, cells)
    first = cells.back(e.months)[found.cell] + 1
    return found.taken((found.start <= first) & (found.end >= asked(found, cells)))


@find.register
def _(e: x.BegunAgo, cells: Cells) -> Found:
    found = spells(e.of, cells)
    return found.taken(found.start <= cells.back(e.months)[found.cell])


@find.register
def _(e: x.WithinLimit, cells: Cells) -> Found:
    found = spells(e.of, cells)
    return found.taken(days_lasted(found, cells) <= _limits_on(e.limit, found.start))


def _limits_on(limit: DatedLimit, days: Ints) -> Ints:
    """The number of days in force on each day. ``ValueError`` where none was yet on one."""
    first = np.array([0 if day is None else day.toordinal() for day, _ in limit], dtype=np.int32)
    place = np.searchsorted(first, days, side="right") - 1
    if np.any(place < 0):
        raise ValueError("no limit was in force on the day on which a spell began")
    return np.array([number for _, number in limit], dtype=np.int32)[place]


@find.register
def _(e: x.When, cells: Cells) -> Found:
    found = spells(e.of, cells)
    return found.taken(holds(e.question, cells)[found.cell])


@find.register
def _(e: x.AnyOf, cells: Cells) -> Found:
    """Of one that both have, as the first has it."""
    both = together(spells(e.other, cells).in_order(), spells(e.of, cells).in_order(), cells.frame)
    order, first = _known_again(both, cells)
    return both.taken(order[lasts(first)]).in_order()


@find.register
def _(e: x.ButNot, cells: Cells) -> Found:
    of = spells(e.of, cells)
    both = together(of, spells(e.other, cells), cells.frame)
    order, first = _known_again(both, cells)
    run = np.cumsum(first) - 1
    has_other = np.zeros(int(first.sum()), dtype=np.bool_)
    has_other[run[order >= len(of)]] = True
    left = np.ones(len(both), dtype=np.bool_)
    left[order] = ~has_other[run]
    return of.taken(left[: len(of)])


def _known_again(both: Found, cells: Cells) -> tuple[Longs, Truths]:
    """An order in which those that are the same stand together, as they came; and where each run of them begins."""
    keys = (both.cell, both.kind, both.start, facts_of(both, cells.frame))
    order = np.lexsort(tuple(reversed(keys)))
    return order, firsts(*(key[order] for key in keys))
