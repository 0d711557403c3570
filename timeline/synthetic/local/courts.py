"""Care proceedings behind the legal statuses of a period of care, and gateway decisions. Days are ordinals."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Final, NamedTuple

from timeline.synthetic.adoptions import Adoption
from timeline.synthetic.authority import ChildTruth
from timeline.synthetic.careers import Episode
from timeline.synthetic.draws import whole
from timeline.synthetic.local import rates
from timeline.synthetic.local.registers import Entry, Later, day
from timeline.synthetic.plans import Period
from timeline.synthetic.years import iso

# Twenty-six weeks beginning with the day of issue (Children Act 1989, section 32).
_LIMIT: Final = 181
_EIGHT_WEEKS: Final = 56
_GUARDIANSHIP: Final = frozenset({"E43", "E44", "E45", "E46", "E47", "E48"})


class Proceedings(NamedTuple):
    """An application under section 31, the day of its interim order, and its end: with ``orders``, ``withdrawn``, or
    not yet (``ended`` is ``None``)."""

    issued: int
    interim: int
    ended: int | None
    orders: str


def court_entries(rng: Random, truth: ChildTruth) -> Iterator[Entry]:
    """The rows of all court registers, for each period of care."""
    for period in truth.periods:
        rows = [row for row in truth.episodes if period.start <= row.decom < period.end]
        if not period.is_short_break and rows:
            case = _proceedings(rng, rows)
            if case is not None:
                yield from _applied(rng, case)
            else:
                yield from _never_applied(rng, truth, period)
            yield from _placement_applications(truth, period)


def _proceedings(rng: Random, rows: list[Episode]) -> Proceedings | None:
    """The proceedings behind the statuses: an interim order begins them, a full order or the end of care ends them."""
    interim = next((row for row in rows if row.ls == "C1"), None)
    if interim is None:
        return None
    issued = interim.decom - rates.ISSUED_BEFORE.draw(rng)
    full = next((row for row in rows if row.ls in ("C2", "E1") and row.decom > interim.decom), None)
    if full is not None:
        return Proceedings(issued, interim.decom, full.decom, "care")
    last = rows[-1]
    if last.dec is None:
        return Proceedings(issued, interim.decom, None, "")
    return Proceedings(issued, interim.decom, last.dec, _ending(rng, last.rec))


def _ending(rng: Random, rec: str) -> str:
    if rec in _GUARDIANSHIP:
        beside = rng.random() < rates.SUPERVISION_BESIDE
        return "special guardianship; supervision" if beside else "special guardianship"
    return "child arrangements" if rec == "E41" else rates.NOT_CARE_AT_HOME.draw(rng)


def _applied(rng: Random, case: Proceedings) -> Iterator[Entry]:
    yield _gateway(rng, case.issued)
    kind = "supervision" if rng.random() < rates.SUPERVISION_SOUGHT else "care"
    filed, planned = _final_plan(rng, case)
    final = Later(planned, filed) if filed is not None else ""
    withdrawn = case.orders == "withdrawn"
    cells = (kind, iso(case.issued), kind, iso(case.issued + _LIMIT), day(filed), final)
    ended = ("", day(case.ended)) if withdrawn else (day(case.ended), "")
    yield Entry("court-applications", case.issued, (*cells, *ended))
    yield from _hearings(rng, kind, case)
    yield _order(kind, case.issued, case.interim, "care", final="N")
    if case.ended is not None and not withdrawn:
        for order in case.orders.split("; "):
            yield _order(kind, case.issued, case.ended, order)


def _gateway(rng: Random, issued: int) -> Entry:
    if rng.random() < rates.STRAIGHT_TO_ISSUE:
        decided, decision = issued - rates.ISSUE_AFTER.draw(rng), "issue"
    else:
        decided, decision = issued - rates.PRE_PROCEEDINGS_LAST.draw(rng), "pre-proceedings"
    return Entry("gateway-decisions", decided, (iso(decided), decision))


def _final_plan(rng: Random, case: Proceedings) -> tuple[int | None, str]:
    """Filed some weeks before the end; mostly what the court then orders."""
    if case.ended is None or case.orders == "withdrawn":
        return None, ""
    filed = max(case.issued, case.ended - whole(rng, 21, 70))
    return filed, case.orders if rng.random() < rates.AS_PLANNED else rates.PLAN_INSTEAD.draw(rng)


def _hearings(rng: Random, kind: str, case: Proceedings) -> Iterator[Entry]:
    """A first hearing in the third week, a final one; the time is extended where it runs out."""
    stop = case.ended if case.ended is not None else case.issued + 2 * _LIMIT
    first = case.issued + whole(rng, 12, 18)
    if first < stop:
        yield _hearing(kind, case.issued, first, "case management", None)
    limit = case.issued + _LIMIT
    while stop > limit and rng.random() < rates.EXTENDED:
        held = limit - whole(rng, 5, 20)
        limit += _EIGHT_WEEKS
        yield _hearing(kind, case.issued, held, "issues resolution", limit)
    if case.ended is not None and case.orders != "withdrawn":
        yield _hearing(kind, case.issued, case.ended, "final", None)


def _hearing(kind: str, issued: int, held: int, sort: str, extended_to: int | None) -> Entry:
    return Entry("court-hearings", held, (kind, iso(issued), iso(held), sort, iso(extended_to)))


def _order(kind: str, issued: int, made: int, order: str, *, final: str = "Y") -> Entry:
    return Entry("court-orders", made, (kind, iso(issued), iso(made), order, final))


def _placement_applications(truth: ChildTruth, period: Period) -> Iterator[Entry]:
    """An application for a placement order after each decision for adoption in the period."""
    for plan in truth.adoptions:
        if period.start <= plan.decided_on < period.end:
            yield from _placement_application(plan)


def _placement_application(plan: Adoption) -> Iterator[Entry]:
    ended = plan.ordered_on if plan.ordered_on is not None else plan.reversed_on
    issued = plan.decided_on + 7
    if ended is not None and ended < issued:
        issued = plan.decided_on
    final = Later("placement", ended) if ended is not None else ""
    cells = ("placement", iso(issued), "placement", "", day(ended), final, day(ended), "")
    yield Entry("court-applications", issued, cells)
    if ended is not None:
        yield _order("placement", issued, ended, "placement" if plan.ordered_on is not None else "no order")


def _never_applied(rng: Random, truth: ChildTruth, period: Period) -> Iterator[Entry]:
    """Some cases reach a legal gateway meeting and never a court."""
    if not truth.person.uasc and rng.random() < rates.NEVER_ISSUED:
        decided = period.start + whole(rng, 10, 120)
        if decided < period.end:
            yield Entry("gateway-decisions", decided, (iso(decided), rates.NEVER_ISSUED_DECISION.draw(rng)))
