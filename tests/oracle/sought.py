"""Where the authority sought adoption, and what became of it (``docs/definitions/permanence-and-adoption.md``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tests.oracle.asking import Child, OracleRow, Test, ask
from tests.oracle.care import has_ceased
from tests.oracle.courts import BOTH, SGO, SUPERVISION, Case, ended_in_year, ending_of
from tests.oracle.days import Day, Period
from tests.oracle.leaving import ADOPTED, ARRANGEMENTS, GUARDIAN, reason
from tests.oracle.paper import episode
from tests.oracle.tables import rows

GRANTED = {"placement", "adoption"}
PLACEMENT_ORDER = "E1"


def otherwise(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of those for whom adoption was sought and whose case ended in the year, whose case ended in something else."""
    yield ask({}, children, _was_sought, lambda each: _outcome(each) not in {None, *GRANTED})
    labels = (BOTH, SGO, SUPERVISION, "child arrangements", "care", "no order", "withdrawn", "other")
    for label in labels:
        yield ask({"order": label}, children, _was_sought, _came_to(label))
    yield ask({"order": "placement order or adoption"}, children, _was_sought, lambda each: _outcome(each) in GRANTED)


def _outcome(each: Child) -> str | None:
    """All applications that ended in the year looked at together."""
    return ending_of(ended_in_year(each))


def _came_to(label: str) -> Test:
    return lambda each: _outcome(each) == label


def _was_sought(each: Child) -> bool:
    return any(_is_for_adoption(each, case) for case in ended_in_year(each))


def _is_for_adoption(each: Child, case: Case) -> bool:
    """By applying for a placement order, by a plan, or by a decision: in force on some day of the case, or made on one
    and reversed at once."""
    if case.kind == "placement" or (case.asked_first | case.asked_last) & GRANTED:
        return True
    assert case.ended is not None
    return any(
        case.issued <= row.first_day <= case.ended
        or (row.first_day < case.issued and (row.last_day is None or row.last_day > case.issued))
        for row in rows(each, "adoption-decision")
    )


def permanence_mix(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of those who left by adoption or special guardianship in the year, by special guardianship."""
    yield ask({}, children, _left_so, lambda each: reason(each.last_ceasing()) in GUARDIAN)


def _left_so(each: Child) -> bool:
    """As they are published: by the last ceasing of the year."""
    return has_ceased(each) and reason(each.last_ceasing()) in ADOPTED | GUARDIAN


# --------------------------------------------------------------------------------------------------- after the order


@dataclass(frozen=True)
class _Order:
    """A placement order: the period of care in which it was made, and whether it is in force yet."""

    period: Period
    is_in_force: bool


def after_order(children: Sequence[Child]) -> Iterator[OracleRow]:
    """What came of those of whom placement orders were made in the year that ended 12 months ago."""
    yield ask({}, children, _had_order, lambda each: _came_of(each) not in ("adopted", *STILL))
    for label in OUTCOMES:
        yield ask({"outcome": label}, children, _had_order, _has_come_to(label))


def _has_come_to(label: str) -> Test:
    return lambda each: _came_of(each) == label


STILL = ("still looked after under the order", "still looked after, no longer under it")
OUTCOMES = ("adopted", "special guardianship", "residence or child arrangements order", "left otherwise", *STILL)


def _had_order(each: Child) -> bool:
    return bool(_orders(each))


def _orders(each: Child) -> list[_Order]:
    """Those made in that year: a child is under an order from the first day on which the return says so."""
    then, found = each.shifted(12), []
    made: date | None = None
    for day in each.life.days:
        if not _is_under_order(day):
            made = None
        elif made is None:
            made = day.day
            if then.in_window(made):
                period = next(one for one in each.life.periods if one.started <= made and _goes_on(one, made))
                found.append((made, period))
    return [_Order(period, is_in_force=day == made) for day, period in found]


def _goes_on(period: Period, day: date) -> bool:
    return period.ended is None or day < period.ended


def _is_under_order(day: Day) -> bool:
    return day.row is not None and episode(day.row).legal_status == PLACEMENT_ORDER


def _came_of(each: Child) -> str:
    """Of several orders of that year, of the first."""
    order = _orders(each)[0]
    if order.period.ended is None:
        return STILL[0] if order.is_in_force else STILL[1]
    why = reason(order.period)
    for label, reasons in zip(OUTCOMES, (ADOPTED, GUARDIAN, ARRANGEMENTS), strict=False):
        if why in reasons:
            return label
    return "left otherwise"
