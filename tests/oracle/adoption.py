"""Adoption: how long each stage took, and who waits (``docs/definitions/permanence-and-adoption.md``)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from tests.oracle.asking import Child, OracleRow, Test, ask
from tests.oracle.days import AWAY_FROM_HOME, Day, Period
from tests.oracle.leaving import ADOPTED, reason
from tests.oracle.paper import episode
from timeline.domain import codes
from timeline.domain import events as e

PLACED_FOR_ADOPTION = codes.ADOPTION_OF_ANY_YEAR
AUTHORITY_TO_PLACE = {"E1", "D1"}
"""A freeing order is the authority to place of its time."""

Wait = Callable[[Child, Period], int | None]
THREE_YEARS, YEAR = 36, 12


def timeliness(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of those adopted in three years, the mean days to moving in and to the court's authority; stages of the year."""
    yield _mean({}, children, THREE_YEARS, _entry_to_moving_in)
    for label, months, wait in STAGES:
        yield _mean({"wait": label}, children, months, wait)


def _mean(group: dict[str, object], children: Sequence[Child], months: int, wait: Wait) -> OracleRow:
    row = ask(group, children, _adopted_in(months), lambda each: _waited(each, months, wait) is not None)
    days = [_waited(each, months, wait) for each in children if each.name in row.meets]
    known = [each for each in days if each is not None]
    return replace(row, value=Fraction(sum(known), len(known)) if known else None)


def _adopted_in(months: int) -> Test:
    return lambda each: _last_adoption(each, months) is not None


def _last_adoption(each: Child, months: int) -> Period | None:
    """The period of care that ended in adoption, the last one where there are two."""
    found = [
        period
        for period in each.life.periods
        if period.ended and each.in_window(period.ended, months) and reason(period) in ADOPTED
    ]
    return found[-1] if found else None


def _waited(each: Child, months: int, wait: Wait) -> int | None:
    period = _last_adoption(each, months)
    return wait(each, period) if period else None


def _days_of(each: Child, period: Period) -> list[Day]:
    return [
        day for day in each.life.days if period.started <= day.day and (period.ended is None or day.day < period.ended)
    ]


def _placed(day: Day) -> bool:
    return day.row is not None and episode(day.row).placement.type in PLACED_FOR_ADOPTION


def _with_the_family(each: Child, period: Period) -> list[Day]:
    """The days in the home of the family that adopted: the last home that is one for adoption, by what was told last of
    it while the child lived there."""
    days = _days_of(each, period)
    told_last = {day.home: _placed(day) for day in days if day.home is not None and _type(day) not in AWAY_FROM_HOME}
    last = next((day.home for day in reversed(days) if day.home is not None and told_last[day.home]), None)
    return [day for day in days if last is not None and day.home == last]


def _moved_in(each: Child, period: Period) -> date | None:
    """The first day placed for adoption with the family that adopted."""
    return next((day.day for day in _with_the_family(each, period) if _placed(day)), None)


def _moved_in_with_the_carer(each: Child, period: Period) -> date | None:
    """The first day in that home: a foster carer who adopts had the child before. By the reason for the new episode the
    carer stays, whichever code the placement has."""
    return next((day.day for day in _with_the_family(each, period)), None)


def _type(day: Day) -> str | None:
    return episode(day.row).placement.type if day.row else None


def _authority(each: Child, period: Period) -> date | None:
    """The first day under an order that allows to place the child."""
    days = _days_of(each, period)
    return next((day.day for day in days if day.row and episode(day.row).legal_status in AUTHORITY_TO_PLACE), None)


def _match(each: Child, period: Period) -> date | None:
    """The last match of the period."""
    assert period.ended is not None
    days = [fact.matched_on for fact in each.paper.facts(e.MatchedWithAdopters) if fact.matched_on is not None]
    return max((day for day in days if period.started <= day <= period.ended), default=None)


def _decision(each: Child, period: Period) -> date | None:
    """The last decision of the period: of several the one that stood last.

    Where only the adoption is told of, it tells of the decision.
    """
    adopted = period.ended
    assert adopted is not None
    told = each.paper.rows("adoption-decision")
    if told:
        stood = [
            (row.last_day or date.max, row.first_day) for row in told if period.started <= row.first_day <= adopted
        ]
        return max(stood)[1] if stood else None
    return max((day for day in _told_with_the_adoption(each) if period.started <= day <= adopted), default=None)


def _told_with_the_adoption(each: Child) -> list[date]:
    """The days of decision that the rows of those adopted name."""
    return [
        fact.decided_on
        for fact in each.paper.facts(e.MatchedWithAdopters)
        if fact.decided_on is not None and fact.decided_on <= each.as_at
    ]


def _between(start: date | None, end: date | None) -> int | None:
    """The days from one stage to the next; none are lost where the next came first."""
    return None if start is None or end is None else max((end - start).days, 0)


def _entry_to_moving_in(each: Child, period: Period) -> int | None:
    return _between(period.started, _moved_in(each, period))


