"""What happened between two days asked about that moved a child: the ceasing of who ceased, the start of who started.

Between two days a child's case goes on. The figure is asked as at the days in between on which anything happened, from
the last back to the first: the last day on which the child came to stand as it stands at the end is the day that moved
it, and what happened on that day did it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from replay.changes import Change
from timeline.domain.events import BecameLookedAfter, CeasedToBeLookedAfter
from timeline.domain.spells import Case, case
from timeline.domain.story import Fact, Story
from timeline.projections.algebra.derived import remembering

Verdict = Callable[[Case], object]
"""How a child stands in a row, as at the day of its case."""

_DAY = timedelta(days=1)


@dataclass(slots=True)
class Course:
    """A child's case as at the days up to that of its story, as the story knows it. Each is folded once."""

    story: Story
    _cases: dict[tuple[date, frozenset[Fact]], Case] = field(default_factory=dict)

    def as_at(self, day: date, without: frozenset[Fact] = frozenset()) -> Case:
        """The case as at a day, some facts left out."""
        if (day, without) not in self._cases:
            facts = [fact for fact in self.story.facts if fact.event.occurred_on <= day and fact not in without]
            story = replace(self.story, facts=tuple(facts), basis=replace(self.story.basis, as_at=day))
            self._cases[day, without] = remembering(case(story))
        return self._cases[day, without]

    def turned_on(self, verdict: Verdict, after: date) -> date | None:
        """The last day after ``after`` on which something happened and the verdict became what it is at the end.

        ``None`` where it was the same before, or became so on a day on which nothing happened: by age, or because a
        window moved on.
        """
        last = self.story.basis.as_at
        final = verdict(self.as_at(last))
        if verdict(self.as_at(after)) == final:
            return None
        happened = {fact.event.occurred_on for fact in self.story.facts}
        for day in sorted((day for day in happened if after < day <= last), reverse=True):
            if verdict(self.as_at(day)) != final:
                return None
            if verdict(self.as_at(day - _DAY)) != final:
                return day
        return None

    def causes(self, verdict: Verdict, day: date, changes: Sequence[Change]) -> tuple[Change, ...]:
        """Of the changes on a day those that were needed for the verdict; where age alone would have done, the start or
        the ceasing of care, if there was one."""
        on_the_day = [each for each in changes if _day(each) == day]
        final, kept = verdict(self.as_at(day)), sorted(on_the_day, key=_is_of_care)
        for each in list(kept):
            others = [other for other in kept if other is not each]
            if verdict(self.as_at(day, _facts([other for other in on_the_day if other not in others]))) == final:
                kept = others
        return tuple(kept) or tuple(each for each in on_the_day if _is_of_care(each))


def _day(change: Change) -> date | None:
    return max((fact.event.occurred_on for fact in (*change.before, *change.after)), default=None)


def _facts(changes: Sequence[Change]) -> frozenset[Fact]:
    return frozenset(fact for change in changes for fact in (*change.before, *change.after))


def _is_of_care(change: Change) -> bool:
    facts = (*change.before, *change.after)
    return any(isinstance(fact.event, BecameLookedAfter | CeasedToBeLookedAfter) for fact in facts)
