"""What the facts of a family come to from one as-at day to the next, gone through no further back than the first day on
which a day of knowing differs from the one before it.
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
"""From when on something is seen that no fact makes so: that nothing is known of the child, and the like."""

DAY: Callable[[tuple[date, Any]], date] = itemgetter(0)
_DAY_OF_TURN: Callable[[tuple[date, Any, Any]], date] = itemgetter(0)
_VALUE: Callable[[Placed], int] = itemgetter(2)
_HAPPENED: Callable[[HeldFact], date] = itemgetter(HeldFact._fields.index("day"))


class _Group:
    """The facts of a group that hold, in their order; the runs that they make; and the first day that is not yet in
    them."""

    __slots__ = ("path", "since", "standing")

    def __init__(self) -> None:
        self.standing: list[HeldFact] = []
        self.path: list[tuple[date, Run]] = []
        self.since = date.max

    def put(self, fact: HeldFact) -> None:
        """A fact holds."""
        insort(self.standing, fact)
        self.since = min(self.since, fact.day)

    def take_away(self, fact: HeldFact) -> None:
        """A fact does not hold any more."""
        del self.standing[bisect_left(self.standing, fact)]
        self.since = min(self.since, fact.day)

    def go_on(self) -> date:
        """Make the runs anew from the first day that is not yet in them: that day."""
        since, self.since = self.since, date.max
        del self.path[bisect_left(self.path, since, key=DAY) :]
        run = self.path[-1][1] if self.path else None
        changed = self.standing[bisect_left(self.standing, since, key=_HAPPENED) :]
        for day, together in groupby(changed, key=_HAPPENED):
            more = [each.fact for each in together]
            run = Run((*run.facts, *more), run) if run else Run(tuple(more))
            self.path.append((day, run))
        return since


class Facts:
    """The facts of a family that hold, and what they come to from each day on at which it is something else: ``path``.
    Of a family in no groups its runs; else what the runs of its groups come to together. ``changed``: the groups that
    have changed since."""

    def __init__(self, family: Family) -> None:
        self.path: list[tuple[date, Own]] = []
        self._family = family
        self._groups: dict[Hashable, _Group] = {}
        self.changed: dict[Hashable, _Group] = {}
        self._ordered: list[Ordered] = []
        self._number = 0

    def __len__(self) -> int:
        return self._number

    def put(self, fact: HeldFact) -> None:
        """A fact holds."""
        self._group(fact).put(fact)
        self._number += 1

    def take_away(self, fact: HeldFact) -> None:
        """A fact does not hold any more."""
        self._group(fact).take_away(fact)
        self._number -= 1

    def _group(self, fact: HeldFact) -> _Group:
        """The group of a fact, which changes."""
        groups = self._family.groups
        which = None if groups is None else groups.of(fact.fact.event, fact.place)
        found = self._groups.get(which)
        if found is None:
            found = self._groups[which] = _Group()
        self.changed[which] = found
        return found

    def go_on(self, deriving: Derivations) -> date | None:
        """Take in what has changed. From which day on that makes a difference; ``None`` where nothing has changed."""
        if not self.changed:
            return None
        since = min(group.go_on() for group in self.changed.values())
        self.changed.clear()
        if self._family.groups is None:
            self.path = cast("list[tuple[date, Own]]", self._groups[None].path)
        else:
            self._put_together(since, deriving)
        return since

    def _put_together(self, since: date, deriving: Derivations) -> None:
        """Go on from what the groups came to before this day."""
        kept = bisect_left(self.path, since, key=DAY)
        del self.path[kept:], self._ordered[kept:]
        nothing: Ordered = [[]] * len(self._family.own)
        found: Found = ((),) * len(self._family.own)
        ordered = nothing
        if kept:
            found, ordered = cast("Found", self.path[-1][1]), self._ordered[-1]
        turns = sorted(self._turns(since, deriving, nothing), key=_DAY_OF_TURN)
        for day, together in groupby(turns, key=_DAY_OF_TURN):
            before = ordered
            for _, was, now in together:
                ordered = [*map(_replaced, ordered, was, now)]
            found = tuple(map(_values, found, before, ordered))
            self.path.append((day, found))
            self._ordered.append(ordered)

    def _turns(self, since: date, deriving: Derivations, nothing: Ordered) -> Iterator[tuple[date, Ordered, Ordered]]:
        """From this day on, each day on which some group comes to something else: what it came to until then."""
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
    """The same of a family whose facts are each by themselves: what they come to is what each comes to, one after the
    other. ``changed``: whether any has come or gone since."""

    def __init__(self, family: Family) -> None:
        self.path: list[tuple[date, Own]] = []
        self.changed = False
        self._family = family
        self._standing: list[HeldFact] = []
        self._since = date.max

    def __len__(self) -> int:
        return len(self._standing)

    def put(self, fact: HeldFact) -> None:
        """A fact holds."""
        insort(self._standing, fact)
        self._change(fact)

    def take_away(self, fact: HeldFact) -> None:
        """A fact does not hold any more."""
        del self._standing[bisect_left(self._standing, fact)]
        self._change(fact)

    def _change(self, fact: HeldFact) -> None:
        self.changed = True
        self._since = min(self._since, fact.day)

    def go_on(self, deriving: Derivations) -> date | None:
        """Take in what has changed. From which day on that makes a difference; ``None`` where nothing has changed."""
        if not self.changed:
            return None
        since, self._since, self.changed = self._since, date.max, False
        del self.path[bisect_left(self.path, since, key=DAY) :]
        found = cast("Found", self.path[-1][1]) if self.path else ((),) * len(self._family.own)
        changed = self._standing[bisect_left(self._standing, since, key=_HAPPENED) :]
        for day, happened in groupby(changed, key=_HAPPENED):
            for each in happened:
                found = tuple(map(add, found, deriving.of_fact(self._family, each)))
            self.path.append((day, found))
        return since


AnyFacts = Facts | FactsByThemselves


def _values(found: tuple[int, ...], before: Sequence[Placed], now: Sequence[Placed]) -> tuple[int, ...]:
    return found if before is now else tuple(map(_VALUE, now))


def _replaced(all_: Sequence[Placed], was: Sequence[Placed], now: Sequence[Placed]) -> Sequence[Placed]:
    """What all groups come to, sorted, where one comes to this and no longer to that."""
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
    """What there is of each of these on this day, and on each day after it on which one of them turns. Each path comes
    with what there is before it begins. What is yielded holds until the next is."""
    there, turns = [], list[tuple[date, int, Any]]()
    for which, (path, nothing) in enumerate(paths):
        at = bisect_right(path, since, key=DAY)
        there.append(path[at - 1][1] if at else nothing)
        turns += [(day, which, turned) for day, turned in path[at:]]
    turns.sort(key=_DAY_OF_TURN)
    for day, which, turned in turns:
        if day != since:
            yield since, there
            since = day
        there[which] = turned
    yield since, there
