"""What happened between two days asked about that moved a child: the ceasing of who ceased, the start of who started.

Between two days a child's case goes on. The figure is asked as at the days in between on which anything happened, from
the last back to the first: the last day on which the child came to stand as it stands at the end is the day that moved
it, and what happened on that day did it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from replay.changes import Change
from timeline.domain.events import BecameLookedAfter, CeasedToBeLookedAfter
from timeline.domain.spells import Case, case
from timeline.domain.story import Story
from timeline.projections.algebra.derived import remembering
from timeline.projections.algebra.figures import Standing, standing
from timeline.projections.algebra.indicator import Indicator


class RowOf(NamedTuple):
    """A row of a measure, by its place."""

    indicator: Indicator
    row: int


Left = frozenset[UUID]
"""Facts that are left out, by their ids."""

_DAY = timedelta(days=1)
_NONE: Left = frozenset()


@dataclass(slots=True)
class Course:
    """A child's case as at the days up to that of its story, as the story knows it, and how it stands in a measure on
    them. Each day is folded once, and each measure asked of it once for all its rows."""

    story: Story
    _cases: dict[tuple[date, Left], Case] = field(default_factory=dict)
    _stands: dict[tuple[str, str, date, Left], tuple[Standing, ...]] = field(default_factory=dict)

    def turned_on(self, row: RowOf, after: date) -> date | None:
        """The last day after ``after`` on which something happened and the child came to stand as it does at the end.

        ``None`` where it stood so before, or came to on a day on which nothing happened: by age, or because a window
        moved on.
        """
        last = self.story.basis.as_at
        final = self._stood(row, last)
        if self._stood(row, after) == final:
            return None
        happened = {fact.event.occurred_on for fact in self.story.facts}
        for day in sorted((day for day in happened if after < day <= last), reverse=True):
            if self._stood(row, day) != final:
                return None
            if self._stood(row, day - _DAY) != final:
                return day
        return None

    def causes(self, row: RowOf, day: date, changes: Sequence[Change]) -> tuple[Change, ...]:
        """Of the changes on a day those that were needed; where age alone would have done, the start or the ceasing of
        care, if there was one."""
        on_the_day = [each for each in changes if _day(each) == day]
        final, kept = self._stood(row, day), sorted(on_the_day, key=_is_of_care)
        for each in list(kept):
            others = [other for other in kept if other is not each]
            left = _facts([other for other in on_the_day if other not in others])
            if self._stood(row, day, left) == final:
                kept = others
        return tuple(kept) or tuple(each for each in on_the_day if _is_of_care(each))

    def _stood(self, row: RowOf, day: date, left: Left = _NONE) -> Standing:
        """How the child stood in a row; the days that pass with every day apart."""
        asked = (row.indicator.id, row.indicator.version, day, left)
        if asked not in self._stands:
            found = self._as_at(day, left)
            self._stands[asked] = standing(row.indicator, found, found.story.basis)
        return replace(self._stands[asked][row.row], days=())

    def _as_at(self, day: date, left: Left) -> Case:
        if (day, left) not in self._cases:
            facts = [fact for fact in self.story.facts if fact.event.occurred_on <= day and fact.id not in left]
            story = replace(self.story, facts=tuple(facts), basis=replace(self.story.basis, as_at=day))
            self._cases[day, left] = remembering(case(story))
        return self._cases[day, left]


def _day(change: Change) -> date | None:
    return max((fact.event.occurred_on for fact in (*change.before, *change.after)), default=None)


def _facts(changes: Sequence[Change]) -> Left:
    return frozenset(fact.id for change in changes for fact in (*change.before, *change.after))


def _is_of_care(change: Change) -> bool:
    facts = (*change.before, *change.after)
    return any(isinstance(fact.event, BecameLookedAfter | CeasedToBeLookedAfter) for fact in facts)