def _entry_to_moving_in_with_the_carer(each: Child, period: Period) -> int | None:
    return _between(period.started, _moved_in_with_the_carer(each, period))


def _authority_to_match(each: Child, period: Period) -> int | None:
    """Nothing where the match came first. Who was not placed before the adoption is left out."""
    if _moved_in(each, period) is None:
        return None
    return _between(_authority(each, period), _match(each, period))


def _entry_to_authority(each: Child, period: Period) -> int | None:
    if _moved_in(each, period) is None:
        return None
    return _between(period.started, _authority(each, period))


def _entry_to_decision(each: Child, period: Period) -> int | None:
    return _between(period.started, _decision(each, period))


def _decision_to_match(each: Child, period: Period) -> int | None:
    return _between(_decision(each, period), _match(each, period))


def _match_to_placement(each: Child, period: Period) -> int | None:
    return _between(_match(each, period), _moved_in(each, period))


def _placement_to_adoption(each: Child, period: Period) -> int | None:
    return _between(_moved_in(each, period), period.ended)


STAGES: tuple[tuple[str, int, Wait], ...] = (
    (
        "A10, to moving in, with foster carers who adopt since the fostering began",
        THREE_YEARS,
        _entry_to_moving_in_with_the_carer,
    ),
    ("A2, court authority to match", THREE_YEARS, _authority_to_match),
    ("A20, entering care to court authority", THREE_YEARS, _entry_to_authority),
    ("entering care to decision, of the year", YEAR, _entry_to_decision),
    ("decision to match, of the year", YEAR, _decision_to_match),
    ("match to placement, of the year", YEAR, _match_to_placement),
    ("placement to adoption, of the year", YEAR, _placement_to_adoption),
)
"""The further rows: of how many months, from what to what."""


def within_12_months(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of those adopted in the year, placed with the family that adopted less than 365 days after the decision."""
    row = ask({}, children, _adopted_in(YEAR), _placed_soon)
    yield replace(row, unknown=sum(each.name in row.counted and _days_to_placement(each) is None for each in children))


def _days_to_placement(each: Child) -> int | None:
    """Not known where the decision is not recorded, or the placement."""
    return _waited(each, YEAR, lambda each, period: _between(_decision(each, period), _moved_in(each, period)))


def _placed_soon(each: Child) -> bool:
    days = _days_to_placement(each)
    return days is not None and days < 365


BANDS: dict[str, Callable[[int], bool]] = {
    "up to 91 days": lambda days: days <= 91,
    "92 to 182 days": lambda days: 92 <= days <= 182,
    "183 to 365 days": lambda days: 183 <= days <= 365,
    "366 to 547 days": lambda days: 366 <= days <= 547,
    "over 547 days": lambda days: days > 547,
}


def waiting(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of those looked after, with a decision in force and not placed: how long, and how long since the order."""
    row = ask({}, children, _looked_after, _is_waiting)
    yield row
    days = sorted(_days_since_decision(each) for each in children if each.name in row.meets)
    middle = len(days) // 2
    median = Fraction(days[middle] + days[(len(days) - 1) // 2], 2) if days else None
    mean = Fraction(sum(days), len(days)) if days else None
    longest = Fraction(days[-1]) if days else None
    for label, value in (("median", median), ("mean", mean), ("longest", longest)):
        yield replace(row, group={"wait": f"since the decision, {label} days"}, value=value)
    yield ask({"order": "with a placement order"}, children, _looked_after, _waits_with_an_order)
    for label, fits in BANDS.items():
        group = {"wait": f"since the order, {label}"}
        yield ask(group, children, _waits_with_an_order, _has_waited_since_order(fits))


def _looked_after(each: Child) -> bool:
    return each.is_looked_after


def _open_decisions(each: Child) -> list[date]:
    """Of the present period of care, the first first: who left it with a decision does not wait for it any more."""
    told = each.paper.rows("adoption-decision")
    open_ones = [row.first_day for row in told if row.last_day is None] if told else _told_with_the_adoption(each)
    return sorted(day for day in open_ones if day >= each.period_now().started)


def _is_waiting(each: Child) -> bool:
    return bool(_open_decisions(each)) and not _is_placed_now(each)


def _is_placed_now(each: Child) -> bool:
    """Placed for adoption, or away for a time from the family the child is placed with."""
    today = each.life.days[-1]
    for day in reversed(_days_of(each, each.period_now())):
        if day.home == today.home and _type(day) not in AWAY_FROM_HOME:
            return _placed(day)
    return False


def _days_since_decision(each: Child) -> int:
    return (each.as_at - _open_decisions(each)[0]).days


def _waits_with_an_order(each: Child) -> bool:
    return _looked_after(each) and _is_waiting(each) and _authority(each, each.period_now()) is not None


def _has_waited_since_order(fits: Callable[[int], bool]) -> Test:
    def waited(each: Child) -> bool:
        order = _authority(each, each.period_now())
        return order is not None and fits((each.as_at - order).days)

    return waited
