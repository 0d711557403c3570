"""The runs of a family's facts, from one as-at day to the next. A day of knowing recomputes them only from the first
as-at day on which it differs from the day of knowing before it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Hashable, Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import add, itemgetter
from typing import Any, cast

from timeline.projections.tables.derivations import Derivations, Found, HeldFact, Ordered, Own, Placed, Run
from timeline.projections.tables.families import Family

FROM_EVER = date.min
"""The as-at day from which a state holds that no fact begins, such as that nothing is known of the child."""

DAY: Callable[[tuple[date, Any]], date] = itemgetter(0)
_CHANGE_POINT: Callable[[tuple[date, Any, Any]], date] = itemgetter(0)
_VALUE: Callable[[Placed], int] = itemgetter(2)
_HAPPENED: Callable[[HeldFact], date] = itemgetter(HeldFact._fields.index("day"))


class _Group:
    """The facts of a group that hold, in their order; their runs; and the first day that the runs do not include
    yet."""

    __slots__ = ("held", "path", "since")

    def __init__(self) -> None:
        self.held: list[HeldFact] = []
        self.path: list[tuple[date, Run]] = []
        self.since = date.max

    def add(self, fact: HeldFact) -> None:
        """Add a fact."""
        insort(self.held, fact)
        self.since = min(self.since, fact.day)

    def remove(self, fact: HeldFact) -> None:
        """Remove a fact."""
        del self.held[bisect_left(self.held, fact)]
        self.since = min(self.since, fact.day)

    def update(self) -> date:
        """Recompute the runs from the first day that they do not include yet, and return that day."""
        since, self.since = self.since, date.max
        del self.path[bisect_left(self.path, since, key=DAY) :]
        run = self.path[-1][1] if self.path else None
        changed = self.held[bisect_left(self.held, since, key=_HAPPENED) :]
        for day, together in groupby(changed, key=_HAPPENED):
            more = [each.fact for each in together]
            run = Run((*run.facts, *more), run) if run else Run(tuple(more))
            self.path.append((day, run))
        return since


class Facts:
    """The facts of a family that hold. ``path``: from each change point on, the family's run or, for a family in
    groups, the values of its groups' runs together. ``changed``: the groups changed since ``path`` was computed."""

    def __init__(self, family: Family) -> None:
        self.path: list[tuple[date, Own]] = []
        self._family = family
        self._groups: dict[Hashable, _Group] = {}
        self.changed: dict[Hashable, _Group] = {}
        self._ordered: list[Ordered] = []
        self._number = 0

    def __len__(self) -> int:
        return self._number

    def add(self, fact: HeldFact) -> None:
        """Add a fact."""
        self._group(fact).add(fact)
        self._number += 1

    def remove(self, fact: HeldFact) -> None:
        """Remove a fact."""
        self._group(fact).remove(fact)
        self._number -= 1

    def _group(self, fact: HeldFact) -> _Group:
        """The group of a fact, marked as changed."""
        groups = self._family.groups
        which = None if groups is None else groups.of(fact.fact.event, fact.place)
        found = self._groups.get(which)
        if found is None:
            found = self._groups[which] = _Group()
        self.changed[which] = found
        return found

    def update(self, deriving: Derivations) -> date | None:
        """Recompute ``path``. The first as-at day that differs; ``None`` where nothing has changed."""
        if not self.changed:
            return None
        since = min(group.update() for group in self.changed.values())
        self.changed.clear()
        if self._family.groups is None:
            self.path = cast("list[tuple[date, Own]]", self._groups[None].path)
        else:
            self._put_together(since, deriving)
        return since

    def _put_together(self, since: date, deriving: Derivations) -> None:
        """Recompute ``path`` from this day on."""
        kept = bisect_left(self.path, since, key=DAY)
        del self.path[kept:], self._ordered[kept:]
        nothing: Ordered = [[]] * len(self._family.own)
        found: Found = ((),) * len(self._family.own)
        ordered = nothing
        if kept:
            found, ordered = cast("Found", self.path[-1][1]), self._ordered[-1]
        changes = sorted(self._changes(since, deriving, nothing), key=_CHANGE_POINT)
        for day, together in groupby(changes, key=_CHANGE_POINT):
            before = ordered
            for _, was, now in together:
                ordered = [*map(_replaced, ordered, was, now)]
            found = tuple(map(_values, found, before, ordered))
            self.path.append((day, found))
            self._ordered.append(ordered)

    def _changes(self, since: date, deriving: Derivations, nothing: Ordered) -> Iterator[tuple[date, Ordered, Ordered]]:
        """From this day on, each change point of a group, with the group's values before and after it."""
        for group in self._groups.values():
            kept = bisect_left(group.path, since, key=DAY)
            if kept == len(group.path):
                continue
            was = deriving.ordered(self._family, group.path[kept - 1][1]) if kept else nothing
            for day, run in group.path[kept:]:
                now = deriving.ordered(self._family, run)
                yield day, was, now
                was = now


