"""Where the placement lies, who the worker is, who is under a care order (``docs/definitions/stability.md``,
``who-is-looked-after.md``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tests.oracle.asking import Child, OracleRow, Test, ask, looked_after
from tests.oracle.paper import Row
from timeline.domain import codes
from timeline.domain import events as e

CARE_ORDERS = {"C1", "C2"}
LOCATIONS: dict[str, str | None] = {"outside the authority's area": "OUT", "inside the authority's area": "IN"}


def with_parents_under_care_orders(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of those under an interim or full care order on the day, placed with parents."""
    yield ask({}, children, _under_a_care_order, lambda each: each.now.placement.type == "P1")


def _under_a_care_order(each: Child) -> bool:
    return each.is_looked_after and each.now.legal_status in CARE_ORDERS


def by_location(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of those looked after, by where the placement lies."""
    for label, code in LOCATIONS.items():
        yield ask({"location": label}, children, looked_after, _lies(code))
    yield ask({"location": codes.NOT_RECORDED}, children, looked_after, lambda each: _location(each) is None)


def _lies(code: str | None) -> Test:
    return lambda each: _location(each) == code


def _location(each: Child) -> str | None:
    """What the last extract that has one found since the placement began: until it ends, it lies where it lies."""
    home = each.life.days[-1].home
    since = next((day.day for day in each.life.days if day.home == home and home is not None), None)
    found = [fact for fact in each.paper.facts(e.LookedAfterObserved) if fact.placement_location in LOCATIONS.values()]
    found = [fact for fact in found if since is not None and since <= fact.occurred_on]
    last = each.paper.the_one(fact for fact in found if fact.occurred_on == found[-1].occurred_on)
    return last.placement_location if last else None


def social_workers(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of those looked after, with three or more different workers in the year, before the start of care too."""
    row = ask({}, children, looked_after, lambda each: len(_workers(each) - {None}) >= 3)
    yield replace(row, unknown=sum(each.name in row.counted - row.meets and _has_unknown(each) for each in children))


def _has_unknown(each: Child) -> bool:
    """A worker without an identifier may be a third; so may any worker of a child of whom none is known."""
    return None in _workers(each) or not _workers(each)


def _workers(each: Child) -> set[str | None]:
    """Their identifiers, ``None`` for a worker without one."""
    in_the_year = [row.began for row in each.paper.rows("social-worker") if _is_in_the_year(each, row)]
    return {began.worker or None for began in in_the_year if isinstance(began, e.SocialWorkerAllocated)}


def _is_in_the_year(each: Child, row: Row) -> bool:
    """Allocated at the end of some day of the year."""
    return any(row.holds_on(day) for day in each.days_of_year())
