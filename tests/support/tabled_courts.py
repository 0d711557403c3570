"""Cases before the family courts: from the gateway's decision to the orders made, about the days that decide."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from tests.support.making import one_of
from tests.support.tabled_care import Made
from tests.support.tabled_facts import ORDERS, Around, Fact
from timeline.domain import events as e

CLOSE_TO_THE_LIMIT = (180, 181, 182, 278, 279, 280)


def _case(
    kind: str, issued: date, ended: date | None, fact: Fact, ordered: Sequence[str], planned: Sequence[str] = ()
) -> Iterator[Made]:
    """An application, what was asked for, and how it ended."""
    content = {"type": kind, "timetabled_to": None, "occurred_on": issued}
    application = e.CourtApplicationIssued.from_content(content)
    yield application, None
    about = {"type": kind, "began_on": issued}
    for order in planned:
        plan = {**about, "stage": one_of(("initial", "final", "final"), fact.pick), "order": order}
        yield e.CourtPlanFiled.from_content({**plan, "occurred_on": issued}), None
    if ended is None:
        return
    ending = e.CourtApplicationWithdrawn if fact.pick % 7 == 0 else e.CourtApplicationDisposed
    yield ending.from_content({**about, "occurred_on": ended, "began_as": None}), application
    for order in () if ending is e.CourtApplicationWithdrawn else ordered:
        made = {"application": kind, "issued_on": issued, "order": order, "final": fact.pick % 11 > 0}
        yield e.CourtOrderMade.from_content({**made, "occurred_on": ended}), None


def _proceedings(day: date, fact: Fact, around: Around) -> Iterator[Made]:
    """Care proceedings that end on the day, or on one on which their length decides, or are open yet."""
    kind = one_of(("care", "care", "care", "supervision"), fact.pick)
    length = one_of((*CLOSE_TO_THE_LIMIT, 90, 400), fact.pick // 4)
    ended: date | None = day
    issued = day - timedelta(days=length)
    if fact.pick % 5 == 0:
        issued, ended = around.question.as_at - timedelta(days=length), None
    ordered = one_of(ORDERS, fact.pick // 3)
    same = ordered if fact.pick % 3 else one_of(ORDERS, fact.pick // 5)
    yield from _case(kind, issued, ended, fact, ordered, same)
    if fact.pick % 3 == 0:
        extended = (ended or around.question.as_at) + timedelta(days=fact.pick // 3 % 3 - 1)
        hearing = {"application": kind, "issued_on": issued, "type": "other", "extended_to": extended}
        held = {"occurred_on": issued + timedelta(days=60)}
        yield e.CourtHearingHeld.from_content({**hearing, **held}), None


def _for_adoption(day: date, fact: Fact, _around: Around) -> Iterator[Made]:
    """Adoption is sought by decision, by plan or by application; two cases end together or a week apart."""
    issued = day - timedelta(days=150)
    ordered = one_of(ORDERS, fact.pick)
    planned = ("care", "placement") if fact.pick % 3 == 0 else ("care",)
    yield from _case("care", issued, day, fact, ordered, planned)
    if fact.pick % 3 == 1:
        second = one_of(((), ("placement",), ("no order",), ()), fact.pick // 3)
        ended = day + timedelta(days=(0, -7, 7)[fact.pick // 5 % 3])
        yield from _case("placement", issued + timedelta(days=20), ended, fact, second)
    if fact.pick % 3 == 2:
        decided = e.AdoptionDecided(occurred_on=one_of((issued - timedelta(days=9), day, issued), fact.pick // 3))
        yield decided, None
        if fact.pick % 4 == 0:
            began_on = decided.occurred_on
            over = max(began_on, issued + timedelta(days=fact.pick // 12 % 3 - 1))
            reversal = e.AdoptionDecisionReversed(occurred_on=over, began_on=began_on, began_as=None, reason="RD1")
            yield reversal, decided


def _gateway(day: date, fact: Fact, _around: Around) -> Iterator[Made]:
    decision = one_of(("issue", "pre-proceedings", "no proceedings", "issue", "pre-proceedings"), fact.pick)
    yield e.LegalGatewayDecided.from_content({"occurred_on": day, "decision": decision}), None
    if fact.pick // 5 % 3:
        kind = one_of(("care", "supervision", "placement", "care"), fact.pick // 7)
        yield from _case(kind, fact.then.day(day), None, fact, ())


def _at_start(day: date, fact: Fact, around: Around) -> Iterator[Made]:
    """Care proceedings about the day on which care began: before it, on it, months after it."""
    start = around.start(day)
    issued = fact.then.day(start) if fact.pick % 2 else start - timedelta(days=(0, 1, 100, 101)[fact.pick // 2 % 4])
    ended = one_of((None, start, start + timedelta(days=1), fact.later.day(issued)), fact.pick // 8)
    yield from _case("care", issued, ended if ended is None or ended >= issued else None, fact, ("care",))


SORTS: dict[str, Callable[[date, Fact, Around], Iterator[Made]]] = {
    "proceedings": _proceedings,
    "for adoption": _for_adoption,
    "gateway": _gateway,
    "at start": _at_start,
}
