"""Court applications from issue to disposal, what was ordered, and what a legal gateway decided.

An application is named by its type and the day it was issued; hearings and orders name theirs so.

Source: docs/definitions/courts.md. No national definition exists.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from timeline.domain.events import (
    CourtApplicationDisposed,
    CourtApplicationIssued,
    CourtApplicationWithdrawn,
    CourtHearingHeld,
    CourtOrderMade,
    CourtPlanFiled,
    LegalGatewayDecided,
)
from timeline.domain.spells.paired import ended_first, identities, yes_or_no
from timeline.domain.spells.spell import Spell
from timeline.domain.story import Fact, Story

SECTION_31 = ("care", "supervision")
"""The applications that begin care proceedings: Children Act 1989, section 31."""

DISPOSED = "disposed"
WITHDRAWN = "withdrawn"
FOR_THE_AUTHORITY = frozenset({"care", "supervision", "placement", "special guardianship", "child arrangements"})
ADOPTION = frozenset({"placement", "adoption"})

RESULTS = (
    (frozenset({"adoption"}), "adoption"),
    (frozenset({"placement"}), "placement"),
    (frozenset({"special guardianship", "supervision"}), "special guardianship and supervision"),
    (frozenset({"special guardianship"}), "special guardianship"),
    (frozenset({"supervision"}), "supervision"),
    (frozenset({"child arrangements"}), "child arrangements"),
    (frozenset({"care"}), "care"),
    (frozenset({"no order"}), "no order"),
)
"""What a case came to by its final orders: the first of these that are all among them."""

Ended = tuple[Fact | None, str | None, date | None]


def court_applications(story: Story) -> tuple[Spell, ...]:
    """Every application, until it is disposed of or withdrawn. ``type``; ``outcome``: disposed, withdrawn or ``None``;
    ``orders`` and ``result``: the final orders made, and what they come to; the rest yes, no or ``None`` where it is
    not recorded or the application is open: ``for_the_authority``, ``as_applied_for``, ``as_final_plan``,
    ``adoption_sought``, ``within_timetable``, ``extended``, ``within_extension``."""
    return tuple(
        _application(story, fact, issued, (told, _outcome(ending), ending.occurred_on if ending else None))
        for fact, issued, told, ending in ended_first(
            story, CourtApplicationIssued, CourtApplicationDisposed, CourtApplicationWithdrawn
        )
    )


def _outcome(ending: object) -> str | None:
    if isinstance(ending, CourtApplicationDisposed):
        return DISPOSED
    return WITHDRAWN if isinstance(ending, CourtApplicationWithdrawn) else None


def _application(story: Story, fact: Fact, issued: CourtApplicationIssued, ended: Ended) -> Spell:
    told, outcome, end = ended
    orders = [(each, made) for each, made in story.of(CourtOrderMade) if made.final and _is_about(made, issued)]
    asked = [(each, plan) for each, plan in story.of(CourtPlanFiled) if plan.spell_key == issued.spell_key]
    made = frozenset(order.order for _, order in orders) if outcome == DISPOSED else frozenset()
    first = frozenset(plan.order for _, plan in asked if plan.stage == "initial")
    last = frozenset(plan.order for _, plan in asked if plan.stage == "final")
    attributes = {
        "type": issued.type,
        "outcome": outcome,
        "orders": " + ".join(sorted(made)) or None,
        "result": _result(made, outcome),
        "for_the_authority": yes_or_no(bool(made & FOR_THE_AUTHORITY)) if _is_known(made, outcome) else None,
        "as_applied_for": yes_or_no(made == first) if first and _is_known(made, outcome) else None,
        "as_final_plan": yes_or_no(made == last) if last and _is_known(made, outcome) else None,
        "adoption_sought": yes_or_no(issued.type == "placement" or bool((first | last) & ADOPTION)),
        "within_timetable": _within(end, issued.timetabled_to),
        **_extension(story, issued, end),
    }
    facts = (fact, told, *(each for each, _ in orders), *(each for each, _ in asked))
    return Spell("court_application", issued.occurred_on, end, attributes, identities(*facts))


def _is_about(told: CourtOrderMade | CourtHearingHeld, issued: CourtApplicationIssued) -> bool:
    return (told.application, told.issued_on) == (issued.type, issued.occurred_on)


def _is_known(made: Collection[str], outcome: str | None) -> bool:
    """Whether it is known what the application came to: disposed of with its orders recorded, or withdrawn."""
    return outcome == WITHDRAWN or (outcome == DISPOSED and bool(made))


def _result(made: frozenset[str], outcome: str | None) -> str | None:
    if not made:
        return WITHDRAWN if outcome == WITHDRAWN else None
    return next((result for orders, result in RESULTS if orders <= made), "other")


def _within(end: date | None, limit: date | None) -> str | None:
    return None if end is None or limit is None else yes_or_no(end <= limit)


def _extension(story: Story, issued: CourtApplicationIssued, end: date | None) -> dict[str, str | None]:
    heard = [hearing for _, hearing in story.of(CourtHearingHeld) if _is_about(hearing, issued)]
    extended = [hearing.extended_to for hearing in heard if hearing.extended_to is not None]
    return {
        "extended": yes_or_no(bool(extended)),
        "within_extension": _within(end, max(extended, default=None)),
    }


def court_hearings(story: Story) -> tuple[Spell, ...]:
    """Every hearing, on one day. ``application`` and ``type``."""
    return tuple(
        Spell(
            "court_hearing",
            hearing.occurred_on,
            hearing.occurred_on,
            {"application": hearing.application, "type": hearing.type},
            (fact.id,),
        )
        for fact, hearing in story.of(CourtHearingHeld)
    )


def court_orders(story: Story) -> tuple[Spell, ...]:
    """Every order made, on one day. ``application``, ``order``, ``final`` yes or no."""
    return tuple(
        Spell(
            "court_order",
            made.occurred_on,
            made.occurred_on,
            {"application": made.application, "order": made.order, "final": yes_or_no(made.final)},
            (fact.id,),
        )
        for fact, made in story.of(CourtOrderMade)
    )


def gateway_decisions(story: Story) -> tuple[Spell, ...]:
    """Every decision of a legal gateway, until care proceedings (section 31) are issued. ``decision``."""
    issued = [(fact, event) for fact, event in story.of(CourtApplicationIssued) if event.type in SECTION_31]
    found: list[Spell] = []
    for fact, decided in story.of(LegalGatewayDecided):
        later = ((told, event) for told, event in issued if event.occurred_on >= decided.occurred_on)
        told, event = next(later, (None, None))
        end = event.occurred_on if event else None
        attributes = {"decision": decided.decision}
        found.append(Spell("gateway_decision", decided.occurred_on, end, attributes, identities(fact, told)))
    return tuple(found)
