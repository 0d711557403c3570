"""What happened to a child's facts between two bases, and which of it moved the child in or out of a figure.

A figure is a function of the facts that hold. So a child's move has its cause in the facts that hold at one basis and
not at the other, and nowhere else. Each such difference is a **change**: recorded late, amended (with the old value
and the new), withdrawn, or history that was loaded afterwards. A change is **decisive** where it alone moves the
child; where none does alone, the fewest that do together are named.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from itertools import chain
from uuid import UUID

from replay.withdrawals import Withdrawal
from timeline.domain.basis import NeverSentAgain
from timeline.domain.events import Event, SpellBegan, SpellEnded
from timeline.domain.order import in_order, order_key
from timeline.domain.received import Absence
from timeline.domain.spells import Case, case
from timeline.domain.story import Fact, Story
from timeline.projections.algebra.derived import remembering


class Why(Enum):
    """Why a fact holds at one basis and not at the other."""

    LATE = "recorded late"
    AMENDED = "amended"
    WITHDRAWN = "withdrawn"
    LOADED = "history loaded afterwards"
    RESTORED = "no longer withdrawn"
    KNOWN_SINCE = "known since another day"
    NOT_YET = "not known yet"
    REKEYED = "re-keyed from one identifier to another"
    NEVER_SENT_AGAIN = "missing from the return that should have had it"
    HAPPENED = "happened between the two days"
    UNDONE = "import undone"
    READ_DIFFERENTLY = "read differently"


@dataclass(frozen=True, slots=True)
class Change:
    """Facts that no longer hold, and facts that hold instead; either may be empty. Both are for an open period that the
    return which should have had it does not have, or has after all: no fact changed, only what is made of it.

    ``reading``: of the later basis, where that is what has changed. ``taken_back``: what took back the facts that no
    longer hold, where a source did. ``unheard_of``: which return lacks the child at the later basis, and what that is
    taken for.
    """

    why: Why
    before: tuple[Fact, ...]
    after: tuple[Fact, ...]
    taken_back: tuple[Withdrawal, ...] = ()
    unheard_of: tuple[Absence | None, NeverSentAgain] | None = None
    reading: int | None = None


TakenBack = Mapping[UUID, Withdrawal]
"""What took back each fact that no longer holds. See ``replay.withdrawals``."""


def changes(before: Story, after: Story, taken_back: TakenBack | None = None) -> tuple[Change, ...]:
    """Every change between two stories of one child, in the order of the days they concern."""
    taken_back = taken_back or {}
    held, holds = _known(before), _known(after)
    gone = _by_subject(fact for fact in before.facts if holds.get(fact.id) != fact.known_on)
    come = _by_subject(fact for fact in after.facts if held.get(fact.id) != fact.known_on)
    both = gone.keys() & come.keys()
    found = [_amended(gone[subject], come[subject], taken_back) for subject in both]
    left = [fact for subject, facts in gone.items() if subject not in both for fact in facts]
    new = [fact for subject, facts in come.items() if subject not in both for fact in facts]
    for old, instead in _in_one_place(left, new, _places(before, after), taken_back):
        left.remove(old)
        new.remove(instead)
        found.append(_amended([old], [instead], taken_back))
    found += [Change(_why_gone(fact, after), (fact,), (), _takers([fact], taken_back)) for fact in left]
    found += [Change(_why_come(fact, before), (), (fact,)) for fact in new]
    return (*sorted(found, key=_first_day), *_unheard_of(before, after), *_read_differently(before, after))


def _read_differently(before: Story, after: Story) -> Iterator[Change]:
    """The same facts mean something else where the fold has another reading."""
    if before.basis.reading != after.basis.reading:
        yield Change(Why.READ_DIFFERENTLY, (), (), reading=after.basis.reading)


def as_undone(found: Iterable[Change], after: Story, as_if_kept: Story) -> tuple[Change, ...]:
    """The changes, those named as the undoing of an import that are its doing. ``as_if_kept``: what ``after`` would be,
    had no import been undone: whatever differs between the two comes of the undoing."""
    now, otherwise = set(_known(after).items()), set(_known(as_if_kept).items())
    of_undoing = {fact for fact, _ in now ^ otherwise}
    return tuple(
        replace(each, why=Why.UNDONE) if any(fact.id in of_undoing for fact in (*each.before, *each.after)) else each
        for each in found
    )


def _unheard_of(before: Story, after: Story) -> Iterator[Change]:
    """Kept until known otherwise, an open period is not moved by what no return says of it."""
    old, new = ((each.absence, each.basis.never_sent_again) for each in (before, after))
    if old != new and {old[1], new[1]} != {NeverSentAgain.KEEP}:
        yield Change(Why.NEVER_SENT_AGAIN, (), (), unheard_of=new)


def _known(story: Story) -> dict[UUID, date]:
    return {fact.id: fact.known_on for fact in story.facts}


def _by_subject(facts: Iterable[Fact]) -> dict[object, list[Fact]]:
    grouped: dict[object, list[Fact]] = defaultdict(list)
    for fact in facts:
        grouped[_subject(fact.event)].append(fact)
    return grouped


def _subject(event: Event) -> tuple[object, date]:
    """What an event is about: two facts about one thing are one amended, not one withdrawn and one recorded late."""
    return (_family(event), _place(event))


def _family(event: Event) -> object:
    """Which events can stand for one another: an ending, say, for another ending of the same kind of spell."""
    if isinstance(event, SpellBegan):
        return ("began", event.spell)
    return ("ended", event.spell) if isinstance(event, SpellEnded) else event.name


def _place(event: Event) -> date:
    """The day by which sources name it: of an ending the day its spell began."""
    return event.began_on if isinstance(event, SpellEnded) else event.occurred_on


# ---------------------------------------------------------------------------------- one fact in the place of another

Places = Mapping[object, Sequence[date]]
"""Of each family, the days of what stands at both bases."""


def _places(before: Story, after: Story) -> Places:
    places: dict[object, list[date]] = defaultdict(list)
    for family, day in {_subject(fact.event) for fact in before.facts} & {_subject(fact.event) for fact in after.facts}:
        places[family].append(day)
    return {family: sorted(days) for family, days in places.items()}


def _in_one_place(
    gone: Iterable[Fact], come: Iterable[Fact], places: Places, taken_back: TakenBack
) -> list[tuple[Fact, Fact]]:
    """One fact that no longer holds with the one that stands in its place: one statement took back the one and said
    the other, of the same family, and nothing that stands lies between them. So a corrected day is an amendment."""
    waiting: dict[object, list[Fact]] = defaultdict(list)
    for fact in come:
        waiting[(_slot(fact.event, places), fact.told[0].position)].append(fact)
    found: list[tuple[Fact, Fact]] = []
    for fact in gone:
        taker = taken_back.get(fact.id)
        instead = waiting[(_slot(fact.event, places), taker.position)] if taker else []
        if instead:
            found.append((fact, instead.pop(0)))
    return found


def _slot(event: Event, places: Places) -> tuple[object, int]:
    family = _family(event)
    return (family, bisect_left(places.get(family, ()), _place(event)))


# ------------------------------------------------------------------------------------------------------- why it is so


def _amended(before: Sequence[Fact], after: Sequence[Fact], taken_back: TakenBack) -> Change:
    same = {fact.id for fact in before} == {fact.id for fact in after}
    why = Why.KNOWN_SINCE if same else Why.AMENDED
    return Change(why, tuple(before), tuple(after), _takers(before, taken_back))


def _takers(gone: Iterable[Fact], taken_back: TakenBack) -> tuple[Withdrawal, ...]:
    return tuple(dict.fromkeys(taken_back[fact.id] for fact in gone if fact.id in taken_back))


def _why_come(fact: Fact, before: Story) -> Why:
    """Why a fact that holds now did not hold then."""
    basis = before.basis
    if not basis.reaches(fact.event.occurred_on):
        return Why.HAPPENED
    if not basis.knows(fact.known_on):
        return Why.LATE
    if _rekeyed(before, fact):
        return Why.REKEYED
    return Why.RESTORED if basis.holds(fact.told[0].position) else Why.LOADED


def _rekeyed(story: Story, fact: Fact) -> bool:
    """Whether the source rows that said a fact, as far as a story's basis has them, are about other children there."""
    basis = story.basis
    heard = [telling for telling in fact.told if basis.knows(telling.known_on) and basis.holds(telling.position)]
    return bool(heard) and all(story.who.owner(telling.recorded_of, fact.event) != story.child for telling in heard)


