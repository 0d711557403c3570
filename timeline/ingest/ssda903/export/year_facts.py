"""Which facts of a child belong to the return of a year: those that the return could have said."""

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

Told = tuple[Fact, Event]

_OF_THE_CHILD = (ChildRegistered, UnaccompaniedAsylumSeekerRecorded, PreviousPermanenceRecorded)


def belonging(story: Story, year: Window) -> list[Told]:
    """The facts of the child in the year's return, in their order; none where the return has no row of the child.

    What happened after the year has not happened. Of a child without an episode in the year (a care leaver) only what
    happened in the year belongs: a decision of long ago may stand or not.
    """
    told = [(fact, event) for fact, event in of_the_return(story) if event.occurred_on <= year.last]
    scope = whole_return(year, [event for _, event in told], LAYOUTS)
    could_be_said = [(fact, event) for fact, event in told if in_scope(event, scope)]
    if any(isinstance(event, EpisodeBegan) for _, event in could_be_said):
        return could_be_said
    in_year = _happened_in(year, could_be_said)
    return [*_registrations(could_be_said), *in_year] if in_year else []


def of_the_return(story: Story) -> list[Told]:
    """The facts that stand in modules of the return, of whatever year."""
    return [(fact, event) for fact, event in story.of(Event) if event.module in LAYOUTS]


def _happened_in(year: Window, told: Sequence[Told]) -> list[Told]:
    """What began, ended or was held in the year, with both ends of it."""
    dated = [(fact, event) for fact, event in told if not isinstance(event, _OF_THE_CHILD)]
    spells = {
        event.spell_key
        for _, event in dated
        if isinstance(event, (SpellBegan, SpellEnded)) and year.first <= event.occurred_on
    }
    return [(fact, event) for fact, event in dated if _is_of(year, event, spells)]


def _is_of(year: Window, event: Event, spells: Collection[SpellKey]) -> bool:
    if isinstance(event, (SpellBegan, SpellEnded)):
        return event.spell_key in spells
    # A match may lie before the year of the adoption; it is in scope, and so of this year.
    return isinstance(event, MatchedWithAdopters) or year.first <= event.occurred_on


def _registrations(told: Sequence[Told]) -> list[Told]:
    return [(fact, event) for fact, event in told if isinstance(event, ChildRegistered)]
