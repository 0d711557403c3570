"""Decisions that a child should be placed for adoption, and matches with adopters.

Two modules give the day of the decision: PlacedAdoption of every child decided upon, AD1 of those adopted (rule 523
holds them equal). The former is taken; the latter where the former says nothing at all.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from timeline.domain.codes import ADOPTION_OF_ANY_YEAR
from timeline.domain.events import AdoptionDecided, AdoptionDecisionReversed, MatchedWithAdopters
from timeline.domain.spells import Case, Spell
from timeline.domain.spells.paired import paired

_REVERSED = "reason_reversed"
PLACED = "placed"


def adoption_decisions(case: Case) -> tuple[Spell, ...]:
    """Every decision, until it was reversed; ``reason_reversed`` is why."""
    decided = tuple(
        _decision(
            event.occurred_on,
            end.occurred_on if end else None,
            end.reason if isinstance(end, AdoptionDecisionReversed) else None,
            (fact.id, told.id) if told else (fact.id,),
        )
        for fact, event, told, end in paired(case.story, AdoptionDecided, AdoptionDecisionReversed)
    )
    return decided or tuple(
        _decision(event.decided_on, None, None, (fact.id,))
        for fact, event in case.story.of(MatchedWithAdopters)
        if event.decided_on is not None
    )


def _decision(start: date, end: date | None, reason: str | None, facts: tuple[UUID, ...]) -> Spell:
    return Spell("adoption_decision", start, end, {_REVERSED: reason}, facts)


def adoption_matches(case: Case) -> tuple[Spell, ...]:
    """Every match whose day is known."""
    return tuple(
        Spell("adoption_match", event.matched_on, event.matched_on, {}, (fact.id,))
        for fact, event in case.story.of(MatchedWithAdopters)
        if event.matched_on is not None
    )


def adoption_waits(case: Case) -> tuple[Spell, ...]:
    """From each decision until the child was placed for adoption, the decision was reversed or the child ceased to be
    looked after, whichever came first. ``outcome``: placed, or ``None`` for the others and while the wait goes on."""
    return tuple(_wait(decision, case) for decision in adoption_decisions(case))


def _wait(decision: Spell, case: Case) -> Spell:
    placed = next(
        (
            episode
            for episode in case.spells["episode"]
            if episode.attributes["placement_type"] in ADOPTION_OF_ANY_YEAR
            and (episode.start >= decision.start or episode.open_at(decision.start))
        ),
        None,
    )
    ceased = [p.end for p in case.spells["period_of_care"] if p.end is not None and p.end >= decision.start]
    ends = [day for day in (decision.end, min(ceased, default=None)) if day is not None]
    if placed is not None and all(placed.start <= day for day in ends):
        start = max(placed.start, decision.start)
        return Spell("adoption_wait", decision.start, start, {"outcome": PLACED}, decision.facts + placed.facts)
    return Spell("adoption_wait", decision.start, min(ends, default=None), {"outcome": None}, decision.facts)
