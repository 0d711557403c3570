"""Homes over longer times, and the home behind a temporary placement (``docs/definitions/stability.md``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from tests.oracle.almanac import ONE_DAY, is_birthday_reached, months_earlier
from tests.oracle.asking import Child, OracleRow, Test, ask, looked_after
from tests.oracle.days import AWAY_FROM_HOME
from tests.oracle.paper import episode
from tests.oracle.placements import BANDS
from timeline.domain import codes

ADOPTIVE = {"A1", "A2", "A3", "A4", "A5", "A6"}


def in_two_years(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of those looked after now and on some day of the year before last, by the homes of the two years."""
    yield ask({}, children, _for_a_while, lambda each: _homes(each) >= 3)
    for label, numbers in BANDS.items():
        yield ask({"count": label}, children, _for_a_while, _homes_among(numbers))


def _for_a_while(each: Child) -> bool:
    """Whoever ceased on the first day of the year before last was looked after in it."""
    then = each.shifted(12)
    return each.is_looked_after and any(then.touches_window(one.started, one.ended) for one in each.life.periods)


def _homes(each: Child) -> int:
    return len({day.home for day in each.life.days if day.home is not None and each.in_window(day.day, 24)})


def _homes_among(numbers: frozenset[int]) -> Test:
    return lambda each: _homes(each) in numbers


def long_term(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of those under 16 looked after for two and a half years: with the same carer for two, or placed for adoption."""
    yield ask({}, children, _looked_after_long, _is_settled)


def _looked_after_long(each: Child) -> bool:
    born_on = each.paper.born_on
    if not each.is_looked_after or born_on is None or is_birthday_reached(born_on, 16, each.as_at):
        return False
    return each.period_now().started <= months_earlier(each.as_at, 30)


def _is_settled(each: Child) -> bool:
    two_years_ago = months_earlier(each.as_at, 24)
    here = _moved_in(each, each.life.days[-1].home)
    if here is None:
        return False
    if here <= two_years_ago:
        return True
    before = _moved_in(each, next((day.home for day in each.life.days if day.day == here - ONE_DAY), None))
    return _home_type(each) in ADOPTIVE and before is not None and before <= two_years_ago


def _moved_in(each: Child, home: int | None) -> date | None:
    """The first day in a home. A row laid over it for some days does not end it: nothing new begins when it is over."""
    return next((day.day for day in each.life.days if day.home == home), None) if home is not None else None


def with_parents_at_home(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of those looked after, whose home is with parents, be the child away from it for a time."""
    yield ask({}, children, looked_after, lambda each: _home_type(each) == "P1")


def _home_type(each: Child) -> str | None:
    """The placement type of the home the child has: of the last day on which the child was in it."""
    home = each.life.days[-1].home
    for day in reversed(each.life.days):
        if day.row is None:
            break  # a row laid over the home for some days is no end of it; to cease to be looked after is
        if day.home == home and episode(day.row).placement.type not in AWAY_FROM_HOME:
            return episode(day.row).placement.type
    return None


def by_provider(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of those looked after, by who provides the placement of the day."""
    for code in codes.PLACE_PROVIDER.codes:
        label = code.meaning[0].upper() + code.meaning[1:]
        yield ask({"provider": label}, children, looked_after, _provided_by(code.code))
    yield ask({"provider": codes.NOT_RECORDED}, children, looked_after, _provided_by(None))


def _provided_by(code: str | None) -> Test:
    return lambda each: each.now.placement.provider == code


def unaccompanied(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of those looked after, unaccompanied asylum-seeking children."""
    yield ask({}, children, looked_after, lambda each: each.paper.is_unaccompanied)
