"""Health plans with an assessment in date (``docs/definitions/health-and-wellbeing.md``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from tests.oracle.almanac import months_earlier
from tests.oracle.asking import Child, OracleRow, Test, ask
from tests.oracle.paper import UndecidedError
from tests.oracle.plans import plan_in_force
from tests.oracle.tables import is_aged, marks
from tests.oracle.working_days import working_days_later
from timeline.domain import events as e

STATUTORY = {"initial", "review", "unspecified"}
REGULATIONS_OF_2010 = date(2011, 4, 1)


def health_plan(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of those looked after whose first assessment is due or held: with a plan in force and an assessment in date."""
    yield ask({}, children, _counts, _is_up_to_date)
    for label, years, under in (("0 to 12", 0, 13), ("under 5", 0, 5), ("5 to 12", 5, 13), ("13 and over", 13, 200)):
        yield ask({"age": label}, children, _counts_aged(years, under), _is_up_to_date)
    yield ask({"outcome": "plan in force"}, children, _counts, _has_plan)
    yield ask({"outcome": "assessment in date"}, children, _counts, _is_in_date)
    yield ask({"outcome": "last assessment declined"}, children, _counts, _was_declined)


def _counts(each: Child) -> bool:
    """Looked after. Without a first assessment in this period of care, only once it is due: with the first review."""
    if not each.is_looked_after:
        return False
    start = each.period_now().started
    return any(day >= start for day in _held(each)) or each.as_at >= _first_due(start)


def _first_due(start: date) -> date:
    if start < REGULATIONS_OF_2010:
        return start + timedelta(weeks=4)
    return working_days_later(start, 20)


def _counts_aged(years: int, under: int) -> Test:
    return lambda each: _counts(each) and is_aged(each, years, under)


def _held(each: Child) -> list[date]:
    """The days of the statutory assessments: a dental check is none."""
    return [one.occurred_on for one in marks(each, e.HealthAssessmentHeld) if one.type in STATUTORY]


def _has_plan(each: Child) -> bool:
    return plan_in_force(each, "health", each.as_at) is not None


def _is_in_date(each: Child) -> bool:
    """Held on or after the corresponding date 12 months ago of a child known to be five, else six months ago."""
    months = 12 if is_aged(each, 5) else 6
    return any(day >= months_earlier(each.as_at, months) for day in _held(each))


def _is_up_to_date(each: Child) -> bool:
    return _has_plan(each) and _is_in_date(each)


def _was_declined(each: Child) -> bool:
    declined = [one.occurred_on for one in marks(each, e.HealthAssessmentDeclined) if one.type in STATUTORY]
    held = _held(each)
    if declined and held and max(declined) == max(held):
        raise UndecidedError
    return bool(declined) and (not held or max(declined) > max(held))
