"""What happened to a child's facts between two bases, and which of it moved the child in or out of a figure.

A figure is a function of the facts that hold. So a child's move has its cause in the facts that hold at one basis and
not at the other, and nowhere else. Each such difference is a **change**: recorded late, amended (with the old value
and the new), withdrawn, or history that was loaded afterwards. A change is **decisive** where it alone moves the
child; where none does alone, the fewest that do together are named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from timeline.domain.basis import Basis
from timeline.domain.events import Event, SpellBegan, SpellEnded
from timeline.domain.order import in_order, order_key
from timeline.domain.spells import Case, case
from timeline.domain.story import Fact, Story


class Why(Enum):
    """Why a fact holds at one basis and not at the other."""

    LATE = "recorded late"
    AMENDED = "amended"
    WITHDRAWN = "withdrawn"
    LOADED = "history loaded afterwards"


@dataclass(frozen=True, slots=True)
class Change:
    """Facts that no longer hold, and facts that hold instead; either may be empty, not both."""

    why: Why
    before: tuple[Fact, ...]
    after: tuple[Fact, ...]


def changes(before: Story, after: Story) -> tuple[Change, ...]:
    """Every change between two stories of one child, in the order of the days they concern."""
    held = {fact.id for fact in before.facts}
    holds = {fact.id for fact in after.facts}
    gone = _by_subject(fact for fact in before.facts if fact.id not in holds)
    come = _by_subject(fact for fact in after.facts if fact.id not in held)
    found = [
        _change(gone.get(subject, []), come.get(subject, []), before.basis) for subject in gone.keys() | come.keys()
    ]
    return tuple(sorted(found, key=_first_day))


def _by_subject(facts: Iterable[Fact]) -> dict[object, list[Fact]]:
    grouped: dict[object, list[Fact]] = defaultdict(list)
    for fact in facts:
        grouped[_subject(fact.event)].append(fact)
    return grouped


def _subject(event: Event) -> object:
    """What an event is about: two facts about one thing are one amended, not one withdrawn and one recorded late."""
    if isinstance(event, SpellBegan):
        return ("began", event.spell_key)
    if isinstance(event, SpellEnded):
        return ("ended", event.spell_key)
    return (event.name, event.occurred_on)


def _change(before: Sequence[Fact], after: Sequence[Fact], basis: Basis) -> Change:
    if before and after:
        why = Why.AMENDED
    elif before:
        why = Why.WITHDRAWN
    elif all(basis.knows(fact.known_on) for fact in after):
        why = Why.LOADED
    else:
        why = Why.LATE
    return Change(why, tuple(before), tuple(after))


def _first_day(change: Change) -> tuple[object, ...]:
    return min(order_key(fact.event) for fact in (*change.before, *change.after))


Membership = Callable[[Case], object]
"""What a figure says of a child: compared, never interpreted."""


def decisive(before: Story, after: Story, says: Membership) -> tuple[Change, ...]:
    """The changes that moved the child, in the figure that ``says`` reads; empty where nothing moved it.

    First those that alone turn the old verdict into another; where none does, the fewest in order of their days that
    together turn it into the new one.
    """
    old, new = says(case(before)), says(case(after))
    if old == new:
        return ()
    found = changes(before, after)
    alone = tuple(change for change in found if says(case(_with(before, [change]))) == new)
    return alone or tuple(_fewest(before, found, says, new))


def _fewest(before: Story, found: Sequence[Change], says: Membership, new: object) -> Iterator[Change]:
    """Leave out, one after the other, every change without which the verdict is the new one all the same."""
    kept = list(found)
    for change in found:
        others = [other for other in kept if other is not change]
        if says(case(_with(before, others))) == new:
            kept = others
    yield from kept


def _with(before: Story, applied: Sequence[Change]) -> Story:
    """The old story with some of the changes made to it."""
    gone = {fact.id for change in applied for fact in change.before}
    come = [fact for change in applied for fact in change.after]
    facts = [fact for fact in before.facts if fact.id not in gone] + come
    return replace(before, facts=tuple(in_order(facts, lambda fact: fact.event)))
