"""The yes-or-no questions, as array operations."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from timeline.projections.algebra import questions as ask
from timeline.projections.algebra.columnar.cells import Cells
from timeline.projections.algebra.columnar.found import Found, attribute_of, firsts
from timeline.projections.algebra.columnar.frame import FOREVER, NOT_KNOWN, Longs, Truths
from timeline.projections.algebra.columnar.spells import answer, holds, lasted_to, spells


@answer.register
def _(q: ask.Some, cells: Cells) -> Truths:
    return spells(q.of, cells).any()


@answer.register
def _(q: ask.Count, cells: Cells) -> Truths:
    number = spells(q.of, cells).number()
    return np.asarray((number >= q.at_least) & (True if q.at_most is None else number <= q.at_most))


@answer.register
def _(q: ask.Distinct, cells: Cells) -> Truths:
    found = spells(q.of, cells)
    code = attribute_of(found, cells.frame, q.attribute).numbers
    recorded = code != NOT_KNOWN
    cell, code = found.cell[recorded], code[recorded]
    order = np.lexsort((code, cell))
    different = firsts(cell[order], code[order])
    return np.asarray(np.bincount(cell[order][different], minlength=len(cells)) >= q.at_least)


@answer.register
def _(q: ask.DaysInAll, cells: Cells) -> Truths:
    found = spells(q.of, cells)
    found = replace(found, end=lasted_to(found, cells)).by_start()
    reached = _latest_end_before(found)
    days = np.maximum(found.end - np.maximum(found.start, reached), 0)
    return np.asarray(np.bincount(found.cell, weights=days, minlength=len(cells)) >= q.at_least)


def _latest_end_before(found: Found) -> Longs:
    """Of each, the latest end of those before it in its cell; 0 where it is the first."""
    above = found.cell * FOREVER  # a later cell is above all days of the one before
    latest = np.maximum.accumulate(np.append(0, found.end + above)[:-1])
    return np.maximum(latest - above, 0)


@answer.register
def _(q: ask.Aged, cells: Cells) -> Truths:
    attained = cells.birthday(q.years)
    return np.asarray((attained != NOT_KNOWN) & (cells.day >= attained))


@answer.register
def _(q: ask.Both, cells: Cells) -> Truths:
    return holds(q.a, cells) & holds(q.b, cells)


@answer.register
def _(q: ask.Either, cells: Cells) -> Truths:
    return holds(q.a, cells) | holds(q.b, cells)


@answer.register
def _(q: ask.Not, cells: Cells) -> Truths:
    return ~holds(q.of, cells)