class FactsByThemselves:
    """The same for a family whose facts are derived one by one: ``path`` has the values of all facts, in order.
    ``changed``: whether a fact was added or removed since ``path`` was computed."""

    def __init__(self, family: Family) -> None:
        self.path: list[tuple[date, Own]] = []
        self.changed = False
        self._family = family
        self._held: list[HeldFact] = []
        self._since = date.max

    def __len__(self) -> int:
        return len(self._held)

    def add(self, fact: HeldFact) -> None:
        """Add a fact."""
        insort(self._held, fact)
        self._change(fact)

    def remove(self, fact: HeldFact) -> None:
        """Remove a fact."""
        del self._held[bisect_left(self._held, fact)]
        self._change(fact)

    def _change(self, fact: HeldFact) -> None:
        self.changed = True
        self._since = min(self._since, fact.day)

    def update(self, deriving: Derivations) -> date | None:
        """Recompute ``path``. The first as-at day that differs; ``None`` where nothing has changed."""
        if not self.changed:
            return None
        since, self._since, self.changed = self._since, date.max, False
        del self.path[bisect_left(self.path, since, key=DAY) :]
        found = cast("Found", self.path[-1][1]) if self.path else ((),) * len(self._family.own)
        changed = self._held[bisect_left(self._held, since, key=_HAPPENED) :]
        for day, happened in groupby(changed, key=_HAPPENED):
            for each in happened:
                found = tuple(map(add, found, deriving.of_fact(self._family, each)))
            self.path.append((day, found))
        return since


AnyFacts = Facts | FactsByThemselves


def _values(found: tuple[int, ...], before: Sequence[Placed], now: Sequence[Placed]) -> tuple[int, ...]:
    return found if before is now else tuple(map(_VALUE, now))


def _replaced(all_: Sequence[Placed], was: Sequence[Placed], now: Sequence[Placed]) -> Sequence[Placed]:
    """The values of all groups, sorted, with those of one group replaced."""
    if was == now:
        return all_
    if len(all_) == len(was):
        return now
    found = list(all_)
    for each in was:
        if each not in now:
            del found[bisect_left(found, each)]
    for each in now:
        if each not in was:
            insort(found, each)
    return found


def together(since: date, *paths: tuple[Sequence[tuple[date, Any]], Any]) -> Iterator[tuple[date, list[Any]]]:
    """The states of several paths together, on ``since`` and on each later change point of one of them. Each path is
    given with its state before it begins. A yielded list is valid until the next."""
    there, changes = [], list[tuple[date, int, Any]]()
    for which, (path, nothing) in enumerate(paths):
        at = bisect_right(path, since, key=DAY)
        there.append(path[at - 1][1] if at else nothing)
        changes += [(day, which, state) for day, state in path[at:]]
    changes.sort(key=_CHANGE_POINT)
    for day, which, state in changes:
        if day != since:
            yield since, there
            since = day
        there[which] = state
    yield since, there
