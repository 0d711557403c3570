"""Which changes of a child's facts moved the child in a figure.

A change is **decisive** where it alone moves the child. Where no single one does, the fewest that do together are
named. Between two as-at days time passes as well: the figure is evaluated as at each day in between on which something
happened, and the last of them on which the child's membership became the final one is the day that moved the child.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import chain
from typing import NamedTuple
from uuid import UUID

from replay.changes import Change, Withdrawals, changes
from timeline.domain.events import BecameLookedAfter, CeasedToBeLookedAfter
from timeline.domain.order import in_order
from timeline.domain.spells import Case, case
from timeline.domain.story import Story
from timeline.projections.algebra.derived import remembering
from timeline.projections.algebra.figures import Standing, standing
from timeline.projections.algebra.indicator import Indicator

Membership = Callable[[Case], object]
"""A child's membership in a figure. Values are compared, never interpreted."""


@dataclass(frozen=True, slots=True)
class Decisive:
    """The changes that moved a child: each of them alone would have, or only all of them together."""

    changes: tuple[Change, ...] = ()
    each_alone: bool = True


@dataclass(slots=True)
class StoryVariants:
    """A child's older story with any of the changes applied. Cases are cached: each is used for several figures."""

    before: Story
    changes: tuple[Change, ...]
    _cases: dict[tuple[int, ...], Case] = field(default_factory=dict)

    def decisive(self, membership: Membership) -> Decisive:
        """The changes that moved the child in the figure of ``membership``; none where the child did not move.

        A change is decisive where it alone gives the new membership, and so do all changes of its day together: an
        episode that ends because another begins does not end care. Where no single change is decisive: those of the
        last day, day after day, that gives the new membership, and the fewest before it without which it would not.
        """
        everything = tuple(range(len(self.changes)))
        new = membership(self._with(everything))
        if membership(self._with(())) == new:
            return Decisive()
        days = [day for day in self._days() if membership(self._with(day)) == new]
        alone = tuple(at for day in days for at in day if membership(self._with((at,))) == new)
        chosen = alone or self._together(membership, new)
        return Decisive(tuple(self.changes[at] for at in chosen), each_alone=bool(alone))

    def _days(self) -> list[tuple[int, ...]]:
        """The indices of the changes, grouped by day."""
        days: dict[object, list[int]] = defaultdict(list)
        for at, change in enumerate(self.changes):
            days[_days_of(change)].append(at)
        return [tuple(day) for day in days.values()]

    def _together(self, membership: Membership, new: object) -> tuple[int, ...]:
        """The fewest changes of the day that gives the new membership, then the fewest before it that are needed."""
        days = self._days()
        up_to = [tuple(sorted(chain.from_iterable(days[:number]))) for number in range(len(days) + 1)]
        last = max(number for number in range(len(days)) if membership(self._with(up_to[number])) != new)
        of_day, before = days[last], tuple(at for at in up_to[last])
        for at in before:
            others = tuple(other for other in before if other != at)
            if membership(self._with(_sorted(others, of_day))) == new != membership(self._with(others)):
                before = others
        for at in of_day:
            others = tuple(other for other in of_day if other != at)
            if others and membership(self._with(_sorted(before, others))) == new:
                of_day = others
        return (*of_day, *before)

    def _with(self, applied: tuple[int, ...]) -> Case:
        if applied not in self._cases:
            self._cases[applied] = remembering(case(with_changes(self.before, [self.changes[at] for at in applied])))
        return self._cases[applied]


def _sorted(some: Iterable[int], others: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted((*some, *others)))


def _days_of(change: Change) -> tuple[date, ...]:
    """The days on which its facts happened: for an amended fact, the old day and the new."""
    return tuple(sorted({fact.event.occurred_on for fact in (*change.before, *change.after)}))


def decisive(
    before: Story, after: Story, membership: Membership, withdrawn: Withdrawals | None = None
) -> tuple[Change, ...]:
    """The changes between two stories that moved the child. See ``StoryVariants``."""
    return StoryVariants(before, changes(before, after, withdrawn)).decisive(membership).changes


