"""How long children waited for an independent visitor while they were looked after."""

from __future__ import annotations

from timeline.domain.spells import Case, Spell
from timeline.domain.spells.visitors import MATCHED


def visitor_waits(case: Case) -> tuple[Spell, ...]:
    """From each request until it was answered or the child ceased to be looked after, whichever came first.

    ``outcome``: matched, or ``None`` for the others and while the wait goes on.
    """
    return tuple(_wait(request, case) for request in case.spells["visitor_request"])


def _wait(request: Spell, case: Case) -> Spell:
    ceased = [p.end for p in case.spells["period_of_care"] if p.end is not None and p.end > request.start]
    first = min(ceased, default=None)
    if first is not None and (request.end is None or first < request.end):
        return request._replace(kind="visitor_wait", end=first, attributes={"outcome": None})
    outcome = MATCHED if request.attributes["outcome"] == MATCHED else None
    return request._replace(kind="visitor_wait", attributes={"outcome": outcome})
