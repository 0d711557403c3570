"""Missing incidents, and absences without authorisation: two streams that are never joined."""

from __future__ import annotations

from timeline.domain.events import (
    ReturnedFromAway,
    ReturnedFromMissing,
    SpellBegan,
    SpellEnded,
    WentAwayWithoutAuthorisation,
    WentMissing,
)
from timeline.domain.spells.paired import paired
from timeline.domain.spells.spell import Spell
from timeline.domain.story import Story

MISSING = "M"
AWAY = "A"


def incidents(story: Story) -> tuple[Spell, ...]:
    """Every incident. ``category`` is M (whereabouts not known) or A (known, not authorised)."""
    return _of(story, WentMissing, ReturnedFromMissing, MISSING) + _of(
        story, WentAwayWithoutAuthorisation, ReturnedFromAway, AWAY
    )


def _of(story: Story, began: type[SpellBegan], ended: type[SpellEnded], category: str) -> tuple[Spell, ...]:
    return tuple(
        Spell(
            "missing_incident",
            event.occurred_on,
            end.occurred_on if end else None,
            {"category": category},
            (fact.id, told.id) if told else (fact.id,),
        )
        for fact, event, told, end in paired(story, began, ended)
    )
