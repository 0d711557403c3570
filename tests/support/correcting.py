"""Corrections: what was told is taken back, told otherwise, told again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from tests.support import making
from tests.support.anchors import Lag, Question, known_on
from tests.support.telling import Step, Tell, Untell
from timeline.domain import events as e


@dataclass(frozen=True)
class Correction:
    """What sort, of which of the things told (by number), and known when. ``later``: how long after, where in two."""

    sort: str
    number: int
    lag: Lag
    later: int


def correct(told: list[Tell], correction: Correction, question: Question) -> list[Step]:
    """The steps of a correction, none where there is nothing to correct."""
    if not told:
        return []
    what = told[correction.number % len(told)]
    first = max(what.known_on, known_on(correction.lag, what.event.occurred_on, question))
    then = first + timedelta(days=correction.later)
    return SORTS[correction.sort](what, first, then)


def _withdraw(what: Tell, first: date, _then: date) -> list[Step]:
    return [Untell(what, first, "never so")]


def _replace(what: Tell, first: date, _then: date) -> list[Step]:
    return [Untell(what, first, "told wrongly"), Tell(changed(what, 1), first, what.of)]


def _same_again(what: Tell, first: date, _then: date) -> list[Step]:
    return [Untell(what, first, "told twice"), Tell(what.event, first, what.of)]


def _lift(what: Tell, first: date, then: date) -> list[Step]:
    taken = Untell(what, first, "another child")
    return [taken, Untell(taken, then, "this child after all")]


def _say_again(what: Tell, first: date, then: date) -> list[Step]:
    return [Untell(what, first, "not found"), Tell(what.event, then, what.of)]


def _amend_twice(what: Tell, first: date, then: date) -> list[Step]:
    once = Tell(changed(what, 1), first, what.of)
    twice = Tell(changed(what, 2), then, what.of)
    return [Untell(what, first, "told wrongly"), once, Untell(once, then, "told wrongly again"), twice]


def _repeat(what: Tell, _first: date, then: date) -> list[Step]:
    return [Tell(what.event, then, what.of)]


SORTS: dict[str, Callable[[Tell, date, date], list[Step]]] = {
    "withdraw": _withdraw,
    "withdraw and replace": _replace,
    "withdraw and say the same": _same_again,
    "withdraw a withdrawal": _lift,
    "withdraw and say again": _say_again,
    "amend twice": _amend_twice,
    "say twice": _repeat,
}
"""Every sort of correction."""


def changed(what: Tell, by: int) -> e.Event:
    """The event told otherwise: an ending or a mark on another day, a beginning with other codes."""
    event = what.event
    if isinstance(event, e.EpisodeBegan):
        return event.model_copy(
            update={"legal_status": ("V2", "C1", "C2")[by % 3], "placement": making.HOMES[(by * 3) % len(making.HOMES)]}
        )
    if isinstance(event, e.SocialWorkerAllocated):
        return event.model_copy(update={"worker": ("a", "c", None)[by % 3]})
    if isinstance(event, e.HealthOutcomesRecorded):
        return event.model_copy(update={"teeth_check": not event.teeth_check, "sdq_score": by})
    if isinstance(event, e.CareLeaverOutcomesRecorded):
        return event.model_copy(update={"in_touch": ("NO", "YES", "REFU")[by % 3]})
    if isinstance(event, e.SpellEnded) and not isinstance(event, e.EndingReportedWithoutDate):
        return event.model_copy(update={"occurred_on": event.occurred_on + timedelta(days=(0, 1, 33)[by])})
    if isinstance(event, e.SpellBegan | e.EndingReportedWithoutDate):
        return event  # it has nothing but its day, by which its ending names it
    return event.model_copy(update={"occurred_on": event.occurred_on - timedelta(days=by)})