def _why_gone(fact: Fact, after: Story) -> Why:
    """Why a fact that held then does not hold now."""
    basis = after.basis
    if not basis.reaches(fact.event.occurred_on):
        return Why.HAPPENED
    if _rekeyed(after, fact):
        return Why.REKEYED
    heard_of = any(basis.knows(telling.known_on) and basis.holds(telling.position) for telling in fact.told)
    return Why.WITHDRAWN if heard_of else Why.NOT_YET


def _first_day(change: Change) -> tuple[object, ...]:
    return min(order_key(fact.event) for fact in (*change.before, *change.after))


# --------------------------------------------------------------------------------------------------- which of it counts

Membership = Callable[[Case], object]
"""What a figure says of a child: compared, never interpreted."""


@dataclass(frozen=True, slots=True)
class Decisive:
    """The changes that moved a child: each of them alone would have, or only all of them together."""

    changes: tuple[Change, ...] = ()
    each_alone: bool = True


@dataclass(slots=True)
class Retelling:
    """The old story with changes made to it, for asking one figure after the other what moved one child."""

    before: Story
    changes: tuple[Change, ...]
    _cases: dict[tuple[int, ...], Case] = field(default_factory=dict)

    def decisive(self, says: Membership) -> Decisive:
        """The changes that moved the child, in the figure that ``says`` reads; none where nothing moved it.

        Those of which each alone turns the old verdict into the new one, and still does with all else of its day: an
        episode that ends because another begins moves nobody out of care. Where none does, the last day on which the
        verdict turns, day after day, and before it the fewest without which it would not.
        """
        everything = tuple(range(len(self.changes)))
        new = says(self._with(everything))
        if says(self._with(())) == new:
            return Decisive()
        days = [day for day in self._days() if says(self._with(day)) == new]
        alone = tuple(at for day in days for at in day if says(self._with((at,))) == new)
        chosen = alone or self._together(says, new)
        return Decisive(tuple(self.changes[at] for at in chosen), each_alone=bool(alone))

    def _days(self) -> list[tuple[int, ...]]:
        """The changes day by day."""
        days: dict[object, list[int]] = defaultdict(list)
        for at, change in enumerate(self.changes):
            days[_days_of(change)].append(at)
        return [tuple(day) for day in days.values()]

    def _together(self, says: Membership, new: object) -> tuple[int, ...]:
        """The changes of the day that turns the verdict, then those before it without which it would not; of each day
        the fewest."""
        days = self._days()
        up_to = [tuple(sorted(chain.from_iterable(days[:number]))) for number in range(len(days) + 1)]
        last = max(number for number in range(len(days)) if says(self._with(up_to[number])) != new)
        turning, before = days[last], tuple(at for at in up_to[last])
        for at in before:
            others = tuple(other for other in before if other != at)
            if says(self._with(_sorted(others, turning))) == new != says(self._with(others)):
                before = others
        for at in turning:
            others = tuple(other for other in turning if other != at)
            if others and says(self._with(_sorted(before, others))) == new:
                turning = others
        return (*turning, *before)

    def _with(self, applied: tuple[int, ...]) -> Case:
        if applied not in self._cases:
            self._cases[applied] = remembering(case(changed(self.before, [self.changes[at] for at in applied])))
        return self._cases[applied]


def _sorted(some: Iterable[int], others: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted((*some, *others)))


def _days_of(change: Change) -> tuple[date, ...]:
    """On which day it happened; of what was amended on which days, then and now."""
    return tuple(sorted({fact.event.occurred_on for fact in (*change.before, *change.after)}))


def decisive(before: Story, after: Story, says: Membership, taken_back: TakenBack | None = None) -> tuple[Change, ...]:
    """The changes between two stories that moved the child. See ``Retelling``."""
    return Retelling(before, changes(before, after, taken_back)).decisive(says).changes


def changed(before: Story, applied: Iterable[Change]) -> Story:
    """The old story with some of the changes made to it."""
    applied = list(applied)
    gone = {fact.id for change in applied for fact in change.before}
    come = [fact for change in applied for fact in change.after]
    facts = [fact for fact in before.facts if fact.id not in gone] + come
    story = replace(before, facts=tuple(in_order(facts, lambda fact: fact.event)))
    for change in applied:
        if change.unheard_of is not None:
            absence, policy = change.unheard_of
            story = replace(story, absence=absence, basis=replace(story.basis, never_sent_again=policy))
        if change.reading is not None:
            story = replace(story, basis=replace(story.basis, reading=change.reading))
    return story
