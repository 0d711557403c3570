"""Sets of days of many groups, and the few operations that everything else is made of.

A group is a child in one state of knowledge. Days are places in the ascending array of the days asked about, so that a
span ``[lo, hi)`` of places is a run of answers: one day asked about is one place, a series of 120 days is 120. A place
of a group is one number, ``group * (width + 1) + place``: the places of all groups lie on one line, one after another
and with a gap between, and a union, a complement or a count over all groups is one sort.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from timeline.projections.algebra.columnar.frame import Ints, Longs, Truths


@dataclass(frozen=True, eq=False)
class IntervalSet:
    """Of each group the places at which something holds, as spans on the line: sorted, and no two overlap."""

    groups: int
    width: int
    begin: Longs
    until: Longs

    @classmethod
    def none(cls, groups: int, width: int) -> IntervalSet:
        """No place of any group."""
        return cls(groups, width, np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))

    def __len__(self) -> int:
        return len(self.begin)

    def __and__(self, other: IntervalSet) -> IntervalSet:
        if self.width == 1:
            return self._counts_with(other).between(2)
        if len(other) < len(self):
            return other & self
        of, which = overlaps(self.begin, self.until, other)
        begin, until = np.maximum(self.begin[of], other.begin[which]), np.minimum(self.until[of], other.until[which])
        return IntervalSet(self.groups, self.width, begin, until)

    def __or__(self, other: IntervalSet) -> IntervalSet:
        return self._counts_with(other).between(1)

    def __invert__(self) -> IntervalSet:
        first = np.arange(self.groups, dtype=np.int64) * (self.width + 1)
        if self.width == 1:
            left = np.ones(self.groups, dtype=np.bool_)
            left[self.begin >> 1] = False
            return IntervalSet(self.groups, 1, first[left], first[left] + 1)
        begin = np.sort(np.concatenate([first, self.until]))
        until = np.sort(np.concatenate([self.begin, first + self.width]))
        some = begin < until
        return IntervalSet(self.groups, self.width, begin[some], until[some])

    @cached_property
    def group(self) -> Longs:
        """The group of each span."""
        return self.begin // (self.width + 1)

    @cached_property
    def lo(self) -> Longs:
        """The first place of each span in its group."""
        return self.begin - self.group * (self.width + 1)

    @cached_property
    def hi(self) -> Longs:
        """The place after the last of each span in its group."""
        return self.until - self.group * (self.width + 1)

    def taken(self, which: Longs | Truths) -> IntervalSet:
        """Some of the spans."""
        return IntervalSet(self.groups, self.width, self.begin[which], self.until[which])

    def _counts_with(self, other: IntervalSet) -> Counts:
        begin, until = np.concatenate([self.begin, other.begin]), np.concatenate([self.until, other.until])
        return Counts.of(self.groups, self.width, begin, until)


@dataclass(frozen=True, eq=False)
class Counts:
    """How many of some spans hold: ``number`` from each place of the line on until the next."""

    groups: int
    width: int
    place: Longs
    number: Longs

    @classmethod
    def of(cls, groups: int, width: int, begin: Longs, until: Longs) -> Counts:
        """One pass over the edges of spans, in whatever order they are given."""
        if width == 1:
            number = np.bincount(begin >> 1, minlength=groups)
            which = np.flatnonzero(number)
            return cls(groups, width, which * 2, number[which])
        edges = np.concatenate([begin * 2 + 1, until * 2])  # at one place, ends before beginnings
        edges.sort(kind="stable")  # which is fast where both come in order
        place, number = edges >> 1, np.cumsum((edges & 1) * 2 - 1)
        last = lasts(firsts(place))
        return cls(groups, width, place[last], number[last])

    def between(self, at_least: int, at_most: int | None = None) -> IntervalSet:
        """Where no fewer and no more hold. ``at_most``: ``None`` is not limited."""
        if at_least <= 0:
            everything = ~IntervalSet.none(self.groups, self.width)
            return everything if at_most is None else ~self.between(at_most + 1)
        holds = self.number >= at_least
        if at_most is not None:
            holds &= self.number <= at_most
        if self.width == 1:
            return IntervalSet(self.groups, 1, self.place[holds], self.place[holds] + 1)
        edges = np.flatnonzero(np.diff(holds, prepend=False))
        return IntervalSet(self.groups, self.width, self.place[edges[0::2]], self.place[edges[1::2]])


def union(groups: int, width: int, begin: Longs, until: Longs) -> IntervalSet:
    """Where any of these spans holds."""
    if width == 1 or np.any(begin[1:] < until[:-1]):
        return Counts.of(groups, width, begin, until).between(1)
    apart = begin[1:] != until[:-1]
    if not apart.all():
        begin, until = begin[np.append(True, apart)], until[np.append(apart, True)]
    return IntervalSet(groups, width, begin, until)


def overlaps(begin: Longs, until: Longs, other: IntervalSet) -> tuple[Longs, Longs]:
    """Each of some spans with every one of a set that it overlaps: the places of both among theirs."""
    first = np.searchsorted(other.until, begin, side="right")
    return expanded(first, np.searchsorted(other.begin, until, side="left"))


def expanded(first: Longs, until: Longs) -> tuple[Longs, Longs]:
    """Every number of each run ``[first, until)``, with the place of the run."""
    count = np.maximum(until - first, 0)
    of = np.repeat(np.arange(len(first)), count)
    return of, np.arange(len(of)) - (np.cumsum(count) - count)[of] + first[of]


def foremost(begin: Longs, until: Longs, width: int) -> tuple[Longs, Longs, Longs]:
    """Of spans of which each group's come in the order of preference, where each is the first that holds: which span,
    from where and until where, along the line."""
    order = np.argsort(begin, kind="stable")
    if width == 1:
        order = order[firsts(begin[order])]
        return order, begin[order], until[order]
    clash = begin[order][1:] < until[order][:-1]
    if not clash.any():
        return order, begin[order], until[order]
    group = begin // (width + 1)
    clashing = np.zeros(int(group.max()) + 1, dtype=np.bool_)
    clashing[group[order[1:][clash]]] = True
    alone, among = order[~clashing[group[order]]], np.flatnonzero(clashing[group])
    of, first, last = _parted(begin[among], until[among])
    which = np.concatenate([alone, among[of]])
    begins, ends = np.concatenate([begin[alone], first]), np.concatenate([until[alone], last])
    again = np.argsort(begins, kind="stable")
    return which[again], begins[again], ends[again]


def _parted(begin: Longs, until: Longs) -> tuple[Longs, Longs, Longs]:
    edges, of, segment = segments(begin, until)
    best = np.full(len(edges), -1, dtype=np.int64)
    best[segment[::-1]] = of[::-1]  # the first of each segment is written last
    first = np.flatnonzero(firsts(best))
    end = np.append(first[1:], len(edges) - 1)
    held = best[first] != -1
    return best[first][held], edges[first][held], edges[end][held]


def segments(begin: Longs, until: Longs) -> tuple[Longs, Longs, Longs]:
    """The edges of spans in order, and each span with every segment between two edges that it covers."""
    edges = np.sort(np.concatenate([begin, until]))
    edges = edges[firsts(edges)]
    of, segment = expanded(np.searchsorted(edges, begin), np.searchsorted(edges, until))
    return edges, of, segment


def firsts(*keys: Longs | Ints) -> Truths:
    """Where a new run of equal keys begins."""
    new = np.zeros(len(keys[0]), dtype=np.bool_)
    new[:1] = True
    for key in keys:
        new[1:] |= key[1:] != key[:-1]
    return new


def lasts(new: Truths) -> Truths:
    """Where a run ends, of runs that begin there."""
    return np.append(new[1:], True)[: len(new)]
