"""Missing incidents, and absences without authorisation: two streams that are never joined.

The return has days. Where a local table tells the same incident, of one category begun on one day, with its times of
day, that is the incident; an end that only the return has is its end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from timeline.domain.clock import elapsed
from timeline.domain.events import (
    MissingIncidentBegan,
    MissingIncidentEnded,
    ReturnedFromAway,
    ReturnedFromMissing,
    SpellBegan,
    SpellEnded,
    WentAwayWithoutAuthorisation,
    WentMissing,
)
from timeline.domain.spells.paired import identities, paired
from timeline.domain.spells.spell import Spell
from timeline.domain.story import Story

MISSING = "M"
AWAY = "A"
OVER_24_HOURS = "over 24 hours"
NOT_OVER_24_HOURS = "24 hours or less"
_24_HOURS = timedelta(hours=24)


def incidents(story: Story) -> tuple[Spell, ...]:
    """Every incident. ``category`` is M (whereabouts not known) or A (known, not authorised); ``lasted``: over 24
    hours, 24 hours or less, or ``None`` where it has not ended or the times of day are not known."""
    reported = _of(story, WentMissing, ReturnedFromMissing, MISSING) + _of(
        story, WentAwayWithoutAuthorisation, ReturnedFromAway, AWAY
    )
    timed = list(_timed(story, reported))
    if not timed:
        return reported
    told = {(spell.attributes["category"], spell.start) for spell in timed}
    others = [spell for spell in reported if (spell.attributes["category"], spell.start) not in told]
    return tuple(sorted([*others, *timed], key=lambda spell: (spell.attributes["category"] != MISSING, spell.start)))


def _of(story: Story, began: type[SpellBegan], ended: type[SpellEnded], category: str) -> tuple[Spell, ...]:
    return tuple(
        Spell(
            "missing_incident",
            event.occurred_on,
            end.occurred_on if end else None,
            {"category": category, "lasted": None},
            (fact.id, told.id) if told else (fact.id,),
        )
        for fact, event, told, end in paired(story, began, ended)
    )


def _timed(story: Story, reported: Sequence[Spell]) -> Iterator[Spell]:
    by_day: dict[tuple[str | None, date], list[Spell]] = {}
    for spell in reported:
        by_day.setdefault((spell.attributes["category"], spell.start), []).append(spell)
    for fact, began, told, end in paired(story, MissingIncidentBegan, MissingIncidentEnded):
        same = by_day.get((began.category, began.occurred_on), [])
        lasted = _lasted(began, end) if isinstance(end, MissingIncidentEnded) else None
        ended_on = end.occurred_on if end else (same[0].end if len(same) == 1 else None)
        facts = identities(fact, told) + tuple(each for spell in same for each in spell.facts)
        attributes = {"category": began.category, "lasted": lasted}
        yield Spell("missing_incident", began.occurred_on, ended_on, attributes, facts)


def _lasted(began: MissingIncidentBegan, ended: MissingIncidentEnded) -> str | None:
    if began.began_at is None or ended.ended_at is None:
        return None
    hours = elapsed(began.occurred_on, began.began_at, ended.occurred_on, ended.ended_at)
    return OVER_24_HOURS if hours > _24_HOURS else NOT_OVER_24_HOURS
