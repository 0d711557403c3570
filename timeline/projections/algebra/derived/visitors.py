"""How long children waited for an independent visitor, and what ended each wait.

A request ends on the day of what came first: its own appointment or withdrawal, any later appointment of the child, the
end of the period of care it was made in. On one day an appointment is taken before a withdrawal, and both before the
end of care. A request made on the last day of a period was made in it. One made outside care belongs to the next period
that begins; where none does and care is over, one that is not answered ends on the day it was made.

Requests that overlap are one, begun with the first. So is one withdrawn and made again within 30 days, in the same
period of care. A request made on the day on which another ends does not overlap with it.

Source: ``docs/decisions/0009-readings-where-the-sources-are-silent.md``. No national definition exists.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from timeline.domain.events import IndependentVisitorMatched
from timeline.domain.spells import Case, Spell
from timeline.domain.spells.visitors import MATCHED, REPEATED_WITHIN, WAITING, WITHDRAWN, single_requests

CEASED = "ceased"
_RANK = {MATCHED: 0, WITHDRAWN: 1, CEASED: 2, WAITING: 3}
"""Of several endings on one day the one with the lowest rank is taken."""


class _End(NamedTuple):
    day: date
    outcome: str
    reason: str | None
    facts: tuple[UUID, ...]


def visitor_waits(case: Case) -> tuple[Spell, ...]:
    """From each request until what came first. ``outcome``: matched, withdrawn, ceased (care ended), or waiting while
    it goes on; ``reason``: why it was withdrawn."""
    periods = case.spells["period_of_care"]
    appointments = [(event.occurred_on, fact.id) for fact, event in case.story.of(IndependentVisitorMatched)]
    waits: list[tuple[Spell, Spell | None]] = []
    for request in single_requests(case.story):
        period = _period_of(request.start, periods)
        wait = _until_first(request, [*_answers(request, appointments), *_end_of_care(period)])
        if waits and waits[-1][1] == period and _are_one(waits[-1][0], wait):
            wait = _joined(waits.pop()[0], wait)
        waits.append((wait, period))
    return tuple([_over_before(wait) if periods and period is None else wait for wait, period in waits])


def _period_of(made_on: date, periods: Sequence[Spell]) -> Spell | None:
    """The period of care in which a request was made; outside care, the next one."""
    return next((each for each in periods if each.end is None or made_on <= each.end), None)


def _answers(request: Spell, appointments: Sequence[tuple[date, UUID]]) -> Iterator[_End]:
    """Its own answer, and every appointment of a later day."""
    outcome = request.attributes["outcome"]
    if request.end is not None and outcome is not None:
        yield _End(request.end, outcome, request.attributes["reason"], request.facts[1:])
    yield from (_End(day, MATCHED, None, (fact,)) for day, fact in appointments if day > request.start)


def _end_of_care(period: Spell | None) -> Iterator[_End]:
    if period is not None and period.end is not None:
        yield _End(period.end, CEASED, None, ())


def _until_first(request: Spell, endings: Sequence[_End]) -> Spell:
    if not endings:
        return request._replace(kind="visitor_wait")
    day, outcome, reason, facts = min(endings, key=lambda each: (each.day, _RANK[each.outcome]))
    return Spell("visitor_wait", request.start, day, {"outcome": outcome, "reason": reason}, request.facts[:1] + facts)


def _over_before(wait: Spell) -> Spell:
    """One of a child whose care was over: unanswered, it was over when it was made."""
    if wait.end is not None:
        return wait
    return wait._replace(end=wait.start, attributes={"outcome": CEASED, "reason": None})


def _are_one(before: Spell, after: Spell) -> bool:
    """Whether a request is the same as the one made before it: they overlap, or it repeats one that was withdrawn."""
    if before.end is None or after.start < before.end or after.start == before.start:
        return True
    return before.attributes["outcome"] == WITHDRAWN and after.start <= before.end + REPEATED_WITHIN


def _joined(before: Spell, after: Spell) -> Spell:
    """Both as one: begun with the first, ended as the one that goes on for longer. One made again, be it on the day of
    the withdrawal, goes on for longer than what was withdrawn."""
    is_repeat = before.end is not None and before.start < after.start and before.end <= after.start
    lasting = after if is_repeat else max(after, before, key=_ended)
    return lasting._replace(start=before.start, facts=tuple(dict.fromkeys(before.facts + after.facts)))


def _ended(wait: Spell) -> tuple[date, int]:
    return wait.end or date.max, -_RANK[wait.attributes["outcome"] or WAITING]
