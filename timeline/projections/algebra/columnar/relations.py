"""The operators of two sorts of spell, and those that look from another day, as array operations."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from timeline.projections.algebra import relations as r
from timeline.projections.algebra import times as t
from timeline.projections.algebra.columnar import calendar
from timeline.projections.algebra.columnar.cells import Cells
from timeline.projections.algebra.columnar.found import Found, began_of, facts_of, firsts, pairs
from timeline.projections.algebra.columnar.frame import FOREVER, NOT_KNOWN, Longs, Truths
from timeline.projections.algebra.columnar.spells import asked, find, spells
from timeline.projections.algebra.naming import Called

_FACTS = 2**31
"""More than there are numbers of facts, so that two of them make one."""


@find.register
def _(e: Called, cells: Cells) -> Found:
    return spells(e.of, cells)


@find.register
def _(e: r.During, cells: Cells) -> Found:
    of, other = spells(e.of, cells), spells(e.other, cells)
    a, b = pairs(of, other)
    began, start, end = of.start[a], other.start[b], other.end[b]
    return _with_any(of, a, (began == start) | ((start < began) & (began < end)))


@find.register
def _(e: r.Following, cells: Cells) -> Found:
    of, other = spells(e.of, cells), spells(e.other, cells)
    a, b = pairs(of, other)
    latest = calendar.add_months(np.where(other.over, other.end, 0).astype(np.int32), e.months)
    began, end = of.start[a], other.end[b]
    return _with_any(of, a, other.over[b] & (began >= end) & (began <= latest[b]))


@find.register
def _(e: r.Preceding, cells: Cells) -> Found:
    of, other = spells(e.of, cells), spells(e.other, cells)
    a, b = pairs(of, other)
    before = of.over[a] & (of.end[a] <= other.start[b]) & (of.start[a] < other.start[b])
    if e.months is not None:
        latest = calendar.add_months(np.where(of.over, of.end, 0).astype(np.int32), e.months)
        before &= other.start[b] <= latest[a]
    return _with_any(of, a, before)


def _with_any(of: Found, a: Longs, fits: Truths) -> Found:
    """Those that fit with any of the pairs they are in."""
    has = np.zeros(len(of), dtype=np.bool_)
    has[a[fits]] = True
    return of.taken(has)


@find.register
def _(e: r.WithTheOneBefore, cells: Cells) -> Found:
    of, other = spells(e.of, cells), spells(e.other, cells).in_order()
    a, b = pairs(of, other)
    fits = other.over[b] & (other.end[b] == of.start[a])
    last = np.full(len(of), NOT_KNOWN, dtype=np.int64)
    np.maximum.at(last, a[fits], b[fits])
    has = last != NOT_KNOWN
    before, part = other.taken(last[has]), of.taken(has)
    facts = facts_of(before, cells.frame) * _FACTS + facts_of(part, cells.frame)
    return replace(part, start=before.start, facts=facts, began=began_of(before, cells.frame))


@find.register
def _(e: t.Ago, cells: Cells) -> Found:
    return spells(e.of, cells.ago(e.months, e.days_later))


@find.register
def _(e: t.BegunSince, cells: Cells) -> Found:
    found = spells(e.of, cells)
    return found.taken(found.start >= cells.back(e.months)[found.cell])


@find.register
def _(e: t.LastBegun, cells: Cells) -> Found:
    found = spells(e.of, cells).in_order()
    return found.sorted_by(found.start, found.end).last_of_cells()


@find.register
def _(e: t.Once, cells: Cells) -> Found:
    found = spells(e.of, cells).in_order()
    began = began_of(found, cells.frame)
    by_end = np.lexsort((-found.end, began, found.cell))
    return found.taken(by_end[firsts(found.cell[by_end], began[by_end])])


@find.register
def _(e: t.Since, cells: Cells) -> Found:
    found = spells(e.of, cells)
    return replace(found, end=np.full(len(found), FOREVER, dtype=np.int32))


@find.register
def _(e: t.Ending, cells: Cells) -> Found:
    found = spells(e.of, cells)
    return replace(found, start=found.end).taken(found.end <= asked(found, cells)).by_start()


@find.register
def _(e: t.Until, cells: Cells) -> Found:
    found, other = spells(e.of, cells), spells(e.other, cells)
    until = np.full(len(cells), FOREVER, dtype=np.int32)
    np.minimum.at(until, other.cell, other.start)
    end = np.maximum(found.start, until[found.cell])
    return replace(found, end=end).taken(other.any()[found.cell])
