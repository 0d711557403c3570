"""Requests for an independent visitor, each lasting from the day it was made to the day it was answered.

A request that is withdrawn and made again within 30 days is one request, waiting since the first. A request is answered
when a visitor is appointed or when it is withdrawn, whichever comes first.

Source: docs/definitions/reviews-and-visitors.md. No national definition exists.
"""

from __future__ import annotations

from datetime import date, timedelta

from timeline.domain.events import (
    IndependentVisitorMatched,
    IndependentVisitorRequested,
    IndependentVisitorRequestWithdrawn,
    SpellEnded,
)
from timeline.domain.order import order_key
from timeline.domain.spells.spell import Spell
from timeline.domain.story import Fact, Story

REPEATED_WITHIN = timedelta(days=30)
MATCHED = "matched"
WITHDRAWN = "withdrawn"
WAITING = "waiting"

Answer = IndependentVisitorMatched | IndependentVisitorRequestWithdrawn


def visitor_requests(story: Story) -> tuple[Spell, ...]:
    """Every request. ``outcome`` is matched, withdrawn or waiting; ``reason`` why it was withdrawn."""
    found: list[Spell] = []
    for request in single_requests(story):
        if found and _repeats(found[-1], request):
            found[-1] = request._replace(start=found[-1].start, facts=found[-1].facts + request.facts)
        else:
            found.append(request)
    return tuple(found)


def single_requests(story: Story) -> tuple[Spell, ...]:
    """Every request by itself until its own answer, in the order they were made: none is joined to another."""
    answers: list[tuple[Fact, Answer]] = [*story.of(IndependentVisitorMatched)]
    answers.extend(story.of(IndependentVisitorRequestWithdrawn))
    return tuple([_request(fact, event, answers) for fact, event in story.of(IndependentVisitorRequested)])


def _request(
    fact: Fact,
    event: IndependentVisitorRequested,
    answers: list[tuple[Fact, Answer]],
) -> Spell:
    own = [(told, answer) for told, answer in answers if _answers(answer, fact, event)]
    if not own:
        return _spell(event.occurred_on, None, WAITING, None, (fact,))
    told, first = min(own, key=lambda pair: order_key(pair[1])) if len(own) > 1 else own[0]
    if isinstance(first, IndependentVisitorMatched):
        return _spell(event.occurred_on, first.occurred_on, MATCHED, None, (fact, told))
    return _spell(event.occurred_on, first.occurred_on, WITHDRAWN, first.reason, (fact, told))


def _answers(answer: SpellEnded, fact: Fact, event: IndependentVisitorRequested) -> bool:
    return answer.spell_key == event.spell_key and answer.began_as in (None, fact.id)


def _spell(start: date, end: date | None, outcome: str, reason: str | None, facts: tuple[Fact, ...]) -> Spell:
    attributes = {"outcome": outcome, "reason": reason}
    return Spell("visitor_request", start, end, attributes, tuple(fact.id for fact in facts))


def _repeats(before: Spell, request: Spell) -> bool:
    if before.attributes["outcome"] != WITHDRAWN or before.end is None:
        return False
    return before.end <= request.start <= before.end + REPEATED_WITHIN
