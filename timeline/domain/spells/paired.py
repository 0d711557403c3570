"""Spells made of one event that begins them and one that ends them, or of a mark and the next of its kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TypeVar
from uuid import UUID

from timeline.domain.events import Event, SpellBegan, SpellEnded
from timeline.domain.order import order_key
from timeline.domain.story import Fact, Story

B = TypeVar("B", bound=SpellBegan)
E = TypeVar("E", bound=Event)


def paired(
    story: Story, began: type[SpellBegan], *ended: type[SpellEnded]
) -> Iterator[tuple[Fact, SpellBegan, Fact | None, SpellEnded | None]]:
    """Every beginning with each ending it has; once without, where it has none."""
    endings = sorted(story.of(*ended), key=lambda pair: order_key(pair[1]))
    for fact, event in story.of(began):
        own = [
            (told, end) for told, end in endings if end.spell_key == event.spell_key and end.began_as in (None, fact.id)
        ]
        if not own:
            yield fact, event, None, None
        for told, end in own:
            yield fact, event, told, end


def ended_first(
    story: Story, began: type[B], *ended: type[SpellEnded]
) -> Iterator[tuple[Fact, B, Fact | None, SpellEnded | None]]:
    """Every beginning once, with the first of its endings."""
    endings = sorted(story.of(*ended), key=lambda pair: order_key(pair[1]))
    for fact, event in story.of(began):
        own = [pair for pair in endings if pair[1].spell_key == event.spell_key and pair[1].began_as in (None, fact.id)]
        yield (fact, event, *(own[0] if own else (None, None)))


def until_next(
    marks: Iterable[tuple[Fact, E]], same: Callable[[E], object]
) -> Iterator[tuple[Fact, E, Fact | None, date | None]]:
    """Every mark with the next that is the same in this regard, and its day: it stands until then. Marks in order."""
    given = list(marks)
    for at, (fact, event) in enumerate(given):
        later = ((told, each) for told, each in given[at + 1 :] if same(each) == same(event))
        following = next(later, None)
        if following is None:
            yield fact, event, None, None
        else:
            yield fact, event, following[0], following[1].occurred_on


def yes_or_no(flag: bool | None) -> str | None:  # noqa: FBT001
    """A flag as the code of an attribute; ``None`` where it is not recorded."""
    return None if flag is None else ("yes" if flag else "no")


def identities(*facts: Fact | None) -> tuple[UUID, ...]:
    """The identities of the facts that there are."""
    return tuple(fact.id for fact in facts if fact is not None)
