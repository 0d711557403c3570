"""What must hold of every event for a source to take back no more than it speaks of."""

from __future__ import annotations

from datetime import date

import pytest

from timeline.domain.events import EVENTS, Event, Mark, SpellBegan, SpellDetail, SpellEnded

SPELLS = sorted({event.spell for event in EVENTS.values() if issubclass(event, (SpellBegan, SpellDetail, SpellEnded))})


def _of(spell: str) -> list[type[Event]]:
    return [
        event
        for event in EVENTS.values()
        if issubclass(event, (SpellBegan, SpellDetail, SpellEnded)) and event.spell == spell
    ]


@pytest.mark.parametrize("spell", SPELLS)
def test_what_begins_ends_and_befalls_one_spell_is_of_one_module(spell: str) -> None:
    assert len({event.module for event in _of(spell)}) == 1


@pytest.mark.parametrize("spell", SPELLS)
def test_what_ends_or_befalls_a_spell_names_it_by_what_tells_it_apart(spell: str) -> None:
    assert len({event.told_apart_by for event in _of(spell)}) == 1


@pytest.mark.parametrize("name", sorted(EVENTS))
def test_what_tells_an_event_apart_are_fields_of_it(name: str) -> None:
    event = EVENTS[name]
    assert set(event.told_apart_by) <= set(event.model_fields)


def test_marks_are_told_apart_by_their_kind_their_day_and_no_more_than_they_name() -> None:
    reviewed = EVENTS["plan-reviewed"]
    care = reviewed.from_content({"occurred_on": date(2012, 1, 16), "kind": "care"})
    assert isinstance(care, Mark)
    assert care.mark_key == ("plan-reviewed/care", date(2012, 1, 16))