def with_changes(before: Story, applied: Iterable[Change]) -> Story:
    """The older story with some of the changes applied."""
    applied = list(applied)
    gone = {fact.id for change in applied for fact in change.before}
    come = [fact for change in applied for fact in change.after]
    facts = [fact for fact in before.facts if fact.id not in gone] + come
    story = replace(before, facts=tuple(in_order(facts, lambda fact: fact.event)))
    for change in applied:
        if change.absence is not None:
            absence, policy = change.absence
            story = replace(story, absence=absence, basis=replace(story.basis, never_sent_again=policy))
        if change.reading is not None:
            story = replace(story, basis=replace(story.basis, reading=change.reading))
    return story


# ---------------------------------------------------------------------------------------------------- between two days


class RowOf(NamedTuple):
    """A row of a measure, by its index."""

    indicator: Indicator
    row: int


Left = frozenset[UUID]
"""The ids of facts that are left out."""

_DAY = timedelta(days=1)
_NONE: Left = frozenset()


@dataclass(slots=True)
class DailyCases:
    """A child's case as at each day up to that of its story, and the child's membership on it. Each day is folded once,
    and each measure evaluated once for all its rows."""

    story: Story
    _cases: dict[tuple[date, Left], Case] = field(default_factory=dict)
    _memberships: dict[tuple[str, str, date, Left], tuple[Standing, ...]] = field(default_factory=dict)

    def changed_on(self, row: RowOf, after: date) -> date | None:
        """The last day after ``after`` on which something happened and the membership became the final one.

        ``None`` where it was the final one before, or became so on a day on which nothing happened: by age, or because
        a window moved on.
        """
        last = self.story.basis.as_at
        final = self._membership(row, last)
        if self._membership(row, after) == final:
            return None
        happened = {fact.event.occurred_on for fact in self.story.facts}
        for day in sorted((day for day in happened if after < day <= last), reverse=True):
            if self._membership(row, day) != final:
                return None
            if self._membership(row, day - _DAY) != final:
                return day
        return None

    def causes(self, row: RowOf, day: date, found: Sequence[Change]) -> tuple[Change, ...]:
        """The changes on a day without which the membership would differ. Where none was needed, because age alone
        would have done: the start or the end of care on that day, if any."""
        on_the_day = [each for each in found if _last_day(each) == day]
        final, kept = self._membership(row, day), sorted(on_the_day, key=_is_of_care)
        for each in list(kept):
            others = [other for other in kept if other is not each]
            left = _facts([other for other in on_the_day if other not in others])
            if self._membership(row, day, left) == final:
                kept = others
        return tuple(kept) or tuple(each for each in on_the_day if _is_of_care(each))

    def _membership(self, row: RowOf, day: date, left: Left = _NONE) -> Standing:
        """The child's membership in a row, without the days that count: those differ from day to day."""
        key = (row.indicator.id, row.indicator.version, day, left)
        if key not in self._memberships:
            found = self._as_at(day, left)
            self._memberships[key] = standing(row.indicator, found, found.story.basis)
        return replace(self._memberships[key][row.row], days=())

    def _as_at(self, day: date, left: Left) -> Case:
        if (day, left) not in self._cases:
            facts = [fact for fact in self.story.facts if fact.event.occurred_on <= day and fact.id not in left]
            story = replace(self.story, facts=tuple(facts), basis=replace(self.story.basis, as_at=day))
            self._cases[day, left] = remembering(case(story))
        return self._cases[day, left]


def _last_day(change: Change) -> date | None:
    return max((fact.event.occurred_on for fact in (*change.before, *change.after)), default=None)


def _facts(found: Sequence[Change]) -> Left:
    return frozenset(fact.id for change in found for fact in (*change.before, *change.after))


def _is_of_care(change: Change) -> bool:
    facts = (*change.before, *change.after)
    return any(isinstance(fact.event, BecameLookedAfter | CeasedToBeLookedAfter) for fact in facts)
