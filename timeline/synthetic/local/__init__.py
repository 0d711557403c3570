"""The local registers of the synthetic authority: plans, audits, courts, the edge of care, times of day.

They have their own random numbers and are drawn after a child's history, so that they do not change any return. Rates
are published where ``rates`` names a source, and otherwise invented. May import the rest of ``timeline.synthetic``, and
nothing else of the project.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from timeline.synthetic.authority import Authority, ChildTruth
from timeline.synthetic.draws import stream
from timeline.synthetic.local import rates
from timeline.synthetic.local.audits import audit_entries
from timeline.synthetic.local.courts import court_entries
from timeline.synthetic.local.edge import edge_of_care, kept_at_home, times_of_incidents
from timeline.synthetic.local.plans import plan_entries
from timeline.synthetic.local.registers import REGISTERS, Entry, lines_of
from timeline.synthetic.people import MOST_CHILDREN, child_id

_PURPOSE: Final = "registers"

__all__ = ["REGISTERS", "Entry", "entries", "lines_of", "never_looked_after"]


def entries(authority: Authority, truth: ChildTruth) -> list[Entry]:
    """Every row of every register about one child by the last simulated day, in no order."""
    rng = stream(authority.seed, truth.number, _PURPOSE)
    drawn = (
        *plan_entries(rng, truth),
        *audit_entries(rng, truth, authority),
        *court_entries(rng, truth),
        *edge_of_care(rng, truth),
        *times_of_incidents(rng, truth, authority.span.first),
    )
    return _one_of_each(drawn)


def never_looked_after(authority: Authority) -> Iterator[tuple[str, list[Entry]]]:
    """Children at the edge of care who were never looked after, with their rows."""
    for number in range(int(authority.children * rates.NEVER_LOOKED_AFTER)):
        rng = stream(authority.seed, number, "kept at home")
        child = child_id(authority.seed, MOST_CHILDREN - 1 - number)
        yield child, _one_of_each(kept_at_home(rng, authority.span))


def _one_of_each(drawn: tuple[Entry, ...] | list[Entry]) -> list[Entry]:
    """One row for each key: of two rows with the same key, the first one drawn."""
    found: dict[tuple[object, ...], Entry] = {}
    for entry in drawn:
        found.setdefault(_key(entry), entry)
    return list(found.values())


_KEYS: Final = {
    "plans": 2,
    "plan-reviews": 2,
    "health-assessments": 3,
    "assessments": 2,
    "audits": 3,
    "audit-actions": 3,
    "gateway-decisions": 1,
    "court-applications": 2,
    "court-hearings": 4,
    "court-orders": 4,
    "edge-of-care": 2,
    "referrals": 1,
    "missing-incidents": 3,
}
"""How many of the first cells identify a row of a register."""


def _key(entry: Entry) -> tuple[object, ...]:
    return entry.register, *entry.cells[: _KEYS[entry.register]]
