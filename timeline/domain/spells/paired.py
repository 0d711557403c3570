"""Spells made of one event that begins them and one that ends them, or of a mark and the next of its kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TypeVar
from uuid import UUID

from timeline.domain.events import Event, SpellBegan, SpellEnded, SpellKey
from timeline.domain.story import Fact, Story

B = TypeVar("B", bound=SpellBegan)
E = TypeVar("E", bound=Event)


def paired(
    story: Story, began: type[B], *ended: type[SpellEnded]
) -> Iterator[tuple[Fact, B, Fact | None, SpellEnded | None]]:
    """Every beginning with each ending it has; once without, where it has none."""
    for fact, event, own in _with_endings(story, began, ended):
        if not own:
            yield fact, event, None, None
        for told, end in own:
            yield fact, event, told, end


def ended_first(
    story: Story, began: type[B], *ended: type[SpellEnded]
) -> Iterator[tuple[Fact, B, Fact | None, SpellEnded | None]]:
    """Every beginning once, with the first of its endings."""
    for fact, event, own in _with_endings(story, began, ended):
        yield (fact, event, *(own[0] if own else (None, None)))


def _with_endings(
    story: Story, began: type[B], ended: tuple[type[SpellEnded], ...]
) -> Iterator[tuple[Fact, B, list[tuple[Fact, SpellEnded]]]]:
    """Every beginning with its endings, both in the order of the story."""
    endings: dict[SpellKey, list[tuple[Fact, SpellEnded]]] = {}
    for told, ending in story.of(*ended):
        endings.setdefault(ending.spell_key, []).append((told, ending))
    for fact, event in story.of(began):
        named = endings.get(event.spell_key, ()) if endings else ()
        yield fact, event, [pair for pair in named if pair[1].began_as in (None, fact.id)]


def until_next(
    marks: Iterable[tuple[Fact, E]], same: Callable[[E], object]
) -> Iterator[tuple[Fact, E, Fact | None, date | None]]:
    """Every mark with the next that is the same in this regard, and its day: it stands until then. Marks in order."""
    found: list[tuple[Fact, E, Fact | None, date | None]] = []
    following: dict[object, tuple[Fact, date]] = {}
    for fact, event in reversed(list(marks)):
        which = same(event)
        told, day = following.get(which, (None, None))
        found.append((fact, event, told, day))
        following[which] = (fact, event.occurred_on)
    return reversed(found)


def yes_or_no(flag: bool | None) -> str | None:  # noqa: FBT001
    """A flag as the code of an attribute; ``None`` where it is not recorded."""
    return None if flag is None else ("yes" if flag else "no")


def identities(*facts: Fact | None) -> tuple[UUID, ...]:
    """The identities of the facts that there are."""
    return tuple([fact.id for fact in facts if fact is not None])
