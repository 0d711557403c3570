"""Medians, means and the longest of the numbers that children bring, at every point of a grid at once.

A mean is two sums over rectangles. A median and the longest are read off a count of every number, one as-at day after
another: for each number how many bring it on each day of knowing, which is again a difference along the days.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from timeline.projections.algebra.columnar.frame import Ints, Longs
from timeline.projections.algebra.indicator import Statistic
from timeline.projections.algebra.spans.interval_sets import firsts
from timeline.projections.algebra.spans.totals import Brought


@dataclass(frozen=True, eq=False)
class Statistics:
    """At every point a fraction, ``numerator`` by ``denominator``; the latter is 0 where there is no number."""

    numerator: Longs
    denominator: Longs


def statistics(brought: Brought, told_as: Statistic, days: Ints) -> Statistics:
    """The statistic of the numbers at every point. ``days``: those asked about."""
    found = Statistics(*np.zeros((2, *brought.at.shape), dtype=np.int64))
    for row in range(brought.at.shape[0]):
        numbers = on(brought, row, days)
        if len(numbers.number):
            found.numerator[row], found.denominator[row] = _of_one_day(numbers, told_as)
    return found


def on(brought: Brought, row: int, days: Ints) -> Brought:
    """The numbers of one day asked about, as they are on it. ``days``: those asked about."""
    at = brought.at
    here = np.flatnonzero((at.first <= row) & (row < at.until))
    later = int(days[row]) - days[at.first[here]].astype(np.int64)
    return Brought(at.taken(here), brought.number[here] + brought.growing[here] * later, brought.growing[here])


def at_a_point(brought: Brought, point: tuple[int, int], days: Ints) -> Longs:
    """The numbers at one point, the least first."""
    row, column = point
    found = on(brought, row, days)
    known = (found.at.known_first <= column) & (column < found.at.known_until)
    return np.sort(found.number[known])


def _of_one_day(numbers: Brought, told_as: Statistic) -> tuple[Longs, Longs]:
    """At every day of knowing. Days of knowing between which the same numbers are known are one."""
    columns, at = numbers.at.shape[1], numbers.at
    edge = np.zeros(columns + 1, dtype=np.bool_)
    edge[at.known_first] = edge[at.known_until] = True
    stretch = np.cumsum(edge)  # 0 before any number is known
    order = np.argsort(numbers.number)
    new = firsts(numbers.number[order])
    values, which = numbers.number[order][new], np.cumsum(new) - 1
    known, no_longer = stretch[at.known_first[order]], stretch[at.known_until[order]]
    size, many = int(stretch[-1]) + 1, len(values)
    change = np.bincount(which * size + known, minlength=many * size)
    change -= np.bincount(which * size + no_longer, minlength=many * size)
    count = change.reshape(many, size).cumsum(axis=1)
    numerator, denominator = _of_counts(values, count, told_as)
    return numerator[stretch[:-1]], denominator[stretch[:-1]]


def _of_counts(values: Longs, count: Longs, told_as: Statistic) -> tuple[Longs, Longs]:
    """``count``: of each of the values, which ascend, how often it is there, in each of some columns."""
    if told_as is Statistic.MEAN:
        return values @ count, count.sum(axis=0)
    up_to = count.cumsum(axis=0)
    total = up_to[-1]
    if told_as is Statistic.LONGEST:
        return _nth(values, up_to, total - 1), np.minimum(total, 1)
    middle = _nth(values, up_to, (total - 1) // 2) + _nth(values, up_to, total // 2)
    return middle, np.minimum(total, 1) * 2


def _nth(values: Longs, up_to: Longs, n: Longs) -> Longs:
    """In each column the value that has ``n`` others before it; any where there is none."""
    return np.asarray(values[np.argmax(up_to > n, axis=0)])
