"""The facts of a child that belong to the return of a year: those that the return could state."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from timeline.domain.days import Window
from timeline.domain.events import (
    ChildRegistered,
    EpisodeBegan,
    Event,
    MatchedWithAdopters,
    PreviousPermanenceRecorded,
    SpellBegan,
    SpellEnded,
    SpellKey,
    UnaccompaniedAsylumSeekerRecorded,
)
from timeline.domain.returns import in_scope, whole_return
from timeline.domain.story import Fact, Story
from timeline.ingest.ssda903.layouts import LAYOUTS

DatedFact = tuple[Fact, Event]
"""A fact with its event."""

_OF_THE_CHILD = (ChildRegistered, UnaccompaniedAsylumSeekerRecorded, PreviousPermanenceRecorded)


def facts_of_year(story: Story, year: Window) -> list[DatedFact]:
    """The facts of the child in the year's return, in order; none where the return has no row of the child.

    Events after the year are left out. For a child without an episode in the year (a care leaver) only events in the
    year belong: an old decision may or may not still be in force.
    """
    known = [(fact, event) for fact, event in facts_of_returns(story) if event.occurred_on <= year.last]
    scope = whole_return(year, [event for _, event in known], LAYOUTS)
    in_return = [(fact, event) for fact, event in known if in_scope(event, scope)]
    if any(isinstance(event, EpisodeBegan) for _, event in in_return):
        return in_return
    in_year = _happened_in(year, in_return)
    return [*_registrations(in_return), *in_year] if in_year else []


def facts_of_returns(story: Story) -> list[DatedFact]:
    """The facts in modules of the return, of any year."""
    return [(fact, event) for fact, event in story.of(Event) if event.module in LAYOUTS]


def _happened_in(year: Window, known: Sequence[DatedFact]) -> list[DatedFact]:
    """The events in the year; for a spell that began or ended in it, both its beginning and its end."""
    dated = [(fact, event) for fact, event in known if not isinstance(event, _OF_THE_CHILD)]
    spells = {
        event.spell_key
        for _, event in dated
        if isinstance(event, (SpellBegan, SpellEnded)) and year.first <= event.occurred_on
    }
    return [(fact, event) for fact, event in dated if _is_of(year, event, spells)]


def _is_of(year: Window, event: Event, spells: Collection[SpellKey]) -> bool:
    if isinstance(event, (SpellBegan, SpellEnded)):
        return event.spell_key in spells
    # A match may be before the year of the adoption. It is in scope, so it belongs to this year.
    return isinstance(event, MatchedWithAdopters) or year.first <= event.occurred_on


def _registrations(known: Sequence[DatedFact]) -> list[DatedFact]:
    return [(fact, event) for fact, event in known if isinstance(event, ChildRegistered)]
