"""Legal statuses, joined over the placements in which they lasted."""

from __future__ import annotations

from timeline.domain.spells import Case, Spell


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
