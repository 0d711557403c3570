"""Legal statuses, joined over the placements in which they lasted; final orders on the day their application ended."""

from __future__ import annotations

from timeline.domain.events import CourtOrderMade
from timeline.domain.spells import Case, Spell
from timeline.domain.spells.courts import DISPOSED


def legal_statuses(case: Case) -> tuple[Spell, ...]:
    """Each run of days under one legal status in one period of care."""
    found: list[Spell] = []
    for episode in case.spells["episode"]:
        status = episode.attributes["legal_status"]
        last = found[-1] if found else None
        if last is not None and last.end == episode.start and last.attributes["legal_status"] == status:
            facts = tuple(dict.fromkeys((*last.facts, *episode.facts)))
            found[-1] = Spell("legal_status", last.start, episode.end, last.attributes, facts)
        else:
            found.append(Spell("legal_status", episode.start, episode.end, {"legal_status": status}, episode.facts))
    return tuple(found)


def final_orders(case: Case) -> tuple[Spell, ...]:
    """Each final order made on an application that was disposed of, on the day of the disposal, so that the orders of
    several applications can be looked at together. ``order``; ``application``: the type it was made on."""
    made = [(fact, order) for fact, order in case.story.of(CourtOrderMade) if order.final]
    found = [
        Spell(
            "final_order",
            application.end,
            application.end,
            {"order": order.order, "application": order.application},
            (fact.id, *application.facts[:2]),
        )
        for application in case.spells["court_application"]
        if application.end is not None and application.attributes["outcome"] == DISPOSED
        for fact, order in made
        if (order.application, order.issued_on) == (application.attributes["type"], application.start)
    ]
    return tuple(sorted(found, key=lambda spell: spell.start))
