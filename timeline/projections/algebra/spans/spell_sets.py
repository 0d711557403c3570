"""What an expression comes to: spells of groups, each with the span of places at which it is among them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeVar

import numpy as np

from timeline.projections.algebra.columnar import calendar
from timeline.projections.algebra.columnar.frame import NOT_KNOWN, Codes, Frame, Ints, Longs, Rows, Truths
from timeline.projections.algebra.spans.interval_sets import Counts, IntervalSet, firsts, lasts, overlaps, union

T = TypeVar("T")

COLUMNS = ("group", "lo", "hi", "start", "end", "row", "kind", "facts", "began")
"""Of a set of spells, the arrays that have one element a spell."""


@dataclass(frozen=True, eq=False)
class SpellSet:
    """Spells, sorted by group. One whose span of places falls apart is here once for each part.

    ``row``: the place in ``frame.spells[kind]`` that attributes and facts are read from; ``kind``: the place of the
    kind in ``kinds``. ``facts``, ``began``: where they are not those of the row.
    """

    groups: int
    width: int
    group: Longs
    lo: Longs
    hi: Longs
    start: Ints
    end: Ints
    row: Longs
    kind: Ints
    kinds: tuple[str, ...]
    facts: Longs | None = None
    began: Longs | None = None

    def __len__(self) -> int:
        return len(self.group)

    def taken(self, which: Longs | Truths, **instead: Any) -> SpellSet:
        """Some of them. ``instead``: columns that are given, one element for each taken."""
        columns: dict[str, Any] = {name: getattr(self, name) for name in COLUMNS if name not in instead}
        taken: dict[str, Any] = {name: None if each is None else each[which] for name, each in columns.items()}
        return replace(self, **taken, **instead)

    def clipped(self, lo: Longs | int = 0, hi: Longs | int | None = None, **instead: Any) -> SpellSet:
        """The part of each from one place of its group to another; nothing of those that have none."""
        low = np.maximum(self.lo, lo)
        high = self.hi if hi is None else np.minimum(self.hi, hi)
        kept = low < high
        found = replace(self, lo=low, hi=high, **instead)
        return found if kept.all() else found.taken(np.flatnonzero(kept))

    @cached_property
    def begin(self) -> Longs:
        """The first place of each on the line."""
        return self.group * (self.width + 1) + self.lo

    @cached_property
    def until(self) -> Longs:
        """The place of the line after the last of each."""
        return self.group * (self.width + 1) + self.hi

    def within(self, spans: IntervalSet) -> SpellSet:
        """The part of each inside a set."""
        of, which = overlaps(self.begin, self.until, spans)
        lo, hi = np.maximum(self.lo[of], spans.lo[which]), np.minimum(self.hi[of], spans.hi[which])
        return self.taken(of, lo=lo, hi=hi)

    def any(self) -> IntervalSet:
        """Where there is one."""
        return union(self.groups, self.width, self.begin, self.until)

    @cached_property
    def counts(self) -> Counts:
        """How many there are."""
        return Counts.of(self.groups, self.width, self.begin, self.until)

    @property
    def in_order(self) -> tuple[Ints | Longs, ...]:
        """The keys of the one order of spells, which ``reference.in_order`` states. Of two rows that are seen at one
        place, the first has the lower number in the case."""
        if len(self.kinds) == 1:
            return (self.start, self.row)
        return (self.start, np.argsort(np.argsort(self.kinds))[self.kind], self.row)


@dataclass(frozen=True, eq=False)
class DaysAsked:
    """The days asked about, ascending. ``looked``: the day that each looks from, an earlier one under an operator that
    looks back."""

    days: Ints
    looked: Ints
    _tables: dict[int, tuple[int, Longs]] = field(default_factory=dict)

    @classmethod
    def of(cls, days: Ints) -> DaysAsked:
        """Each looks from itself."""
        return cls(days, days)

    def first(self, day: Ints, months: int = 0) -> Longs:
        """The place of the first day asked about from which so many months back is ``day`` or later.

        Every condition of an operator on the day asked about is such a threshold: whether what lies so many months
        back is at or after a day is false up to one place and true from it on.
        """
        if months not in self._tables:
            back = calendar.add_months(self.looked, -months) if months else self.looked
            if len(back) == 1:
                return np.asarray(day > back[0], dtype=np.int64)
            self._tables[months] = int(back[0]), np.searchsorted(back, np.arange(back[0], back[-1] + 2))
        begin, table = self._tables[months]
        return np.asarray(table[np.clip(day - begin, 0, len(table) - 1)])

    def ago(self, months: int, days_later: int) -> DaysAsked:
        """Each looks from so many months earlier, and so many days after that."""
        return DaysAsked(self.days, calendar.add_months(self.looked, -months) + np.int32(days_later))


@dataclass(frozen=True, eq=False)
class Population:
    """Groups of a frame in which everything is known at once. ``until``: of each group the place after the last that is
    asked of it; 0 of a child of whom nothing is known.

    What an expression comes to is found once, however many rows of however many indicators speak of it.
    """

    frame: Frame
    asked: DaysAsked
    until: Longs
    _above: Population | None = None
    _found: dict[object, Any] = field(default_factory=dict)

    @property
    def groups(self) -> int:
        """How many groups there are."""
        return len(self.frame)

    @property
    def width(self) -> int:
        """How many days are asked about."""
        return len(self.asked.days)

    def once(self, key: object, find: Callable[[], T]) -> T:
        """What was found under the key, or is now."""
        if key not in self._found:
            self._found[key] = find()
        found: T = self._found[key]
        return found

    def ago(self, months: int, days_later: int) -> Population:
        """The same groups, as seen on the same days, asked about earlier ones."""
        return self.once(
            ("ago", months, days_later),
            lambda: replace(self, asked=self.asked.ago(months, days_later), _above=self.as_seen, _found={}),
        )

    @property
    def as_seen(self) -> Population:
        """That by whose days rows are seen."""
        return self._above or self

    @cached_property
    def everybody(self) -> IntervalSet:
        """All that is asked of anybody."""
        which = np.flatnonzero(self.until > 0)
        first = which * (self.width + 1)
        return IntervalSet(self.groups, self.width, first, first + self.until[which])

    def seen(self, rows: Rows) -> tuple[Longs, Longs, Longs]:
        """The rows that are seen at some place: which, from which place of the group, until which."""
        asked = self.as_seen.asked
        if self.width == 1:
            day = asked.days[0]
            seen = (rows.seen_from <= day) & (rows.seen_to > day) & (self.until[rows.child] > 0)
            which = np.flatnonzero(seen)
            return which, np.zeros(len(which), dtype=np.int64), np.ones(len(which), dtype=np.int64)
        lo, hi = asked.first(rows.seen_from), np.minimum(asked.first(rows.seen_to), self.until[rows.child])
        which = np.flatnonzero(lo < hi)
        return which, lo[which], hi[which]

    def particulars(self) -> tuple[Longs, Longs, Longs]:
        """The rows of the children themselves that are seen: see ``seen``."""
        return self.as_seen.once("particulars", lambda: self.seen(self.frame.children))

    def born(self) -> tuple[IntervalSet, Ints]:
        """The days of birth as they are seen, each with its span: together they cover every place of every group."""
        return self.as_seen.once("born", self.as_seen._born)

    def _born(self) -> tuple[IntervalSet, Ints]:
        which, lo, hi = self.particulars()
        first = self.frame.children.child[which].astype(np.int64) * (self.width + 1)
        gaps = ~union(self.groups, self.width, first + lo, first + hi)
        begin, until = np.append(first + lo, gaps.begin), np.append(first + hi, gaps.until)
        unknown = np.full(len(gaps), NOT_KNOWN, dtype=np.int32)
        born = np.append(self.frame.children.born_on[which], unknown)
        order = np.argsort(begin, kind="stable")
        begin, until, born = begin[order], until[order], born[order]
        new = firsts(born)
        new[1:] |= begin[1:] != until[:-1]
        return IntervalSet(self.groups, self.width, begin[new], until[lasts(new)]), born[new]

    def birthdays(self, years: int) -> tuple[IntervalSet, Ints]:
        """The days on which an age is attained, each with the span in which that is seen; ``NOT_KNOWN`` where the day
        of birth is."""
        spans, born = self.born()
        return spans, self.as_seen.once(("birthday", years), lambda: calendar.birthdays(born, years))

    def with_birthday(self, found: SpellSet, years: int) -> tuple[SpellSet, Ints]:
        """Spells, parted where another day of birth is seen, and of each part the day on which the age is attained."""
        spans, attained = self.birthdays(years)
        if len(spans) == self.groups:
            return found, attained[found.group]
        of, which = overlaps(found.begin, found.until, spans)
        lo, hi = np.maximum(found.lo[of], spans.lo[which]), np.minimum(found.hi[of], spans.hi[which])
        return found.taken(of, lo=lo, hi=hi), attained[which]


def facts_of(found: SpellSet, frame: Frame) -> Longs:
    """By what the facts of each are known again within its child."""
    return _read(found, frame, "facts") if found.facts is None else found.facts


def began_of(found: SpellSet, frame: Frame) -> Longs:
    """By what the first fact of each is known again within its child."""
    return _read(found, frame, "began") if found.began is None else found.began


def _read(found: SpellSet, frame: Frame, column: str) -> Longs:
    if len(found.kinds) == 1:
        return np.asarray(getattr(frame.spells[found.kinds[0]], column)[found.row])
    read = np.zeros(len(found), dtype=np.int64)
    for number, kind in enumerate(found.kinds):
        of_kind = found.kind == number
        read[of_kind] = getattr(frame.spells[kind], column)[found.row[of_kind]]
    return read


def attribute_of(found: SpellSet, frame: Frame, attribute: str) -> Codes:
    """A code of each."""
    if len(found.kinds) == 1:
        return frame.spells[found.kinds[0]].attribute(attribute).taken(found.row)
    words: dict[str, int] = {}
    numbers = np.zeros(len(found), dtype=np.int32)
    for number, kind in enumerate(found.kinds):
        of_kind = found.kind == number
        codes = frame.spells[kind].attribute(attribute).taken(found.row[of_kind])
        known_as = [words.setdefault(word, len(words)) for word in codes.words]
        numbers[of_kind] = np.array([*known_as, NOT_KNOWN], dtype=np.int32)[codes.numbers]
    return Codes(numbers, tuple(words))


def together(one: SpellSet, other: SpellSet, frame: Frame) -> SpellSet:
    """All of the one and then all of the other, out of the order of groups."""
    kinds = tuple(dict.fromkeys((*one.kinds, *other.kinds)))
    both = {name: np.concatenate([getattr(one, name), getattr(other, name)]) for name in COLUMNS[:6]}
    return SpellSet(
        one.groups,
        one.width,
        **both,
        kind=np.concatenate([_renumbered(one, kinds), _renumbered(other, kinds)]),
        kinds=kinds,
        facts=np.concatenate([facts_of(one, frame), facts_of(other, frame)]),
        began=np.concatenate([began_of(one, frame), began_of(other, frame)]),
    )


def _renumbered(found: SpellSet, kinds: tuple[str, ...]) -> Ints:
    return np.array([kinds.index(kind) for kind in found.kinds], dtype=np.int32)[found.kind]
